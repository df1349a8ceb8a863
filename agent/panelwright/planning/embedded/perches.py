"""Finds what somebody is on top of: `from the roof of a stall`."""

from panelwright.planning.embedded.roles import event_of
from panelwright.planning.embedded.tables import words
from panelwright_tools.language.document import LIVING, Sentence

_UPON = ("on", "onto", "from", "upon", "on top of", "down from")


def is_perch(sentence: Sentence, number: int) -> bool:
    """Somebody is on the roof or the top of this thing, which bears them."""
    if sentence.noun_phrases[number].head not in words("staging", "things", "perches"):
        return False
    top = top_of(sentence, number)
    if top is None:
        return False
    event = event_of(sentence, top)
    if event is None or not event.happens:
        return False
    return any(
        sentence.noun_phrases[n].category in LIVING or sentence.noun_phrases[n].entities
        for n in event.subjects
    )


def top_of(sentence: Sentence, number: int) -> int | None:
    """The phrase before the `of` that is the thing's top, if somebody is on it."""
    tops = words("staging", "things", "tops")
    for place, phrase in enumerate(sentence.noun_phrases):
        if phrase.of == number and phrase.head in tops and phrase.preposition in _UPON:
            return place
    return None
