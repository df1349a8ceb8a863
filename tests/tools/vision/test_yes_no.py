"""What is taken for a yes or a no, and what for neither."""

import pytest

from panelwright_tools.asking.endpoint import Likely, Reply
from panelwright_tools.asking.model import Usage
from panelwright_tools.vision.yes_no import Yes, yes


def reply(text: str, *places: tuple[Likely, ...]) -> Reply:
    return Reply(text, "stop", Usage(calls=1), places)


def test_the_probability_is_that_of_yes_against_no() -> None:
    place = (("Yes", 0.5), (" yes", 0.1), ("No", 0.2), ("Maybe", 0.2))
    answer = yes(reply("Yes", place))
    assert answer is not None and answer.is_weighed and answer.chance == pytest.approx(0.6 / 0.8)


def test_the_place_is_the_one_where_the_answer_is_said() -> None:
    answer = yes(reply("**No**", (("**", 0.9), ("Yes", 0.1)), (("No", 0.7), ("Yes", 0.3))))
    assert answer is not None and answer.is_weighed and answer.chance == pytest.approx(0.3)


@pytest.mark.parametrize(
    ("text", "chance"),
    [("Yes.", 1), ("no", 0), ("<think>yes or no?</think>\nNo, it is a cat.", 0), ("「はい」", 1)],
)
def test_without_probabilities_the_word_counts_and_that_is_known(text: str, chance: float) -> None:
    assert yes(reply(text)) == Yes(chance, is_weighed=False)


@pytest.mark.parametrize("text", ["", "There is a cat.", "<think>yes, it", "nobody", "yesterday"])
def test_an_answer_that_is_neither_is_no_score(text: str) -> None:
    assert yes(reply(text)) is None


def test_a_refusal_is_no_answer() -> None:
    assert yes(Reply("No, I can't look at that.", "refused", Usage())) is None
