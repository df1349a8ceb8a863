"""What went wrong with a call, read from what a server complains of, and what to do about it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Any, Final

from panelwright_tools.asking.endpoint import Rung
from panelwright_tools.asking.openai_wire import Habit, Habits
from panelwright_tools.asking.quoting import one_line
from panelwright_tools.asking.tables import table

_SHOWN: Final = 300
"""Most characters of a server's own words in a sentence of ours."""
_REFUSALS: Final = (400, 404, 405, 415, 422, 500, 501)
"""Statuses by which servers refuse a way of asking; 500 by some that check what they get late."""
_DROPPING: Final = (
    Habit.NO_TEMPERATURE,
    Habit.NO_SEED,
    Habit.NO_EFFORT,
    Habit.NO_TEMPLATE,
    Habit.NO_STRICT,
    Habit.NO_LIKELIEST,
)
_BUSY: Final = (408, 409, 425, 429, 503, 529)


class Kind(Enum):
    """What kind of trouble it is, by what helps."""

    BUSY = auto()
    """Ask again later: too many calls, or the server is starting."""
    FAULT = auto()
    """Ask again: the server failed, or the connection broke."""
    SILENT = auto()
    """Ask again, once: nothing came in time, but it may be charged for."""
    UNREACHABLE = auto()
    RUNG = auto()
    """Ask in a less strict way."""
    FILTERED = auto()
    """The model won't."""
    KEY = auto()
    FORBIDDEN = auto()
    QUOTA = auto()
    MODEL = auto()
    ADDRESS = auto()
    CONTEXT = auto()
    OTHER = auto()


@dataclass(frozen=True)
class Trouble:
    """A failed call, as far as the server said why."""

    status: int | None = None
    """The HTTP status; None: there was no answer."""
    code: str = ""
    parameter: str = ""
    message: str = ""
    asked_wait_s: float | None = None
    retriable: bool = True
    """False where the server says that asking again is no use."""
    kind: Kind | None = None
    """None: to be found out."""

    @property
    def words(self) -> str:
        """All that the server said, in lower case."""
        return f"{self.code} {self.parameter} {self.message}".lower()

    def says(self, words: str) -> bool:
        """Whether it used one of the words of a list in `data/openai_words.toml`."""
        return any(word in self.words for word in table("openai_words")[words])


def kind_of(trouble: Trouble, rung: Rung) -> Kind:
    """What kind of trouble a call on this rung met."""
    if trouble.kind is not None:
        return trouble.kind
    status = trouble.status or 0
    for kind, applies in (
        (Kind.QUOTA, status in (402, 403, 429) and (status == 402 or trouble.says("quota"))),
        (Kind.KEY, status == 401),
        (Kind.FILTERED, status in (400, 403) and trouble.says("filtered")),
        (Kind.FORBIDDEN, status in (403, 407)),
        (Kind.BUSY, status in _BUSY),
        (Kind.CONTEXT, status == 413 or (status in (400, 422, 500) and trouble.says("context"))),
        (Kind.MODEL, status in (400, 404, 422) and _names_model(trouble)),
        (Kind.RUNG, _refuses_rung(trouble, rung)),
        (Kind.ADDRESS, status in (404, 405, 501)),
        (Kind.FAULT, status >= 500),
    ):
        if applies:
            return kind
    return Kind.OTHER


def _names_model(trouble: Trouble) -> bool:
    """Whether there is no such model; one that lacks a way of asking is there."""
    if "model" not in trouble.words or not trouble.says("model"):
        return False
    return trouble.code.lower() == "model_not_found" or not trouble.says("rung")


def _refuses_rung(trouble: Trouble, rung: Rung) -> bool:
    """A plain refusal of anything stricter than text is taken for a refusal of the way of asking:
    many servers say no more than that, and the next rung costs nothing if it is refused too."""
    if rung == Rung.TEXT or trouble.status not in _REFUSALS:
        return False
    return trouble.status in (400, 422) or trouble.says("rung")


def without(trouble: Trouble, name: str) -> Trouble:
    """The same without the model's name, which may contain any of our words."""
    message = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "…", trouble.message)
    return replace(trouble, message=message)


def habit_wanted(trouble: Trouble, body: Mapping[str, Any], habits: Habits) -> Habit | None:
    """What the server complains of that can be asked otherwise; None: nothing of the kind."""
    if trouble.status == 403 and "logprobs" in body and "logprobs" in trouble.words:
        return Habit.NO_LIKELIEST  # some models are not allowed to tell
    if trouble.status not in (400, 422, 500):
        return None
    if trouble.says("turns"):
        return None if Habit.PLAIN_TURNS in habits else Habit.PLAIN_TURNS
    if not (trouble.parameter or trouble.says("unwanted")):
        return None
    if "max_tokens" in body and _names(trouble, "max_tokens") and trouble.says("unwanted"):
        return Habit.COMPLETION_TOKENS
    for habit in _DROPPING:
        if habit not in habits and _sent(habit, body) and _names(trouble, habit):
            return habit
    return None


def _sent(habit: Habit, body: Mapping[str, Any]) -> bool:
    if habit == Habit.NO_STRICT:
        return "response_format" in body or "tools" in body
    return habit in body or habit in body.get("extra_body", {})


def _names(trouble: Trouble, parameter: str) -> bool:
    parameter = parameter.replace(Habit.NO_LIKELIEST, f"(?:top_)?{Habit.NO_LIKELIEST}")
    return re.search(rf"(?<![a-z_]){parameter}(?![a-z_])", trouble.words) is not None


def quoted(text: str, key: str | None) -> str:
    """A server's own words, in one line of bearable length, without the key."""
    if key:
        text = text.replace(key, "…")
    return one_line(text, _SHOWN)
