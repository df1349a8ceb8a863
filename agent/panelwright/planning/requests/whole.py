"""Wishes for the story as a whole: its title, reading direction, pages."""

import re

from panelwright.planning.edits import Edit, SetStory
from panelwright.planning.requests.asking import Wish, asked, unquoted
from panelwright_tools.domain import Direction, UserError
from panelwright_tools.domain.story import MAX_PANELS


def title(wish: Wish) -> list[Edit]:
    """Title: The Map; call it "The Map"."""
    told = re.fullmatch(
        r"(?:the\s+)?title(?!\s+(?:it|this|the)\b)(?:\s+(?:is|should be))?\s*:?\s+(?P<plain>.+)"
        r"|(?:call|name|title)\s+(?:it|this|the (?:story|comic|book))\s+(?P<called>.+)"
        r"|(?:the\s+)?(?:story|comic|book)\s+is\s+called\s+(?P<is>.+)",
        wish.text, re.I,
    )  # fmt: skip
    if told is None:
        return []
    text = next(group for group in told.groups() if group is not None)
    return [SetStory(title=unquoted(text))]


def direction(wish: Wish) -> list[Edit]:
    """Right to left."""
    named = direction_named(wish.text)
    return [SetStory(direction=named)] if named is not None else []


def direction_named(text: str) -> Direction | None:
    """The reading direction that a wish asks for; None when it asks for something else."""
    plain = re.sub(
        r"^(?:read|make|it|is|reads|reading|be)\s+(?:it\s+|reads?\s+)?(?:from\s+)?",
        "",
        text.lower(),
    )
    found = asked("direction", plain)
    return Direction(found) if found else None


def pages(wish: Wish) -> list[Edit]:
    """On 4 pages."""
    count = pages_named(wish.text)
    return [SetStory(pages=count)] if count is not None else []


def pages_named(text: str) -> int | None:
    """The number of pages that a wish asks for; None when it asks for something else.

    Raises UserError for a number that no comic has.
    """
    told = re.fullmatch(
        r"(?:on|in|with|make (?:it|the (?:comic|story|book)))?\s*"
        r"(?P<number>\d{1,9})\s+pages?(?:\s+long)?",
        text,
        re.I,
    )
    return possible(int(told.group("number")), "pages") if told else None


def possible(count: int, of: str) -> int:
    """So many pages or panels. Raises UserError for a number that no comic has."""
    if not 1 <= count <= MAX_PANELS:
        raise UserError(f"a comic has from 1 to {MAX_PANELS:,} {of}; {count:,} can't be.")
    return count
