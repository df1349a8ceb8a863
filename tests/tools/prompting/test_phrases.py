import pytest
from hypothesis import given
from hypothesis import strategies as st

from panelwright_tools.prompting.phrases import clean, ended_early, phrases, rejoined, tells
from panelwright_tools.prompting.quoting import hidden, quotes, without_quotes


def test_phrases_end_at_commas_and_stops_outside_of_quotes_brackets_and_numbers() -> None:
    text = 'a sign "Fish, fresh. Daily", 1,000 stars (small, far); a boat. It drifts! Night'
    assert phrases(text) == [
        'a sign "Fish, fresh. Daily"', "1,000 stars (small, far)", "a boat.", "It drifts!", "Night",
    ]  # fmt: skip
    assert rejoined(phrases("a, b. C, d")) == "a, b. C, d"
    assert phrases("一只狐狸，在雪地里。月亮") == ["一只狐狸", "在雪地里", "月亮"]


@given(st.text())
def test_phrases_lose_no_letter(text: str) -> None:
    plain = clean(text)
    letters = [c for c in plain if c.isalnum()]
    assert [c for c in "".join(phrases(plain)) if c.isalnum()] == letters
    assert len(hidden(plain)) == len(plain)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('says "Go"', ('"Go"',)),
        ("“Halt!” and 'No, don't'", ("“Halt!”", "'No, don't'")),
        ("the dogs' bowl and Mina's cat", ()),
        ('an open " mark', ()),
        ("„Ja“ «Oui» 「はい」", ("„Ja“", "«Oui»", "「はい」")),
    ],
)
def test_quotations_are_told_from_apostrophes(text: str, found: tuple[str, ...]) -> None:
    assert quotes(text) == found


@pytest.mark.parametrize(
    ("text", "less"),
    [
        ('a sign that says "In" on a door', "a sign on a door"),
        ('a poster titled: "Moon", torn', "a poster, torn"),
        ('"Stop"', ""),
        ("a shop with the words “Old Books”", "a shop"),
    ],
)
def test_quotations_go_with_the_words_that_lead_to_them(text: str, less: str) -> None:
    assert without_quotes(text) == less


@pytest.mark.parametrize(
    ("text", "part", "told"),
    [
        ("a red-haired girl in a yellow raincoat", "red hair", True),
        ("a red-haired girl in a yellow raincoat", "a girl in a yellow raincoat", True),
        ("a girl with red shoes in a coat", "red coat", False),
        ("a red woollen scarf", "red scarf", True),
        ("a teal robot", "a red robot", False),
        ("a fox", "!", False),
    ],
)
def test_a_part_is_told_when_its_words_follow_each_other(text: str, part: str, told: bool) -> None:
    assert tells(text, part) is told


def test_a_phrase_may_end_before_each_of_its_joints() -> None:
    text = 'a girl in a coat who holds a sign "in and out"'
    assert ended_early(text) == ("a girl in a coat", "a girl")
    assert ended_early("a sandy island") == ()


@given(st.text())
def test_nothing_that_commands_a_terminal_or_a_tokenizer_stays(text: str) -> None:
    plain = clean(f"{text}<|endoftext|><<|x|>|endoftext|>\x1b")
    assert "<|endoftext|>" not in plain and "\x1b" not in plain
    assert clean(plain) == plain
