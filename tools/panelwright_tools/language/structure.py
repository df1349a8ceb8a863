"""Paragraphs, headings and screenplay elements of a text."""

import re
from dataclasses import dataclass, field
from typing import Literal

from panelwright_tools.language.document import Heading
from panelwright_tools.language.draft import Block
from panelwright_tools.language.named_lines import NAMED

_BLANK_LINES = re.compile(r"\n[ ]*(?:\n[ ]*)+")
_STARTS_SPEECH = re.compile(r"[ ]*[\"‘—]|[ ]*--")
_BULLET = re.compile(r"(?:[-*+•·]|\d{1,2}[.)])[ ]+\S")
_FULL_LINE = 0.72  # share of the longest line that a wrapped line fills at least


@dataclass(slots=True)
class Structure:
    """What the lines of a text are."""

    blocks: list[Block] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    title: str | None = None
    format: Literal["prose", "markdown", "fountain"] = "prose"
    metadata: dict[str, str] = field(default_factory=dict)


def paragraphs(plain: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of the paragraphs: parted by empty lines, or by line ends of unwrapped text."""
    found: list[tuple[int, int]] = []
    at = start
    for gap in _BLANK_LINES.finditer(plain, start, end):
        found += _lines_or_whole(plain, at, gap.start())
        at = gap.end()
    found += _lines_or_whole(plain, at, end)
    return found


def _lines_or_whole(plain: str, start: int, end: int) -> list[tuple[int, int]]:
    if not plain[start:end].strip():
        return []
    lines = _lines(plain, start, end)
    if len(lines) == 1:
        return [_trimmed(plain, start, end)]
    longest = max(b - a for a, b in lines)
    wrapped = all(b - a >= _FULL_LINE * longest for a, b in lines[:-1]) and longest <= 120
    found: list[tuple[int, int]] = []
    for line in lines:
        span = _trimmed(plain, *line)
        if span[1] <= span[0]:
            continue
        if found and _goes_on(plain, found[-1], span, wrapped):
            found[-1] = (found[-1][0], span[1])
        else:
            found.append(span)
    return found


def _goes_on(plain: str, before: tuple[int, int], line: tuple[int, int], wrapped: bool) -> bool:
    """Whether a line belongs to the paragraph before it."""
    if NAMED.match(plain, line[0], line[1]):
        return False
    if _BULLET.match(plain, line[0], line[1]):
        return False
    ended = plain[before[1] - 1] in ".!?…\"':"
    if not ended:
        return True
    return wrapped and not _STARTS_SPEECH.match(plain, line[0], line[1])


def _lines(plain: str, start: int, end: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    at = start
    while at < end:
        stop = plain.find("\n", at, end)
        stop = end if stop == -1 else stop
        found.append((at, stop))
        at = stop + 1
    return found


def _trimmed(plain: str, start: int, end: int) -> tuple[int, int]:
    while start < end and plain[start].isspace():
        start += 1
    while end > start and plain[end - 1].isspace():
        end -= 1
    return start, end
