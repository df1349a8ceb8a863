"""Waiting that can be broken off from another thread."""

from collections.abc import Callable
from concurrent.futures import Future, wait
from threading import Event, Thread
from typing import Final, Protocol, TypeVar, runtime_checkable

_Result = TypeVar("_Result")

_LOOK_S: Final = 0.1
"""How often it is looked whether to give up."""


class BrokenOff(Exception):
    """Nobody waits for the result any more."""


class _Present:
    """What all waiting that is under way in this process looks at."""

    given_up = Event()


def interrupted() -> Event:
    """Set when this process is interrupted while the wait goes on that asks for it now."""
    return _Present.given_up


def interrupt() -> None:
    """Have whatever waits in this process give up; what begins to wait later is not touched."""
    _Present.given_up, before = Event(), _Present.given_up
    before.set()


@runtime_checkable
class Breakable(Protocol):
    """What may wait long, and can be told to give up."""

    def give_up(self) -> None:
        """End all waiting, now and later; what is paid for anyway is given a little time to come.
        Never raises."""
        ...


def pause(seconds: float, given_up: Event) -> None:
    """Wait for some time. Raises BrokenOff as soon as `given_up` is set."""
    if given_up.wait(seconds):
        raise BrokenOff


def breakable(work: Callable[[], _Result], given_up: Event, grace_s: float = 0.0) -> _Result:
    """The result of some work, or what it raises.

    Raises BrokenOff when the work has not ended `grace_s` seconds after `given_up` was set; it then
    goes on where nobody sees it, and does not keep the process from ending.
    """
    future: Future[_Result] = Future()

    def do() -> None:
        try:
            future.set_result(work())
        except BaseException as error:
            future.set_exception(error)

    Thread(target=do, daemon=True).start()
    while not given_up.is_set():
        if wait([future], _LOOK_S).done:
            return future.result()
    if wait([future], grace_s).done:
        return future.result()
    raise BrokenOff
