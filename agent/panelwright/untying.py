"""Ties that can't be kept: what is borne is put down, or stays with one of its bearers."""

from collections.abc import Sequence
from typing import Final

from panelwright_tools.domain import Panel, Relation, RelationKind

_BEARING: Final = frozenset({RelationKind.HOLDS, RelationKind.CARRIES})
_BORNE: Final = _BEARING | {RelationKind.ON, RelationKind.INSIDE, RelationKind.RIDES}


def put_down(panel: Panel, regions: Sequence[str]) -> Panel:
    """What is too large or too small for a hand stands beside its bearer instead."""
    relations = tuple(
        relation.model_copy(update={"kind": RelationKind.NEXT_TO})
        if relation.kind in _BEARING and {relation.source, relation.target} & set(regions)
        else relation
        for relation in panel.relations
    )
    return panel.model_copy(update={"relations": relations})


def parted(panel: Panel, regions: Sequence[str]) -> Panel:
    """What is to be on, in or with several at once stays with one, and stands beside the others."""
    failing = set(regions)
    bearers: dict[str, list[str]] = {}
    for tie in panel.relations:
        if tie.kind in _BORNE:
            borne, bearer = _borne(tie)
            bearers.setdefault(borne, []).append(bearer)
    relations = []
    for tie in panel.relations:
        if tie.kind in _BORNE:
            borne, bearer = _borne(tie)
            rivals = bearers[borne]
            spare = bearer in failing or (borne in failing and bearer != rivals[0])
            if len(set(rivals)) > 1 and spare:
                rivals.remove(bearer)
                tie = tie.model_copy(update={"kind": RelationKind.NEXT_TO})
        relations.append(tie)
    return panel.model_copy(update={"relations": tuple(relations)})


def _borne(tie: Relation) -> tuple[str, str]:
    """What is borne, and what bears it."""
    if tie.kind in _BEARING:
        return tie.target, tie.source
    return tie.source, tie.target
