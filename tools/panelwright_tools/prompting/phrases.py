"""Phrases: the smallest parts of a prompt that make sense, cut at commas and stops, never inside
quotation marks or brackets."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from panelwright_tools.domain.text import without_controls
from panelwright_tools.prompting.quoting import hidden
from panelwright_tools.prompting.tables import words

_BOUNDARY: Final = re.compile(r"[,;，、；،؛。]\s*|(?<=[.!?…])\s+|\n+")
"""Where a phrase ends. A comma between digits is none."""
_NUMBER: Final = re.compile(r"(?<=\d),(?=\d)")
_BRACKETED: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_COMMANDS: Final = re.compile(r"<\|[^|<>]{0,40}\|>|</?(?:s|pad|unk|mask|extra_id_\d+)>|\[/?INST\]|"
                              r"\[IMG[^\]]{0,12}\]")  # fmt: skip
"""What tokenizers take for an order rather than for words."""
_ARTICLE: Final = re.compile(r"^(?:an?|the|one|some)\s+", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W_]+")
_GAP: Final = 1
"""Words that may stand between two words of what is told: `red woollen scarf` of `red scarf`."""


def clean(text: str) -> str:
    """The text in one line, without control characters and without orders to tokenizers."""
    plain = without_controls(unicodedata.normalize("NFC", text))
    while (less := _COMMANDS.sub(" ", plain)) != plain:
        plain = less
    return " ".join(plain.encode("utf-8", "ignore").decode().split())


def phrases(text: str) -> list[str]:
    """The phrases of a text in order, each with the mark that ends it unless it is a comma."""
    masked = _BRACKETED.sub(lambda found: "\0" * len(found.group()), hidden(text))
    masked = _NUMBER.sub("\0", masked)
    cuts = [0]
    for found in _BOUNDARY.finditer(masked):
        cuts += [found.start(), found.end()]
    cuts.append(len(text))
    parts = (text[start:end].strip() for start, end in zip(cuts[::2], cuts[1::2], strict=True))
    return [part for part in parts if part]


def rejoined(parts: Sequence[str]) -> str:
    """Phrases as one text: a comma behind each that doesn't end a sentence."""
    text = ""
    for part in parts:
        joint = "" if not text else " " if text.endswith((".", "!", "?", "…")) else ", "
        text += joint + part
    return text


def ended_early(phrase: str) -> tuple[str, ...]:
    """The phrase ended before one of its joints, longest first, never inside of quotation marks.

    `a girl in a coat`, `a girl` for `a girl in a coat who waves`.
    """
    ends = [found.start() for found in _joint().finditer(hidden(phrase))]
    return tuple(phrase[:end].rstrip() for end in reversed(ends))


@lru_cache
def _joint() -> re.Pattern[str]:
    return re.compile(rf"(?<=\w)\s+(?:{'|'.join(words('joints'))})\s", re.IGNORECASE)


def bare(phrase: str) -> str:
    """The phrase without its article: `red ball` for `a red ball`."""
    return _ARTICLE.sub("", phrase)


def tells(text: str, part: str) -> bool:
    """Whether a text says a part already, word by word: `red-haired girl` tells of `red hair`."""
    told, wanted = _telling(text), _telling(part)
    if not wanted:
        return part.strip().lower() in text.lower()
    return any(_follows(told[start:], wanted) for start in range(len(told)))


def _telling(text: str) -> list[str]:
    particles = words("particles")
    return [word for word in _WORD.findall(text.lower()) if word not in particles]


def _follows(told: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether the wanted words begin the told ones, in order and near each other."""
    position = 0
    for number, word in enumerate(wanted):
        reach = told[position : position + (1 if number == 0 else _GAP + 1)]
        found = next((i for i, other in enumerate(reach) if other.startswith(word)), None)
        if found is None:
            return False
        position += found + 1
    return True
