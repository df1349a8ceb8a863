"""Where subjects look when the plan doesn't say: at each other."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from panelwright_tools.domain import Box, Facing, Panel, Region, Relation, RelationKind

_LOOKING = frozenset(
    {
        RelationKind.LOOKS_AT,
        RelationKind.FACES,
        RelationKind.GIVES,
        RelationKind.HUGS,
        RelationKind.FIGHTS,
        RelationKind.HOLDS_HANDS,
    }
)
_MUTUAL = frozenset({RelationKind.HUGS, RelationKind.FIGHTS, RelationKind.HOLDS_HANDS})


def gazes(
    panel: Panel, relations: Sequence[Relation], boxes: Mapping[str, Box]
) -> dict[str, Facing]:
    """A facing for each region that has none and that looks at or talks to another."""
    targets = _talk(panel)
    for relation in relations:
        if relation.kind in _LOOKING:
            targets[relation.source] = relation.target
        if relation.kind in _MUTUAL:
            targets[relation.target] = relation.source
        if relation.kind is RelationKind.GIVES and relation.other:
            taker = _taker(panel, relation)
            targets[taker], targets[relation.source] = relation.source, taker
    return {
        region.id: _towards(boxes[region.id], boxes[targets[region.id]])
        for region in panel.regions
        if region.facing is None
        and region.id in targets
        and {region.id, targets[region.id]} <= boxes.keys()
    }


def _towards(box: Box, target: Box) -> Facing:
    return Facing.RIGHT if target.centre[0] >= box.centre[0] else Facing.LEFT


def _taker(panel: Panel, relation: Relation) -> str:
    """The end of `gives` that is one of the cast."""
    cast = {region.id for region in panel.regions if region.subject is not None}
    return relation.target if relation.target in cast else str(relation.other)


def _talk(panel: Panel) -> dict[str, str]:
    """Who speaks looks at whoever speaks next (the last at the one before), else at the other."""
    by_subject = {r.subject: r for r in panel.regions if r.subject is not None}
    voices = [by_subject[s.speaker].id for s in panel.speech if s.speaker in by_subject]
    targets: dict[str, str] = {}
    for first, second in pairwise(voices):
        if first != second:
            targets.setdefault(first, second)
            targets.setdefault(second, first)
    if len(set(voices)) == 1:
        others = [region for region in by_subject.values() if region.id != voices[0]]
        targets |= _face_to_face(voices[0], others)
    return targets


def _face_to_face(speaker: str, others: Sequence[Region]) -> dict[str, str]:
    if len(others) != 1:
        return {other.id: speaker for other in others}
    return {speaker: others[0].id, others[0].id: speaker}
