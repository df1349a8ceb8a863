"""Tells who is before a building rather than in it: in front of it, opposite, at its gate."""

from panelwright.planning.embedded.place_nouns import is_indoor_noun
from panelwright.planning.embedded.tables import words
from panelwright_tools.language.document import NounPhrase, Sentence
from panelwright_tools.language.lexicon import category_of

_AT = ("at", "on", "by", "before", "to", "in front of", "outside", "near", "next to")


def is_outside(sentence: Sentence, phrase: NounPhrase) -> bool:
    """`behind the barn`, `in front of a small theatre`, `at the gate of the school`."""
    if not is_indoor_noun(phrase.head) and phrase.category != "building":
        return _is_entrance_of(sentence, phrase)
    said = phrase.preposition.replace(" ", "-")
    if said in words("settings", "places", "before"):
        built = phrase.category == "building" or category_of(phrase.head) == "building"
        return built and bool(phrase.determiner or phrase.owner_text or phrase.name)
    if said in words("settings", "places", "outside"):
        return is_indoor_noun(phrase.head) and not (
            phrase.preposition == "around" and phrase.category == "room"
        )
    return _is_entrance_of(sentence, phrase)


def is_earlier(sentence: Sentence, phrase: NounPhrase) -> bool:
    """`before school`: an hour, not a place."""
    return phrase.preposition == "before" and not is_outside(sentence, phrase)


def _is_entrance_of(sentence: Sentence, phrase: NounPhrase) -> bool:
    """`at the gate of the school`, `at the lighthouse door`."""
    entrances = words("settings", "places", "entrances")
    house = phrase.compound.lower().removesuffix(phrase.head.lower()).split()[-1:]
    if phrase.head in entrances and house and category_of(house[0]) == "building":
        return phrase.preposition in _AT
    if phrase.category != "building":
        return False
    number = sentence.noun_phrases.index(phrase)
    holders = [p for p in sentence.noun_phrases if p.of == number and p.head in entrances]
    return bool(holders) and holders[0].preposition in _AT
