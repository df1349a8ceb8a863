"""The language of drawings is read strictly and drawn as written."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from panelwright_tools.domain.vocabulary import TimeOfDay
from panelwright_tools.painting.storyboard.geometry import affine
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.mood import mood_for
from panelwright_tools.painting.storyboard.strokes import (
    draw_strokes,
    parse_script,
    script_bounds,
)
from panelwright_tools.painting.storyboard.strokes.script import parse_path


def sheet_of(script: str, layer: str = "all") -> Sheet:
    sheet = Sheet(60, 60, mood_for(TimeOfDay.DAY), line=1)
    with sheet.placed(affine(30, 50, 40)):
        draw_strokes(sheet, parse_script(script), lambda name: "#c02020", layer)  # type: ignore[arg-type]
    return sheet


@pytest.mark.parametrize(
    "line",
    ["paint main : box 0 0 1 1", "shape main 1 : blob 1 2", "shape main x : box 0 0 1 1"],
)
def test_mistakes_are_named_with_their_line(line: str) -> None:
    with pytest.raises(ValueError, match="line 2 of a drawing"):
        parse_script(f"shape main 1 : box 0 0 10 10\n{line}")


def test_bounds_leave_out_what_is_clipped() -> None:
    strokes = parse_script(
        "shape main : box -50 -100 50 0\nin\nflat main : box -90 -200 90 0\nout\n"
        "line ink 1 : path 0 0 70 0"
    )
    assert script_bounds(strokes) == pytest.approx((-0.5, -1.0, 0.7, 0.0))


def test_what_is_drawn_inside_a_shape_stays_inside() -> None:
    plain = sheet_of("flat main : box -20 -40 20 0")
    full = sheet_of("flat main : box -20 -40 20 0\nin\nflat main : box -60 -90 60 0\nout")
    assert plain.drawn() == full.drawn()


def test_layers_part_at_front() -> None:
    script = "flat main : box -40 -90 -20 -60\nfront\nflat main : box 20 -30 40 0"
    back, front = sheet_of(script, "back").drawn(), sheet_of(script, "front").drawn()
    assert back is not None and front is not None
    assert back[2] < front[0] and back[3] < front[1]


def test_a_slash_makes_a_corner() -> None:
    soft = parse_path("curve -50 0 -50 -100 50 -100 50 0")
    sharp = parse_path("curve -50 0 -50 -100 / -50 -100 50 -100 / 50 -100 50 0 /")
    assert np.abs(sharp[:, 0]).max() == pytest.approx(0.5)
    assert np.abs(soft[:, 0]).max() > 0.51


@given(st.lists(st.integers(-99, 99), min_size=6, max_size=20).filter(lambda v: len(v) % 2 == 0))
def test_smooth_outlines_pass_through_their_points(numbers: list[int]) -> None:
    path = parse_path("curve " + " ".join(map(str, numbers)))
    for x, y in np.reshape(numbers, (-1, 2)) / 100:
        assert np.hypot(*(path - (x, y)).T).min() < 1e-9
