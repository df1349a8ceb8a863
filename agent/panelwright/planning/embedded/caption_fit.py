"""Fits the sentences of a caption into its room: shortened first, then left out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from panelwright.planning.embedded.names import sentence_case


@dataclass(frozen=True)
class Piece:
    """The narration of one sentence with the shorter forms that it can be cut to."""

    forms: list[str]
    """From the whole sentence to its shortest form."""
    weight: float
    name: tuple[str, str] | None
    """The pronoun that is its subject and the name that it stands for."""
    whole: int = 0
    """Index of the shortest form that keeps all main clauses."""
    look: bool = False
    """It tells only how somebody looks."""
    start: int = 0
    """Where in the text its narration begins."""


@dataclass(frozen=True)
class Room:
    """Words of a caption: side clauses, then deeds, then whole sentences are given up."""

    ample: int
    tight: int
    most: int


def fitted(pieces: Sequence[Piece], room: Room) -> list[str]:
    """The pieces, shortened, the longest first, until they fit; then some are left out."""
    chosen = [0] * len(pieces)
    left = list(range(len(pieces)))
    for most, all_forms in ((room.ample, False), (room.tight, True)):
        while _size(pieces, left, chosen) > most:
            last = [len(p.forms) - 1 if all_forms else p.whole for p in pieces]
            open_to = [k for k in left if chosen[k] < last[k]]
            if not open_to:
                break
            best = max(
                open_to, key=lambda k: (_words(pieces[k].forms[chosen[k]]), -pieces[k].weight)
            )
            chosen[best] += 1
    while _size(pieces, left, chosen) > room.most and len(left) > 1:
        middle = left[1:] if len(left) > 2 else left
        left.remove(min(middle, key=lambda k: pieces[k].weight))
    return [_opened(pieces, left, k, chosen[k]) for k in left if pieces[k].forms[chosen[k]]]


def _size(pieces: Sequence[Piece], left: Sequence[int], chosen: Sequence[int]) -> int:
    return sum(_words(pieces[k].forms[chosen[k]]) for k in left)


def _words(text: str) -> int:
    return len(text.split())


def _opened(pieces: Sequence[Piece], left: Sequence[int], k: int, form: int) -> str:
    """A piece with the name in place of its pronoun, where the sentence before is missing."""
    text = pieces[k].forms[form]
    return text if k > 0 and k - 1 in left else sentence_case(named(text, pieces[k].name))


def named(text: str, name: tuple[str, str] | None) -> str:
    """The first subject pronoun becomes the name, so that the caption stands alone."""
    if name is None:
        return text
    found = re.search(rf"\b{re.escape(name[0])}\b", text[:40])
    if found is None or found.start() > 24:
        return text
    return text[: found.start()] + name[1] + text[found.end() :]
