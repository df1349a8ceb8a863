from hypothesis import given
from hypothesis import strategies as st

from panelwright_tools.grounding.token_passes import Marks, Token, token_passes

MARKS = Marks(begin=101, stop=1012, end=102)


def text(*ids: int) -> list[Token]:
    return [Token(number, is_word=number < 900) for number in ids]


def test_texts_are_parted_by_stops_between_the_outer_marks() -> None:
    [one] = token_passes([text(1, 2), text(3)], MARKS, 256)
    assert one.ids == (101, 1, 2, 1012, 3, 1012, 102)
    assert [(span.text, span.places) for span in one.spans] == [(0, (1, 2)), (1, (4,))]


def test_hyphens_say_nothing_but_a_text_of_them_alone_keeps_its_places() -> None:
    [one] = token_passes([text(1, 950, 2), text(950)], MARKS, 256)
    assert [span.places for span in one.spans] == [(1, 3), (5,)]


def test_a_text_longer_than_the_prompt_is_cut() -> None:
    [one] = token_passes([text(*range(300))], MARKS, 20)
    assert len(one.ids) == 20 and one.ids[-2:] == (1012, 102)


def test_without_texts_there_is_no_pass() -> None:
    assert token_passes([], MARKS, 256) == token_passes([[]], MARKS, 256) == []


@given(
    st.lists(st.lists(st.integers(1, 80), min_size=1, max_size=12), max_size=70),
    st.integers(16, 256),
)
def test_every_text_is_once_at_its_own_places(lists: list[list[int]], most: int) -> None:
    passes = token_passes([text(*ids) for ids in lists], MARKS, most)
    assert all(len(one.ids) <= most for one in passes)
    read = {
        span.text: [one.ids[place] for place in span.places] for one in passes for span in one.spans
    }
    assert read == dict(enumerate(lists))
    assert [span.text for one in passes for span in one.spans] == list(range(len(lists)))
