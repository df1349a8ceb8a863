"""What falls through the scene itself is told apart from the weather outdoors."""

import pytest

from panelwright.planning.edits import SetPanel, apply
from panelwright.planning.embedded.planner import EmbeddedPlanner
from panelwright.planning.panel_diff import panel_differences
from panelwright.planning.planner import PlanWishes
from panelwright_tools.domain import Falling, Panel, Weather


def panels(text: str, count: int | None = None) -> tuple[Panel, ...]:
    return EmbeddedPlanner().plan(text, PlanWishes(panels=count)).panels


@pytest.mark.parametrize(
    ("text", "falling"),
    [
        ("Nora stands in the shop. It begins to snow inside the shop.", Falling.SNOW),
        ("Nora sits in the kitchen. Rain falls on the table and on the stove.", Falling.RAIN),
        ("Nora sits in the kitchen. Rain falls on the roof.", None),
        ("Nora sits in the kitchen. It rains outside.", None),
        ("Nora stands in the meadow. It begins to snow.", None),
        ("Nora dances in the hall. Confetti falls on Nora.", Falling.CONFETTI),
        ("Nora walks in the park. Petals drift through the air.", Falling.PETALS),
        ("Nora runs into the kitchen. The kitchen fills with smoke.", Falling.SMOKE),
        ("Nora stands in the village. Smoke rises from a chimney.", None),
    ],
)
def test_what_falls_is_read_from_the_text(text: str, falling: Falling | None) -> None:
    assert panels(text, 1)[0].falling is falling


def test_snow_inside_goes_on_in_the_room_and_is_not_the_weather_outside() -> None:
    told = (
        "Nora stands in the shop. It begins to snow inside the shop. Nora builds a snowman. "
        "Then Nora walks into the meadow and looks at the sun."
    )
    found = panels(told, 4)
    assert [panel.falling for panel in found] == [None, Falling.SNOW, Falling.SNOW, None]
    assert {panel.weather for panel in found} == {Weather.CLEAR}


@pytest.mark.parametrize(
    ("text", "weather"),
    [
        ("Nora takes a snow globe from the shelf of the shop.", Weather.CLEAR),
        ("Nora throws glitter and glitter rains down in the ring.", Weather.CLEAR),
        ("A dust storm blows over the hills. Nora walks on.", Weather.WIND),
        ("Nora looks at the rain clouds over the meadow.", Weather.RAIN),
    ],
)
def test_words_of_weather_that_mean_something_else(text: str, weather: Weather) -> None:
    assert panels(text, 1)[0].weather is weather


def test_what_falls_is_changed_and_taken_back_by_an_edit_that_tells_of_it() -> None:
    story = EmbeddedPlanner().plan("Nora stands in the shop.", PlanWishes(panels=1))
    snowed = apply(story, [SetPanel(panel="p01", falling=Falling.SNOW)])
    assert snowed.panel("p01").falling is Falling.SNOW
    was, now = story.panel("p01"), snowed.panel("p01")
    told = list(panel_differences("panel 1", was, now, (story, snowed)))
    assert len(told) == 1 and "falling" in told[0] and "snow" in told[0]
    cleared = apply(snowed, [SetPanel(panel="p01", clear=("falling",))])
    assert cleared.panel("p01").falling is None
