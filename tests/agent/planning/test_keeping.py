"""What a scene began goes on: who sat down still sits there, who took something up still has it."""

from panelwright.planning.embedded import EmbeddedPlanner
from panelwright.planning.planner import PlanWishes
from panelwright_tools.domain import Panel, Pose, Shot

BENCH = (
    "In the park an old woman called Nora sits on a bench with a lantern. A young man called Eli "
    'runs up to her. He looks at the road. "Did I miss it?" asks Eli. '
)


def panels(text: str, number: int) -> tuple[Panel, ...]:
    return EmbeddedPlanner().plan(text, PlanWishes(panels=number)).panels


def pose(panel: Panel, who: str) -> Pose | None:
    return next(region.pose for region in panel.regions if region.subject == who)


def ties(panel: Panel, who: str) -> set[tuple[str, str]]:
    nouns = {region.id: region.noun for region in panel.regions}
    return {(r.kind.value, nouns[r.target]) for r in panel.relations if r.source == who}


def test_who_sat_down_still_sits_there_in_the_next_panel() -> None:
    later = panels(BENCH + '"You are early," says Nora.', 3)[1]
    assert pose(later, "nora") is Pose.SIT
    assert ("on", "bench") in ties(later, "nora")


def test_who_held_something_still_holds_it_in_the_next_panel() -> None:
    later = panels(BENCH + '"You are early," says Nora.', 3)[1]
    assert ("holds", "lantern") in ties(later, "nora")


def test_who_runs_away_sits_no_longer() -> None:
    story = panels(BENCH + "Nora runs to the gate. Nora shouts at a dog.", 4)
    assert pose(story[-1], "nora") is not Pose.SIT
    assert not any(kind == "on" for kind, _ in ties(story[-1], "nora"))


def test_who_stands_up_sits_no_longer() -> None:
    assert pose(panels(BENCH + "Nora stands up. Nora laughs.", 4)[-1], "nora") is not Pose.SIT


def test_what_was_thrown_away_is_in_nobodys_hand() -> None:
    story = panels(BENCH + "Nora throws away the lantern. Nora laughs. Eli laughs too.", 5)
    assert not any(noun == "lantern" for _, noun in ties(story[-1], "nora"))


def test_a_new_day_begins_with_empty_hands() -> None:
    story = panels("Mina picks up a lantern. At night Mina waits in the kitchen.", 2)
    assert ("holds", "lantern") in ties(story[0], "mina")
    assert not any(noun == "lantern" for _, noun in ties(story[1], "mina"))


def test_one_day_what_was_in_the_hand_is_put_away() -> None:
    story = panels("Mina picks up a lantern. One windy day Mina waits for Tom.", 2)
    assert any(noun == "lantern" for _, noun in ties(story[0], "mina"))
    assert not any(noun == "lantern" for _, noun in ties(story[1], "mina"))


RIDE = 'Marta rode on the donkey over the bridge, and Tom walked ahead. "Where to?" asked Marta. '


def test_who_rides_goes_on_riding() -> None:
    later = panels(RIDE + "The donkey stopped.", 3)[1]
    assert pose(later, "marta") is Pose.RIDE
    assert any((r.source, r.kind.value) == ("marta", "rides") for r in later.relations)


def test_who_climbs_down_rides_no_longer() -> None:
    story = panels(RIDE + "Marta climbed down from the donkey. Marta fed the donkey.", 4)
    assert not any(r.kind.value == "rides" for p in story[2:] for r in p.relations)


def test_a_bird_in_a_cage_that_is_held_stays_in_it_in_a_near_shot() -> None:
    story = panels(
        "Nora sits on a bench with a birdcage. In the cage is a canary. "
        '"He is shy," says Nora. "He never sings," says Nora.',
        4,
    )
    near = next(p for p in story if p.shot is Shot.MEDIUM)
    assert ("inside", "birdcage") in ties(near, "canary")


def test_whose_hands_play_hold_nothing_else() -> None:
    story = panels("Ada holds an umbrella. Ada sits down at the piano and plays.", 2)
    assert not any(noun == "umbrella" for _, noun in ties(story[1], "ada"))


def test_a_bird_goes_to_the_next_place_in_its_cage() -> None:
    last = panels(
        "Nora sits in the park with a birdcage. In the cage is a canary. "
        "Nora walks into the kitchen. Nora holds the cage up to the window and the canary sings.",
        3,
    )[-1]
    assert last.place == "kitchen"
    assert any(kind == "inside" for kind, _ in ties(last, "canary"))
