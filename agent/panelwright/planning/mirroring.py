"""Mirrors a panel: what was planned left is right, and the other way round."""

from typing import Final

from panelwright_tools.domain import Box, Facing, Panel, Region, Relation, RelationKind

_SIDES: Final = {
    RelationKind.LEFT_OF: RelationKind.RIGHT_OF,
    RelationKind.RIGHT_OF: RelationKind.LEFT_OF,
}
_TURNS: Final = {
    Facing.LEFT: Facing.RIGHT,
    Facing.RIGHT: Facing.LEFT,
    Facing.PROFILE_LEFT: Facing.PROFILE_RIGHT,
    Facing.PROFILE_RIGHT: Facing.PROFILE_LEFT,
}


def mirrored(panel: Panel) -> Panel:
    """The panel with left and right changed in relations, facings and boxes."""
    regions = tuple(_mirrored_region(region) for region in panel.regions)
    relations = tuple(_mirrored_relation(relation) for relation in panel.relations)
    return panel.model_copy(update={"regions": regions, "relations": relations})


def _mirrored_region(region: Region) -> Region:
    facing = _TURNS.get(region.facing, region.facing) if region.facing else None
    box = region.box
    flipped = Box(max(0.0, 1 - box.right), box.y, box.w, box.h) if box is not None else None
    return region.model_copy(update={"facing": facing, "box": flipped})


def _mirrored_relation(relation: Relation) -> Relation:
    return relation.model_copy(update={"kind": _SIDES.get(relation.kind, relation.kind)})
