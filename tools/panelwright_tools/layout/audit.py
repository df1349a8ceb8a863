"""Which relations the placed boxes keep: what is broken is reported, never passed over."""

from collections.abc import Callable, Mapping, Sequence

from panelwright_tools.domain import Box, Relation, RelationKind

_STEP = 0.05
"""Difference in depth that puts one subject before another."""
_REACH = 0.06
"""Gap, in fractions of the panel, at which two subjects still touch."""


def ordered_depths(depths: Mapping[str, float], relations: Sequence[Relation]) -> dict[str, float]:
    """Depths from 0 to 1 in which each `behind` and `in front of` holds, as far as all can."""
    placed = _within(depths)
    for relation in relations:
        source, target = relation.source, relation.target
        if source == target or not {source, target} <= placed.keys():
            continue
        if relation.kind is RelationKind.BEHIND and placed[source] <= placed[target]:
            placed[source] = placed[target] + _STEP
        if relation.kind is RelationKind.IN_FRONT_OF and placed[source] >= placed[target]:
            placed[source] = placed[target] - _STEP
    return {name: round(depth, 4) for name, depth in _within(placed).items()}


def _within(depths: Mapping[str, float]) -> dict[str, float]:
    """The same order squeezed into 0..1 where it passes the ends."""
    low = min(0.0, *depths.values()) if depths else 0.0
    high = max(1.0, *depths.values()) if depths else 1.0
    return {name: (depth - low) / (high - low) for name, depth in depths.items()}


def broken(
    relations: Sequence[Relation], boxes: Mapping[str, Box], depths: Mapping[str, float]
) -> list[str]:
    """A sentence for each relation between placed regions that doesn't hold."""
    lines = []
    for relation in relations:
        source, target = relation.source, relation.target
        test = _TESTS.get(relation.kind)
        if test is None or source == target or not {source, target} <= boxes.keys():
            continue
        by_depth = relation.kind in (RelationKind.BEHIND, RelationKind.IN_FRONT_OF)
        if by_depth:
            nearer = depths[source] < depths[target]
            kept = nearer is (relation.kind is RelationKind.IN_FRONT_OF)
        else:
            kept = test(boxes[source], boxes[target])
        if not kept:
            lines.append(f"{source} {relation.kind.replace('_', ' ')} {target}: not kept")
    return lines


def _left(a: Box, b: Box) -> bool:
    return a.centre[0] < b.centre[0]


def _right(a: Box, b: Box) -> bool:
    return a.centre[0] > b.centre[0]


def _above(a: Box, b: Box) -> bool:
    return a.centre[1] < b.centre[1]


def _below(a: Box, b: Box) -> bool:
    return a.centre[1] > b.centre[1]


def _touches(a: Box, b: Box) -> bool:
    across = max(a.x, b.x) - min(a.right, b.right)
    along = max(a.y, b.y) - min(a.bottom, b.bottom)
    return max(across, along) <= _REACH


def _anywhere(a: Box, b: Box) -> bool:
    return True


_TESTS: dict[RelationKind, Callable[[Box, Box], bool]] = {
    RelationKind.LEFT_OF: _left,
    RelationKind.RIGHT_OF: _right,
    RelationKind.ABOVE: _above,
    RelationKind.BELOW: _below,
    RelationKind.ON: _touches,
    RelationKind.INSIDE: _touches,
    RelationKind.RIDES: _touches,
    RelationKind.HOLDS: _touches,
    RelationKind.CARRIES: _touches,
    RelationKind.HUGS: _touches,
    RelationKind.HOLDS_HANDS: _touches,
    RelationKind.FIGHTS: _touches,
    RelationKind.BEHIND: _anywhere,
    RelationKind.IN_FRONT_OF: _anywhere,
}
