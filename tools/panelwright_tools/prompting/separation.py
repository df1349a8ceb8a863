"""Neighbours that would bleed into each other, and words that keep them apart."""

import re
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Final

from panelwright_tools.domain import Box, Brief, BriefRegion, RelationKind
from panelwright_tools.prompting.looks import spoken_colour
from panelwright_tools.prompting.phrases import bare, tells
from panelwright_tools.prompting.rendering import Wording
from panelwright_tools.prompting.tables import words
from panelwright_tools.prompting.wording import phrase

_NEAR: Final = 0.12
"""Fraction of the panel between boxes below which what is in one is painted in the other."""
_TOUCHING: Final = frozenset(
    {RelationKind.RIDES, RelationKind.CARRIES, RelationKind.HOLDS, RelationKind.HUGS}
)
_WORD: Final = re.compile(r"[^\W\d_]+")


def separations(
    brief: Brief, called: Mapping[str, str], wording: Wording
) -> Iterator[tuple[str, str, str]]:
    """For each two characters beside each other in different colours: their ids and the words.

    Those who touch by the plan, as a rider and a horse, are left together. `called` is how a
    sentence calls a region: `the girl`.
    """
    cast = [item for item in brief.regions if item.character is not None]
    together = {
        frozenset((relation.source, relation.target))
        for relation in brief.relations
        if relation.kind in _TOUCHING
    }
    for one, other in combinations(cast, 2):
        if {one.region.id, other.region.id} in together:
            continue
        mine, theirs = _colours(one), _colours(other)
        if _gap(one.box, other.box) > _NEAR or not (mine or theirs) or mine == theirs:
            continue
        first, second = _coloured(one, called), _coloured(other, called)
        if first != second:
            text = phrase("apart", wording).format(first=first, second=second)
            yield one.region.id, other.region.id, text


def _colours(item: BriefRegion) -> tuple[str, ...]:
    """The colours that a character wears or is of, as its look and its phrase tell them."""
    if item.character is None:
        return ()
    spoken = _WORD.findall(f"{item.region.phrase} {item.character.phrase}".lower())
    named = words("colours")
    return tuple(dict.fromkeys((*_worn(item), *(one for one in spoken if one in named))))


def _worn(item: BriefRegion) -> tuple[str, ...]:
    look = item.character.look if item.character is not None else None
    if look is None:
        return ()
    wanted = (*(garment.colour for garment in look.clothes), look.colour)
    named = set(words("colours"))
    return tuple(one for one in map(spoken_colour, wanted) if named & set(one.lower().split()))


def _coloured(item: BriefRegion, called: Mapping[str, str]) -> str:
    """`the girl in yellow`, `the teal robot`; without a colour of its own as it is called."""
    who, worn = called[item.region.id], _worn(item)
    look = item.character.look if item.character is not None else None
    if look is None or not worn or tells(who, worn[0]):
        return who
    way = (
        "dressed"
        if any(spoken_colour(garment.colour) == worn[0] for garment in look.clothes)
        else "coloured"
    )
    return phrase("apart", way).format(who=who, bare=bare(who), colour=worn[0])


def _gap(one: Box, other: Box) -> float:
    """The wider of the horizontal and the vertical distance between two boxes; 0: they touch."""
    across = max(one.x, other.x) - min(one.right, other.right)
    along = max(one.y, other.y) - min(one.bottom, other.bottom)
    return max(0.0, across, along)
