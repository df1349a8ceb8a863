"""Turns the figures of a panel to those they deal with."""

from collections.abc import Sequence

from panelwright_tools.domain import Facing, Pose, Region, Relation, RelationKind

_TOUCHING = frozenset(
    {
        RelationKind.HUGS,
        RelationKind.FIGHTS,
        RelationKind.RIDES,
        RelationKind.ON,
        RelationKind.INSIDE,
    }
)
_MOVING = frozenset({Pose.RUN, Pose.WALK, Pose.FLY, Pose.SWIM, Pose.RIDE, Pose.STEER})


def turned(figures: Sequence[Region], found: Sequence[Relation]) -> list[Region]:
    """Figures turned to those they deal with; alone they face the reader or their way."""
    subjects = list(dict.fromkeys(figure.subject for figure in figures))
    place = {figure.id: number for number, figure in enumerate(figures)}
    turned: list[Region] = []
    for number, figure in enumerate(figures):
        facing = _facing(figure, number, place, found, len(subjects))
        turned.append(figure.model_copy(update={"facing": facing}))
    return turned


def _facing(
    figure: Region, number: int, place: dict[str, int], found: Sequence[Relation], subjects: int
) -> Facing:
    for relation in found:
        other = _other_end(relation, figure.id)
        if other in place and other != figure.id:
            right = place[other] > number
            profile = relation.kind in _TOUCHING
            if profile:
                return Facing.PROFILE_RIGHT if right else Facing.PROFILE_LEFT
            return Facing.RIGHT if right else Facing.LEFT
    if subjects >= 2:
        return Facing.RIGHT if number < len(place) / 2 else Facing.LEFT
    if figure.pose in _MOVING:
        return Facing.RIGHT
    return Facing.FRONT if figure.pose in (Pose.STAND, None) else Facing.RIGHT


def _other_end(relation: Relation, region_id: str) -> str | None:
    if relation.source == region_id:
        return relation.other if relation.kind is RelationKind.GIVES else relation.target
    if relation.target == region_id or relation.other == region_id:
        return relation.source
    return None
