"""Asks a model many questions, several at a time, and gives the answers in their order."""

from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TypeVar

from panelwright_tools.domain import ModelOutputError

Question = TypeVar("Question")
Answer = TypeVar("Answer")

Ask = Callable[[Question], Answer]


def answered(
    questions: Sequence[Question],
    ask: Ask[Question, Answer],
    *,
    at_once: int = 1,
    done: Callable[[], None] = lambda: None,
) -> list[Answer | None]:
    """The answer to each question; None where the model gave none that holds (ModelOutputError).

    The first is asked alone: with its answer the server knows the beginning that all share. `done`
    is called after each answer, in this thread; what it raises stops the asking. Then, and when
    asking raises anything else (BudgetExceeded, ToolError), nothing more is begun, what is under
    way is waited for, and the error goes on.
    """
    answers: list[Answer | None] = []
    for question in questions[: len(questions) if at_once <= 1 else 1]:
        answers.append(_tried(ask, question))
        done()
    left = questions[len(answers) :]
    if not left:
        return answers
    with ThreadPoolExecutor(max_workers=at_once) as pool:
        asked = [pool.submit(_tried, ask, question) for question in left]
        try:
            _awaited(asked, done)
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise
        return answers + [future.result() for future in asked]


def _tried(ask: Ask[Question, Answer], question: Question) -> Answer | None:
    try:
        return ask(question)
    except ModelOutputError:
        return None


def _awaited(asked: Sequence[Future[Answer | None]], done: Callable[[], None]) -> None:
    left = set(asked)
    while left:
        ended, left = wait(left, return_when=FIRST_COMPLETED)
        for future in ended:
            future.result()
            done()
