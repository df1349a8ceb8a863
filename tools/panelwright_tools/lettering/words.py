"""Text to words: emphasis marks read, unprintable characters dropped, spans kept."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

_EMPHASIS = re.compile(r"(?<![\w*])\*(?!\s)([^*\n]+?)(?<!\s)\*(?![\w*])")
_CAPITALS = re.compile(r"^[^\W\d_]{3,}$")
_BREAKS_AFTER = re.compile(r"(?<=[\w.,;:!?])[-–—/](?=\w)|(?<=\w)[—–](?=\S)|…(?=\w)")
_WIDE = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u303f\u3041-\u30ff\u3400-\u9fff"
    "\uac00-\ud7a3\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff]"
)
_NEVER_FIRST = frozenset(
    "、。，．・：；？！)]）」』】〉》’”…ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ,.!?;:"
)
_NEVER_LAST = frozenset("（「『【〈《([‘“")


@dataclass(frozen=True)
class Word:
    """A piece of text that is not broken unless it must be."""

    text: str
    start: int
    end: int
    """Span in the original text, marks included."""
    spaced: bool = True
    """A space stands before it; False glues it to the word before, a line may still break."""
    emphasis: bool = False


def clean(character: str) -> str:
    """The character as it is set: spaces for white space, nothing for what cannot be printed."""
    if character.isspace():
        return " "
    if character == "\u00ad":
        return character
    category = unicodedata.category(character)
    if category in {"Cc", "Cs", "Co", "Cn"}:
        return ""
    if category == "Cf" and character not in "\u200c\u200d":
        return ""
    return character


def _emphasised(text: str) -> tuple[set[int], list[tuple[int, int]]]:
    """Indexes of the asterisks that are marks, and the spans that they emphasise."""
    marks: set[int] = set()
    spans: list[tuple[int, int]] = []
    for match in _EMPHASIS.finditer(text):
        marks.update((match.start(), match.end() - 1))
        spans.append((match.start(1), match.end(1)))
    return marks, spans


def _cuts(chunk: str) -> Iterator[int]:
    """Places inside a word where a line may break without a hyphen."""
    for match in _BREAKS_AFTER.finditer(chunk):
        yield match.end()
    for place in range(1, len(chunk)):
        before, after = chunk[place - 1], chunk[place]
        if (_WIDE.match(before) or _WIDE.match(after)) and not (
            after in _NEVER_FIRST or before in _NEVER_LAST or unicodedata.combining(after)
        ):
            yield place


def _shouted(text: str, loud: bool) -> bool:
    letters = "".join(c for c in text if c.isalpha())
    return not loud and bool(_CAPITALS.match(letters)) and letters.isupper()


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text in order. `*word*` and a word in CAPITALS amid others are emphasis."""
    marks, spans = _emphasised(text)
    letters = [("" if i in marks else clean(c)) for i, c in enumerate(text)]
    loud = text.upper() == text
    words: list[Word] = []
    start = 0
    while start < len(text):
        if letters[start] in {"", " "}:
            start += 1
            continue
        end = start
        while end < len(text) and letters[end] != " ":
            end += 1
        words += _pieces(letters, start, end, spans, loud)
        start = end
    return tuple(words)


def _pieces(
    letters: list[str], start: int, end: int, spans: list[tuple[int, int]], loud: bool
) -> list[Word]:
    kept = [place for place in range(start, end) if letters[place]]
    chunk = "".join(letters[place] for place in kept)
    shouted = _shouted(chunk, loud)
    edges = [0, *sorted(set(_cuts(chunk))), len(chunk)]
    pieces: list[Word] = []
    for left, right in pairwise(edges):
        span = (kept[left], kept[right - 1] + 1)
        inside = any(low <= span[0] < high for low, high in spans)
        pieces.append(Word(chunk[left:right], *span, left == 0, inside or shouted))
    return pieces


def plain(text: str) -> str:
    """The text as it is read: no marks, no soft hyphens, single spaces."""
    pieces: list[str] = []
    for word in words_of(text):
        pieces.append((" " if word.spaced and pieces else "") + word.text.replace("\u00ad", ""))
    return "".join(pieces)
