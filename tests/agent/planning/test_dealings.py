"""Who does what to whom: gifts, loads on shoulders, what is worn, what only darkness is."""

import pytest

from panelwright.planning.embedded import EmbeddedPlanner
from panelwright.planning.planner import PlanWishes
from panelwright_tools.domain import Panel, Pose


def last_panel(text: str) -> Panel:
    number = text.count(".")
    return EmbeddedPlanner().plan(text, PlanWishes(panels=number)).panels[-1]


def relations(panel: Panel) -> set[tuple[str, ...]]:
    return {
        (r.source, r.kind.value, r.target) + ((r.other,) if r.other else ())
        for r in panel.relations
    }


def things(panel: Panel) -> set[str]:
    return {region.noun for region in panel.regions if region.subject is None}


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        (
            "Gregor sits at a desk. Ada brings him a cup of cocoa.",
            ("ada", "gives", "cup", "gregor"),
        ),
        ("Gregor is wet. Lucia laughs and hands Gregor a towel.", ("lucia", "gives", "towel")),
        ("Kenji walks through a forest with a straw hat and a sword.", ("kenji", "holds", "sword")),
        ("An owl waits. Jan gives the owl a fish.", ("jan", "gives", "fish")),
        ("Ben waits. Ana hands the puppy to Ben.", ("ana", "gives", "puppy", "ben")),
        ("A king waits. Ana shows Ben to the king.", ("ana", "faces", "ben")),
    ],
)
def test_who_gets_and_holds_what(text: str, relation: tuple[str, ...]) -> None:
    assert any(found[: len(relation)] == relation for found in relations(last_panel(text)))


def test_the_one_who_lifts_carries_both_on_the_shoulders() -> None:
    panel = last_panel(
        "The giant Gog came with a knight and a donkey. "
        "The giant lifted the donkey onto one shoulder and the knight onto the other."
    )
    assert {("donkey", "rides", "gog"), ("knight", "rides", "gog")} <= relations(panel)


def test_a_hat_that_is_put_on_a_head_puts_nobody_on_it() -> None:
    panel = last_panel("Annie and Bart sit on the steps. Annie puts her hat on his head.")
    assert not any(kind == "on" for _, kind, *_ in relations(panel))


def test_a_bun_in_the_hair_is_not_in_the_hand() -> None:
    panel = last_panel("Ada, a tall woman in a grey suit with a tight bun, laughs.")
    assert "bun" not in things(panel)


def test_what_is_dark_outside_is_no_thing_of_before() -> None:
    story = EmbeddedPlanner().plan(
        "The fox carried a lamp. Outside it was black. The fox put down the lamp.",
        PlanWishes(panels=3),
    )
    phrases = [r.phrase for panel in story.panels for r in panel.regions if r.subject is None]
    assert "a black lamp" not in phrases


def test_two_who_bump_into_each_other_are_face_to_face() -> None:
    panel = last_panel("It was night. Two owls flew into each other.")
    assert ("owl", "faces", "owl-2") in relations(panel)


def test_who_walks_into_a_tree_is_beside_it() -> None:
    panel = last_panel("It was night. A hedgehog walked into a tall tree in the forest.")
    assert not any(kind == "inside" for _, kind, *_ in relations(panel))


def test_those_who_fight_hold_the_swords_that_flash() -> None:
    story = EmbeddedPlanner().plan(
        "Kenji and Hiro fight on the ice. Swords flash.", PlanWishes(panels=1)
    )
    panel = story.panels[0]
    assert {("kenji", "holds", "sword"), ("hiro", "holds", "sword-2")} <= relations(panel)
    assert sum(region.noun == "sword" for region in panel.regions) == 2


def test_a_rider_sits_astride_and_stands_on_nothing() -> None:
    panel = last_panel("It is noon. A bandit rides on a black horse with a sack of stolen gold.")
    rider = next(region for region in panel.regions if region.subject == "bandit")
    assert rider.pose is Pose.RIDE
    assert not any(kind == "on" for _, kind, *_ in relations(panel))


def test_what_follows_inside_it_is_told_of_the_thing() -> None:
    panel = last_panel("Bart finds a wooden chest in the street. Inside it lies a silver trumpet.")
    assert "trumpet" in things(panel)
    assert panel.place == "street"


def test_who_buys_a_cup_has_it_in_the_hand() -> None:
    panel = last_panel("It is morning. Tom buys a cup of coffee from a girl.")
    assert ("tom", "holds", "cup") in relations(panel)


def test_two_who_carry_a_boat_both_have_hands_on_it_but_one_has_the_key() -> None:
    def bearers(text: str) -> int:
        panel = EmbeddedPlanner().plan(text, PlanWishes(panels=1)).panels[0]
        return sum(r.kind.value == "carries" for r in panel.relations)

    assert bearers("Two sailors carry a rowing boat along the beach.") == 2
    assert bearers("Two sailors carry a key along the beach.") == 1
