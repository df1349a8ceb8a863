"""Which event of a sentence a noun phrase takes part in."""

from collections.abc import Iterator

from panelwright_tools.language.document import Event, Sentence


def event_of(sentence: Sentence, number: int) -> Event | None:
    """The event that a noun phrase takes part in."""
    for event in sentence.events:
        if number in participants(event):
            return event
    return None


def joins_infinitive(sentence: Sentence, event: Event) -> bool:
    """`sell` of "he wants to take it out and sell coffee"."""
    tokens = sentence.tokens
    joined = event.token > 0 and tokens[event.token - 1].tag == "CONJ"
    if not joined or tokens[event.token].tag != "VB":
        return False
    before = [other for other in sentence.events if other.token < event.token]
    return bool(before) and before[-1].infinitive


def participants(event: Event) -> Iterator[int]:
    """The noun phrases of an event: subjects, objects, those behind prepositions, the predicate."""
    yield from event.subjects
    yield from event.objects
    for hung in event.prepositions:
        yield hung.phrase
    if event.predicate is not None:
        yield event.predicate
