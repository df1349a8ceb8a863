from hypothesis import given, settings
from hypothesis import strategies as st

from panelwright_tools.lettering.splitting import split_words
from panelwright_tools.lettering.words import words_of


def _parts(text: str, most: float = 25) -> list[str]:
    return [" ".join(word.text for word in part) for part in split_words(words_of(text), most)]


def test_a_short_text_stays_whole() -> None:
    assert _parts("Come home, Mina.") == ["Come home, Mina."]


def test_a_long_text_is_split_between_sentences() -> None:
    one = "We have to leave before the tide turns and the boats are gone."
    two = "Nobody will wait for us, nobody at all, you know how they are."
    assert _parts(f"{one} {two}", 16) == [one, two]


def test_a_long_sentence_is_split_at_a_clause() -> None:
    parts = _parts(
        "When the rain finally stopped and the clouds were gone, we found the old map under the "
        "oranges of the market stall.",
        14,
    )
    assert parts[0].endswith("gone,")


def test_a_balloon_does_not_end_on_a_word_that_binds_to_the_next() -> None:
    parts = _parts(
        "and I have sat awake with a pistol in my lap to see who it is puts it out", 12.5
    )
    assert parts[0].split()[-1] not in {"in", "my", "to", "a", "with"}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text("abcdefg,.!", min_size=1, max_size=14), min_size=1, max_size=90))
def test_no_word_is_lost_and_no_part_is_too_long(pieces: list[str]) -> None:
    words = words_of(" ".join(pieces))
    parts = split_words(words, 12)
    assert [word for part in parts for word in part] == list(words)
    assert all(len(part) <= 12 for part in parts)
