"""On the water: open boats and carts are on a place rather than one; who crosses it is there."""

from collections.abc import Sequence
from typing import Final

from panelwright.planning.embedded.tables import words
from panelwright_tools.domain import Place, Pose, Region, Relation, RelationKind
from panelwright_tools.language.document import Event, NounPhrase, Sentence
from panelwright_tools.language.lexicon import category_of

_WAYS: Final = frozenset({"across", "over", "down", "up", "along", "through"})


def is_open_boat(phrase: NounPhrase) -> bool:
    """`in a rowing boat on the pond`, `in the boat`, `in the cart`: one is somewhere in it."""
    names = {phrase.head, phrase.compound.replace(" ", "-")}
    plain = phrase.head == "boat" and phrase.preposition in _WITHIN and phrase.compound == ""
    listed = words("settings", "places", "open_boats") | words("settings", "places", "small_seats")
    return plain or bool(names & listed)


def is_boat(noun: str) -> bool:
    """A boat that holds few: a dinghy, a fishing boat; not a ship with a deck."""
    last = noun.replace("-", " ").split()[-1]
    return last == "boat" or last in words("settings", "places", "open_boats")


def aboard(
    regions: Sequence[Region], relations: Sequence[Relation], place: Place | None
) -> list[Relation]:
    """Who is on a water with a boat is in it, though nobody says so."""
    boats = [region for region in regions if region.subject is None and is_boat(region.noun)]
    if not boats or place is None or category_of(place.noun.split()[-1]) != "water":
        return []
    tied = {relation.source for relation in relations if relation.kind in _TIED}
    return [
        Relation(kind=RelationKind.INSIDE, source=region.id, target=boats[0].id)
        for region in regions
        if region.id == region.subject
        and region.pose not in _AFLOAT
        and region.id not in tied
        and category_of(region.noun) == "person"
    ]


_TIED: Final = frozenset({RelationKind.ON, RelationKind.INSIDE, RelationKind.RIDES})
_AFLOAT: Final = frozenset({Pose.SWIM, Pose.FLY, Pose.JUMP, Pose.FALL, Pose.PUSH, Pose.PULL})
"""What somebody does in the water, in the air or on the bank."""
_WITHIN: Final = frozenset({"in", "into"})


def is_under_way(sentence: Sentence, event: Event) -> bool:
    """`rows across the river to the farm`: seen on the water, not where they will land."""
    ways = [sentence.noun_phrases[link.phrase] for link in event.prepositions]
    crossed = any(p.category == "water" and p.preposition in _WAYS for p in ways)
    return crossed and event.verb in words("settings", "verbs", "afloat")


def rows_off(event: Event, afloat: bool) -> bool:
    """`row home`, of those on a lake: what is seen of it is the water."""
    return afloat and event.verb in words("settings", "verbs", "afloat")
