"""Tells in which language a text is written, by its letters and its commonest little words."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from typing import Final

from panelwright_tools.language.tables import table, words

_WORD: Final = re.compile(r"[^\W\d_]+")
_READ: Final = 1000
"""Words that are looked at."""
_KANA: Final = ("HIRAGANA", "KATAKANA")


def language_of(text: str) -> str:
    """The language's tag after BCP 47, such as `en`, `de` or `ja`; English where nothing tells."""
    found = [match.group().lower() for match in islice(_WORD.finditer(text), _READ)]
    scripts = Counter(_script(letter) for word in found for letter in word)
    tongues = table("tongues")
    if sum(scripts[kana] for kana in _KANA) > tongues["kana"] * scripts.total():
        return "ja"
    known = (name for name, _ in scripts.most_common() if name in tongues["scripts"])
    written = tongues["scripts"][next(known, "LATIN")].split()
    return str(max(written, key=lambda language: _share(found, language)))


def _share(found: Sequence[str], language: str) -> float:
    """How many of the words are of a language's list; 0 where they are too few to tell anything."""
    told = table("tongues")["words"]
    if language not in told or not found:
        return 0.0
    share = sum(word in words("tongues", "words", language) for word in found) / len(found)
    return share if share >= table("tongues")["least"] else 0.0


def _script(letter: str) -> str:
    """`LATIN`, `CJK`, `HIRAGANA`."""
    return unicodedata.name(letter, "").partition(" ")[0]
