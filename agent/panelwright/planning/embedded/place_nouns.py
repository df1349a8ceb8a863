"""Looks up nouns of places with the words before them: `call centre`, `spare room`, `quarry`."""

from functools import cache, lru_cache

from panelwright.planning.embedded.tables import words
from panelwright_tools.language.document import NounPhrase

LONGEST = 4
"""Words of the longest noun that is looked up."""


@cache
def _listed() -> frozenset[str]:
    return words("place_nouns", "inside") | words("place_nouns", "outside")


def listed_noun(phrase: NounPhrase) -> str:
    """The longest listed noun of a place that a phrase ends in: `spare room`; empty if none."""
    if phrase.name or phrase.pronoun:
        return ""
    first = phrase.compound.lower().removesuffix(phrase.head.lower()).split()
    owned = [word for word in phrase.owner_text.lower().replace("’", "'").split() if "'" in word]
    before = [*owned, *(adjective.lower() for adjective in phrase.adjectives), *first]
    for length in range(min(LONGEST - 1, len(before)), -1, -1):
        for head in (phrase.head_text.lower(), phrase.head.lower()):
            noun = [*before[len(before) - length :], head]
            if "-".join(noun) in _listed():
                return " ".join(noun)
    return ""


def is_place_noun(noun: str) -> bool:
    """A noun of a place as it stands, or by its last word: `blue-house`; not `stage` or `court`."""
    known = _listed() | words("places", "known")
    return noun in known or noun.rsplit("-", 1)[-1] in known | words("places", "indoors")


@lru_cache(maxsize=4096)
def is_indoor_noun(noun: str) -> bool:
    """A noun of a place with walls around those who are in it; compounds count whole, then last."""
    whole = noun.lower().replace(" ", "-")
    if whole in _listed():
        return whole in words("place_nouns", "inside")
    last = whole.rsplit("-", 1)[-1]
    return last in words("places", "indoors") | words("place_nouns", "inside")
