"""Asks a model many questions, several at a time, and gives the answers in their order."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice
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
        begun = [pool.submit(_tried, ask, question) for question in left[:at_once]]
        rest = iter(left[at_once:])
        for ended in _awaited(begun):
            for future in ended:
                future.result()
                done()
            begun += [pool.submit(_tried, ask, question) for question in islice(rest, len(ended))]
        return answers + [future.result() for future in begun]


def _tried(ask: Ask[Question, Answer], question: Question) -> Answer | None:
    try:
        return ask(question)
    except ModelOutputError:
        return None


def _awaited(begun: list[Future[Answer | None]]) -> Iterator[set[Future[Answer | None]]]:
    """What has ended since the last time, until all has; meanwhile more may be begun."""
    seen: set[Future[Answer | None]] = set()
    while len(seen) < len(begun):
        ended, _ = wait({*begun} - seen, return_when=FIRST_COMPLETED)
        seen |= ended
        yield ended
