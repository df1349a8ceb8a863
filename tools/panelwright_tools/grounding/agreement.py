"""Whether a detection lies where its region was wanted, and which detection is whose."""

from collections.abc import Sequence
from math import hypot

from panelwright_tools.domain import Box, BriefRegion, Detection, Relation, RelationKind

_CONTACT = frozenset(
    {
        RelationKind.ON,
        RelationKind.INSIDE,
        RelationKind.RIDES,
        RelationKind.HOLDS,
        RelationKind.CARRIES,
        RelationKind.GIVES,
        RelationKind.HUGS,
        RelationKind.HOLDS_HANDS,
        RelationKind.FIGHTS,
    }
)
_REACH = 0.15
"""Room that two subjects in touch may leave between them, in sizes of the smaller one."""


def centre_distance(found: Box, wanted: Box) -> float:
    """Distance of the centres in halves of the wanted box: 1 puts the centre on its edge."""
    (x, y), (u, v) = found.centre, wanted.centre
    return hypot((x - u) / max(wanted.w / 2, 1e-9), (y - v) / max(wanted.h / 2, 1e-9))


def partners(region: str, relations: Sequence[Relation]) -> tuple[str, ...]:
    """What a region is in touch with by plan: a painter puts it where its partner is."""
    found: list[str] = []
    for relation in relations:
        ends = (relation.source, relation.target, relation.other)
        if relation.kind in _CONTACT and region in ends:
            found += [end for end in ends if end is not None and end != region]
    return tuple(dict.fromkeys(found))


def in_touch(one: Box, other: Box) -> bool:
    """Whether two boxes meet, or nearly so."""
    across = max(one.x, other.x) - min(one.right, other.right)
    down = max(one.y, other.y) - min(one.bottom, other.bottom)
    return across <= _REACH * min(one.w, other.w) and down <= _REACH * min(one.h, other.h)


def assigned(
    regions: Sequence[BriefRegion], detections: Sequence[Detection]
) -> dict[str, Detection]:
    """The detection of each region that has one: by id where known, else by best overlap.

    A detector that only knows phrases may find three balls; each goes to the region of that
    phrase whose box it overlaps most, best pair first, and is used once.
    """
    owners: dict[str, Detection] = {}
    for item in regions:
        own = [
            d for d in detections if d.region == item.region.id and d.phrase == item.region.phrase
        ]
        if own:
            owners[item.region.id] = max(own, key=lambda d: d.score)
    loose = [index for index, d in enumerate(detections) if d.region is None]
    pairs = [
        (detections[index].box.iou(item.box), item.region.id, index)
        for item in regions
        for index in loose
        if item.region.id not in owners and detections[index].phrase == item.region.phrase
    ]
    used: set[int] = set()
    for _, region, index in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if region not in owners and index not in used:
            owners[region] = detections[index]
            used.add(index)
    return owners
