"""Turns the relations that a model drafted for a panel into relations between its regions."""

from collections.abc import Collection, Sequence
from itertools import pairwise

from panelwright.planning.embedded.relations import tidy
from panelwright.planning.llm.drafts import RelationDraft
from panelwright.planning.llm.names import Roster, key_of
from panelwright.planning.llm.subjects import Subject
from panelwright.planning.llm.wording import Side, is_turned, nearest_relation
from panelwright_tools.domain import Relation, RelationKind
from panelwright_tools.language.lemmas import noun_lemma

MOST = 40
_SIDES: tuple[Side, ...] = ("left", "centre", "right")
_WITH_OTHER = frozenset({RelationKind.BETWEEN, RelationKind.GIVES})
_OPPOSITE = {
    RelationKind.LEFT_OF: RelationKind.RIGHT_OF,
    RelationKind.RIGHT_OF: RelationKind.LEFT_OF,
    RelationKind.ABOVE: RelationKind.BELOW,
    RelationKind.BELOW: RelationKind.ABOVE,
    RelationKind.BEHIND: RelationKind.IN_FRONT_OF,
    RelationKind.IN_FRONT_OF: RelationKind.BEHIND,
}
_TOGETHER = frozenset(
    {
        *(RelationKind.ON, RelationKind.INSIDE, RelationKind.RIDES, RelationKind.UNDER),
        *(RelationKind.HOLDS, RelationKind.CARRIES, RelationKind.AROUND),
    }
)
"""Kinds that put one subject where the other is."""


def links_of(
    drafts: Sequence[RelationDraft],
    subjects: Sequence[Subject],
    roster: Roster,
    near: Collection[str],
) -> list[Relation]:
    """The relations of which every end is in the picture, without contradictions."""
    found = [_link(draft, subjects, roster, near) for draft in drafts[:MOST]]
    told = [relation for relation in found if relation is not None]
    return tidy(_agreeing([*told, *_in_columns(subjects, told)]))


def _link(
    draft: RelationDraft,
    subjects: Sequence[Subject],
    roster: Roster,
    near: Collection[str],
) -> Relation | None:
    kind = nearest_relation(draft.relation)
    source = _end(draft.subject, subjects, roster, near)
    target = _end(draft.target, subjects, roster, near)
    if kind is None or source is None or target is None or source == target:
        return None
    if is_turned(draft.relation):
        source, target = target, source
    other = _end(draft.other, subjects, roster, near) if kind in _WITH_OTHER else None
    if kind in _WITH_OTHER and (other is None or other in (source, target)):
        instead = RelationKind.NEXT_TO if kind is RelationKind.BETWEEN else RelationKind.HOLDS
        return Relation(kind=instead, source=source, target=target)
    return Relation(kind=kind, source=source, target=target, other=other)


def _end(
    name: str, subjects: Sequence[Subject], roster: Roster, near: Collection[str]
) -> str | None:
    """The region that a name means."""
    key = key_of(name)
    if not key:
        return None
    exact = [s.region.id for s in subjects if key in s.keys]
    if exact:
        return exact[0]
    who = roster.find(name, near)
    if who is not None:
        return next((s.region.id for s in subjects if s.region.subject == who), None)
    last = noun_lemma(key[-1])
    alike = [s.region.id for s in subjects if s.region.noun.split()[-1] == last]
    return alike[0] if alike else None


def _agreeing(relations: Sequence[Relation]) -> list[Relation]:
    """The relations without those that say the opposite of an earlier one."""
    kept: list[Relation] = []
    for relation in relations:
        against = (_OPPOSITE.get(relation.kind), relation.source, relation.target)
        mirrored = (relation.kind, relation.target, relation.source)
        said = [(k.kind, k.source, k.target) for k in kept]
        if against not in said and (mirrored not in said or relation.kind not in _OPPOSITE):
            kept.append(relation)
    return kept


def _in_columns(subjects: Sequence[Subject], told: Sequence[Relation]) -> list[Relation]:
    """`left`, `centre` and `right` as who stands left of whom."""
    near = {frozenset((r.source, r.target)) for r in told if r.kind in _TOGETHER}
    columns = [[s.region.id for s in subjects if s.side == side] for side in _SIDES]
    filled = [column for column in columns if column]
    return [
        Relation(kind=RelationKind.LEFT_OF, source=left, target=right)
        for one, other in pairwise(filled)
        for left, right in _pairs(one, other)
        if frozenset((left, right)) not in near
    ]


def _pairs(one: Sequence[str], other: Sequence[str]) -> list[tuple[str, str]]:
    """Everyone of a column with somebody of the next."""
    longest = max(len(one), len(other))
    return [(one[k % len(one)], other[k % len(other)]) for k in range(longest)]
