"""Which event of a sentence a noun phrase takes part in."""

from collections.abc import Iterator

from panelwright_tools.language.document import Event, Sentence


def event_of(sentence: Sentence, number: int) -> Event | None:
    """The event that a noun phrase takes part in."""
    for event in sentence.events:
        if number in participants(event):
            return event
    return None


def participants(event: Event) -> Iterator[int]:
    """The noun phrases of an event: subjects, objects, those behind prepositions, the predicate."""
    yield from event.subjects
    yield from event.objects
    for hung in event.prepositions:
        yield hung.phrase
    if event.predicate is not None:
        yield event.predicate
