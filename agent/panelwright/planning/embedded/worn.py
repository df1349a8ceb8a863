"""Tells what belongs to a body: parts of it, clothes, and cloth that lies over it."""

from panelwright.planning.embedded.dressing import puts_on
from panelwright.planning.embedded.roles import event_of
from panelwright.planning.embedded.tables import words
from panelwright_tools.language.document import LIVING, Sentence

_BEARERS = LIVING | {"clothing"}
"""What a bun or a plait is "with": a woman, or the coat that she is in."""


def is_worn(sentence: Sentence, number: int) -> bool:
    """This noun phrase is a part of somebody, or on somebody as clothes are: no prop."""
    return _is_of_body(sentence, number) or _clothes(sentence, number) or _wraps(sentence, number)


def _is_of_body(sentence: Sentence, number: int) -> bool:
    phrase = sentence.noun_phrases[number]
    bears = phrase.preposition == "with" and phrase.attached_to is not None
    bears = bears and sentence.noun_phrases[phrase.attached_to or 0].category in _BEARERS
    of_body = phrase.owner_text or bears  # a woman with a tight bun
    of_body = of_body and phrase.head in words("staging", "things", "bodily")
    return bool(phrase.category == "body" or of_body)


def _clothes(sentence: Sentence, number: int) -> bool:
    phrase = sentence.noun_phrases[number]
    if phrase.category != "clothing" and phrase.head not in words("looks", "clothes", "nouns"):
        return False
    if phrase.head in words("staging", "things", "bows") and not _adorns(sentence, number):
        return False
    if phrase.preposition in ("in", "with", "under", "of"):
        return True
    event = event_of(sentence, number)
    if event is not None and number in event.objects and puts_on(sentence, event):
        return True
    handled = event is not None and event.verb in words("staging", "things", "handling")
    if phrase.owner_entities and not (handled and event is not None and event.particle != "off"):
        return True
    return event is not None and event.verb in ("wear", "have", "don", "tie", "zip", "button")


def _adorns(sentence: Sentence, number: int) -> bool:
    """`a bow in her hair`, `wears a pink bow`: of ribbon."""
    event = event_of(sentence, number)
    tied = event is not None and event.verb in ("wear", "tie", "untie", "fasten")
    hung = sentence.noun_phrases[number].attached_to is not None
    return (
        tied
        or hung
        or any(
            other.attached_to == number and other.category in ("body", "clothing")
            for other in sentence.noun_phrases
        )
    )


def _wraps(sentence: Sentence, number: int) -> bool:
    """`a blanket over his knees`, `wraps the dog in a blanket`: cloth that lies on a body is no
    thing of its own."""
    phrase = sentence.noun_phrases[number]
    if phrase.head not in words("staging", "things", "wraps"):
        return False
    event = event_of(sentence, number)
    wrapping = event is not None and event.verb in words("staging", "things", "wrapping")
    if wrapping and phrase.preposition in ("in", "into", "with"):
        return True
    return any(
        other.attached_to == number
        and other.category == "body"
        and other.preposition in ("over", "around", "round", "across", "on")
        for other in sentence.noun_phrases
    )
