"""Wishes for how subjects stand: beside whom, turned where, near or far."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from panelwright.planning.edits import Edit, MirrorPanel, SetRegion
from panelwright.planning.embedded.tables import table
from panelwright.planning.requests.asking import Wish
from panelwright.planning.requests.deeds import known_relation, tied
from panelwright.planning.requests.finding import regions_called
from panelwright_tools.domain import Facing, Panel, RelationKind, Story

_IS: Final = r"(?:\s+(?:is|are|stands?|sits?|goes|moves|should be|put|far|away|way)){0,3}"
_DEPTHS: Final = {"near": 0.15, "far": 0.85}
_SIDES: Final = (RelationKind.LEFT_OF, RelationKind.RIGHT_OF)


def beside(wish: Wish) -> list[Edit]:
    """Mina looks at Bolt; Mina stands left of Bolt."""
    found: list[Edit] = []
    for kind, phrases in _ties().items():
        told = re.fullmatch(rf"(?P<who>.+?){_IS}\s+(?:{phrases})\s+(?P<whom>.+)", wish.text, re.I)
        if told is None:
            continue
        for panel in map(wish.story.panel, wish.panels):
            for one, other in _pairs(wish.story, panel, told.group("who"), told.group("whom")):
                found += tied(panel, kind, one, other)
    return found


def _pairs(story: Story, panel: Panel, who: str, whom: str) -> Iterator[tuple[str, str]]:
    """Ids of those who are called so, each with the other; everybody but the other itself."""
    targets = regions_called(story, panel, whom)
    if len(targets) == 1:
        for region in regions_called(story, panel, who):
            if region.id != targets[0].id:
                yield region.id, targets[0].id


@cache
def _ties() -> dict[RelationKind, str]:
    rows: dict[str, str] = table("rewordings")["ties"]
    return {RelationKind(kind): "|".join(row.split(";")) for kind, row in rows.items()}


def turned(wish: Wish) -> list[Edit]:
    """Mina faces left; Mina looks away."""
    told = re.fullmatch(
        r"(?P<who>.+?)\s+(?:faces?|looks?|turns?|is turned|is facing|is looking)\s+(?P<where>.+)",
        wish.text, re.I,
    )  # fmt: skip
    key = _key("turned", told.group("where")) if told is not None else None
    if told is None or key is None:
        return []
    return [
        SetRegion(panel=panel.id, region=region, facing=Facing(key))
        for panel, region in _each(wish, told.group("who"))
    ]


def deep(wish: Wish) -> list[Edit]:
    """Bolt in the background."""
    told = re.fullmatch(rf"(?P<who>.+?){_IS}\s+(?P<where>(?:in|up|far|at|close|near)\s.+)",
                        wish.text, re.I)  # fmt: skip
    key = _key("depths", told.group("where")) if told is not None else None
    if told is None or key is None:
        return []
    return [
        SetRegion(panel=panel.id, region=region, depth=_DEPTHS[key])
        for panel, region in _each(wish, told.group("who"))
    ]


def aside(wish: Wish) -> list[Edit]:
    """Mina on the left."""
    told = re.fullmatch(
        rf"(?P<who>.+?){_IS}\s+(?:on|to|at)\s+the\s+(?:far\s+)?(?P<side>left|right)(?:\s+side)?",
        wish.text, re.I,
    )  # fmt: skip
    if told is None:
        return []
    kind = _SIDES[told.group("side").lower() == "right"]
    found: list[Edit] = []
    for panel, region in _each(wish, told.group("who")):
        others = [r for r in wish.story.panel(panel.id).regions if r.subject and r.id != region]
        for other in others:
            found += tied(panel, kind, region, other.id)
    return found


def swapped_sides(wish: Wish) -> list[Edit]:
    """Swap Mina and Bolt: on panels that show just the two, or tell who stands left of whom."""
    told = re.fullmatch(
        r"(?:swap|switch|exchange)\s+(?P<who>.+?)\s+(?:and|with)\s+(?P<whom>.+?)"
        r"|(?P<one>.+?)\s+and\s+(?P<other>.+?)\s+(?:swap|change|switch)\s+(?:places|sides)",
        wish.text, re.I,
    )  # fmt: skip
    if told is None:
        return []
    who, whom = told.group("who") or told.group("one"), told.group("whom") or told.group("other")
    found: list[Edit] = []
    for panel in map(wish.story.panel, wish.panels):
        pair = known_relation(wish.story, panel, who, whom)
        if pair is not None:
            found += _swapped(panel, *pair)
    return found


def _swapped(panel: Panel, one: str, other: str) -> list[Edit]:
    for relation in panel.relations:
        if relation.kind in _SIDES and {relation.source, relation.target} == {one, other}:
            return tied(panel, relation.kind, relation.target, relation.source)
    figures = [region for region in panel.regions if region.subject is not None]
    return [MirrorPanel(panel=panel.id)] if len(figures) == 2 else []


def _each(wish: Wish, who: str) -> Iterator[tuple[Panel, str]]:
    for panel in map(wish.story.panel, wish.panels):
        for region in regions_called(wish.story, panel, who):
            yield panel, region.id


def _key(section: str, told: str) -> str | None:
    rows: dict[str, str] = table("rewordings")[section]
    return next((key for key, row in rows.items() if told.lower() in row.split(";")), None)
