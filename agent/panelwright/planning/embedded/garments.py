"""Finds the garment that a phrase names, with its colour and its place on the body."""

from collections.abc import Sequence

from panelwright.planning.embedded.tables import index, table, words
from panelwright_tools.domain import Garment
from panelwright_tools.language.lemmas import noun_lemma

_LENGTHS = ("long", "short")
_WORN_COLOURS = ("rusty",)


def garment_in(tokens: Sequence[str], worn: bool) -> Garment | None:
    """The garment that tokens such as `long red trench coat` end with.

    `worn` says that the text tells of clothes, so that an unknown noun is a garment too.
    """
    named = _named(tokens)
    if named is None:
        if not worn or not tokens:
            return None
        named = (len(tokens) - 1, tokens[-1])
    start, name = named
    before = tokens[:start]
    rust = next((word for word in before if word in _WORN_COLOURS), None)
    length = next((word for word in before if word in _LENGTHS), None)
    if length and name.split()[-1] in words("looks", "clothes", "hemmed"):
        name = f"{length} {name}"
    return Garment(name=name, colour=rust)


def _named(tokens: Sequence[str]) -> tuple[int, str] | None:
    """Where the longest known garment begins, and how it is called."""
    compounds: list[str] = table("looks")["clothes"]["compounds"]
    nouns = words("looks", "clothes", "nouns")
    for length in (3, 2):
        for start in range(len(tokens) - length + 1):
            name = " ".join(tokens[start : start + length])
            for form in (name, name.removesuffix("s")):
                if form in compounds:
                    return start, form
    for start, token in enumerate(tokens):
        for form in (token, noun_lemma(token)):
            if form in nouns:
                return start, form
    return None


def slot_of(name: str) -> str | None:
    """Where a garment is worn, if only one can be worn there: head, feet, outer, whole …"""
    slots = index("looks", "slots")
    return slots.get(name.split()[-1]) or slots.get(noun_lemma(name.split()[-1]))
