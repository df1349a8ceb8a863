"""Finds the part of the place that somebody is on or at: `on the roof`, `to the window`."""

from panelwright.planning.embedded.acting import Deed, subjects_of
from panelwright.planning.embedded.cast import Cast
from panelwright.planning.embedded.perches import is_perch
from panelwright.planning.embedded.tables import words
from panelwright_tools.domain import Place
from panelwright_tools.language.document import NounPhrase, Sentence

_ON = frozenset({"on", "onto", "upon", "atop", "on top of", "from", "down from", "up", "down"})
_AT = frozenset(
    {
        *("at", "by", "beside", "near", "next to", "before", "in front of", "against"),
        *("to", "towards", "toward", "out of", "through", "into", "in"),
    }
)


def spot_of(cast: Cast, deeds: list[Deed], who: str, place: Place | None) -> str:
    """The noun of the part where the strongest deed that names one puts somebody; else empty."""
    for deed in deeds:
        if who not in subjects_of(cast, deed) or deed.event.negated or not deed.event.happens:
            continue
        for hung in deed.event.prepositions:
            noun = _part(deed.sentence, hung.phrase, hung.preposition)
            if noun and (place is None or noun.split()[-1] != place.noun.split()[-1]):
                return noun
    return ""


def _part(sentence: Sentence, number: int, preposition: str) -> str:
    phrase = sentence.noun_phrases[number]
    if phrase.negated or _is_of_a_thing(sentence, phrase):
        return ""
    for noun in dict.fromkeys(
        (phrase.compound or phrase.head, phrase.head, phrase.head_text.lower())
    ):
        if preposition in _ON and noun in words("staging", "spots", "on"):
            return noun
        if preposition in _AT and noun.replace(" ", "-") in words("staging", "spots", "at"):
            return noun
        if preposition in ("on", "against") and noun in words("staging", "spots", "beside"):
            return noun
    return ""


def _is_of_a_thing(sentence: Sentence, phrase: NounPhrase) -> bool:
    """The roof of a stall that is drawn itself."""
    return phrase.of is not None and is_perch(sentence, phrase.of)
