"""Words and marks of a stretch of text, with their places."""

import re
from functools import lru_cache

from panelwright_tools.language.tables import table

_WORD = re.compile(
    r"""
    (?:[A-Z]\.){2,}                                        # U.S.
    | (?:Mr|Mrs|Ms|Dr|St|Prof|Capt|Col|Gen|Lt|Sgt|Rev)\.
    | (?:MR|MRS|MS|DR|ST|PROF|CAPT|COL|GEN|LT|SGT|REV)\.
    | \b(?:[A-Z][^\W\d_]*-\d+[A-Z]*|[A-Z]\d-[A-Z]\d)\b       # BOLT-9, C-3PO, R2-D2
    | \d+[A-Za-z]\b                                         # class 5B
    | \d+(?:[.,:]\d+)*(?:st|nd|rd|th|am|pm)?\b
    | [^\W\d_]+(?:['-][^\W\d_]+)*
    | \d+
    | \.{2,} | -{2,}
    | [^\s\w] | _ | \w
    """,
    re.VERBOSE,
)
_SUFFIX = re.compile(r"(?i)(?:n't|'(?:s|re|ve|ll|d|m))$")
_WHOLE = frozenset({"o'clock", "ma'am", "cap'n", "ne'er", "e'er", "o'er"})


@lru_cache(maxsize=65536)
def _parts(word: str) -> tuple[str, ...]:
    """A word without its contraction, and the contraction: do n't, Mina 's, can not."""
    if len(word) > 60:
        return (word,)
    lower = word.lower()
    if lower == "cannot":
        return word[:3], word[3:]
    if "'" not in word or lower in _WHOLE:
        return (word,)
    parts: list[str] = []
    found = _SUFFIX.search(word)
    while found and found.start() > 0 and len(parts) < 2:
        parts.insert(0, found.group())
        word = word[: found.start()]
        found = _SUFFIX.search(word)
    return (word, *parts)


@lru_cache(maxsize=1)
def _lazy() -> dict[str, tuple[str, str]]:
    """Contractions that are written without the apostrophe, with their two words."""
    parts = (row.split("|") for row in table("closed")["contractions"]["lazy"].split())
    return {f"{word}{rest.replace(chr(39), '')}": (word, rest) for word, rest in parts}


def tokenise(text: str, start: int, end: int) -> list[tuple[str, int, int]]:
    """`(word, start, end)` of normalised `text[start:end]`; places count from the text's start."""
    found: list[tuple[str, int, int]] = []
    for match in _WORD.finditer(text, start, end):
        word, begin = match.group(), match.start()
        lazy = _lazy().get(word.lower())
        if lazy is not None:
            cut = begin + len(lazy[0])
            found += [(word[: len(lazy[0])], begin, cut), (lazy[1], cut, match.end())]
            continue
        parts = _parts(word) if "'" in word or word in ("cannot", "Cannot") else (word,)
        for part in parts:
            found.append((part, begin, begin + len(part)))
            begin += len(part)
    return found
