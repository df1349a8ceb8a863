"""Keeps the boxes of a model that make sense on their panel; the solver chooses the others."""

from collections.abc import Mapping
from itertools import combinations

from panelwright_tools.domain import Box, Character, Panel, Place, Region, RelationKind
from panelwright_tools.layout.audit import broken
from panelwright_tools.layout.figure import figure_of
from panelwright_tools.layout.solver import lay_out

OVERLAP = 0.3
"""Share of the smaller box from which on two boxes lie over each other."""
SQUEEZED = 6.0
"""How many times wider or narrower than its subject a box may be."""
APART = 0.25
"""Difference in depth from which on one may stand before the other."""
_APART = frozenset(
    {
        *(RelationKind.LEFT_OF, RelationKind.RIGHT_OF, RelationKind.ABOVE, RelationKind.BELOW),
        *(RelationKind.NEXT_TO, RelationKind.FAR_FROM, RelationKind.BETWEEN),
        *(RelationKind.LOOKS_AT, RelationKind.FACES),
    }
)
"""Relations that are no reason to lie over each other."""
_ASPECT = 4 / 3
"""Of a usual panel; the true one is known only once the pages are laid out."""


def boxed(
    panel: Panel, given: Mapping[str, Box], cast: Mapping[str, Character], place: Place | None
) -> Panel:
    """The panel with the boxes, by region id, that suit their subjects and each other."""
    regions = {region.id: region for region in panel.regions}
    boxes = {name: box for name, box in given.items() if _suits(box, regions[name], cast)}
    boxes = _without_contradictions(panel, boxes)
    boxes = _without_overlaps(panel, boxes)
    if not boxes:
        return panel
    fixed = _with(panel, boxes)
    return fixed if _is_clear(fixed, cast, place) else panel


def _suits(box: Box, region: Region, cast: Mapping[str, Character]) -> bool:
    """A standing person is no carpet."""
    figure = figure_of(region, cast.get(region.subject) if region.subject else None)
    wider = box.w * _ASPECT / box.h / figure.ratio
    return 1 / SQUEEZED <= wider <= SQUEEZED


def _without_contradictions(panel: Panel, boxes: Mapping[str, Box]) -> dict[str, Box]:
    depths = {region.id: region.depth for region in panel.regions}
    wrong = {
        end
        for relation in panel.relations
        if broken([relation], boxes, depths)
        for end in (relation.source, relation.target)
    }
    return {name: box for name, box in boxes.items() if name not in wrong}


def _without_overlaps(panel: Panel, boxes: Mapping[str, Box]) -> dict[str, Box]:
    """Of two that lie over each other for no reason, the one that matters more stays."""
    kept: dict[str, Box] = {}
    for region in sorted(panel.regions, key=lambda region: not region.key):
        box = boxes.get(region.id)
        if box is None or any(
            _lie_over(panel, (region.id, box), (name, other)) for name, other in kept.items()
        ):
            continue
        kept[region.id] = box
    return kept


def _is_clear(panel: Panel, cast: Mapping[str, Character], place: Place | None) -> bool:
    """The solver finds room for the others beside the fixed boxes."""
    placed = lay_out(panel, cast, place, _ASPECT)
    fixed = {region.id for region in panel.regions if region.box is not None}
    return not placed.dropped and not any(
        _lie_over(panel, one, other)
        for one, other in combinations(placed.boxes.items(), 2)
        if fixed & {one[0], other[0]}
    )


def _lie_over(panel: Panel, one: tuple[str, Box], other: tuple[str, Box]) -> bool:
    """Two boxes share much room, and neither relation nor depth says why."""
    (first, box), (second, beside) = one, other
    smaller = min(box.area, beside.area)
    if smaller <= 0 or box.intersection(beside) <= OVERLAP * smaller:
        return False
    depth = {region.id: region.depth for region in panel.regions}
    tied = any(
        {first, second} <= {r.source, r.target, r.other}
        for r in panel.relations
        if r.kind not in _APART
    )
    return not tied and abs(depth[first] - depth[second]) < APART


def _with(panel: Panel, boxes: Mapping[str, Box]) -> Panel:
    regions = tuple(
        region.model_copy(update={"box": boxes.get(region.id)}) for region in panel.regions
    )
    return panel.model_copy(update={"regions": regions})
