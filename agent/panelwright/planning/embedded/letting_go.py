"""Finds what is in the air: what somebody drops or throws, what falls or flies by itself."""

from collections.abc import Iterator, Sequence

from panelwright.planning.embedded.acting import Deed
from panelwright.planning.embedded.floor import Floor, is_figure, is_prop, related
from panelwright.planning.embedded.tables import words
from panelwright.planning.embedded.things import Thing
from panelwright_tools.domain import Pose, Region, Relation
from panelwright_tools.language.document import Document, Event, Sentence
from panelwright_tools.layout.sizes import size_of
from panelwright_tools.layout.tables import has_trait

_LARGEST_M = 1.3
"""Height of the largest thing that is seen in its fall; trees and towers lie down instead."""


def flight_of(event: Event) -> Pose | None:
    """How a thing moves to which this is done, or which does it: it falls, or it flies."""
    if event.negated or not (event.happens or event.infinitive):
        return None
    if event.verb in _verbs("dropping", "falling"):
        return Pose.FALL
    return Pose.FLY if event.verb in _verbs("flinging", "flying") else None


def _verbs(*kinds: str) -> frozenset[str]:
    return frozenset().union(*(words("staging", "flights", kind) for kind in kinds))


def lets_go(event: Event) -> bool:
    """Somebody drops or throws something."""
    listed = event.verb in _verbs("dropping", "flinging")
    return listed and flight_of(event) is not None and not event.passive


def flights(document: Document, floor: Floor, deeds: Sequence[Deed]) -> dict[str, Pose]:
    """The regions of the things that are in the air, and how they move; the last deed counts."""
    moving: dict[str, Pose] = {}
    for deed in sorted(deeds, key=lambda one: (one.sentence.span, one.event.token)):
        pose = None if _is_over(deed) else flight_of(deed.event)
        for region in _moved(document, floor, deed):
            moving.pop(region, None)
            if pose is not None and not _held_back(floor, region):
                moving[region] = pose
    return moving


def _is_over(deed: Deed) -> bool:
    """`The pot has fallen over`: it lies there."""
    before = deed.sentence.tokens[max(0, deed.event.token - 2) : deed.event.token]
    return any(token.lemma == "have" for token in before)


def _moved(document: Document, floor: Floor, deed: Deed) -> list[str]:
    """The things that a deed is done to, or that do it."""
    event = deed.event
    numbers = event.objects if lets_go(event) else (*event.subjects, *event.objects)
    found = [r for n in numbers for r in floor.find(document, deed.sentence, n)]
    return [region for region in found if is_prop(floor, region)]


def _held_back(floor: Floor, region: str) -> bool:
    """What is too large to be seen in the air, or is there by nature."""
    noun = next(thing.noun for thing, prop in floor.props if prop.id == region)
    airy = has_trait(noun, "air") or has_trait(noun, "sky")
    fast = noun.split()[-1] in words("staging", "things", "fixed")
    return airy or fast or size_of(noun)[0] > _LARGEST_M


def in_flight(
    props: Sequence[tuple[Thing, Region]], moving: dict[str, Pose]
) -> list[tuple[Thing, Region]]:
    """The things, those in the air in their motion."""
    return [
        (thing, region.model_copy(update={"pose": moving.get(region.id, region.pose)}))
        for thing, region in props
    ]


def soaring(
    figures: Sequence[Region], relations: Sequence[Relation], moving: dict[str, Pose]
) -> list[Region]:
    """The figures, where a bird that lets something fall is on the wing."""
    fliers = _verbs("fliers")
    droppers = {r.target for r in relations if moving.get(r.source) is Pose.FALL}
    return [
        figure.model_copy(update={"pose": Pose.FLY})
        if figure.id in droppers and figure.noun.split()[-1] in fliers
        else figure
        for figure in figures
    ]


def of_letting_go(
    document: Document, floor: Floor, deed: Deed, subjects: list[str], objects: list[str]
) -> Iterator[Relation]:
    """What is let go is before whoever let it go, or goes to what it is thrown at or into."""
    things = [target for target in objects if is_prop(floor, target)]
    goals = _goals(document, floor, deed.sentence, deed.event)
    for goal in goals[:1]:
        if is_figure(floor, goal) and goal != subjects[0]:
            yield related("faces", subjects[0], goal)
            yield from (related(_side(floor, subjects[0], goal), t, subjects[0]) for t in things)
        elif is_prop(floor, goal):
            yield related("next_to", subjects[0], goal)
    falls_to = flight_of(deed.event) is Pose.FALL and any(is_prop(floor, goal) for goal in goals)
    if not falls_to:
        yield from (related("in_front_of", thing, subjects[0]) for thing in things)


def of_loss(document: Document, floor: Floor, deed: Deed, things: list[str]) -> Iterator[Relation]:
    """`lets a plate fall`: it is before whoever had it."""
    for other in deed.sentence.events:
        if other.verb not in _verbs("letting") or other.negated:
            continue
        if set(other.objects) & set(deed.event.subjects):
            doers = [r for n in other.subjects for r in floor.find(document, deed.sentence, n)]
            yield from (related("in_front_of", t, doers[0]) for t in things if doers)


def _goals(document: Document, floor: Floor, sentence: Sentence, event: Event) -> list[str]:
    """What something is thrown to, at or into; who catches it, where the verb has two objects."""
    ways = _verbs("ways")
    hung = [link.phrase for link in event.prepositions if link.preposition in ways]
    found = [r for n in hung for r in floor.find(document, sentence, n)]
    objects = [r for n in event.objects for r in floor.find(document, sentence, n)]
    return found + [r for r in objects if is_figure(floor, r)]


def _side(floor: Floor, thrower: str, goal: str) -> str:
    order = [figure.id for figure in floor.figures]
    return "right_of" if order.index(goal) > order.index(thrower) else "left_of"
