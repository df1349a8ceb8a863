"""Dependent questions in rounds, and what they come to."""

from collections.abc import Sequence

import pytest

from panelwright_tools.domain import Answer, Question, ToolError
from panelwright_tools.questions.rounds import answered
from panelwright_tools.questions.scores import panel_score, region_scores
from panelwright_tools.questions.tables import table
from panelwright_tools.vision.asking import Told
from panelwright_tools.vision.yes_no import Yes


def question(name: str, *parents: str, regions: tuple[str, ...] = ("r",)) -> Question:
    return Question(id=name, kind="present", text=f"{name}?", regions=regions, parents=parents)


class Oracle:
    """Says what it is told to, and keeps in which rounds it was asked."""

    def __init__(self, **chances: float | ToolError | None) -> None:
        self.chances, self.rounds = chances, list[list[str]]()

    def __call__(self, some: Sequence[Question]) -> list[Told]:
        self.rounds.append([one.id for one in some])
        return [self._told(self.chances[one.id]) for one in some]

    def _told(self, chance: float | ToolError | None) -> Told:
        if isinstance(chance, ToolError):
            return Told(None, chance)
        return Told(Yes(chance, is_weighed=True) if chance is not None else None)


FAMILY = (question("a"), question("b"), question("ab", "a", "b"), question("abc", "ab"))


def states(answers: list[Answer]) -> dict[str, tuple[str, float | None]]:
    return {one.question.id: (one.state, one.score) for one in answers}


def test_children_come_after_their_parents() -> None:
    oracle = Oracle(a=0.9, b=0.8, ab=0.7, abc=0.6)
    found = answered(FAMILY, oracle)
    assert oracle.rounds == [["a", "b"], ["ab"], ["abc"]]
    assert [one.score for one in found] == [0.9, 0.8, 0.7, 0.6]


def test_children_of_a_no_are_skipped_with_theirs_and_say_so() -> None:
    oracle = Oracle(a=0.9, b=0.2)
    found = answered(FAMILY, oracle)
    assert oracle.rounds == [["a", "b"]]
    assert states(found)["ab"] == states(found)["abc"] == ("skipped", 0.0)
    assert found[2].reason == "skipped, since the answer was no: b?"


def test_what_stays_open_is_no_no_and_its_children_are_asked() -> None:
    oracle = Oracle(a=None, b=0.9, ab=0.8, abc=0.9)
    found = answered(FAMILY, oracle)
    assert states(found)["a"] == ("unanswered", None)
    assert states(found)["ab"] == ("answered", 0.8)
    assert found[0].reason == "the model said neither yes nor no"


def test_an_outage_costs_one_round_and_leaves_the_rest_without_an_answer() -> None:
    oracle = Oracle(a=0.9, b=ToolError("the server is gone."))
    found = answered(FAMILY, oracle)
    assert oracle.rounds == [["a", "b"]]
    assert states(found) == {
        "a": ("answered", 0.9), "b": ("unanswered", None),
        "ab": ("unanswered", None), "abc": ("unanswered", None),
    }  # fmt: skip
    assert {one.reason for one in found[1:]} == {"the server is gone."}


def test_very_many_questions_are_bounded_and_the_rest_says_why() -> None:
    most = table("questions")["most"]
    many = [question(f"q{n}") for n in range(most + 2)]
    found = answered(many, Oracle(**{one.id: 1.0 for one in many}))
    assert [one.state for one in found[most:]] == ["unanswered"] * 2
    assert f"{most} questions at most" in found[-1].reason


def answer(score: float | None, *regions: str) -> Answer:
    state = "unanswered" if score is None else "answered"
    asked = question("q", regions=regions)
    return Answer.model_validate({"question": asked, "state": state, "score": score})


def test_scores_are_geometric_means_of_what_was_answered() -> None:
    answers = [answer(0.9, "a"), answer(0.4, "a", "b"), answer(None, "b"), answer(None, "c")]
    assert panel_score(answers) == pytest.approx(0.6)
    assert region_scores(answers) == pytest.approx({"a": 0.6, "b": 0.4})


def test_one_no_makes_it_nothing_and_no_answer_makes_no_score() -> None:
    assert panel_score([answer(1.0, "a"), answer(0.0, "b")]) == 0
    assert panel_score([answer(None, "a")]) is None and region_scores([answer(None, "a")]) == {}
