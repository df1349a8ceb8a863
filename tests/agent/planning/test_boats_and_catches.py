"""Who rows is in a rowing boat on the water; what is caught is held; what is dropped lies there."""

import pytest

from panelwright.planning.embedded import EmbeddedPlanner
from panelwright.planning.planner import PlanWishes
from panelwright_tools.domain import Panel, Pose, RelationKind, Shot, Story

IN_BOAT = {RelationKind.RIDES, RelationKind.INSIDE, RelationKind.ON}


def story(text: str, panels: int = 1) -> Story:
    return EmbeddedPlanner().plan(text, PlanWishes(panels=panels))


def panel(text: str) -> Panel:
    return story(text).panels[0]


def things(shown: Panel) -> list[str]:
    return [region.noun for region in shown.regions if region.subject is None]


def tie(shown: Panel, source: str, target: str) -> set[RelationKind]:
    """How one region stands to another, both by noun."""
    nouns = {region.id: region.noun for region in shown.regions}
    return {
        relation.kind
        for relation in shown.relations
        if nouns[relation.source] == source and nouns[relation.target] == target
    }


@pytest.mark.parametrize(
    ("text", "boat"),
    [
        ("Lena rows a green boat across the lake.", "rowing boat"),
        ("Two soldiers rowed the boat up the canal.", "rowing boat"),
        ("Lena sails a green boat across the lake.", "sailing boat"),
        ("Lena rows the fishing boat across the bay.", "fishing boat"),
        ("Lena pulls the oars. The lake is dark.", "rowing boat"),
    ],
)
def test_a_boat_that_is_rowed_is_a_rowing_boat(text: str, boat: str) -> None:
    assert things(panel(text)) == [boat]


def test_a_boat_in_which_they_sail_off_was_a_sailing_boat_before() -> None:
    text = (
        "Lena sits on the beach beside a red boat. Lena laughs. At dawn they sail out on the sea."
    )
    first, second = story(text, 2).panels
    assert things(first) == things(second) == ["sailing boat"]


def test_who_pulls_the_oars_is_still_in_the_boat_of_before() -> None:
    shown = story("Lena rows a green boat across the lake. Lena pulls the oars.", 2).panels[1]
    (boat,) = [region for region in shown.regions if region.subject is None]
    assert (boat.noun, boat.phrase) == ("rowing boat", "a green rowing boat")
    assert tie(shown, "woman", "rowing boat") & IN_BOAT
    assert {region.pose for region in shown.regions if region.subject} == {Pose.SIT}


def test_oars_that_are_carried_are_oars() -> None:
    assert set(things(panel("Lena carries the oars to the boathouse."))) == {"oar"}


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("A boy rows across the river to his grandmother's house.", "river"),
        ("Mia and Tom are in a small rowboat on the pond.", "pond"),
        ("A boy walks across the street to the shop.", "shop"),
    ],
)
def test_who_is_under_way_on_the_water_is_shown_there(text: str, noun: str) -> None:
    planned = story(text)
    assert planned.place(planned.panels[0].place or "").noun == noun


def test_the_bow_of_a_boat_is_no_bow_to_shoot_with() -> None:
    shown = panel("A gull lands on the bow of a fishing boat.")
    assert things(shown) == ["fishing boat"]
    assert RelationKind.ON in tie(shown, "gull", "fishing boat")
    assert "bow" not in things(panel("The ship sails on. Jack stands at the bow of the ship."))


def test_a_bow_to_shoot_with_stays_one() -> None:
    assert "bow" in things(panel("An archer picks up a bow in the forest."))


@pytest.mark.parametrize(
    ("text", "prey"),
    [
        ("A heron catches a fish.", "fish"),
        ("The eagle seizes a fish from the lake.", "fish"),
        ("An owl seizes a mouse in the field.", "mouse"),
    ],
)
def test_what_a_beak_has_caught_is_held(text: str, prey: str) -> None:
    shown = panel(text)
    (hunter,) = [region.noun for region in shown.regions if region.noun != prey]
    assert RelationKind.HOLDS in tie(shown, hunter, prey)


def test_nobody_who_is_caught_is_held_as_a_fish_is() -> None:
    shown = panel("Officer Brown catches the thief in the street.")
    kinds = {relation.kind for relation in shown.relations}
    assert not kinds & {RelationKind.HOLDS, RelationKind.CARRIES}


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("A boy drops his sandwich on the pavement.", "sandwich"),
        ("A girl drops the vase on the kitchen floor.", "vase"),
        ("The wizard spills a potion.", "potion"),
    ],
)
def test_what_is_dropped_lies_before_who_dropped_it(text: str, thing: str) -> None:
    shown = panel(text)
    (who,) = [region.noun for region in shown.regions if region.subject]
    assert tie(shown, thing, who) == {RelationKind.IN_FRONT_OF}
    assert not tie(shown, who, thing) & {RelationKind.HOLDS, RelationKind.CARRIES}


def test_who_talks_in_a_small_boat_is_still_in_it() -> None:
    told = story(
        "At dawn Mina and Bolt sail out on the open sea in a little red boat. Mina holds on. "
        'Far away, an island is waking up. "Are we lost?" asks Bolt. Mina smiles.',
        panels=3,
    )
    assert {panel.place for panel in told.panels} == {"sea"}
    assert [things(panel) for panel in told.panels][-1] == ["sailing boat"]
    first = told.panels[-1].regions[0].noun
    assert tie(told.panels[-1], first, "sailing boat") & IN_BOAT


def test_all_on_a_lake_with_a_boat_are_in_it_from_then_on() -> None:
    told = story(
        "A man and a girl are on the lake in a dinghy. The girl sees a golden fish. The man cries.",
        panels=3,
    )
    assert "dinghy" in things(told.panels[-1])


def test_who_rows_home_is_seen_on_the_water() -> None:
    told = story("Lena is on the lake in a dinghy. At sunset she rows home. Lena eats.", panels=3)
    assert [panel.place for panel in told.panels] == ["lake", "lake", "home"]


def test_a_crew_in_a_boat_is_seen_from_near_enough() -> None:
    told = story("Captain Bo and her crew of six sail out in a boat. The sea roars.", panels=1)
    assert told.panels[0].shot is Shot.FULL


def test_who_jumped_into_a_boat_is_in_it_out_on_the_water() -> None:
    told = story(
        "At the harbour a boat waits. A thief jumps in. Rosa jumps after the thief. "
        "Out on the water she takes off his hat. The thief laughs.",
        panels=4,
    )
    assert [panel.place for panel in told.panels][-1] == "sea"
    assert "boat" in things(told.panels[-1])
    swum = story("At the harbour a boat waits. Rosa swims in the sea.", panels=2)
    assert things(swum.panels[-1]) == []
