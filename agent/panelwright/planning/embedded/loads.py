"""Tells what is too large for one pair of hands, and who bears it together."""

from collections.abc import Sequence

from panelwright.planning.embedded.floor import Floor, is_figure
from panelwright_tools.domain import Relation, RelationKind
from panelwright_tools.layout.sizes import size_of

_BULK_M2 = 0.95
"""Height times width of what one pair of hands holds at most, square metres."""


_MANY, _CROWD = 3, 6
"""From so many on somebody is carried on shoulders; from so many on they stand in two rows."""


def is_load(noun: str) -> bool:
    """A sofa, a boat, a ladder: several may have their hands on it."""
    height, ratio = size_of(noun)
    return height * height * ratio > _BULK_M2


def is_load_of(floor: Floor, target: str) -> bool:
    """Whether a region is a thing on which hands are laid, as it is too large to be held."""
    nouns = [region.noun for _, region in floor.props if region.id == target]
    return bool(nouns) and is_load(nouns[0])


def bearers(floor: Floor, subjects: Sequence[str], target: str) -> Sequence[str]:
    """Who has a thing of those who do: two bear a load, one has anything else."""
    nouns = [region.noun for _, region in floor.props if region.id == target]
    return subjects[:2] if nouns and is_load(nouns[0]) else subjects[:1]


def is_shouldered(floor: Floor, subjects: Sequence[str], target: str) -> bool:
    """Many who carry somebody have them on their shoulders, where everybody sees them."""
    return len(subjects) >= _MANY and is_figure(floor, target)


def middle_of(subjects: Sequence[str]) -> str:
    """Who of a group has somebody on the shoulders: in the middle of the row, or of the hindmost.

    So whoever is carried is above all heads.
    """
    return subjects[-2] if len(subjects) >= _CROWD else subjects[(len(subjects) - 1) // 2]


def borne_together(relation: Relation, before: Relation, loads: frozenset[str]) -> bool:
    """Both have their hands on the same load."""
    same = relation.kind is before.kind is RelationKind.CARRIES
    return same and relation.target == before.target and relation.target in loads
