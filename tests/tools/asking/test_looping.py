"""A model that says the same over and over is noticed; lists of like items are no loop."""

import json

from hypothesis import given
from hypothesis import strategies as st

from panelwright_tools.asking.looping import looped_part


def test_a_loop_is_cut_to_its_first_turn() -> None:
    begin, turn = '{"beats": [', '{"first": 1, "last": 1}, '
    text = begin + turn * 20 + turn[:9]
    assert text[: -looped_part(text)] == begin + turn


def test_items_that_are_only_alike_are_no_loop() -> None:
    beats = [{"first": number, "last": number, "who": [], "size": "normal"} for number in range(40)]
    assert looped_part(json.dumps({"beats": beats})[:-3]) == 0


def test_blanks_without_an_end_are_a_loop() -> None:
    assert looped_part("{" + " " * 400) == 399


@given(st.text("ab{ ", max_size=500))
def test_the_looped_part_repeats_what_stands_before_it(text: str) -> None:
    looped = looped_part(text)
    assert 0 <= looped < max(len(text), 1)
