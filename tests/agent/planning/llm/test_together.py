"""Many questions at a time: answers in order, failures apart, nothing begun after a stop."""

import threading
import time

import pytest

from panelwright.planning.llm.together import answered
from panelwright_tools.domain import BudgetExceeded, ModelOutputError


@pytest.mark.parametrize("at_once", [1, 3])
def test_answers_come_in_the_order_of_the_questions(at_once: int) -> None:
    def ask(question: int) -> int:
        time.sleep(0.002 * (9 - question))
        return question * 10

    assert answered(range(9), ask, at_once=at_once) == [k * 10 for k in range(9)]


@pytest.mark.parametrize("at_once", [1, 3])
def test_an_answer_that_does_not_hold_is_none(at_once: int) -> None:
    def ask(question: int) -> int:
        if question % 2:
            raise ModelOutputError("no")
        return question

    assert answered(range(5), ask, at_once=at_once) == [0, None, 2, None, 4]


def test_no_more_are_asked_at_once_than_allowed() -> None:
    lock, running, most = threading.Lock(), 0, 0
    three = threading.Barrier(3)

    def ask(question: int) -> int:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        if question > 0:  # the first is asked alone
            three.wait(30)
        with lock:
            running -= 1
        return question

    assert answered(range(13), ask, at_once=3) == [*range(13)]
    assert most == 3


@pytest.mark.parametrize("at_once", [1, 2])
def test_an_end_of_the_budget_stops_everything(at_once: int) -> None:
    begun: list[int] = []
    failed = threading.Event()

    def ask(question: int) -> int:
        begun.append(question)
        if question == 1:
            failed.set()
            raise BudgetExceeded("enough")
        if question > 1:
            failed.wait(30)
            time.sleep(0.02)
        return question

    with pytest.raises(BudgetExceeded):
        answered(range(50), ask, at_once=at_once)
    assert len(begun) < 6


@pytest.mark.parametrize("at_once", [1, 2])
def test_who_counts_the_answers_may_stop_the_asking(at_once: int) -> None:
    begun: list[int] = []

    def ask(question: int) -> int:
        begun.append(question)
        time.sleep(0.005)
        return question

    def done() -> None:
        if len(begun) >= 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        answered(range(50), ask, at_once=at_once, done=done)
    assert len(begun) <= 4  # of which one was begun before there were three


def test_nothing_asked_gives_nothing() -> None:
    assert answered([], lambda question: question, at_once=4) == []
