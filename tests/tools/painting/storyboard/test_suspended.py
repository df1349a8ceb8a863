"""Things on lines stay where they hang; cords and nails show what holds them."""

from collections.abc import Callable

import pytest

from panelwright_tools.domain import Brief, BriefRegion, Relation
from panelwright_tools.domain.vocabulary import RelationKind, TimeOfDay
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.mood import mood_for
from panelwright_tools.painting.storyboard.staging import staged
from panelwright_tools.painting.storyboard.suspended import draw_suspension

MakeRegion = Callable[..., BriefRegion]
MakeBrief = Callable[..., Brief]


def test_a_wheel_on_a_line_hangs_where_it_was_put_and_casts_no_shadow(
    region: MakeRegion, brief: MakeBrief
) -> None:
    line = region("line", (0.1, 0.4, 0.8, 0.5), noun="washing line")
    wheel = region("wheel", (0.4, 0.48, 0.15, 0.2), noun="wheel")
    tie = Relation(kind=RelationKind.ON, source="wheel", target="line")
    _, hung = staged(brief(line, wheel, relations=(tie,)), indoors=False)
    _, alone = staged(brief(line, wheel), indoors=False)
    assert hung.hangs and hung.held
    assert abs(hung.fit.foot - alone.fit.foot) < 1


@pytest.mark.parametrize(("spot", "least"), [("ceiling", 60), ("hook", 10), ("", 0)])
def test_a_cord_reaches_the_ceiling_and_a_string_its_nail(
    region: MakeRegion, brief: MakeBrief, spot: str, least: int
) -> None:
    lamp = region("lamp", (0.4, 0.4, 0.15, 0.2), noun="lantern")
    hung = lamp.model_copy(update={"region": lamp.region.model_copy(update={"spot": spot})})
    panel = brief(hung)
    (one,) = staged(panel, indoors=True)
    sheet = Sheet(*panel.size, mood_for(TimeOfDay.DAY), line=2.0, fineness=1)
    draw_suspension(sheet, one)
    window = sheet.drawn()
    assert (window is not None) == bool(spot)
    if window is not None:
        assert window[3] - window[1] >= least
        assert (window[1] == 0) == (spot == "ceiling")
