"""Tells which prepositions bring somebody into the picture."""

from panelwright.planning.embedded.tables import table, words
from panelwright_tools.language.document import NounPhrase, Sentence


def preposition_shows(preposition: str) -> bool:
    """Someone behind this preposition is there: with, to, beside; not about, for, like."""
    phrases: list[str] = table("verbs")["prepositions"]["phrases"]
    return preposition in words("verbs", "prepositions", "present") or preposition in phrases


def fills(sentence: Sentence, phrase: NounPhrase) -> bool:
    """`a bar full of soldiers`, `a street crowded with people`."""
    at = phrase.tokens[0] - 2
    told = at >= 0 and sentence.tokens[at].lower in words("verbs", "full")
    return told and phrase.preposition in ("of", "with")


def is_beside(sentence: Sentence, number: int) -> bool:
    """Something happens with, by, behind or between those of a phrase."""
    return any(
        event.happens and hung.phrase == number and preposition_shows(hung.preposition)
        for event in sentence.events
        for hung in event.prepositions
    )
