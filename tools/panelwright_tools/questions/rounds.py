"""Asks dependent questions in rounds: a child only when none of its parents was answered no."""

from collections.abc import Callable, Mapping, Sequence

from panelwright_tools.domain.question import Answer, Question
from panelwright_tools.questions.tables import table
from panelwright_tools.vision.asking import Told

Ask = Callable[[Sequence[Question]], Sequence[Told]]
"""What comes of some questions that are asked at the same time."""


def answered(questions: Sequence[Question], ask: Ask) -> list[Answer]:
    """What came of each question, in their order.

    Parents are asked before their children. When the server fails, what was not asked yet is left
    unanswered with the same reason: an outage costs one round.
    """
    known: dict[str, Answer] = {}
    most, failure = int(table("questions")["most"]), ""
    for question in questions[most:]:
        reason = f"not asked: a panel has {most} questions at most"
        known[question.id] = _open(question, reason)
    while waiting := [one for one in questions if one.id not in known]:
        ready = [one for one in waiting if all(name in known for name in one.parents)]
        for question in waiting if failure else ():
            known[question.id] = _open(question, failure, failed=True)
        if failure:
            break
        for question in ready:
            parent = _denied(question, known)
            if parent is not None:
                known[question.id] = _skipped(question, parent)
        asked = [one for one in ready if one.id not in known]
        for question, told in zip(asked, ask(asked) if asked else (), strict=True):
            known[question.id] = _answer(question, told)
            failure = failure or (str(told.failure) if told.failure is not None else "")
    return [known[one.id] for one in questions]


def _denied(question: Question, known: Mapping[str, Answer]) -> Answer | None:
    """The first parent that was answered no, or was skipped itself."""
    sure = float(table("questions")["sure"])
    parents = (known[name] for name in question.parents)
    return next((one for one in parents if one.score is not None and one.score < sure), None)


def _skipped(question: Question, parent: Answer) -> Answer:
    why = f"skipped, since the answer was no: {parent.question.text}"
    return Answer(question=question, state="skipped", score=0.0, reason=why)


def _answer(question: Question, told: Told) -> Answer:
    if told.yes is not None:
        score, weighed = round(told.yes.chance, 4), told.yes.is_weighed
        return Answer(question=question, state="answered", score=score, is_weighed=weighed)
    if told.failure is not None:
        return _open(question, str(told.failure), failed=True)
    return _open(question, "the model said neither yes nor no")


def _open(question: Question, reason: str, failed: bool = False) -> Answer:
    return Answer(question=question, state="unanswered", reason=reason[:4000], failed=failed)
