"""What a language model is: asked with messages and a schema, it answers with a valid object."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, Protocol, TypeVar

from pydantic import BaseModel

from panelwright_tools.domain import ModelOutputError

Answered = TypeVar("Answered", bound=BaseModel)

Speaker = Literal["system", "user", "assistant"]


@dataclass(frozen=True)
class Message:
    """One turn of a conversation."""

    speaker: Speaker
    text: str
    images: tuple[bytes, ...] = ()
    """PNG files, for models that see."""


@dataclass(frozen=True)
class Usage:
    """What answering took."""

    calls: int = 0
    prompt_tokens: int = 0
    """All tokens of the prompts, reused ones with them."""
    reused_tokens: int = 0
    """Those of the prompt whose state the model still had from an earlier call."""
    answer_tokens: int = 0
    seconds: float = 0.0
    """The model's own time, as far as the caller can tell it from waiting."""

    def __add__(self, other: "Usage") -> "Usage":
        """What both took."""
        return Usage(
            self.calls + other.calls,
            self.prompt_tokens + other.prompt_tokens,
            self.reused_tokens + other.reused_tokens,
            self.answer_tokens + other.answer_tokens,
            self.seconds + other.seconds,
        )


@dataclass(frozen=True)
class Answer(Generic[Answered]):
    """A valid object, and what it took to get it."""

    value: Answered
    usage: Usage
    rung: str
    """The way of asking that worked: schema, tool, json or text."""
    repairs: int = 0
    """Turns in which the model was shown its errors."""
    finished: bool = True
    """False: the answer was cut at its bound, and the value is what came before."""


class Unfinished(ModelOutputError):
    """An answer found no end in all the room that there was; a smaller question may have one."""


class LanguageModel(Protocol):
    """A model that answers with objects of a schema, or with a stream of text."""

    @property
    def id(self) -> str:
        """Way and name: `openai:gpt-5-mini`, `llama:qwen3-4b-q4.gguf`."""
        ...

    @property
    def context(self) -> int:
        """Tokens that a prompt and its answer may have together."""
        ...

    def count(self, text: str) -> int:
        """Tokens of a text: exact where the tokenizer is at hand, else an estimate from above."""
        ...

    def ask(
        self, messages: Sequence[Message], schema: type[Answered], *, most_tokens: int
    ) -> Answer[Answered]:
        """A valid object of the schema; `most_tokens` bounds the answer.

        Raises ModelOutputError when every way of asking and every repair failed or the model
        refused (Unfinished when the answer found no end), ToolError when the model can't be
        reached, BudgetExceeded before a call that would pass the cap.
        """
        ...

    def stream(self, messages: Sequence[Message], *, most_tokens: int) -> Iterator[str]:
        """The answer as text, piece by piece. Raises as `ask` does."""
        ...
