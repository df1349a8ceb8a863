"""Prompts of the planning steps as messages: the system text that all share, then the step's."""

from typing import Any

from panelwright_prompts import render
from panelwright_tools.asking.model import LanguageModel, Message

SYSTEM = "plan/system"
TURN_TOKENS = 8
"""Marks that a chat template puts around a message, from above."""


def prompted(name: str, **values: Any) -> tuple[Message, ...]:
    """The messages of a step's prompt, the stable system text first.

    A template of a step has one user section: many chat templates want speakers to take turns.
    """
    turns = (*render(SYSTEM), *render(name, **values))
    return tuple(Message(turn.speaker, turn.text) for turn in turns)


def tokens_of(model: LanguageModel, messages: tuple[Message, ...]) -> int:
    """Tokens of a prompt, without the schema that an asker may add."""
    return sum(model.count(message.text) + TURN_TOKENS for message in messages)
