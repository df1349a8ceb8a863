"""A page after an edit: as many panels as look well keep the sizes that they had."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, pairwise

from panelwright_tools.domain import Box, Direction, Panel
from panelwright_tools.layout.needs import Need, needs_of
from panelwright_tools.layout.pages import PageLayout, Slot
from panelwright_tools.layout.slots import SlotShape, mirrored, within
from panelwright_tools.layout.tables import table
from panelwright_tools.layout.tiers import best_grid, cost_of

_ALIKE = 2e-4
"""Places on paper that differ by less are the same."""
_LOWEST = 0.1
"""Of the page's height, for tiers that are laid out anew."""


def reflowed(
    old: PageLayout,
    fresh: PageLayout,
    panels: Sequence[Panel],
    before: Sequence[PageLayout],
    *,
    resized: Collection[str] = (),
    direction: Direction = Direction.LTR,
) -> PageLayout:
    """The page that `old` becomes when it shows `panels`, `fresh` being the best one for them.

    Whole tiers of the old page are kept, wherever they stand now, and the room that is left is laid
    out anew. Of the pages that look nearly as good as the fresh one (data/pages.toml says how
    nearly), that is taken on which the fewest panels look otherwise than on the pages `before`.
    Panels that are `resized` keep nothing, and get about as much larger or smaller as on the fresh
    page.
    """
    if not _are_alike(old, fresh):
        return fresh
    needs = needs_of(panels)
    ids = [panel.id for panel in panels]
    were = {slot.panel: slot for page in before for slot in page.slots}
    most = cost_of_page(fresh, needs) + float(table("pages")["page"]["kept"])
    found = [
        page
        for page in _candidates(old, fresh, needs, resized, direction)
        if cost_of_page(page, needs) <= most and _as_wished(page, fresh, were, resized)
    ]
    if len(old.slots) == len(ids) and not resized:
        found.append(filled(old, ids))
    return min([fresh, *found], key=lambda page: (_changed(page, were), cost_of_page(page, needs)))


def filled(page: PageLayout, ids: Sequence[str]) -> PageLayout:
    """The page with these panels in its slots, perhaps in another order."""
    slots = tuple(
        slot.model_copy(update={"panel": name}) for slot, name in zip(page.slots, ids, strict=True)
    )
    return page.model_copy(update={"slots": slots})


def cost_of_page(page: PageLayout, needs: Sequence[Need]) -> float:
    """How far its panels are from the shapes and shares that they need."""
    boxes = [slot.box for slot in page.slots]
    return cost_of(needs, boxes, page.size[0] / page.size[1])


def _are_alike(old: PageLayout, fresh: PageLayout) -> bool:
    """Whether parts of one may stand on the other."""
    bleeds = any(slot.bleed for slot in (*old.slots, *fresh.slots))
    return not bleeds and old.title == fresh.title and old.size == fresh.size


def _changed(page: PageLayout, before: Mapping[str, Slot]) -> int:
    """How many panels get other pictures."""
    known = [slot for slot in page.slots if slot.panel in before]
    return sum(_look(slot) != _look(before[slot.panel]) for slot in known)


def _look(slot: Slot) -> tuple[object, ...]:
    """What of its slot a panel's picture depends on: its sides and its outline."""
    box = slot.box
    outline = [
        (round((x - box.x) / box.w, 3), round((y - box.y) / box.h, 3)) for x, y in slot.polygon
    ]
    return round(box.w, 5), round(box.h, 5), *outline


def _as_wished(
    page: PageLayout, fresh: PageLayout, before: Mapping[str, Slot], resized: Collection[str]
) -> bool:
    """Whether panels that are to be larger or smaller are, by half as much as on the fresh page, or
    one and a half times as much."""

    def grown(layout: PageLayout, name: str) -> float:
        now = next(slot.box.area for slot in layout.slots if slot.panel == name)
        return now - before[name].box.area

    return all(
        abs(grown(page, name) / (grown(fresh, name) or 1.0) - 1.0) <= 0.5 for name in resized
    )


@dataclass(frozen=True)
class _Tier:
    """Slots side by side, or a tall one beside two stacked ones."""

    slots: tuple[Slot, ...]

    @property
    def top(self) -> float:
        return min(slot.box.y for slot in self.slots)

    @property
    def height(self) -> float:
        return max(slot.box.bottom for slot in self.slots) - self.top

    @property
    def panels(self) -> frozenset[str]:
        return frozenset(slot.panel for slot in self.slots)

    @property
    def is_plain_row(self) -> bool:
        """Whether its panels may change places with their sizes."""
        return all(
            abs(slot.box.y - self.top) < _ALIKE
            and abs(slot.box.h - self.height) < _ALIKE
            and len({x for x, _ in slot.polygon}) == 2
            for slot in self.slots
        )


def _tiers(page: PageLayout) -> list[_Tier]:
    tiers: list[list[Slot]] = []
    bottom = 0.0
    for slot in page.slots:
        if not tiers or slot.box.y > bottom - _ALIKE:
            tiers.append([])
        tiers[-1].append(slot)
        bottom = max(bottom, slot.box.bottom)
    return [_Tier(tuple(slots)) for slots in tiers]


def _candidates(
    old: PageLayout,
    fresh: PageLayout,
    needs: Sequence[Need],
    resized: Collection[str],
    direction: Direction,
) -> Iterator[PageLayout]:
    """Pages with some tiers kept."""
    ids = [need.panel for need in needs]
    known = [
        (place, tier)
        for tier in _tiers(old)
        if (place := _place(tier, ids)) is not None and tier.panels.isdisjoint(resized)
    ]
    for some in chain.from_iterable(combinations(known, n) for n in range(len(known), 0, -1)):
        slots = _page_of(dict(some), needs, fresh, direction)
        if slots is not None:
            yield fresh.model_copy(update={"slots": slots})


def _place(tier: _Tier, ids: Sequence[str]) -> int | None:
    """Where the panels of a tier stand together now; None where they don't, or it can't follow."""
    before = [slot.panel for slot in tier.slots]
    for start in range(len(ids) - len(before) + 1):
        now = ids[start : start + len(before)]
        if tier.panels.issuperset(now):
            return start if now == before or tier.is_plain_row else None
    return None


@dataclass(frozen=True)
class _Band:
    """Panels that are laid out anew, between tiers that are kept."""

    needs: tuple[Need, ...]


def _page_of(
    kept: Mapping[int, _Tier], needs: Sequence[Need], fresh: PageLayout, direction: Direction
) -> tuple[Slot, ...] | None:
    """The slots of a page with tiers kept, by the places of their first panels; None: no room."""
    parts: list[_Tier | _Band] = []
    start = 0
    for place, tier in sorted(kept.items(), key=lambda item: item[0]):
        parts += [_Band(tuple(needs[start:place]))] if start < place else []
        parts.append(tier)
        start = place + len(tier.slots)
    parts += [_Band(tuple(needs[start:]))] if start < len(needs) else []
    page = table("pages")["page"]
    gutter = page["gutter"] / page["height"]
    top = min(slot.box.y for slot in fresh.slots)
    room = max(slot.box.bottom for slot in fresh.slots) - top - gutter * (len(parts) - 1)
    room -= sum(tier.height for tier in kept.values())
    wanted = sum(need.area for part in parts if isinstance(part, _Band) for need in part.needs)
    if not wanted and abs(room) > _ALIKE * len(parts):
        return None
    slots: list[Slot] = []
    for part in parts:
        if isinstance(part, _Tier):
            ids = [need.panel for need in needs[len(slots) : len(slots) + len(part.slots)]]
            slots += _moved_tier(part, ids, top, direction)
            top += part.height + gutter
            continue
        height = room * sum(need.area for need in part.needs) / wanted
        if height < _LOWEST:
            return None
        slots += _band(part, top, height, direction)
        top += height + gutter
    return tuple(slot.model_copy(update={"order": n}) for n, slot in enumerate(slots, 1))


def _moved_tier(
    tier: _Tier, ids: Sequence[str], top: float, direction: Direction
) -> Iterator[Slot]:
    """The tier further up or down, its panels in their present order with their own sizes."""
    page = table("pages")["page"]
    gutter = page["gutter"] / page["width"]
    down = round(top - tier.top, 4)
    before = [slot.panel for slot in tier.slots]
    if before == [*ids]:
        for slot in tier.slots:
            yield _shifted(slot, 0.0, down)
        return
    by_name = {slot.panel: slot for slot in tier.slots}
    row = [by_name[name] for name in ids]
    left = min(slot.box.x for slot in row)
    ordered = row if direction is Direction.LTR else row[::-1]
    places = [left]
    for slot, _ in pairwise(ordered):
        places.append(places[-1] + slot.box.w + gutter)
    across = {slot.panel: x - slot.box.x for slot, x in zip(ordered, places, strict=True)}
    for slot in row:
        yield _shifted(slot, round(across[slot.panel], 4), down)


def _shifted(slot: Slot, right: float, down: float) -> Slot:
    box = slot.box
    moved = Box(round(box.x + right, 4), round(box.y + down, 4), box.w, box.h)
    a, b, c, d = ((round(x + right, 4), round(y + down, 4)) for x, y in slot.polygon)
    return slot.model_copy(update={"box": moved, "polygon": (a, b, c, d)})


def _band(band: _Band, top: float, height: float, direction: Direction) -> Iterator[Slot]:
    page = table("pages")["page"]
    left = page["margin"] / page["width"]
    area = Box(left, top, 1 - 2 * left, height)
    aspect = area.w * page["width"] / (area.h * page["height"])
    grid = best_grid(band.needs, aspect, ())
    shapes = [SlotShape.of(within(area, box)) for box in grid.boxes]
    for need, shape in zip(band.needs, shapes, strict=True):
        there = mirrored(shape) if direction is Direction.RTL else shape
        box = there.box.rounded()
        yield Slot(panel=need.panel, order=1, box=box, polygon=there.corners)
