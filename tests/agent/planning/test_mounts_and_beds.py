"""Who rides, who lies in whose bed, whose hands are on what: as the text means it."""

import pytest

from panelwright.planning.embedded import EmbeddedPlanner
from panelwright.planning.planner import PlanWishes
from panelwright_tools.domain import Panel, Pose, Shot


def told(text: str, panels: int = 1) -> tuple[Panel, ...]:
    return EmbeddedPlanner().plan(text, PlanWishes(panels=panels)).panels


def ties(panel: Panel) -> set[tuple[str, str, str]]:
    """Relations by the nouns of their ends."""
    nouns = {region.id: region.noun for region in panel.regions}
    return {(nouns[r.source], r.kind.value, nouns[r.target]) for r in panel.relations}


def pose_of(panel: Panel, noun: str) -> Pose | None:
    return next(region.pose for region in panel.regions if region.noun == noun)


def test_who_is_on_a_horse_rides_it() -> None:
    (panel,) = told("A knight on a black horse follows the princess.")
    assert ("knight", "rides", "horse") in ties(panel)
    assert pose_of(panel, "knight") is Pose.RIDE


def test_who_flies_on_a_bird_rides_it_on_the_wing() -> None:
    (panel,) = told("A girl called Wren flies above the town on a goose.")
    assert ("girl", "rides", "goose") in ties(panel)
    assert pose_of(panel, "goose") is Pose.FLY


def test_nobody_rides_a_cat() -> None:
    (panel,) = told("A boy on a cat sneezes.")
    assert ("boy", "rides", "cat") not in ties(panel)


@pytest.mark.parametrize(
    ("text", "lies"),
    [
        ("Yara sits by the bed of a sick boy called Emil. She gives him a cup.", True),
        ("Emil the boy dances beside the bed of his sister.", False),
    ],
)
def test_whose_bed_it_is_lies_in_it(text: str, lies: bool) -> None:
    (panel,) = told(text)
    assert (("boy", "on", "bed") in ties(panel)) is lies


def test_who_lands_asleep_sleeps() -> None:
    (panel,) = told("Wren the girl falls through the roof and lands asleep on the great bell.")
    assert pose_of(panel, "girl") is Pose.SLEEP


def test_who_mends_a_bicycle_has_a_hand_on_it() -> None:
    (panel,) = told("Old Pavel the man mends a broken bicycle. A girl watches him.")
    assert ("man", "holds", "bicycle") in ties(panel)


def test_who_cuts_bread_has_a_knife_and_who_cuts_a_ribbon_none_of_the_kitchen() -> None:
    assert "knife" in {region.noun for region in told("Ada cuts a loaf of bread.")[0].regions}
    assert "knife" not in {region.noun for region in told("Ada cuts the rope.")[0].regions}


def test_a_drum_is_played() -> None:
    assert pose_of(told("A hedgehog beats a drum.")[0], "hedgehog") is Pose.PLAY


def test_what_hands_do_is_not_seen_in_a_close_up() -> None:
    text = "Emil sleeps. Ben sits down. Ada reads a story aloud from a big book. She smiles."
    shots = [p.shot for p in told(text, 4) if any(r.pose is Pose.READ for r in p.regions)]
    assert shots and Shot.CLOSE not in shots


def test_what_somebody_draws_is_not_there() -> None:
    (panel,) = told("Tom draws a dragon on the wall. Ben looks at it.")
    assert "dragon" not in {region.noun for region in panel.regions}


def test_a_stick_that_is_fetched_is_no_longer_before_who_threw_it() -> None:
    (panel,) = told("Mateo throws a stick. The dog fetches it and brings it back.")
    assert ("dog", "carries", "stick") in ties(panel)
    assert ("stick", "in_front_of", "man") not in ties(panel)


@pytest.mark.parametrize(
    ("text", "pose"),
    [
        ("Olga the girl slips and hurts her knee.", Pose.FALL),
        ("Olga the girl slips through the door.", Pose.WALK),
        ("Olga the girl slips away.", Pose.WALK),
    ],
)
def test_who_slips_falls_unless_through_something(text: str, pose: Pose) -> None:
    assert pose_of(told(text)[0], "girl") is pose
