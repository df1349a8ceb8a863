"""Tells which parts of a place are things in a sentence: what something hangs on or falls into."""

from panelwright.planning.embedded.perches import is_perch
from panelwright.planning.embedded.props import whole_known
from panelwright.planning.embedded.roles import event_of
from panelwright.planning.embedded.tables import words
from panelwright_tools.language.document import Sentence


def bears_something(sentence: Sentence, number: int) -> bool:
    """Somebody is on top of it, something falls into it or hangs on it."""
    return (
        is_perch(sentence, number)
        or swallows(sentence, number)
        or is_washing_line(sentence, number)
        or _is_hung_on(sentence, number)
    )


def is_never_seen(sentence: Sentence, number: int) -> bool:
    """No thing at all, or the hook that something hangs on; but a washing line is seen."""
    phrase, event = sentence.noun_phrases[number], event_of(sentence, number)
    hung = event is not None and event.verb in words("staging", "hanging", "verbs")
    if hung and phrase.preposition and phrase.head in words("staging", "hanging", "fixings"):
        return True
    if phrase.head not in words("staging", "things", "never") or whole_known(phrase):
        return False
    return not is_washing_line(sentence, number)


def is_washing_line(sentence: Sentence, number: int) -> bool:
    """`hangs on the line`."""
    phrase, event = sentence.noun_phrases[number], event_of(sentence, number)
    hung = event is not None and event.verb in words("staging", "hanging", "verbs")
    return phrase.head == "line" and (hung or "washing" in phrase.compound)


def _is_hung_on(sentence: Sentence, number: int) -> bool:
    """The tree that a swing hangs from."""
    phrase, event = sentence.noun_phrases[number], event_of(sentence, number)
    hung = event is not None and event.verb in words("staging", "hanging", "verbs")
    below = phrase.preposition in ("from", "on", "in")
    return hung and below and phrase.head in words("props", "scenery")


def swallows(sentence: Sentence, number: int) -> bool:
    """`drops a coin into the well`: no place to be at, but what it falls into."""
    event = event_of(sentence, number)
    if event is None or sentence.noun_phrases[number].head not in words("props", "mouths"):
        return False
    into = any(h.phrase == number and h.preposition in ("into", "in") for h in event.prepositions)
    return into and bool(event.objects)
