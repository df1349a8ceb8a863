"""Inpainting: the brief of a picture on which only some regions are painted anew."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from panelwright.outlines import UNKNOWN, Outlines, around, as_boxes, leaves_room
from panelwright_tools.domain import Box, Brief, BriefRegion, Facing, Repair
from panelwright_tools.grounding.agreement import partners

_MARGIN: Final = 0.03
"""Room around what is painted anew, fraction of the panel: for shadows and soft edges."""
_STEP: Final = 0.02
"""By how much a place to step to is tried farther away, fraction of the panel."""

_STRESS: Final = 1.6
"""Factor on the attention to what is painted anew for a second time."""

Change = Callable[[Brief, BriefRegion], BriefRegion]
"""What a move makes of one region; the brief says what is around it."""


def inpainted(brief: Brief, repairs: Sequence[Repair]) -> Brief:
    """The brief as the inpaintings since the last new layout have changed it, one after another."""
    since = _since_layout(repairs)
    if since and not brief.framed:
        # The set stays as it is behind those that move.
        spans = tuple((item.box.x, item.box.right) for item in brief.regions)
        brief = brief.model_copy(update={"framed": spans})
    for repair in since:
        change = MOVES[repair.move]
        regions = tuple(
            change(brief, item) if item.region.id in repair.regions else item
            for item in brief.regions
        )
        brief = brief.model_copy(update={"regions": regions})
    return brief


def repainting(regions: Sequence[str], brief: Brief) -> tuple[str, ...]:
    """The regions that are painted anew for the sake of some: they, what they hold, what holds
    them."""
    tied = [name for region in regions for name in partners(region, brief.relations)]
    return tuple(dict.fromkeys((*regions, *tied)))


def masked(
    before: Brief,
    after: Brief,
    regions: Sequence[str],
    parent: str,
    found: Sequence[Box],
    outlines: Outlines = UNKNOWN,
    *,
    wide: bool = False,
) -> Brief:
    """The brief with the picture to inpaint and the mask: regions, what they hold, what holds them.

    `before` is the brief of the parent: the mask covers where they were and where they will be,
    and the boxes in which they, or what is unwanted, were found. Where outlines are known, what
    stays where it is is painted anew within its own, and boxes without what passed. `wide` paints
    everything anew but what passed, and so does a box in which others leave no room.
    """
    names = repainting(regions, after)
    places = {name: [item.box for brief in (before, after) for item in brief.regions
                     if item.region.id == name] for name in names}  # fmt: skip
    moving = [n for n in names if n not in outlines.own or len(set(places[n])) > 1]
    boxes = [box for name in moving for box in places[name]]
    cramped = bool(names) and not leaves_room([box.clipped() for box in boxes], outlines)
    if (wide or cramped) and outlines.passed is not None:
        whole = as_boxes(~outlines.passed)
    else:
        whole = around([_grown(box) for box in (*boxes, *found)], outlines)
    parts = [box for name in names if name in outlines.own for box in as_boxes(outlines.own[name])]
    mask = tuple(dict.fromkeys((*whole, *parts)))
    return after.model_copy(update={"parent": parent, "mask": mask, "repaint": names})


def _since_layout(repairs: Sequence[Repair]) -> list[Repair]:
    """A new layout begins a new picture; what was inpainted before is gone with the old one."""
    kinds = [repair.kind for repair in repairs]
    last = max((n for n, kind in enumerate(kinds) if kind != "inpaint"), default=-1)
    return list(repairs[last + 1 :])


def _sidestep(brief: Brief, item: BriefRegion) -> BriefRegion:
    """To the nearest place at its side where least of it is covered, and it covers least."""
    box = item.box
    others = [other for other in brief.regions if other.region.id != item.region.id]
    steps = range(-int(box.x / _STEP), int((1 - box.right) / _STEP) + 1)
    places = [Box(round(box.x + step * _STEP, 4), box.y, box.w, box.h) for step in steps] or [box]
    best = min(places, key=lambda at: (round(_crowding(at, item, others), 1), abs(at.x - box.x)))
    return item.model_copy(update={"box": best})


def _crowding(box: Box, item: BriefRegion, others: Sequence[BriefRegion]) -> float:
    """How much of it is covered by what is nearer, and how much it covers of what is farther."""
    total = 0.0
    for other in others:
        hidden = box if other.region.depth < item.region.depth else other.box
        total += box.intersection(other.box) / max(hidden.area, 1e-9)
    return total


def _come_out(brief: Brief, item: BriefRegion) -> BriefRegion:
    """Beside what hides it, its face to the reader."""
    return _with(_sidestep(brief, item), facing=Facing.FRONT)


def _set_apart(brief: Brief, item: BriefRegion) -> BriefRegion:
    return item.model_copy(update={"apart": True})


def _same(brief: Brief, item: BriefRegion) -> BriefRegion:
    """The same words; another seed makes another picture of them."""
    return item


def _stressed(brief: Brief, item: BriefRegion) -> BriefRegion:
    """The same words, with more attention to them, where the painter can."""
    return item.model_copy(update={"emphasis": max(item.emphasis, _STRESS)})


MOVES: Final[Mapping[str, Change]] = {
    "sidestep": _sidestep,
    "come_out": _come_out,
    "set_apart": _set_apart,
    "repaint": _same,
    "repaint_around": _stressed,
    "erase": _same,
    "erase_spare": _same,
}
AROUND: Final = frozenset({"repaint_around"})
"""Moves that may paint anew all that hasn't passed."""
ERASING: Final = frozenset({"erase", "erase_spare"})
"""Moves after which nothing is to be seen where something was."""
LOCAL_MOVES: Final = frozenset(MOVES) - ERASING - AROUND - {"repaint"}
"""Moves that change what a region is to look like; the others only ask for another picture."""


def _with(item: BriefRegion, **changes: object) -> BriefRegion:
    return item.model_copy(update={"region": item.region.model_copy(update=changes)})


def _grown(box: Box) -> Box:
    grown = Box(box.x - _MARGIN, box.y - _MARGIN, box.w + 2 * _MARGIN, box.h + 2 * _MARGIN)
    return grown.clipped().rounded()
