"""Groups: more regions than a family takes are gathered by the ninth of the picture they are in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from panelwright_tools.domain import Box, Brief, BriefRegion
from panelwright_tools.prompting.counting_alike import counted, several
from panelwright_tools.prompting.filling import Piece
from panelwright_tools.prompting.phrases import bare
from panelwright_tools.prompting.subject import Subject
from panelwright_tools.prompting.wording import ninth

NINTHS: Final = 9
_WIDE: Final = 0.5
"""Fraction of the picture's width or height from which on something belongs to the whole of it."""

Member = tuple[BriefRegion, Subject]


@dataclass(frozen=True)
class Group:
    """Some regions that are told together, in one box."""

    id: str
    members: tuple[Member, ...]
    """In the order of the brief: the newest last."""

    @property
    def box(self) -> Box:
        """The smallest box around all of them."""
        boxes = [item.box for item, _ in self.members]
        return Box.from_corners(
            min(box.x for box in boxes),
            min(box.y for box in boxes),
            max(box.right for box in boxes),
            max(box.bottom for box in boxes),
        ).rounded()

    @property
    def depth(self) -> float:
        """The nearest member's."""
        return min(item.region.depth for item, _ in self.members)


def parted(brief: Brief, told: Sequence[Subject], most: int) -> tuple[list[Member], list[Group]]:
    """The regions that are told by themselves, and the groups of the others.

    On a canvas every request is in a group, but those that reach over half of it: they are told
    of the whole picture and are in neither. On a panel there are groups only where it has more
    than `most` regions; the cast stays by itself as far as `most` allows.
    """
    members = list(zip(brief.regions, told, strict=True))
    if brief.grid is not None:
        return [], _grouped([one for one in members if not wide(one[0])])
    if len(members) <= most:
        return members, []
    cast = [one for one in members if one[0].character is not None][: max(0, most - NINTHS)]
    return cast, _grouped([one for one in members if one not in cast])


def wide(item: BriefRegion) -> bool:
    """Whether it reaches over half of the picture."""
    return max(item.box.w, item.box.h) > _WIDE


def group_pieces(group: Group) -> Iterator[Piece]:
    """What a group shows, the cast and must-haves first, then the newer; alike ones counted."""
    alike: dict[str, list[int]] = {}
    for number, (_, one) in enumerate(group.members):
        alike.setdefault(one.name, []).append(number)
    for name, numbers in alike.items():
        item, one = group.members[numbers[-1]]
        text, *shorter = (_several(text, one, len(numbers)) for text in (name, *one.shorter))
        rank = (item.character is None, not item.region.key, -numbers[-1])
        yield Piece(text, rank, one.id, shorter=tuple(shorter), whose=one.id)


def _several(text: str, one: Subject, number: int) -> str:
    """So many of a subject, in its own words or in fewer: `three cats` for `cat` of `a cat`."""
    if number == 1:
        return text
    counted = text if bare(one.name) == one.name else f"a {bare(text)}"
    return several(counted, one.noun, number)


def counted_together(group: Group, kept: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces of a group, those once with their number that became the same in fewer words.

    They stand where the first of them stood.
    """
    told = {one.id: one for _, one in group.members}
    alike: dict[tuple[str, str], list[tuple[int, Piece]]] = {}
    for piece in kept:
        one = told.get(piece.whose)
        found = counted(piece.text, one.name, one.noun) if one is not None else None
        if one is not None and found is not None:
            alike.setdefault((one.noun, found[1]), []).append((found[0], piece))
    pieces = tuple(kept)
    for (noun, single), some in alike.items():
        if len(some) > 1:
            text = several(f"a {single}", noun, sum(number for number, _ in some))
            first, *others = (piece for _, piece in some)
            pieces = tuple(replace(one, text=text) if one == first else one
                           for one in pieces if one not in others)  # fmt: skip
    return pieces


def _grouped(members: Sequence[Member]) -> list[Group]:
    found: dict[str, list[Member]] = {}
    for item, one in members:
        found.setdefault(ninth(item.box), []).append((item, one))
    return [Group(f"group-{place}", tuple(found[place])) for place in sorted(found)]
