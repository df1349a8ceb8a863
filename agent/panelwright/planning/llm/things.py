"""Reads what a model calls a thing: its noun, how many there are, whether it can be drawn."""

from dataclasses import dataclass

from panelwright.planning.embedded.names import with_article
from panelwright.planning.embedded.tables import words
from panelwright.planning.llm.names import called, key_of, table_words
from panelwright_tools.domain import Character
from panelwright_tools.language.lemmas import noun_lemma
from panelwright_tools.language.lexicon import category_of
from panelwright_tools.language.numbers import number_of
from panelwright_tools.layout.sizes import known_noun

MOST_OF_A_SORT = 8
LONGEST = 240
_COMPOUND = 3
"""Words of the longest noun that is looked up."""


@dataclass(frozen=True)
class ThingNamed:
    """What a name of a thing says."""

    noun: str
    phrase: str
    count: int


def thing_named(name: str, phrase: str) -> ThingNamed | None:
    """The thing that a model names; None when it can't be drawn: silence, her hand."""
    told = " ".join(phrase.split())[:LONGEST] or called(name)
    key = _head(key_of(called(name))) or _head(key_of(told))
    if not key:
        return None
    number = number_of([key[0]]) if len(key) > 1 else None
    bare = key[1:] if number else key
    noun = _noun(bare)
    if noun in words("staging", "things", "never"):
        return None
    if known_noun(noun) is None and not _is_drawn(category(noun), number, told):
        return None
    said = told if told.split()[0].lower() in table_words("leading") else _one(told, number)
    return ThingNamed(noun, said, min(number or 1, MOST_OF_A_SORT))


def category(noun: str) -> str:
    """What a noun is, by its last word: vehicle, person, feeling …"""
    return category_of(noun_lemma(noun.split()[-1]))


def is_worn(noun: str, cast: tuple[Character, ...]) -> bool:
    """The raincoat that somebody in the picture wears."""
    worn = {noun_lemma(g.name.split()[-1]) for who in cast for g in who.look.clothes}
    return noun_lemma(noun.split()[-1]) in worn


def _head(key: tuple[str, ...]) -> tuple[str, ...]:
    """The words up to the head noun: `brass lantern` of `brass lantern on the table`."""
    ends = [place for place, word in enumerate(key) if word in table_words("phrases", "after")]
    return key[: ends[0]] if ends else key


def _is_drawn(category: str, number: int | None, told: str) -> bool:
    """A trombone case; not the silence, nor a hand by itself."""
    counted = number is not None or told.lower().startswith(("a ", "an "))
    if category in table_words("phrases", "countable"):
        return counted
    return category not in table_words("phrases", "undrawn")


def _noun(key: tuple[str, ...]) -> str:
    """The longest known noun that the words end with; else their last word."""
    for length in range(min(_COMPOUND, len(key)), 1, -1):
        noun = " ".join((*key[-length:-1], noun_lemma(key[-1])))
        if known_noun(noun) == noun:
            return noun
    return noun_lemma(key[-1])


def _one(told: str, number: int | None) -> str:
    """`a red ball` for each of `three red balls`."""
    if not number:
        return with_article(told) if told.islower() and not told.endswith("s") else told
    *before, last = told.split()[1:] or [told]
    return with_article(" ".join((*before, noun_lemma(last.lower()))))
