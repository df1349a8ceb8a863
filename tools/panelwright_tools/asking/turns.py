"""A conversation for models that are particular about who may speak when."""

from collections.abc import Sequence
from dataclasses import replace

from panelwright_tools.asking.model import Message


def joined(messages: Sequence[Message]) -> tuple[Message, ...]:
    """The same words, with no two turns of one speaker in a row."""
    turns: list[Message] = []
    for message in messages:
        if turns and turns[-1].speaker == message.speaker:
            last = turns.pop()
            text, images = f"{last.text}\n\n{message.text}", (*last.images, *message.images)
            message = Message(message.speaker, text, images)
        turns.append(message)
    return tuple(turns)


def told_by_user(messages: Sequence[Message]) -> tuple[Message, ...]:
    """The same words without a system turn: the user says them."""
    return tuple(
        replace(message, speaker="user") if message.speaker == "system" else message
        for message in messages
    )
