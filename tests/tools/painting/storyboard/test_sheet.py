import numpy as np

from panelwright_tools.domain.vocabulary import TimeOfDay
from panelwright_tools.painting.storyboard import geometry as g
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.mood import mood_for

DAY = mood_for(TimeOfDay.DAY)


def sheet(seed: int = 1) -> Sheet:
    return Sheet(120, 100, DAY, seed=seed, figure=True)


def covered(drawn: Sheet) -> int:
    return int(np.count_nonzero(np.asarray(drawn.alpha) > 127))


def test_a_new_sheet_is_transparent() -> None:
    assert sheet().drawn() is None


def test_the_same_seed_draws_the_same_pixels() -> None:
    pictures = []
    for _ in range(2):
        drawn = sheet(7)
        drawn.shape(g.ellipse(60, 50, 30), "#d8362f", shade=0.2)
        pictures.append((drawn.colours.tobytes(), drawn.alpha.tobytes()))
    assert pictures[0] == pictures[1]


def test_another_seed_moves_the_hand() -> None:
    first, second = sheet(1), sheet(2)
    for drawn in (first, second):
        drawn.shape(g.ellipse(60, 50, 30), "#d8362f")
    assert first.colours.tobytes() != second.colours.tobytes()


def test_a_clip_keeps_the_pen_inside() -> None:
    drawn = sheet()
    mask = drawn.shape(g.rectangle(20, 20, 50, 50), "#3a6fc4", line=0, wobble=0)
    with drawn.clip(mask):
        drawn.shape(g.rectangle(30, 30, 110, 90), "#d8362f")
    window = drawn.drawn()
    assert window is not None and window[2] <= 52 and window[3] <= 52


def test_nothing_is_drawn_inside_no_mask() -> None:
    drawn = sheet()
    with drawn.clip(None):
        drawn.shape(g.ellipse(60, 50, 30), "#d8362f")
    assert drawn.drawn() is None


def test_a_stroke_that_turns_back_on_itself_has_no_holes() -> None:
    drawn = sheet()
    turns = np.linspace(0, 4 * np.pi, 60)
    drawn.line(np.stack([60 + 20 * np.cos(turns), 50 + 20 * np.sin(turns)], 1), 3.0, taper=(0, 0))
    ring = g.ellipse(60, 50, 20, count=90).round().astype(int)
    assert np.asarray(drawn.alpha)[ring[:, 1], ring[:, 0]].min() > 200


def test_merged_shapes_have_ink_around_the_whole_only() -> None:
    drawn = sheet()
    drawn.merged([g.rectangle(20, 30, 70, 70), g.rectangle(50, 30, 100, 70)], "#f7c331")
    flat = np.asarray(drawn.colours)[50, 30:90].astype(int)
    assert np.abs(flat - flat[0]).max() < 3


def test_a_weld_leaves_no_ink_where_a_limb_grows_out() -> None:
    drawn = sheet()
    mask = drawn.shape(g.rectangle(10, 20, 60, 80), "#3a6fc4", line=0, wobble=0)
    drawn.limb([(40, 50), (100, 50)], 10.0, "#3a6fc4", weld=mask, shade=0)
    column = np.asarray(drawn.colours)[36:64, 45].astype(int)
    assert np.abs(column - column[0]).max() < 3


def test_far_lines_are_hazed() -> None:
    drawn = sheet()
    near = drawn.ink_colour()
    with drawn.at_depth(0.8):
        far = drawn.ink_colour()
    haze = np.asarray(DAY.grade("#000000", 1.0))
    assert np.abs(far - haze).sum() < np.abs(near - haze).sum()


def test_shapes_outside_the_sheet_cost_nothing_and_draw_nothing() -> None:
    drawn = sheet()
    assert drawn.shape(g.ellipse(500, 500, 30), "#d8362f") is None
