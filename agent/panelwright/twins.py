"""What was found of a kind beyond the one that is planned."""

from collections.abc import Sequence
from typing import Final

from panelwright_tools.domain import Brief, BriefRegion, Detection, Region
from panelwright_tools.grounding.agreement import assigned
from panelwright_tools.grounding.phrases import words

_PARTLY: Final = 0.5
"""Share of a box in another region's from which on it may show what is wanted there."""
_ONE: Final = ("a ", "an ", "one ")


def twins(item: BriefRegion, brief: Brief, found: Sequence[Detection]) -> list[Detection]:
    """What was found by the words of a region that wants one, and is no region's own.

    Empty where none is. None of what comes in numbers, such as a flock, nor of what the panel
    doesn't depend on. What lies for the most part in the one that is wanted, or in the place of
    another region, may be a part of it: her head, or a man of a crowd.
    """
    owners = assigned(brief.regions, found)
    own, taken = owners.get(item.region.id), {id(one) for one in owners.values()}
    if own is None or not _wants_one(item.region):
        return []
    others = [one.box for one in brief.regions if one.region.phrase != item.region.phrase]
    return [
        one
        for one in found
        if one.phrase == item.region.phrase
        and one.region is None
        and not one.asked
        and id(one) not in taken
        and all(one.box.intersection(b) < _PARTLY * one.box.area for b in (own.box, *others))
    ]


def _wants_one(region: Region) -> bool:
    """It is one of the cast, or a must-have, and told in the singular."""
    noun = region.noun.lower().split()[-1:]
    from panelwright_tools.language.tables import words as listed  # painting needs no reader

    several = listed("nouns", "collectives") | listed("nouns", "flocks")
    singular = region.phrase.lower().startswith(_ONE) and list(words(region.noun)[-1:]) == noun
    return (region.subject is not None or region.key) and singular and several.isdisjoint(noun)
