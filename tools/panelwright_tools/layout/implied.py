"""Relations that nobody wrote because everybody knows them: who sails is in the boat."""

from collections.abc import Mapping, Sequence

from panelwright_tools.domain import Panel, Place, Pose, Relation, RelationKind
from panelwright_tools.layout.figure import Figure, Medium
from panelwright_tools.layout.loose import handled
from panelwright_tools.layout.tables import members, share

SEATED = frozenset({Pose.SIT, Pose.LIE, Pose.SLEEP})
_HANDS_ON = frozenset({Pose.RIDE, Pose.STEER})
_AT_TABLES = frozenset({Pose.SIT, Pose.WRITE, Pose.READ, Pose.EAT, Pose.DRINK, Pose.COOK})
_TIED = frozenset(
    {
        RelationKind.ON,
        RelationKind.INSIDE,
        RelationKind.RIDES,
        RelationKind.UNDER,
        RelationKind.BEHIND,
        RelationKind.IN_FRONT_OF,
    }
)


def implied_relations(
    panel: Panel, figures: Mapping[str, Figure], place: Place | None
) -> tuple[Relation, ...]:
    """Seats for who sits, mounts for who rides, a hull for who is at sea, where none is named."""
    placed = {r.source for r in panel.relations if r.kind in _TIED}
    free = [f for f in figures.values() if f.living and f.id not in placed and not _settled(f)]
    close = (RelationKind.NEXT_TO, RelationKind.LOOKS_AT)
    named = {frozenset((r.source, r.target)) for r in panel.relations if r.kind not in close}
    relations: list[Relation] = []
    for figure in free:
        carrier = _carrier(figure, [f for f in figures.values() if f.id != figure.id], place)
        if carrier is not None and frozenset((figure.id, carrier[1])) not in named:
            kind, target = carrier
            relations.append(Relation(kind=kind, source=figure.id, target=target))
    return (*relations, *handled(panel, figures))


def _settled(figure: Figure) -> bool:
    """It was put somewhere by hand, or the text says where in the place it is."""
    return figure.fixed is not None or bool(figure.spot)


def _carrier(
    figure: Figure, others: Sequence[Figure], place: Place | None
) -> tuple[RelationKind, str] | None:
    if figure.pose in _HANDS_ON:
        mount = _first(others, "vessels") or _first(others, "seats")
        return (RelationKind.RIDES, mount.id) if mount else None
    afloat = place is not None and place.noun.lower().split()[-1] in members("waters")
    if afloat and figure.medium is Medium.GROUND and figure.ratio < 1.0:
        vessel = next((f for f in others if f.noun in members("ships")), None)
        if vessel is not None:
            return RelationKind.INSIDE, vessel.id
    if figure.pose in SEATED:
        seat = next((f for f in others if f.noun in members("furniture_seats")), None)
        if seat is not None:
            return RelationKind.ON, seat.id
    if figure.pose in _AT_TABLES:
        table = next((f for f in others if f.noun in members("tables")), None)
        return (RelationKind.BEHIND, table.id) if table else None
    return None


def _first(others: Sequence[Figure], trait: str) -> Figure | None:
    able = (f for f in others if share(f.noun, trait) is not None and f.ratio >= 0.9)
    return next((f for f in able if f.height > 0.4), None)
