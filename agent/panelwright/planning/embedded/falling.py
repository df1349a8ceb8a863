"""Reads what falls through the scene itself: leaves, glitter, dust, snow inside a shop."""

from collections.abc import Iterator

from panelwright.planning.embedded.tables import index, words
from panelwright_tools.domain import Falling, Place
from panelwright_tools.language.document import Event, Sentence

_WEATHER = (Falling.RAIN, Falling.SNOW)


def falling_in(sentence: Sentence, place: Place | None, now: Falling | None) -> Falling | None:
    """What falls while a sentence plays at a place.

    Rain and snow count within walls alone, where the text says that they fall there, and go on
    (`now`) until they are told to stop; outdoors they are the weather.
    """
    for event in sentence.events:
        if event.happens:
            for what in _falls(sentence, event):
                if what not in _WEATHER or _comes_in(sentence, event, place):
                    return what
    stops = any(event.verb in words("settings", "falls", "stops") for event in sentence.events)
    return now if now in _WEATHER and not stops else None


def is_shower(sentence: Sentence, token: int) -> bool:
    """The word at a token is a verb of what is no weather: `glitter rains down`."""
    return any(
        event.token == token and any(what not in _WEATHER for what in _falls(sentence, event))
        for event in sentence.events
    )


def _falls(sentence: Sentence, event: Event) -> Iterator[Falling]:
    """What falls by the words of one event."""
    kinds = index("settings", "falls", "kinds")
    if event.verb in ("rain", "snow") and not _named(sentence, event.subjects):
        yield Falling(event.verb)
    drops = event.verb in words("settings", "falls", "drop")
    spreads = event.verb in words("settings", "falls", "spread")
    throws = event.verb in words("settings", "falls", "throw")
    falling = event.subjects if drops or spreads else ()
    filled = [p.phrase for p in event.prepositions if p.preposition in ("with", "of")]
    taken = (*falling, *(event.objects if throws else ()), *(filled if spreads else ()))
    for number in taken:
        kind = kinds.get(sentence.noun_phrases[number].head)
        # Smoke that rises from a chimney stays there; smoke that fills the room is everywhere.
        everywhere = spreads or kind not in words("settings", "falls", "clouds")
        if kind is not None and everywhere:
            yield Falling(kind)


def _named(sentence: Sentence, subjects: tuple[int, ...]) -> bool:
    return any(sentence.noun_phrases[number].head != "it" for number in subjects)


def _comes_in(sentence: Sentence, event: Event, place: Place | None) -> bool:
    """The place has walls, and it rains or snows within them."""
    if place is None or not place.indoors:
        return False
    if {"inside", "indoors"} & set(event.adverbs):
        return True
    outward = words("settings", "falls", "outward")
    for hung in event.prepositions:
        head = sentence.noun_phrases[hung.phrase].head
        if hung.preposition in ("inside", "through") or (
            hung.preposition in words("settings", "falls", "onto") and head not in outward
        ):
            return True
    return False
