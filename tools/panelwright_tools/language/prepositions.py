"""Prepositions of one and of several words."""

from functools import lru_cache

from panelwright_tools.language.lemmas import verb_lemma
from panelwright_tools.language.tables import table, words


@lru_cache(maxsize=1)
def _phrases() -> dict[str, list[tuple[str, ...]]]:
    """First word to the phrases that begin with it, longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for text in table("prepositions")["phrases"]:
        words = tuple(text.split())
        found.setdefault(words[0], []).append(words)
    for phrases in found.values():
        phrases.sort(key=len, reverse=True)
    return found


def normal_preposition(text: str) -> str:
    """One word for one relation: `beneath` is `under`, `left of` is `to the left of`."""
    return str(table("prepositions")["normal"].get(text, text))


def mark_prepositions(lowers: list[str], tags: list[str]) -> dict[int, str]:
    """Last token of each preposition to its normal text; long ones are tagged PREP throughout."""
    found: dict[int, str] = {}
    phrases = _phrases()
    at = 0
    while at < len(lowers):
        length = _phrase_length(lowers, at, phrases) if lowers[at] in phrases else 0
        if length:
            text = " ".join(lowers[at : at + length])
            tags[at : at + length] = ["PREP"] * length
            found[at + length - 1] = normal_preposition(text)
            if text in ("as if", "as though"):
                tags[at : at + length] = ["SUB"] * length
            at += length
            continue
        if tags[at] == "PREP" and _is_particle(lowers, tags, at):
            tags[at] = "PART"
        elif tags[at] == "PREP":
            found[at] = normal_preposition(lowers[at])
        at += 1
    return found


def _is_particle(lowers: list[str], tags: list[str], at: int) -> bool:
    """`turns on the chimes`, `put down her cup`: part of the verb."""
    if at == 0 or tags[at - 1] not in ("VB", "VBP", "VBD", "VBZ", "VBG", "VBN"):
        return False
    phrasal = f"{verb_lemma(lowers[at - 1])} {lowers[at]}"
    return phrasal in words("verbs", "phrasal")


def _phrase_length(lowers: list[str], at: int, phrases: dict[str, list[tuple[str, ...]]]) -> int:
    for phrase in phrases[lowers[at]]:
        if tuple(lowers[at : at + len(phrase)]) == phrase:
            return len(phrase)
    return 0
