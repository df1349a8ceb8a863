from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panelwright_tools.lettering.breaking import Block, blocks, break_lines, line_width
from panelwright_tools.lettering.hyphens import syllables
from panelwright_tools.lettering.typeset import SetWord, set_words
from panelwright_tools.lettering.words import words_of

LONG = "I have been walking for three whole days and nobody told me that the bridge had fallen."


def _set(text: str, limit: float = 12.0) -> tuple[SetWord, ...]:
    return set_words(words_of(text), "speech", limit)


def _texts(block: Block) -> list[str]:
    return [" ".join(word.text for word in line) for line in block.lines]


def test_lines_are_balanced_rather_than_filled() -> None:
    block = break_lines(_set("Oh! Are you lost, little one?"), 2)
    assert block is not None
    assert min(block.widths) > 0.6 * max(block.widths)


def test_a_deep_lens_makes_the_first_and_last_lines_shorter() -> None:
    words = _set("so we all go up to it as we do on a day in may or on no day at all")
    deep, rectangle = break_lines(words, 5, lens=1.0), break_lines(words, 5, lens=0.0)
    assert deep is not None
    assert rectangle is not None
    assert deep.widths[0] + deep.widths[4] < rectangle.widths[0] + rectangle.widths[4]


def test_a_line_does_not_end_with_an_article_when_it_need_not() -> None:
    for block in blocks(_set(LONG), 14):
        if len(block.lines) in (3, 4):
            assert not any(line.endswith((" the", " a")) for line in _texts(block))


def test_a_short_word_with_hyphens_stays_whole_and_a_spelt_one_breaks_at_them() -> None:
    two = break_lines(_set("Cat. K-A-T."), 2)
    assert two is not None and _texts(two) == ["Cat.", "K- A- T."]
    long = blocks(_set("I-N-C-O-M-P-R-E-H-E-N-S-I-B-L-E", limit=8.0), 8.0)
    assert all(line.endswith("-") for block in long for line in _texts(block)[:-1])


def test_the_dynamic_program_finds_the_evenest_of_all_divisions() -> None:
    words = _set("one three five seven nine twelve and some more")
    best = break_lines(words, 3, lens=0.0)
    assert best is not None
    ends = [(a, b) for a in range(1, len(words)) for b in range(a + 1, len(words))]
    spreads = [
        np.var([line_width(line) for line in (words[:a], words[a:b], words[b:])]) for a, b in ends
    ]
    assert np.var(best.widths) <= min(spreads) + 1e-9


def test_a_word_that_does_not_fit_is_divided_at_a_syllable() -> None:
    parts = _set("Unbelievable", limit=4.0)
    assert "".join(part.text for part in parts).replace("-", "") == "Unbelievable"
    assert all(part.width <= 4.0 for part in parts)
    assert parts[0].hyphenated


def test_a_soft_hyphen_decides_where_a_word_is_divided() -> None:
    parts = _set("Donau\u00addampf\u00adschiff", limit=5.0)
    assert [part.text for part in parts] == ["Donau-", "dampf-", "schiff"]


@pytest.mark.parametrize(
    ("word", "parts"),
    [("morning", "mor-ning"), ("captain", "cap-tain"), ("mother", "mother"), ("island", "island")],
)
def test_syllables_of_common_words(word: str, parts: str) -> None:
    places = [0, *syllables(word), len(word)]
    assert "-".join(word[a:b] for a, b in pairwise(places)) in {parts, word} | {parts}


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="abcdefghij klmno.,!-", min_size=1, max_size=160), st.floats(2, 20))
def test_no_block_is_wider_than_its_limit_and_none_loses_a_word(text: str, limit: float) -> None:
    words = _set(text, limit)
    if not words:
        return
    for block in blocks(words, limit):
        assert block.width <= limit + 1e-6
        assert [word for line in block.lines for word in line] == list(words)
