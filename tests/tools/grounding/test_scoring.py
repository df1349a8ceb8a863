import numpy as np
import pytest
from numpy.typing import NDArray

from panelwright_tools.domain import Box, ToolError
from panelwright_tools.grounding.scoring import Found, once, scored
from panelwright_tools.grounding.token_passes import Span

BOX = (0.5, 0.5, 0.2, 0.4)
"""Centre, width and height."""


def logits(*rows: tuple[float, ...]) -> NDArray[np.float32]:
    """From probabilities."""
    chances = np.array(rows, np.float64)
    return np.log(chances / (1 - chances)).astype(np.float32)


def boxes(*rows: tuple[float, float, float, float]) -> NDArray[np.float32]:
    return np.array(rows, np.float32)


def found(text: int, box: Box, score: float, fit: float | None = None) -> Found:
    return Found(text, box, score, score if fit is None else fit)


def test_a_text_is_scored_by_its_own_tokens_only() -> None:
    # [CLS] red ball . blue ball . [SEP]: the second ball is not the first one's.
    numbers = logits((0.1, 0.2, 0.3, 0.9, 0.8, 0.6, 0.9, 0.1))
    spans = (Span(0, (1, 2)), Span(1, (4, 5)))
    red, blue = scored(numbers, boxes(BOX), spans, [0.0, 0.0])
    assert (red.text, blue.text) == (0, 1)
    assert [red.score, red.fit] == pytest.approx([0.3, 0.25])
    assert [blue.score, blue.fit] == pytest.approx([0.8, 0.7])
    assert blue.box == Box(0.4, 0.3, 0.2, 0.4)


def test_each_text_has_its_own_threshold_and_meeting_it_is_enough() -> None:
    numbers = logits((0.5, 0.35), (0.25, 0.75))
    spans, least = (Span(0, (0,)), Span(1, (1,))), [0.5, 0.4]
    numbers[0, 0] = 0.0  # exactly one half
    got = [(one.text, one.score) for one in scored(numbers, boxes(BOX, BOX), spans, least)]
    assert got == [(0, 0.5), (1, pytest.approx(0.75))]


def test_tokens_that_are_not_there_score_nothing() -> None:
    numbers = np.array([[-np.inf, 2.0]], np.float32)
    assert scored(numbers, boxes(BOX), (Span(0, (0,)),), [0.01]) == []


def test_boxes_are_cut_at_the_edge_and_empty_ones_left_out() -> None:
    numbers = logits((0.9,), (0.9,), (0.9,))
    rows = boxes((0.0, 0.5, 0.4, 0.2), (0.5, 0.5, 0.0, 0.2), (1.5, 0.5, 0.2, 0.2))
    [one] = scored(numbers, rows, (Span(0, (0,)),), [0.5])
    assert one.box == Box(0.0, 0.4, 0.2, 0.2)


@pytest.mark.parametrize("where", ["logits", "boxes"])
def test_what_is_no_number_is_an_error_and_no_low_score(where: str) -> None:
    numbers, rows = logits((0.9,)), boxes(BOX)
    (numbers if where == "logits" else rows)[0, 0] = np.nan
    with pytest.raises(ToolError, match="no numbers"):
        scored(numbers, rows, (Span(0, (0,)),), [0.5])


def test_the_same_thing_found_twice_is_found_once() -> None:
    best, worse = found(0, Box(0, 0, 0.5, 1), 0.9), found(0, Box(0.02, 0, 0.5, 1), 0.7)
    other = found(0, Box(0.3, 0, 0.5, 1), 0.4)
    assert once([worse, other, best], ["ball"], 0.7, 0.85) == [best, other]


def test_a_ball_is_red_or_blue_but_a_girl_is_also_a_person() -> None:
    box = Box(0.1, 0.1, 0.3, 0.3)
    blue_as_red, blue = found(0, box, 0.8, 0.4), found(1, box, 0.7, 0.65)
    assert once([blue_as_red, blue], ["ball", "ball"], 0.7, 0.85) == [blue]
    assert once([blue_as_red, blue], ["girl", "person"], 0.7, 0.85) == [blue_as_red, blue]


def test_a_box_around_a_group_is_not_one_more_of_it() -> None:
    balls = [found(0, Box(x, 0.4, 0.2, 0.2), 0.6) for x in (0.1, 0.4, 0.7)]
    around = found(0, Box(0.1, 0.4, 0.8, 0.2), 0.5)
    assert once([*balls, around], ["ball"], 0.7, 0.85) == balls


def test_a_surer_large_thing_stays_with_small_ones_before_it() -> None:
    near = [found(0, Box(x, 0.4, 0.1, 0.1), 0.6) for x in (0.2, 0.6)]
    large = found(0, Box(0.1, 0.1, 0.8, 0.8), 0.9)
    assert set(once([*near, large], ["ball"], 0.7, 0.85)) == {large, *near}
