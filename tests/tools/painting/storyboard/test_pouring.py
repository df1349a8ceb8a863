"""Who pours tilts the vessel, and a stream runs from its spout into what is beneath it."""

from collections.abc import Callable

import pytest

from panelwright_tools.domain import Brief, BriefRegion, Character, Relation
from panelwright_tools.domain.vocabulary import RelationKind
from panelwright_tools.painting.storyboard.painter import StoryboardPainter
from panelwright_tools.painting.storyboard.stage import Staged
from panelwright_tools.painting.storyboard.staging import staged
from panelwright_tools.painting.storyboard.streams import Stream

MakeRegion = Callable[..., BriefRegion]
MakeBrief = Callable[..., Brief]


def poured(
    region: MakeRegion, brief: MakeBrief, who: Character, vessel: str, goal: str, kind: RelationKind
) -> tuple[dict[str, Staged], Brief]:
    man = region("leo", (0.2, 0.1, 0.3, 0.8), who, noun="man", pose="pour")
    can = region("vessel", (0.45, 0.4, 0.1, 0.1), noun=vessel)
    cup = region("goal", (0.6, 0.6, 0.15, 0.3), noun=goal)
    ties = (
        Relation(kind=RelationKind.HOLDS, source="leo", target="vessel"),
        Relation(kind=kind, source="leo", target="goal"),
    )
    order = brief(man, can, cup, relations=ties)
    return {one.id: one for one in staged(order, indoors=False)}, order


@pytest.mark.parametrize("vessel", ["teapot", "kettle", "bottle", "jug"])
def test_a_cup_in_the_other_hand_is_under_the_spout(
    vessel: str, region: MakeRegion, brief: MakeBrief, leo: Character
) -> None:
    cast, _ = poured(region, brief, leo, vessel, "cup", RelationKind.HOLDS)
    stream, cup = cast["vessel"].stream, cast["goal"]
    assert isinstance(stream, Stream)
    assert abs(stream.end[0] - cup.fit.centre) < 0.5 * cup.wide
    assert stream.start[1] < cup.fit.foot - cup.tall < stream.end[1] < cup.fit.foot


def test_a_watering_can_is_over_the_flower(
    region: MakeRegion, brief: MakeBrief, leo: Character
) -> None:
    cast, order = poured(region, brief, leo, "watering can", "flower", RelationKind.LOOKS_AT)
    stream, flower = cast["vessel"].stream, cast["goal"]
    assert isinstance(stream, Stream) and len(stream.drops) > 2
    assert abs(stream.start[0] - flower.fit.centre) < flower.wide
    assert StoryboardPainter().paint(order).subjects


def test_nothing_runs_from_what_has_no_spout(
    region: MakeRegion, brief: MakeBrief, leo: Character
) -> None:
    cast, _ = poured(region, brief, leo, "book", "flower", RelationKind.LOOKS_AT)
    assert cast["vessel"].stream is None
