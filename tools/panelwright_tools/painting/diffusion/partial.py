"""The brief of a part of what a brief shows."""

from collections.abc import Sequence
from typing import Final

from panelwright_tools.domain import Brief, BriefRegion, Relation

_APART: Final = ";"
"""What stands between the regions' own words in a brief's prompt."""


def showing(brief: Brief, regions: Sequence[BriefRegion]) -> Brief:
    """The brief with these of its regions: without the words and the relations of all others."""
    names = {item.region.id for item in regions}
    kept = {text for item in regions for text in _told(item)}
    gone = {text for item in brief.regions for text in _told(item)} - kept
    clauses = [clause.strip() for clause in brief.prompt.split(_APART)]
    return brief.model_copy(
        update={
            "prompt": f"{_APART} ".join(one for one in clauses if one not in gone),
            "regions": tuple(regions),
            "relations": tuple(one for one in brief.relations if _among(one, names)),
        }
    )


def _told(item: BriefRegion) -> tuple[str, str]:
    return item.region.prompt.strip(), item.region.phrase.strip()


def _among(relation: Relation, names: set[str]) -> bool:
    ends = (relation.source, relation.target, relation.other)
    return all(end is None or end in names for end in ends)
