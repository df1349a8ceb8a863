"""Finds what hangs: on a line, from a branch, on a hook in the wall, from the ceiling."""

from collections.abc import Sequence

from panelwright.planning.embedded.acting import Deed
from panelwright.planning.embedded.floor import Floor
from panelwright.planning.embedded.roles import event_of
from panelwright.planning.embedded.tables import words
from panelwright.planning.embedded.things import Thing
from panelwright_tools.domain import Region
from panelwright_tools.language.document import Document, Event, Sentence


def hangs(event: Event | None) -> bool:
    """Something hangs or is hung up."""
    return event is not None and event.verb in words("staging", "hanging", "verbs")


def bears_hung(sentence: Sentence, number: int) -> bool:
    """`on a hook`, `from the ceiling`: what something hangs from, a part of the place."""
    event, phrase = event_of(sentence, number), sentence.noun_phrases[number]
    held = phrase.preposition in ("on", "from", "off", "over", "against")
    return hangs(event) and held and phrase.head in words("staging", "hanging", "fixings")


def hung_up(document: Document, floor: Floor, deeds: Sequence[Deed]) -> list[tuple[Thing, Region]]:
    """The things, those that hang from a part of the place with its name as their spot."""
    spots: dict[str, str] = {}
    for deed in deeds:
        if not hangs(deed.event) or deed.event.negated:
            continue
        phrases = deed.sentence.noun_phrases
        at = [h.phrase for h in deed.event.prepositions if bears_hung(deed.sentence, h.phrase)]
        numbers = deed.event.objects or deed.event.subjects
        hung = [r for n in numbers for r in floor.find(document, deed.sentence, n)]
        spots |= {region: phrases[at[0]].head for region in hung if at}
    return [
        (thing, region.model_copy(update={"spot": spots.get(region.id, region.spot)}))
        for thing, region in floor.props
    ]
