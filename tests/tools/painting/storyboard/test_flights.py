"""Things in the air are turned, cast no shadow, and the hand that dropped them is over them."""

from collections.abc import Callable

import numpy as np

from panelwright_tools.domain import Brief, BriefRegion, Character, Relation
from panelwright_tools.domain.vocabulary import Pose, RelationKind
from panelwright_tools.painting.storyboard.stage import Staged
from panelwright_tools.painting.storyboard.staging import staged

MakeRegion = Callable[..., BriefRegion]
MakeBrief = Callable[..., Brief]
BOX = (0.5, 0.5, 0.12, 0.1)


def cast(region: MakeRegion, brief: MakeBrief, leo: Character, pose: Pose | None) -> list[Staged]:
    man = region("leo", (0.2, 0.15, 0.3, 0.75), leo, noun="man")
    ball = region("ball", BOX, noun="ball", pose=pose)
    tie = Relation(kind=RelationKind.IN_FRONT_OF, source="ball", target="leo")
    return staged(brief(man, ball, relations=(tie,)), indoors=False)


def test_a_falling_ball_is_turned_and_casts_no_shadow_where_it_is(
    region: MakeRegion, brief: MakeBrief, leo: Character
) -> None:
    _, falling = cast(region, brief, leo, Pose.FALL)
    _, lying = cast(region, brief, leo, None)
    assert falling.hangs and falling.flight is not None and falling.flight[1] > 0
    assert not lying.hangs and lying.flight is None
    assert abs(falling.fit.matrix[0, 1]) > 1.0 and abs(lying.fit.matrix[0, 1]) < 1e-6


def test_a_falling_thing_stays_in_its_box(
    region: MakeRegion, brief: MakeBrief, leo: Character
) -> None:
    _, ball = cast(region, brief, leo, Pose.FALL)
    size = np.array(brief(ball.item).size)
    low, high = ball.fit.corners.min(0) / size, ball.fit.corners.max(0) / size
    assert np.all(low > np.array(BOX[:2]) - 0.01)
    assert np.all(high < np.array(BOX[:2]) + np.array(BOX[2:]) + 0.01)


def test_the_hand_that_let_go_is_stretched_out_over_it(
    region: MakeRegion, brief: MakeBrief, leo: Character
) -> None:
    def nearest(pose: Pose | None) -> float:
        one, ball = cast(region, brief, leo, pose)
        hands = one.figure.anchors.hands
        assert hands is not None
        return min(abs(float(one.to_pixels(h)[0]) - ball.fit.centre) for h in hands)

    assert nearest(Pose.FALL) < 0.6 * nearest(None)
