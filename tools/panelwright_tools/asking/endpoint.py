"""What an endpoint is: one way to reach a model, one call at a time, without any judgement."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal, Protocol

from panelwright_tools.asking.model import Message, Usage
from panelwright_tools.domain import ToolError


class Rung(StrEnum):
    """How a call makes the model keep to a schema, the strictest first."""

    SCHEMA = "schema"
    """The decoder is constrained: a JSON-schema response format, or a grammar."""
    TOOL = "tool"
    """The schema is the parameters of a function that the model must call."""
    JSON = "json"
    """The answer is some JSON; the schema is only told in the prompt."""
    TEXT = "text"
    """Nothing is constrained."""


@dataclass(frozen=True)
class Call:
    """One call, and all that decides its answer."""

    messages: tuple[Message, ...]
    most_tokens: int
    """Bound on the answer."""
    rung: Rung = Rung.TEXT
    schema: Mapping[str, Any] | None = None
    """The wire schema (`wire_schema.py`); None for plain text."""
    schema_name: str = "answer"
    temperature: float = 0.0
    seed: int = 0
    likeliest: int = 0
    """How many tokens that could stand at a place of the answer to tell with their probabilities;
    0: none. Not every server can."""


Likely = tuple[str, float]
"""A token, and how probable it was, 0..1."""


@dataclass(frozen=True)
class Reply:
    """What came back: text that nobody has judged yet."""

    text: str
    finish: Literal["stop", "length", "refused"]
    usage: Usage
    places: tuple[tuple[Likely, ...], ...] = ()
    """The likeliest tokens at the first places of the answer; empty where they are not told."""


class RungRefused(ToolError):
    """The endpoint does not know this way of asking, or not this schema; a lower rung may do."""


class Endpoint(Protocol):
    """One way to reach a model. It may be called from several threads."""

    @property
    def id(self) -> str:
        """Way and name: `openai:gpt-5-mini`, `llama:qwen3-4b-q4.gguf`."""
        ...

    @property
    def source(self) -> str:
        """Who answers: way, name, and the server or the file; all of the endpoint that decides the
        answer to a call, and no secret. Answers are kept by it, and shared where it is the same."""
        ...

    @property
    def context(self) -> int:
        """Tokens that a prompt and its answer may have together."""
        ...

    @property
    def rungs(self) -> tuple[Rung, ...]:
        """Ways of asking worth trying, the strictest first; never empty."""
        ...

    def count(self, text: str) -> int:
        """Tokens of a text: exact where the tokenizer is at hand, else an estimate from above."""
        ...

    def complete(self, call: Call) -> Reply:
        """Make the call. Retries what is worth retrying (429, 5xx, lost connections) by itself.

        Raises RungRefused, or ToolError in one sentence: no such model, not reachable; Unanswered.
        """
        ...

    def stream(self, call: Call) -> Iterator[str]:
        """The reply's text piece by piece; `call.rung` is TEXT. Raises as `complete` does."""
        ...
