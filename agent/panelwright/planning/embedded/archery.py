"""Gives those who shoot arrows the bow that the words leave out."""

from collections.abc import Iterator, Sequence

from panelwright.planning.embedded.acting import Deed
from panelwright.planning.embedded.floor import Floor, related
from panelwright.planning.embedded.tables import words
from panelwright.planning.embedded.things import Thing
from panelwright.planning.embedded.vehicles import IMPLIED
from panelwright_tools.domain import Relation
from panelwright_tools.language.document import Document

_WEIGHT = 2.0


def implied_bow(deeds: Sequence[Deed], things: Sequence[Thing]) -> list[Thing]:
    """`shoots an arrow`: the bow that it is shot with."""
    if any(thing.noun.split()[-1] in words("staging", "things", "bows") for thing in things):
        return []
    if not any(shoots_arrow(deed) for deed in deeds):
        return []
    return [Thing(IMPLIED, -1, (), "bow", "a bow", 1, True, _WEIGHT)]


def shoots_arrow(deed: Deed) -> bool:
    """`draws her bow`, `lets an arrow fly`, `aims an arrow`."""
    event, phrases = deed.event, deed.sentence.noun_phrases
    gear = words("staging", "things", "bows") | {"arrow"}
    told = any(phrases[n].head in gear for n in event.objects)
    shooting = event.verb in words("staging", "things", "shooting")
    return shooting and told and event.happens and not (event.negated or event.passive)


def archers(document: Document, floor: Floor, deeds: Sequence[Deed]) -> Iterator[Relation]:
    """Those who shoot hold the bow, and the arrow where it is drawn."""
    gear = words("staging", "things", "bows") | {"arrow"}
    drawn = [region.id for thing, region in floor.props if thing.noun.split()[-1] in gear]
    shooters = [
        who
        for deed in deeds
        if shoots_arrow(deed)
        for number in deed.event.subjects
        for who in floor.find(document, deed.sentence, number)
    ]
    for who in dict.fromkeys(shooters[:1]):
        yield from (related("holds", who, thing) for thing in drawn)
