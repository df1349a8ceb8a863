"""Word classes: readings from the lexicon and the best path by hand-set transitions."""

import math
from functools import lru_cache

from panelwright_tools.language.document import Tag
from panelwright_tools.language.names import NameEvidence
from panelwright_tools.language.neighbours import weigh_neighbours
from panelwright_tools.language.readings import Readings, readings
from panelwright_tools.language.tables import table
from panelwright_tools.language.tag_repairs import repair


def tag_words(words_: list[str], lowers: list[str], evidence: NameEvidence) -> list[Tag]:
    """The word classes of one sentence."""
    if not words_:
        return []
    lattice: list[Readings] = []
    first = True
    for index, word in enumerate(words_):
        before = lowers[index - 1] if index else ""
        lattice.append(_readings_here(word, lowers[index], before, first, evidence))
        first = (first and not word[0].isalnum()) or (word == '"' and index < 2)
    weigh_neighbours(words_, lowers, lattice, evidence)
    tags = _best_path(lattice)
    repair(lowers, tags)
    return tags  # type: ignore[return-value]


def _readings_here(
    word: str, lower: str, before: str, first: bool, evidence: NameEvidence
) -> Readings:
    if word == "\x01":
        return (("QUOTE", 0.0),)
    if lower == word:
        return readings(lower) if lower not in evidence.lazily else (("NAME", 0.0),)
    weight = evidence.weight(word, lower, first, before)
    if weight <= -9:
        return readings(lower)
    if weight >= 9:
        return (("NAME", 0.0),)
    return (*readings(lower), ("NAME", weight))


def _best_path(lattice: list[Readings]) -> list[str]:
    transitions = _transitions()
    scores: list[tuple[str, float]] = [("START", 0.0)]
    back: list[list[int]] = []
    for options in lattice:
        column: list[tuple[str, float]] = []
        pointers: list[int] = []
        for tag, weight in options:
            best, pointer = -math.inf, 0
            for index, (previous, score) in enumerate(scores):
                total = score + transitions[previous][tag]
                if total > best:
                    best, pointer = total, index
            column.append((tag, best + weight))
            pointers.append(pointer)
        scores = column
        back.append(pointers)
    at = max(range(len(scores)), key=lambda index: scores[index][1])
    path: list[str] = []
    for options, pointers in zip(reversed(lattice), reversed(back), strict=True):
        path.append(options[at][0])
        at = pointers[at]
    path.reverse()
    return path


@lru_cache(maxsize=1)
def _transitions() -> dict[str, dict[str, float]]:
    """Previous tag to next tag to log weight, complete."""
    rows = table("transitions")
    tags = [*rows, "TO", "NOT", "INTJ", "CONJ"]
    return {
        before: {after: float(row.get(after, row["_"])) for after in tags}
        for before, row in rows.items()
    } | {"INTJ": {after: float(rows["INTJ"].get(after, -0.5)) for after in tags}}
