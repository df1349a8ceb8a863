"""Who is on a branch sits on a bough that a trunk bears, with the feet on it."""

from collections.abc import Callable

import pytest

from panelwright_tools.domain import Brief, BriefRegion, Character, Relation
from panelwright_tools.domain.vocabulary import RelationKind
from panelwright_tools.painting.storyboard.fitting import measure
from panelwright_tools.painting.storyboard.stage import Staged
from panelwright_tools.painting.storyboard.staging import staged

MakeRegion = Callable[..., BriefRegion]
MakeBrief = Callable[..., Brief]


def on_bough(rider: BriefRegion, region: MakeRegion, brief: MakeBrief) -> tuple[Staged, Staged]:
    bough = region("bough", (0.2, 0.3, 0.6, 0.6))
    on = Relation(kind=RelationKind.ON, source=rider.region.id, target="bough")
    one, other = staged(brief(rider, bough, relations=(on,)), indoors=False)
    return one, other


@pytest.mark.parametrize("noun", ["owl", "robin", "cat"])
def test_feet_are_on_the_bough(noun: str, region: MakeRegion, brief: MakeBrief) -> None:
    one, bough = on_bough(region(noun, (0.5, 0.1, 0.2, 0.3), pose="sit"), region, brief)
    seat = bough.figure.anchors.seat
    assert seat is not None
    assert abs(one.fit.foot - float(bough.to_pixels(seat)[1])) < 0.06 * bough.tall


def test_a_child_sits_on_it_and_the_legs_hang_down(
    region: MakeRegion, brief: MakeBrief, mina: Character
) -> None:
    one, bough = on_bough(region("mina", (0.5, 0.1, 0.2, 0.5), mina, pose="sit"), region, brief)
    seat = bough.figure.anchors.seat
    assert seat is not None
    assert one.fit.foot > float(bough.to_pixels(seat)[1]) + 0.1 * one.tall
    assert one.fit.foot < bough.fit.foot


def test_a_bird_that_sits_has_toes(region: MakeRegion, brief: MakeBrief) -> None:
    box = (0.3, 0.3, 0.4, 0.4)
    (owl,) = staged(brief(region("owl", box, pose="sit", facing="right")), indoors=False)
    assert measure(owl.figure).bottom >= -0.01
