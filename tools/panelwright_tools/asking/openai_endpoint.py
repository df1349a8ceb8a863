"""Reaching a model through any OpenAI-compatible server, by the `openai` package."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from threading import BoundedSemaphore, Event, Lock
from time import monotonic
from typing import Any, Final, TypeVar

from panelwright_tools.asking.breaking_off import BrokenOff, breakable, pause
from panelwright_tools.asking.endpoint import Call, Reply, Rung, RungRefused
from panelwright_tools.asking.hosts import OPENAI, checked_key, is_private, shown
from panelwright_tools.asking.model import Usage
from panelwright_tools.asking.openai_client import Server
from panelwright_tools.asking.openai_complaints import Reached, complaint
from panelwright_tools.asking.openai_failures import Failed
from panelwright_tools.asking.openai_patience import Failures
from panelwright_tools.asking.openai_trouble import (
    Kind,
    Trouble,
    habit_wanted,
    kind_of,
    quoted,
    without,
)
from panelwright_tools.asking.openai_wire import (
    Habit,
    Habits,
    model_names,
    reply_of,
    request_of,
)
from panelwright_tools.asking.prices import hosted
from panelwright_tools.asking.retrying import Patience
from panelwright_tools.asking.tables import table
from panelwright_tools.asking.token_counts import reckoned
from panelwright_tools.domain import ToolError, Unanswered

_Result = TypeVar("_Result")

_CHARGED: Final = "It may be charged for all the same."
_NO_KEY: Final = "name a server with --base-url"
"""What to do without a key."""
_LIST_S: Final = 5.0
"""Longest wait for the list of a server's models."""


class OpenAIEndpoint:
    """A model behind an OpenAI-compatible server: OpenAI itself, llama-server, vLLM, Ollama …

    What a server was seen to need (other names of parameters, fewer of them) is remembered.
    """

    def __init__(
        self,
        name: str,
        base_url: str | None = None,
        key: str | None = None,
        context: int | None = None,
        timeout_s: float | None = None,
        concurrency: int = 4,
        *,
        key_variable: str = "OPENAI_API_KEY",
        patience: Patience | None = None,
    ) -> None:
        """A model by its name at a server (None: OpenAI itself); nothing is called yet.

        `timeout_s` bounds one try of a call from its beginning to the end of its answer, and with
        streams the wait for each piece; None: as long as is usual for a service, and longer for a
        server of one's own, which may be slow. `concurrency` bounds the calls of `complete` at
        the same time. `key_variable` is where the user keeps the key, for sentences about it.
        Raises UserError when `base_url` is no address of a server, when the key can't be one, and
        when there is none for OpenAI itself.
        """
        self._name = name
        self._url = base_url or OPENAI
        self._key = checked_key(key, key_variable, self._url, instead=_NO_KEY)
        private = is_private(self._url)
        self._timeout_s = timeout_s or float(table("sizes")["own_s" if private else "hosted_s"])
        self._patience = patience or Patience()
        if private:  # it is still at what it was asked before, and one call at a time is its way
            self._patience = replace(self._patience, tries_of_silence=1)
        self._reached = Reached(name, shown(self._url), private, key_variable)
        known = hosted(name, self._url)
        self._effort = known.effort if known is not None else None
        self._context = context or (known.context if known else int(table("sizes")["context"]))
        self._habits: Habits = _habits_expected(self._url)
        self._slots = BoundedSemaphore(concurrency)
        self._lock = Lock()
        self._given_up = Event()
        self._server = Server(self._url, self._key, self._timeout_s)

    @property
    def id(self) -> str:
        """`openai:` and the model's name."""
        return f"openai:{self._name}"

    @property
    def source(self) -> str:
        """The id and the server, without user name, password and query."""
        return f"{self.id} at {shown(self._url)}"

    @property
    def context(self) -> int:
        """Tokens of prompt and answer: as given, else as known of the model, else a usual size."""
        return self._context

    @property
    def rungs(self) -> tuple[Rung, ...]:
        """All of them: servers differ, and what one refuses is found out by asking."""
        return tuple(Rung)

    def count(self, text: str) -> int:
        """Tokens of a text, estimated from above."""
        return reckoned(text)

    def complete(self, call: Call) -> Reply:
        """Make the call, again where that helps.

        Raises RungRefused, or ToolError in a sentence that says what to do: Unanswered when waiting
        is given up for an answer that may be charged for.
        """
        try:
            with self._slots:
                return self._persistently(call, lambda body: self._answer(call, body))
        except BrokenOff as broken:
            raise self._broken_off() from broken

    def give_up(self) -> None:
        """End waiting between tries, and for answers of a server of one's own; soon those of a
        service, too."""
        self._given_up.set()

    def stream(self, call: Call) -> Iterator[str]:
        """The text piece by piece; tried again only as long as nothing came. Raises as `complete`
        does."""
        try:
            pieces = self._persistently(call, lambda body: _begun(self._server.pieces(body)))
            for piece in pieces:
                if self._given_up.is_set():
                    raise self._lost()
                yield piece
        except Failed as failed:
            raise self._error(failed.trouble, self._kind(failed.trouble, call.rung)) from failed
        except BrokenOff as broken:
            raise self._broken_off() from broken

    def models(self, timeout_s: float = _LIST_S) -> list[str]:
        """The names of the models that the server has, by one request.

        Raises ToolError when it doesn't tell.
        """
        try:
            return model_names(self._server.models(timeout_s))
        except Failed as failed:
            kind = self._kind(failed.trouble, Rung.TEXT)
            raise self._error(failed.trouble, kind) from failed

    def _answer(self, call: Call, body: dict[str, Any]) -> Reply:
        began = monotonic()
        try:
            answer = self._waited_for(body, began + self._timeout_s)
        except Failed as failed:
            if self._kind(failed.trouble, call.rung) != Kind.FILTERED:
                raise
            return Reply(quoted(failed.trouble.message, self._key), "refused", Usage(calls=1))
        return reply_of(answer, call, monotonic() - began)

    def _waited_for(self, body: dict[str, Any], deadline: float) -> dict[str, Any]:
        """The answer, unless waiting is given up; what is charged for has some time yet to come."""
        answer = partial(self._server.answer, body, deadline)
        grace_s = 0.0 if self._reached.private else self._patience.grace_s
        try:
            return breakable(answer, self._given_up, grace_s)
        except BrokenOff as broken:
            raise self._lost() from broken

    def _persistently(self, call: Call, attempt: Callable[[dict[str, Any]], _Result]) -> _Result:
        """The result of the first try that succeeds."""
        failures, wait_s = Failures(self._patience), 0.0
        while True:
            pause(wait_s, self._given_up)
            habits = self._habits
            body = request_of(call, self._name, habits, self._effort)
            try:
                return attempt(body)
            except Failed as failed:
                trouble = failed.trouble
                habit = habit_wanted(trouble, body, habits)
                if habit is not None:
                    self._learn(habit)
                    wait_s = 0.0
                    continue
                kind = self._kind(trouble, call.rung)
                wait = failures.wait_s(trouble, kind)
                if wait is None:
                    raise self._error(trouble, kind) from failed
                wait_s = wait

    def _learn(self, habit: Habit) -> None:
        with self._lock:
            self._habits |= {habit}

    def _error(self, trouble: Trouble, kind: Kind) -> ToolError:
        said = quoted(trouble.message, self._key)
        if kind == Kind.RUNG:
            return RungRefused(f"{self._reached.url} refuses this way of asking: {said}.")
        there: list[str] = []
        if kind == Kind.MODEL:
            with suppress(ToolError):
                there = self.models()
        sentence = complaint(self._reached, kind, trouble, said, there, self._timeout_s)
        if kind == Kind.SILENT and not self._reached.private:
            return Unanswered(f"{sentence} {_CHARGED}")
        return ToolError(sentence)

    def _broken_off(self) -> ToolError:
        return ToolError(f"waiting for {self._name} was broken off.")

    def _lost(self) -> ToolError:
        """Waiting was broken off for an answer that was asked for."""
        if self._reached.private:
            return self._broken_off()
        return Unanswered(f"{self._broken_off()} {_CHARGED}")

    def _kind(self, trouble: Trouble, rung: Rung) -> Kind:
        return kind_of(without(trouble, self._name), rung)


def _habits_expected(url: str) -> Habits:
    if url.startswith(OPENAI):
        return frozenset({Habit.COMPLETION_TOKENS})
    own = {Habit.SCHEMA_IN_JSON, Habit.THINKS}
    return frozenset(own) if is_private(url) else frozenset()


def _begun(pieces: Iterator[str]) -> Iterator[str]:
    """The same pieces, the first of which came already, so that failing to begin shows here."""
    first = next(pieces, "")

    def rest() -> Iterator[str]:
        if first:
            yield first
        yield from pieces

    return rest()
