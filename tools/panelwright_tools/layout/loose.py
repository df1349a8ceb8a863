"""Small things that nobody holds: given into a hand, else drawn at nearly their own size."""

import math
from collections.abc import Mapping, Sequence

from panelwright_tools.domain import Panel, Pose, Relation, RelationKind
from panelwright_tools.layout.figure import LYING, Figure, Medium, in_flight
from panelwright_tools.layout.sizes import GROWN_M, UPRIGHT, size_of
from panelwright_tools.layout.tables import has_trait
from panelwright_tools.layout.ties import Ties

_HIGH, _WIDE = 0.4, 0.62
"""Largest thing for one hand, in the units of a grown person."""
_IN_HAND = frozenset({RelationKind.HOLDS, RelationKind.CARRIES, RelationKind.GIVES})
_FREE = frozenset({RelationKind.NEXT_TO, RelationKind.LOOKS_AT, RelationKind.FACES})
"""Relations that leave it open where a thing is."""
_HANDLING = frozenset(
    {
        Pose.EAT,
        Pose.DRINK,
        Pose.HOLD,
        Pose.CARRY,
        Pose.READ,
        Pose.WRITE,
        Pose.COOK,
        Pose.GIVE,
        Pose.POUR,
    }
)
_HANDLESS = LYING | {
    *(Pose.SWIM, Pose.FALL, Pose.HIDE, Pose.HUG, Pose.HOLD_HANDS, Pose.CLIMB),
    *(Pose.COVER_EARS, Pose.COVER_EYES, Pose.COVER_MOUTH),
}


def handled(panel: Panel, figures: Mapping[str, Figure]) -> list[Relation]:
    """Who has a small thing in hand that only lies beside them, or on which table it lies."""
    relations: list[Relation] = []
    for name, figure in figures.items():
        if not _is_handy(figure) or _has_place(panel.relations, name):
            continue
        beside = [figures[other] for other in _beside(panel.relations, name)]
        shared = _table_of(panel.relations, name, figures)
        if shared is not None:
            relations.append(Relation(kind=RelationKind.ON, source=name, target=shared))
            continue
        table = next((f for f in figures.values() if has_trait(f.noun, "tables")), None)
        if table is not None and any(f.living for f in beside) and not figure.living:
            relations.append(Relation(kind=RelationKind.ON, source=name, target=table.id))
            continue
        holder = _holder([*panel.relations, *relations], figure, beside, figures)
        if holder is not None:
            relations.append(Relation(kind=RelationKind.HOLDS, source=holder, target=name))
    return relations


def _table_of(
    relations: Sequence[Relation], name: str, figures: Mapping[str, Figure]
) -> str | None:
    """The table on which the thing stands that this one is said to be beside."""
    mates = _beside(relations, name)
    on = [r for r in relations if r.kind is RelationKind.ON and r.source in mates]
    return next((r.target for r in on if has_trait(figures[r.target].noun, "tables")), None)


def _is_handy(figure: Figure) -> bool:
    if figure.height > _HIGH or figure.fixed is not None:
        return False
    grounded = figure.medium is Medium.GROUND and not figure.living
    return (grounded and figure.width <= _WIDE) or has_trait(figure.noun, "morsels")


def _has_place(relations: Sequence[Relation], name: str) -> bool:
    """Something is said of where it is."""
    return any(
        r.kind not in _FREE and name in (r.source, r.target, r.other)
        for r in relations
        if r.kind not in (RelationKind.LEFT_OF, RelationKind.RIGHT_OF)
    )


def _beside(relations: Sequence[Relation], name: str) -> list[str]:
    """Those next to whom it is said to be."""
    pairs = [(r.source, r.target) for r in relations if r.kind is RelationKind.NEXT_TO]
    return [b if a == name else a for a, b in pairs if name in (a, b)]


def _holder(
    relations: Sequence[Relation],
    thing: Figure,
    beside: Sequence[Figure],
    figures: Mapping[str, Figure],
) -> str | None:
    busy = {r.source for r in relations if r.kind in _IN_HAND}
    able = [f for f in figures.values() if _has_hand(f, thing) and f.id not in busy]
    near = [f for f in able if f in beside] if not thing.living else []
    doing = [f for f in able if f.pose in _HANDLING]
    if thing.living:
        doing = [f for f in doing if f.pose is Pose.EAT]
    return next((f.id for f in (*near, *doing)), None)


def _has_hand(figure: Figure, thing: Figure) -> bool:
    stands = figure.living and figure.ratio < UPRIGHT and figure.pose not in _HANDLESS
    return stands and figure.standing > 1.5 * thing.height


def at_own_size(figures: Mapping[str, Figure], ties: Ties) -> dict[str, Figure]:
    """Small things on the floor beside beings: between their storybook size and their real one."""
    if not any(figure.living for figure in figures.values()):
        return dict(figures)
    return {
        name: figure.scaled(_true_share(figure)) if _lies(name, figure, ties) else figure
        for name, figure in figures.items()
    }


def _lies(name: str, figure: Figure, ties: Ties) -> bool:
    small = not figure.living and figure.size <= _HIGH
    if in_flight(figure):
        return small and figure.fixed is None and name in ties.attachments
    alone = name not in ties.attachments and not ties.children(name)
    return alone and small and figure.medium is Medium.GROUND and figure.fixed is None


def _true_share(figure: Figure) -> float:
    true = size_of(figure.noun)[0] / GROWN_M
    return min(1.0, math.sqrt(true / figure.size)) if figure.size > 0 else 1.0
