"""What a rule that reads a wish is given, and what is raised when no rule reads it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from panelwright.planning.edits import Edit
from panelwright.planning.embedded.tables import table
from panelwright.planning.planner import Shown, nothing_shown
from panelwright_tools.domain import Story, UserError

ARTICLE: Final = re.compile(r"^(?:the|a|an|some|any|his|her|their|its)\s+", re.I)
QUOTED: Final = r"[\"“](?P<text>[^\"”]+)[\"”]"
"""Words in quotation marks, as a pattern."""
_MOST_EXAMPLES: Final = 4


@dataclass(frozen=True)
class Wish:
    """One thing that is asked for."""

    story: Story
    """As the wishes before it leave it."""
    text: str
    """Without the words that tell for which panels."""
    panels: tuple[str, ...] = ()
    """Ids of the panels that it is for; empty: none were named."""
    told_here: bool = False
    """The panels are named in this wish, not carried over from the one before."""
    order: tuple[str, ...] = ()
    """Ids of the panels when the request began: its numbers count in these."""
    single: bool = False
    """Asked of one panel: everything that can be is done there alone."""
    shown: Shown = nothing_shown
    """The pictures that stand in the book."""

    def of(self, panel: str) -> "Wish":
        """The same wish for one of its panels."""
        return replace(self, panels=(panel,))


Reader = Callable[[Wish], list[Edit]]
"""Reads a wish that it knows; no edits mean that it is another kind of wish.

Raises UserError when it knows the wish but the story lacks what it names.
"""


class NotUnderstood(UserError):
    """No rule reads a wish, or none can carry it out; a language model may.

    `near` are wishes that come near to it, where its own words would not lead to them.
    """

    def __init__(self, message: str, near: str = "") -> None:
        super().__init__(message)
        self.near = near


class NowhereSaid(UserError):
    """A wish is for single panels, and none was named."""


def forms() -> list[str]:
    """Wishes of every kind that the rules read, as examples."""
    return list(table("requests")["examples"]["sentences"])


def not_understood(text: str) -> NotUnderstood:
    """The error for a wish, with what can be said that is nearest to it."""
    nearest = sorted(forms(), key=lambda example: -likeness(text, example))
    shown = ", ".join(f'"{example}"' for example in nearest[:_MOST_EXAMPLES])
    return NotUnderstood(f"I don't understand {text[:200]!r}: say for example {shown}.")


def asked(section: str, wish: str) -> str | None:
    """The key of a section of the table whose phrase the wish is, but for what leads to it."""
    plain = re.sub(
        r"^(?:make it|make|at|in|during|with|under|it is|it's|when it is)\s+", "", wish.lower()
    )
    plain = ARTICLE.sub("", ARTICLE.sub("", plain))
    entries: dict[str, str] = table("requests")[section]
    for key, phrases in entries.items():
        if plain in phrases.split(";") or wish.lower() in phrases.split(";"):
            return key
    return None


def bare(text: str) -> str:
    """The words in lower case without their article."""
    return ARTICLE.sub("", text.strip()).lower()


def unquoted(text: str) -> str:
    """The text without the quotes around it."""
    return text.strip().strip("\"“”‘’'").strip()


def likeness(one: str, two: str) -> float:
    """How much two wishes are alike, 0..1, however their words are inflected."""
    here, there = _letters(one), _letters(two)
    return 2 * len(here & there) / max(len(here) + len(there), 1)


def _letters(text: str) -> set[str]:
    """Pairs of letters within words."""
    return {
        word[place : place + 2]
        for word in re.findall(r"[a-z]+", text.lower())
        for place in range(len(word) - 1)
    }
