"""Finds how the subjects of a panel stand to each other and which way they face."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from panelwright.planning.embedded.acting import Deed
from panelwright.planning.embedded.archery import archers
from panelwright.planning.embedded.cast import Cast
from panelwright.planning.embedded.climbs import climbing
from panelwright.planning.embedded.deed_relations import of_deed
from panelwright.planning.embedded.facing import turned
from panelwright.planning.embedded.floor import Floor, related
from panelwright.planning.embedded.hanging import hung_up
from panelwright.planning.embedded.letting_go import flights, in_flight, soaring
from panelwright.planning.embedded.loads import borne_together, is_load
from panelwright.planning.embedded.mounts import aloft, bedridden, mounted
from panelwright.planning.embedded.spatial import of_attached
from panelwright.planning.embedded.tables import words
from panelwright.planning.embedded.things import Thing
from panelwright_tools.domain import Kind, Pose, Region, Relation, RelationKind
from panelwright_tools.language.document import Document, Sentence

_IN_HAND = frozenset({RelationKind.HOLDS, RelationKind.CARRIES, RelationKind.GIVES})


@dataclass(frozen=True)
class Links:
    """The regions, turned to each other, and their relations."""

    regions: tuple[Region, ...]
    relations: tuple[Relation, ...]


def add_relations(
    document: Document,
    cast: Cast,
    deeds: list[Deed],
    figures: list[Region],
    props: list[tuple[Thing, Region]],
) -> Links:
    """The regions with their relations: of deeds, of prepositions, of order."""
    floor = Floor(cast, figures, props)
    moving = flights(document, floor, deeds)
    props = in_flight(hung_up(document, floor, deeds), moving)
    floor = Floor(cast, figures, props)
    figures, found = climbing(document, floor, deeds, figures)
    found += archers(document, floor, deeds)
    for deed in deeds:
        found += of_deed(document, floor, deed)
    for sentence in _sentences(document, deeds, props):
        found += of_attached(document, floor, sentence)
    found = mounted(floor, found)
    figures = aloft(figures, found)
    figures, laid = bedridden(document, floor, figures)
    found += laid
    found = on_seats([region for _, region in props], found)
    figures = seated(figures, [region for _, region in props], found)
    figures = soaring(figures, found, moving)
    armed, spare = _arms(figures, props, found)
    kinds = {name: member.character.kind for name, member in cast.members.items()}
    figures = astride(figures, found, kinds)
    kept = [region for _, region in props if region.id not in spare]
    regions = turned(figures, found) + kept
    loads = frozenset(region.id for _, region in props if is_load(region.noun))
    relations = tidy(found + armed + in_order(figures, found), loads)
    return Links(tuple(regions), tuple(relations))


def on_seats(things: Sequence[Region], found: Sequence[Relation]) -> list[Relation]:
    """The relations, where in a wheelchair is on its seat."""
    seats = _seats(things)
    on = {"kind": RelationKind.ON}
    return [
        relation.model_copy(update=on)
        if relation.kind is RelationKind.INSIDE and relation.target in seats
        else relation
        for relation in found
    ]


def seated(
    figures: Sequence[Region], things: Sequence[Region], found: Sequence[Relation]
) -> list[Region]:
    """The figures, where whoever is on a seat and does nothing else, or pulls oars, sits."""
    seats, carriers = _seats(things), {region.id for region in things}
    sitting = {r.source for r in found if r.kind is RelationKind.ON and r.target in seats}
    rowing = {r.source for r in found if r.kind is RelationKind.RIDES and r.target in carriers}
    return [
        figure.model_copy(update={"pose": Pose.SIT})
        if (figure.id in sitting and figure.pose is Pose.STAND)
        or (figure.id in rowing and figure.pose is Pose.PULL)
        else figure
        for figure in figures
    ]


def _seats(things: Sequence[Region]) -> set[str]:
    nouns = words("staging", "things", "seats")
    return {region.id for region in things if region.noun.split()[-1] in nouns}


def astride(
    figures: Sequence[Region], found: Sequence[Relation], kinds: Mapping[str, Kind]
) -> list[Region]:
    """The figures, where whoever rides an animal or on shoulders sits astride, whatever they do.

    `kinds` tells the kind of every character.
    """
    mounts = {figure.id for figure in figures}
    riders = {r.source for r in found if r.kind is RelationKind.RIDES and r.target in mounts}
    return [
        figure.model_copy(update={"pose": Pose.RIDE})
        if figure.id in riders and _sits_astride(figure, kinds)
        else figure
        for figure in figures
    ]


def _sits_astride(figure: Region, kinds: Mapping[str, Kind]) -> bool:
    two_legged = kinds.get(figure.subject or "") in (Kind.PERSON, Kind.ROBOT)
    return two_legged and figure.pose not in (Pose.SLEEP, Pose.LIE)


def _arms(
    figures: list[Region], props: list[tuple[Thing, Region]], found: list[Relation]
) -> tuple[list[Relation], set[str]]:
    """`They fight. Swords flash.`: each has one in the hand; ids of those that nobody needs."""
    held = {r.target for r in found if r.kind in _IN_HAND}
    busy = {r.source for r in found if r.kind in _IN_HAND}
    fighters = [f.id for f in figures if f.pose is Pose.FIGHT and f.id not in busy]
    free = [
        (thing, region)
        for thing, region in props
        if thing.noun.split()[-1] in words("staging", "things", "weapons") and region.id not in held
    ]
    if not fighters:
        return [], set()
    pairs = list(zip(fighters, free, strict=False))
    spare = {region.id for thing, region in free[len(pairs) :] if not thing.counted}
    return [related("holds", who, region.id) for who, (_, region) in pairs], spare


def _sentences(
    document: Document, deeds: list[Deed], props: list[tuple[Thing, Region]]
) -> list[Sentence]:
    found: list[Sentence] = []
    for sentence in [deed.sentence for deed in deeds] + [
        document.sentences[thing.sentence] for thing, _ in props if thing.sentence >= 0
    ]:
        if not any(sentence is known for known in found):
            found.append(sentence)
    return found


def tidy(relations: Sequence[Relation], loads: frozenset[str] = frozenset()) -> list[Relation]:
    """Each pair of regions once per kind, nothing with itself, no contradiction.

    `loads` are the regions that two may bear together.
    """
    kept: list[Relation] = []
    held = {relation.target for relation in relations if relation.kind in _IN_HAND}
    for relation in relations:
        if relation.source == relation.target:
            continue
        if relation.kind is RelationKind.IN_FRONT_OF and relation.source in held:
            continue  # what somebody threw and another one brings back
        pair = {relation.source, relation.target}
        if relation.kind is RelationKind.ON and _rides(relations, relation):
            continue
        same = [k for k in kept if {k.source, k.target} == pair]
        if any(k.kind == relation.kind for k in same) or len(same) >= 2:
            continue
        if relation.kind in _IN_HAND and any(
            k.kind in _IN_HAND
            and k.target == relation.target
            and not borne_together(relation, k, loads)
            for k in kept
        ):
            continue  # it is in somebody's hands already
        kept.append(relation)
    return kept


def _rides(relations: Sequence[Relation], on: Relation) -> bool:
    """Who rides a horse is on it in another way than who stands on it."""
    rides = (r for r in relations if r.kind is RelationKind.RIDES)
    return any((r.source, r.target) == (on.source, on.target) for r in rides)


def in_order(figures: Sequence[Region], found: Sequence[Relation]) -> list[Relation]:
    """Characters stand in the order of the scene, unless the text says otherwise."""
    linked = {frozenset((r.source, r.target)) for r in found if r.kind in _placing()}
    order: list[Relation] = []
    leaders = [f for f in figures if f.id == f.subject]
    for left, right in pairwise(leaders):
        if frozenset((left.id, right.id)) not in linked:
            order.append(related("left_of", left.id, right.id))
    return order


def _placing() -> frozenset[RelationKind]:
    spatial = {
        RelationKind(k)
        for k in (
            "left_of", "right_of", "above", "below", "on", "under", "inside", "behind",
            "in_front_of", "between", "around", "rides", "carries",
        )
    }  # fmt: skip
    return frozenset(spatial)
