"""A page's panels to tiers: rows of one to three, or a tall panel beside two stacked ones."""

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from panelwright_tools.domain import Box
from panelwright_tools.layout.needs import Need

Pattern = tuple[str, ...]
"""One sign for each tier: `1`, `2`, `3` panels in a row, `T` a tall one and two stacked."""

_PANELS = {"1": 1, "2": 2, "3": 3, "T": 3}
_NARROWEST, _LOWEST = 0.2, 0.13
_SHAPE, _AREA, _SMALL, _DULL = 1.3, 0.9, 3.0, 0.12
_SAME = (0.6, 0.25, 0.1)
"""What a pattern costs that the last page had, the one before it, and the one before that."""
_FRESH = 0.3
"""What a tall panel beside two others is worth where no page before had one for a while."""


@dataclass(frozen=True)
class Grid:
    """A pattern with its boxes."""

    pattern: Pattern
    boxes: tuple[Box, ...]
    """In reading order; fractions of the area between the margins, without gutters."""
    cost: float


SPLASH = Grid(("splash",), (Box(0.0, 0.0, 1.0, 1.0),), 0.0)
"""One panel that fills the sheet."""


def best_grid(needs: Sequence[Need], area_aspect: float, before: Sequence[Pattern]) -> Grid:
    """The tiers that give each panel about the area and shape it needs.

    `area_aspect` is the width over the height of the area between the margins; a pattern
    that one of the pages `before` had costs extra, most for the last of them.
    """
    grids = [_grid(needs, pattern, area_aspect, before) for pattern in patterns(len(needs))]
    return min(grids, key=lambda grid: (grid.cost, grid.pattern))


@lru_cache
def patterns(count: int) -> tuple[Pattern, ...]:
    """All tiers for so many panels, from one to nine of them."""
    return tuple(_patterns(count))


def _patterns(count: int) -> Iterator[Pattern]:
    if count == 0:
        yield ()
    for sign, used in _PANELS.items():
        if used <= count:
            for rest in _patterns(count - used):
                yield (sign, *rest)


def _grid(
    needs: Sequence[Need], pattern: Pattern, area_aspect: float, before: Sequence[Pattern]
) -> Grid:
    tiers = _split(needs, pattern)
    heights = [
        _wanted_height(tier, sign, area_aspect) for tier, sign in zip(tiers, pattern, strict=False)
    ]
    total = sum(heights)
    boxes: list[Box] = []
    y = 0.0
    for tier, sign, height in zip(tiers, pattern, heights, strict=True):
        boxes += _tier_boxes(tier, sign, y, height / total)
        y += height / total
    cost = cost_of(needs, boxes, area_aspect) + _DULL * _repeats(pattern)
    return Grid(pattern, tuple(boxes), cost + _worn(pattern, before))


def _worn(pattern: Pattern, before: Sequence[Pattern]) -> float:
    """What it costs that readers have just seen such a page; negative for a fresh one."""
    recent = before[: -len(_SAME) - 1 : -1]
    worn = sum(price for price, other in zip(_SAME, recent, strict=False) if other == pattern)
    fresh = bool(recent) and "T" in pattern and not any("T" in other for other in recent)
    return worn - _FRESH * fresh


def _split(needs: Sequence[Need], pattern: Pattern) -> list[Sequence[Need]]:
    tiers, start = [], 0
    for sign in pattern:
        tiers.append(needs[start : start + _PANELS[sign]])
        start += _PANELS[sign]
    return tiers


def _wish(need: Need) -> float:
    """Width that a panel wants."""
    return math.sqrt(need.area * need.aspect)


def _wanted_height(tier: Sequence[Need], sign: str, area_aspect: float) -> float:
    """Between the height for the panels' area and the height for their shapes."""
    area = sum(need.area for need in tier)
    if sign == "T":
        return area
    total = sum(_wish(need) for need in tier)
    shapes = [_wish(need) / total * area_aspect / need.aspect for need in tier]
    return math.sqrt(area * sum(shapes) / len(shapes))


def _tier_boxes(tier: Sequence[Need], sign: str, y: float, height: float) -> list[Box]:
    if sign == "T":
        tall = min(max(tier[0].area / sum(n.area for n in tier), 0.36), 0.58)
        upper = min(max(tier[1].area / (tier[1].area + tier[2].area), 0.36), 0.64) * height
        return [
            Box(0.0, y, tall, height),
            Box(tall, y, 1 - tall, upper),
            Box(tall, y + upper, 1 - tall, height - upper),
        ]
    total = sum(_wish(need) for need in tier)
    boxes, x = [], 0.0
    for need in tier:
        width = _wish(need) / total
        boxes.append(Box(x, y, width, height))
        x += width
    return boxes


def cost_of(needs: Sequence[Need], boxes: Sequence[Box], area_aspect: float) -> float:
    """How far boxes are from the shapes and areas that their panels need, 0 being as they need.

    `area_aspect` is the width over the height of the area that the boxes are fractions of.
    """
    total = sum(need.area for need in needs)
    cost = 0.0
    for need, box in zip(needs, boxes, strict=True):
        cost += _SHAPE * math.log(box.w / box.h * area_aspect / need.aspect) ** 2
        cost += _AREA * math.log(box.area * total / need.area) ** 2
        cost += _SMALL * (max(0.0, _NARROWEST - box.w) + max(0.0, _LOWEST - box.h))
    return cost / len(needs)


def _repeats(pattern: Pattern) -> int:
    """Tiers like the one above them."""
    return sum(a == b for a, b in itertools.pairwise(pattern))
