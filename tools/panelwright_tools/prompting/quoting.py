"""Words in quotation marks, which are to be painted as letters and stay as they are."""

import re
from functools import lru_cache
from typing import Final

from panelwright_tools.prompting.tables import words

_QUOTED: Final = re.compile(
    r'"[^"\n]*"|“[^”\n]*”|„[^“”\n]*[“”]|«[^»\n]*»|「[^」\n]*」'
    r"|(?<![\w'’])'(?=\S)[^'\n]*(?:(?<=\w)'(?=\w)[^'\n]*)*(?<=\S)'(?![\w'’])"
)
"""Pairs of marks; a single quote only where it can't be an apostrophe."""


def quotes(text: str) -> tuple[str, ...]:
    """The quotations of a text with their marks, in order."""
    return tuple(found.group() for found in _QUOTED.finditer(text))


def hidden(text: str) -> str:
    """The text with every character of a quotation replaced, so that nothing is found in it."""
    return _QUOTED.sub(lambda found: "\0" * len(found.group()), text)


def without_quotes(text: str) -> str:
    """The text without its quotations and what leads to them: `a sign` for `a sign saying "In"`."""
    kept, start = "", 0
    for found in _QUOTED.finditer(text):
        kept = _saying().sub("", kept + text[start : found.start()])
        start = found.end()
    return " ".join((kept + text[start:]).split()).strip(" ,;:")


@lru_cache
def _saying() -> re.Pattern[str]:
    """What leads to quoted words and says nothing without them."""
    verbs = "|".join(words("saying"))
    return re.compile(rf",?\s*(?:(?:that|which)\s+)?(?:{verbs})?\s*:?\s*$", re.IGNORECASE)
