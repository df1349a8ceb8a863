"""Finds who gives what to whom."""

from collections.abc import Iterator

from panelwright.planning.embedded.acting import Deed
from panelwright.planning.embedded.floor import Floor, is_figure, is_prop, related
from panelwright.planning.embedded.tables import index, words
from panelwright_tools.domain import Relation, RelationKind
from panelwright_tools.language.document import Document, Event
from panelwright_tools.layout.sizes import size_of


def given(
    document: Document, floor: Floor, deed: Deed, giver: str, objects: list[str], to: list[str]
) -> list[Relation] | None:
    """Who gives what to whom; None where the deed is no giving. `to`: whom it is given to."""
    if not objects:
        return None
    gives = index("staging", "verbs").get(deed.event.verb) == "gives"
    if gives or _brings_to_somebody(floor, deed.event, objects):
        return list(_giving(floor, giver, objects, to))
    taker = _into_hands(document, floor, deed)
    return [_gift(giver, objects[0], taker)] if taker else None


def _giving(floor: Floor, giver: str, objects: list[str], to: list[str]) -> Iterator[Relation]:
    """The gift is a thing or a small animal; without one to see they only face each other."""
    gifts = [target for target in objects if is_prop(floor, target)]
    takers = to or [target for target in objects if is_figure(floor, target)]
    if not gifts and (to or len(objects) > 1):
        gifts = [target for target in objects[-1:] if _fits_in_hands(floor, target)]
    if gifts:
        yield _gift(giver, gifts[0], takers)
    elif takers and takers[0] != giver:
        yield related("faces", giver, takers[0])


def _fits_in_hands(floor: Floor, target: str) -> bool:
    """A fish, a kitten: an animal that can be handed over."""
    nouns = [region.noun for region in floor.figures if region.id == target]
    return bool(nouns) and size_of(nouns[0], "person")[0] < _HANDY_M


_HANDY_M = 0.5
"""Height below which an animal is handed over as a thing is; nobody of unknown size is."""


def _brings_to_somebody(floor: Floor, event: Event, objects: list[str]) -> bool:
    """`brings him a cup`: two objects, who gets it and what."""
    if len(event.objects) < 2 or event.verb not in words("staging", "things", "fetching"):
        return False
    return is_figure(floor, objects[0]) and any(is_prop(floor, target) for target in objects)


def _into_hands(document: Document, floor: Floor, deed: Deed) -> list[str]:
    """`puts the key into her hand`: whose hand it is."""
    for hung in deed.event.prepositions:
        phrase = deed.sentence.noun_phrases[hung.phrase]
        if hung.preposition in ("in", "into", "onto") and phrase.head in words(
            "staging", "things", "hands"
        ):
            return floor.find(document, deed.sentence, hung.phrase)
    return []


def _gift(giver: str, gift: str, receivers: list[str]) -> Relation:
    receiver = receivers[0] if receivers and receivers[0] not in (giver, gift) else None
    if receiver is None:
        return related("holds", giver, gift)
    return Relation(kind=RelationKind.GIVES, source=giver, target=gift, other=receiver)
