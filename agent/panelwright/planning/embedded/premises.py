"""Reads places that are called by who works or lives there: `at the dentist's`, `at Grandma's`."""

from panelwright.planning.embedded.tables import words
from panelwright_tools.language.document import LIVING, NounPhrase, Sentence


def are_premises(sentence: Sentence, phrase: NounPhrase) -> bool:
    """`at the baker's`: somebody's shop or home, with no noun behind it."""
    if phrase.preposition not in words("settings", "places", "around") or phrase.negated:
        return False
    behind = sentence.tokens[phrase.tokens[1] : phrase.tokens[1] + 2]
    if not behind or behind[0].tag != "'S" or phrase.category not in (*LIVING, "unknown"):
        return False
    number = sentence.noun_phrases.index(phrase)
    owned = any(other.owner == number for other in sentence.noun_phrases)
    return not owned and (len(behind) < 2 or behind[1].tag not in _NOMINAL)


_NOMINAL = ("NOUN", "NOUNS", "ADJ", "NAME", "NUM")


def premises_noun(phrase: NounPhrase) -> str:
    """What the place is: the trade that is done there, else a house."""
    head = phrase.head.lower()
    return head if head in words("place_nouns", "trades") and not phrase.name else "house"
