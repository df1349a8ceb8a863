"""Which picture of a character a panel shares attention with, and where the character is on it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from panelwright_tools.domain import Brief, BriefRegion
from panelwright_tools.painting.picture import GIVEN, Mask, Picture


class Outliner(Protocol):
    """Looks for whom a picture shows, so that what is around is left out."""

    @property
    def id(self) -> str:
        """Who looks; part of who painted the panel, since it decides what is shared."""
        ...

    def outline(self, picture: Picture, item: BriefRegion) -> Mask | None:
        """Where the one whom the region names is on a picture of that one alone; None: unknown."""
        ...


def anchor_of(names: Sequence[str], references: Mapping[str, Picture]) -> str | None:
    """Of the pictures of a character the first that was painted, in the story's own style; else the
    first that was given."""
    there = [name for name in names if name in references]
    painted = [name for name in there if references[name].painter != GIVEN]
    return next(iter([*painted, *there]), None)


def outlined(
    brief: Brief, references: Mapping[str, Picture], outliner: Outliner
) -> dict[str, Picture]:
    """The pictures, those with an outline that panels of this brief share attention with."""
    found = dict(references)
    for item in brief.regions:
        name = anchor_of(item.character.references, references) if item.character else None
        if name is not None and found[name].outline is None:
            mask = outliner.outline(found[name], item)
            found[name] = replace(found[name], outline=mask)
    return found
