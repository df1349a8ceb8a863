"""What is too large for hands stands on the ground with a hand on it."""

from collections.abc import Callable

import numpy as np

from panelwright_tools.domain import Brief, BriefRegion, Character, Relation
from panelwright_tools.domain.vocabulary import Pose, RelationKind
from panelwright_tools.painting.storyboard.geometry import Point
from panelwright_tools.painting.storyboard.stage import Staged
from panelwright_tools.painting.storyboard.staging import staged

MakeRegion = Callable[..., BriefRegion]
MakeBrief = Callable[..., Brief]


def hands_of(one: Staged) -> list[Point]:
    assert one.figure.anchors.hands is not None
    return [one.to_pixels(hand) for hand in one.figure.anchors.hands]


def touches(one: Staged, thing: Staged) -> bool:
    low, high = thing.fit.corners.min(0) - 6, thing.fit.corners.max(0) + 6
    return any(bool(np.all(hand >= low) and np.all(hand <= high)) for hand in hands_of(one))


def given(
    region: MakeRegion, brief: MakeBrief, leo: Character, noun: str, box: tuple[float, ...]
) -> list[Staged]:
    man = region("leo", (0.02, 0.2, 0.25, 0.7), leo, noun="man", pose=Pose.GIVE)
    ana = leo.model_copy(update={"id": "ana", "name": "Ana", "phrase": "a woman"})
    woman = region("ana", (0.73, 0.2, 0.25, 0.7), ana, noun="woman")
    thing = region("thing", box, noun=noun)
    tie = Relation(kind=RelationKind.GIVES, source="leo", target="thing", other="ana")
    return staged(brief(man, woman, thing, relations=(tie,)), indoors=False)


def test_a_bicycle_that_is_given_keeps_its_size_and_has_a_hand_of_each_on_it(
    region: MakeRegion, brief: MakeBrief, leo: Character
) -> None:
    one, other, bicycle = given(region, brief, leo, "bicycle", (0.28, 0.5, 0.44, 0.4))
    assert abs(bicycle.fit.foot - one.fit.foot) < 0.08 * one.tall
    assert bicycle.tall > 0.4 * one.tall
    assert touches(one, bicycle) and touches(other, bicycle)


def test_a_broom_that_is_given_is_in_the_hands_of_both(
    region: MakeRegion, brief: MakeBrief, leo: Character
) -> None:
    one, other, broom = given(region, brief, leo, "broom", (0.42, 0.4, 0.14, 0.5))
    assert broom.fit.foot < one.fit.foot - 0.1 * one.tall
    assert touches(one, broom) and touches(other, broom)


def test_a_load_that_two_carry_is_off_the_ground(
    region: MakeRegion, brief: MakeBrief, leo: Character
) -> None:
    man = region("leo", (0.02, 0.3, 0.2, 0.6), leo, noun="man", pose=Pose.CARRY)
    ana = leo.model_copy(update={"id": "ana", "name": "Ana"})
    woman = region("ana", (0.78, 0.3, 0.2, 0.6), ana, noun="woman", pose=Pose.CARRY)
    boat = region("boat", (0.25, 0.65, 0.5, 0.25), noun="rowing boat")
    ties = [Relation(kind=RelationKind.CARRIES, source=w, target="boat") for w in ("leo", "ana")]
    one, other, load = staged(brief(man, woman, boat, relations=tuple(ties)), indoors=False)
    assert load.fit.foot < one.fit.foot - 0.2 * one.fit.scale
    assert load.hangs and touches(one, load) and touches(other, load)


def test_the_handles_of_a_wheelbarrow_are_towards_who_pushes_it(
    region: MakeRegion, brief: MakeBrief, leo: Character
) -> None:
    def flip(x: float) -> float:
        man = region("leo", (x, 0.2, 0.25, 0.7), leo, noun="man", pose=Pose.PUSH)
        barrow = region("barrow", (0.4, 0.6, 0.3, 0.25), noun="wheelbarrow")
        tie = Relation(kind=RelationKind.NEXT_TO, source="leo", target="barrow")
        _, pushed = staged(brief(man, barrow, relations=(tie,)), indoors=False)
        assert pushed.figure.anchors.grip is not None
        return float(pushed.figure.anchors.grip[0]) * pushed.fit.flip

    assert flip(0.05) < 0 < flip(0.72)
