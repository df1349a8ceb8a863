"""Finds the fullest form of a prompt that fits a model's context beside its answer."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from pydantic import BaseModel

from panelwright.planning.llm.prompting import tokens_of
from panelwright_tools.asking.model import LanguageModel, Message
from panelwright_tools.asking.telling import with_schema
from panelwright_tools.domain import ModelOutputError

Form = TypeVar("Form")

_SHARE = 2
"""An answer gets at most one part in so many of a small context."""


def answer_room(model: LanguageModel, most_tokens: int) -> int:
    """Tokens for an answer that would like `most_tokens`."""
    return min(most_tokens, model.context // _SHARE)


def too_small(model: LanguageModel, task: str) -> ModelOutputError:
    """The error for a context in which not even the least form of a prompt fits."""
    return ModelOutputError(
        f"{model.id} has a context of {model.context} tokens, too small to {task}: "
        "take a model with a larger one."
    )


def schema_tokens(model: LanguageModel, schema: type[BaseModel]) -> int:
    """What an asker adds to a prompt to tell the schema, from above."""
    return tokens_of(model, with_schema((), schema))


def fitted(
    model: LanguageModel,
    forms: Iterable[Form],
    prompt: Callable[[Form], tuple[Message, ...]],
    schema: type[BaseModel],
    most_tokens: int,
) -> tuple[Message, ...] | None:
    """The prompt in the first of its forms, the fullest first, that fits; None when none does."""
    room = model.context - answer_room(model, most_tokens)
    for form in forms:
        messages = prompt(form)
        if tokens_of(model, with_schema(messages, schema)) <= room:
            return messages
    return None
