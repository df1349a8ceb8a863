"""What is dropped, thrown or let fall is in the air, by whom it left or over what it goes to."""

import pytest

from panelwright.planning.embedded import EmbeddedPlanner
from panelwright.planning.planner import PlanWishes
from panelwright_tools.domain import Panel, Pose


def panel(text: str) -> Panel:
    return EmbeddedPlanner().plan(text, PlanWishes(panels=1)).panels[0]


def poses(shown: Panel) -> dict[str, Pose | None]:
    return {region.noun: region.pose for region in shown.regions}


def ties(shown: Panel) -> set[tuple[str, str, str]]:
    return {(relation.source, relation.kind.value, relation.target) for relation in shown.relations}


@pytest.mark.parametrize(
    ("text", "thing", "pose"),
    [
        ("Ben drops a coin on the beach.", "coin", Pose.FALL),
        ("Clara throws her sandwich in the park.", "sandwich", Pose.FLY),
        ("Mia lets a plate fall in the kitchen.", "plate", Pose.FALL),
        ("Anna kicks the ball over the fence.", "ball", Pose.FLY),
        ("A crow drops the wheel over the village.", "wheel", Pose.FALL),
    ],
)
def test_what_is_let_go_is_in_the_air(text: str, thing: str, pose: Pose) -> None:
    shown = panel(text)
    assert poses(shown)[thing] is pose
    assert not [r for r in shown.relations if r.kind.value in ("holds", "carries", "gives")]


def test_what_has_fallen_lies_there() -> None:
    assert poses(panel("A flowerpot falls over in the garden."))["flowerpot"] is Pose.FALL
    assert poses(panel("A flowerpot has fallen over in the garden."))["flowerpot"] is None


def test_a_bird_that_drops_something_is_on_the_wing() -> None:
    assert poses(panel("A crow drops a coin over the village."))["crow"] is Pose.FLY


def test_what_falls_into_a_well_is_over_the_well_not_before_it() -> None:
    shown = panel("Ben drops a coin into the well in the garden.")
    assert ("coin", "inside", "well") in ties(shown)
    assert ("ben", "next_to", "well") in ties(shown)
    assert ("coin", "in_front_of", "ben") not in ties(shown)


def test_what_is_thrown_to_somebody_is_on_that_side() -> None:
    shown = panel("Tom throws a red ball to Anna on the beach.")
    assert {("ball", "right_of", "tom"), ("ball", "in_front_of", "tom")} <= ties(shown)
    assert ("tom", "faces", "anna") in ties(shown)


def test_who_lets_something_fall_is_the_one_it_falls_from() -> None:
    assert ("plate", "in_front_of", "mia") in ties(panel("Mia lets a plate fall in the kitchen."))


def test_trees_and_doors_do_not_fly() -> None:
    for text in ("A tree falls in the garden.", "Tom kicks the door.", "Tom throws a party."):
        assert Pose.FLY not in poses(panel(text)).values()
        assert Pose.FALL not in poses(panel(text)).values()
