"""Words to set pieces: a font for every letter, widths in ems, long words divided."""

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from typing import Literal

from panelwright_tools.lettering import fonts
from panelwright_tools.lettering.fonts import Voice
from panelwright_tools.lettering.hyphens import anywhere, hyphenation
from panelwright_tools.lettering.transliteration import stand_in
from panelwright_tools.lettering.words import Word

Joint = Literal["space", "none", "hyphen"]

EMPHASIS_SCALE = 1.06
"""Emphasised words are slanted and a little larger."""

_NARROW = 10
"""Letters to an em in the narrowest words: longer ones need not be measured whole."""


@dataclass(frozen=True)
class Piece:
    """Letters of one font."""

    text: str
    font: str
    scale: float = 1.0
    """Size as a factor of the plain text."""

    @property
    def width(self) -> float:
        """The advance in ems of the plain text."""
        return fonts.width(self.text, self.font, self.scale)


@dataclass(frozen=True)
class SetWord:
    """A word, or a part of a divided one, ready to be set."""

    pieces: tuple[Piece, ...]
    start: int
    end: int
    before: Joint = "space"
    """What stands between it and the word before."""
    width: float = 0.0
    hyphenated: bool = False
    """A hyphen was added at its end; it only makes sense at the end of a line."""

    @property
    def text(self) -> str:
        """The letters."""
        return "".join(piece.text for piece in self.pieces)


def _wanted(text: str) -> str:
    return unicodedata.normalize("NFC", text).replace("\u00ad", "")


def _clusters(text: str) -> list[str]:
    """Letters with the marks and joiners that belong to them."""
    clusters: list[str] = []
    for letter in text:
        glued = unicodedata.combining(letter) or 0xFE00 <= ord(letter) <= 0xFE0F
        glued = glued or letter in "\u200c\u200d" or unicodedata.category(letter) in {"Mn", "Mc"}
        if clusters and (glued or clusters[-1].endswith("\u200d")):
            clusters[-1] += letter
        else:
            clusters.append(letter)
    return clusters


@lru_cache(maxsize=8192)
def _font_of(cluster: str, voice: Voice) -> tuple[str, str]:
    """The letters that are drawn for a cluster and their font; an empty font if there is none."""
    bare = "".join(c for c in cluster if not (0xFE00 <= ord(c) <= 0xFE0F))
    name = fonts.font_for(bare[0], voice) if bare else None
    if name is not None and all(ord(c) in fonts.coverage(name) for c in bare):
        return bare, name
    other = stand_in(cluster)
    if other is None:
        return cluster, ""
    return other, fonts.font_for("x", voice) or ""


@lru_cache(maxsize=8192)
def pieces_of(text: str, voice: Voice) -> tuple[Piece, ...]:
    """The text cut where the font changes; letters that nothing draws get an empty font name."""
    scale = EMPHASIS_SCALE if voice == "emphasis" else 1.0
    drawn = [_font_of(cluster, voice) for cluster in _clusters(_wanted(text))]
    return tuple(
        Piece("".join(letters for letters, _ in group), font, scale)
        for font, group in groupby(drawn, key=lambda pair: pair[1])
    )


def undrawable(words: Sequence[Word], voice: Voice) -> str:
    """The letters for which no font and no transliteration is known."""
    missing = {
        piece.text: None
        for word in words
        for piece in pieces_of(word.text, "emphasis" if word.emphasis else voice)
        if not piece.font
    }
    return "".join(missing)


def _width(pieces: Sequence[Piece]) -> float:
    return sum(piece.width for piece in pieces if piece.font)


def set_word(word: Word, voice: Voice = "speech") -> SetWord:
    """One whole word. Letters that nothing draws are left out."""
    pieces = pieces_of(word.text, "emphasis" if word.emphasis else voice)
    pieces = tuple(piece for piece in pieces if piece.font)
    before: Joint = "space" if word.spaced else "none"
    return SetWord(pieces, word.start, word.end, before, _width(pieces))


def set_words(words: Sequence[Word], voice: Voice, limit: float) -> tuple[SetWord, ...]:
    """All words, those wider than `limit` ems divided so that every part fits."""
    result: list[SetWord] = []
    for word in words:
        whole = set_word(word, voice)
        if whole.width <= limit or len(word.text) < 2:
            result.append(whole)
        else:
            result += _divided(word, voice, limit)
    return tuple(result)


def _divided(word: Word, voice: Voice, limit: float) -> list[SetWord]:
    parts: list[SetWord] = []
    rest = word
    before: Joint = "space" if word.spaced else "none"
    while len(rest.text) >= 2:
        if len(rest.text) < _NARROW * limit and set_word(rest, voice).width <= limit:
            break
        place, hyphen = _cut(rest, voice, limit)
        head = replace(rest, text=rest.text[:place] + ("-" if hyphen else ""))
        part = replace(set_word(head, voice), before=before, start=word.start, end=word.end)
        parts.append(replace(part, hyphenated=hyphen))
        rest = replace(rest, text=rest.text[place:])
        before = "hyphen" if hyphen else "none"
    last = replace(set_word(rest, voice), before=before, start=word.start, end=word.end)
    return [*parts, last]


def _cut(word: Word, voice: Voice, limit: float) -> tuple[int, bool]:
    """The last place where the head still fits, else the first place that there is."""
    reach = replace(word, text=word.text[: math.ceil(_NARROW * limit) + 1])
    for places in (hyphenation(reach.text), anywhere(reach.text)):
        best: tuple[int, bool] | None = None
        for place, hyphen in places:
            if set_word(replace(word, text=word.text[:place] + "-"), voice).width > limit:
                break
            best = (place, hyphen)
        if best is not None:
            return best
    return (anywhere(reach.text) or [(1, False)])[0]
