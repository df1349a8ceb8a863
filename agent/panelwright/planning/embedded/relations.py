"""Finds how the subjects of a panel stand to each other and which way they face."""

from dataclasses import dataclass
from itertools import pairwise

from panelwright.planning.embedded.acting import Deed
from panelwright.planning.embedded.cast import Cast
from panelwright.planning.embedded.deed_relations import of_deed
from panelwright.planning.embedded.facing import turned
from panelwright.planning.embedded.floor import Floor, related
from panelwright.planning.embedded.spatial import of_attached
from panelwright.planning.embedded.things import Thing
from panelwright_tools.domain import Region, Relation, RelationKind
from panelwright_tools.language.document import Document, Sentence

_IN_HAND = frozenset({RelationKind.HOLDS, RelationKind.CARRIES, RelationKind.GIVES})


@dataclass(frozen=True)
class Links:
    """The regions, turned to each other, and their relations."""

    regions: tuple[Region, ...]
    relations: tuple[Relation, ...]


def add_relations(
    document: Document,
    cast: Cast,
    deeds: list[Deed],
    figures: list[Region],
    props: list[tuple[Thing, Region]],
    talkers: list[str],
) -> Links:
    """The regions with their relations: of deeds, of prepositions, of order."""
    floor = Floor(cast, figures, props)
    found: list[Relation] = []
    for deed in deeds:
        found += of_deed(document, floor, deed)
    for sentence in _sentences(document, deeds, props):
        found += of_attached(document, floor, sentence)
    regions = turned(figures, found, talkers) + [region for _, region in props]
    relations = _tidy(found + _in_order(figures, found))
    return Links(tuple(regions), tuple(relations))


def _sentences(
    document: Document, deeds: list[Deed], props: list[tuple[Thing, Region]]
) -> list[Sentence]:
    found: list[Sentence] = []
    for sentence in [deed.sentence for deed in deeds] + [
        document.sentences[thing.sentence] for thing, _ in props if thing.sentence >= 0
    ]:
        if not any(sentence is known for known in found):
            found.append(sentence)
    return found


def _tidy(relations: list[Relation]) -> list[Relation]:
    """Each pair of regions once per kind, nothing with itself, no contradiction."""
    kept: list[Relation] = []
    for relation in relations:
        if relation.source == relation.target:
            continue
        pair = {relation.source, relation.target}
        same = [k for k in kept if {k.source, k.target} == pair]
        if any(k.kind == relation.kind for k in same) or len(same) >= 2:
            continue
        if relation.kind in _IN_HAND and any(
            k.kind in _IN_HAND and k.target == relation.target for k in kept
        ):
            continue  # it is in somebody's hands already
        kept.append(relation)
    return kept


def _in_order(figures: list[Region], found: list[Relation]) -> list[Relation]:
    """Characters stand in the order of the scene, unless the text says otherwise."""
    linked = {frozenset((r.source, r.target)) for r in found if r.kind in _placing()}
    order: list[Relation] = []
    leaders = [f for f in figures if f.id == f.subject]
    for left, right in pairwise(leaders):
        if frozenset((left.id, right.id)) not in linked:
            order.append(related("left_of", left.id, right.id))
    return order


def _placing() -> frozenset[RelationKind]:
    spatial = {
        RelationKind(k)
        for k in (
            "left_of", "right_of", "above", "below", "on", "under", "inside", "behind",
            "in_front_of", "between", "around", "rides", "carries",
        )
    }  # fmt: skip
    return frozenset(spatial)
