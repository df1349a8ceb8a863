"""Puts names for pronouns in a request: Mina takes off her coat, she wears a jacket."""

import re
from typing import Final

from panelwright.planning.requests.finding import character_called
from panelwright_tools.domain import Story

_SUBJECT: Final = re.compile(
    r"^(?P<lead>(?:and|but|then|now|also|make|let|have|give)\s+)*"
    r"(?P<word>she|he|her|him)\b",
    re.I,
)
"""A part of a request that begins with a pronoun; `it is night` is of nobody."""
_OWNER: Final = re.compile(
    r"\b(?:her|his|its)\s+(?=[\w-]+(?:\s+[\w-]+)?\s+(?:is|are|should|to)\b"
    r"|[\w-]+\s+(?:longer|shorter|bigger|smaller|darker|lighter)\b)",
    re.I,
)
"""What somebody has, of which more is told: her coat is blue."""
_NAMES: Final = re.compile(r"(?:the\s+)?[\w'’-]+", re.I)


def named_again(part: str, before: str, story: Story) -> str:
    """A part of a request with the name of whom the words before it told of last.

    The part as it is where it has no pronoun for its subject, or nobody was told of.
    """
    if not (_SUBJECT.match(part) or _OWNER.search(part)):
        return part
    name = last_named(before, story)
    if name is None:
        return part
    owned = _OWNER.sub(f"{name}'s ", part)
    return owned if owned != part else _SUBJECT.sub(lambda m: f"{m['lead'] or ''}{name}", part)


def last_named(text: str, story: Story) -> str | None:
    """The name of the character that is named last in a text."""
    for found in reversed(list(_NAMES.finditer(text))):
        word = re.sub(r"['’]s?$", "", found.group())
        who = character_called(story, word) if word.lower() not in ("the", "it") else None
        if who is not None:
            return who.name if who.name[:1].isupper() else f"the {who.name}"
    return None
