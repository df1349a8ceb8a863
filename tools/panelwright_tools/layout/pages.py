"""Panels to pages of slots: `paginate` is the door."""

from collections.abc import Sequence

from pydantic import Field

from panelwright_tools.domain import Box, Direction, Panel
from panelwright_tools.domain.model import Model, Slug
from panelwright_tools.layout.needs import Need, needs_of
from panelwright_tools.layout.pagination import paginated
from panelwright_tools.layout.slots import SlotShape, mirrored, page_shapes, title_box
from panelwright_tools.layout.tables import table
from panelwright_tools.layout.tiers import SPLASH, Grid, Pattern, best_grid

Point = tuple[float, float]


class Slot(Model):
    """Where a panel goes on its page."""

    panel: Slug
    order: int = Field(ge=1, description="place in the reading order of the page")
    box: Box = Field(description="fractions of the page, around the polygon")
    polygon: tuple[Point, Point, Point, Point] = Field(
        description="corners in fractions of the page: top left, top right, bottom right, left"
    )
    bleed: bool = Field(default=False, description="a splash that runs to the page's edges")


class PageLayout(Model):
    """One page: its slots in reading order."""

    number: int = Field(ge=1)
    size: tuple[int, int] = Field(description="width and height in pixels")
    slots: tuple[Slot, ...]
    title: Box | None = Field(default=None, description="room for the title, first page only")


def paginate(
    panels: Sequence[Panel],
    *,
    pages: int | None = None,
    direction: Direction = Direction.LTR,
    title: bool = True,
) -> list[PageLayout]:
    """Pages for all panels, in reading order.

    `pages` is honoured when each page can have one to nine panels, else the nearest number is
    taken; None lets the panels decide. `title` keeps room for it on the first page.
    """
    if not panels:
        return []
    needs = needs_of(panels)
    layouts: list[PageLayout] = []
    patterns: list[Pattern] = []
    slanted = False
    start = 0
    for number, count in enumerate(paginated(needs, pages, title), start=1):
        on_page = needs[start : start + count]
        heading = title_box() if title and number == 1 else None
        grid = _grid(on_page, heading, patterns)
        shapes = page_shapes(grid, on_page, heading, slants=not slanted)
        patterns.append(grid.pattern)
        slanted = any(shape.slanted for shape in shapes)
        if direction is Direction.RTL:
            shapes = [mirrored(shape) for shape in shapes]
        layouts.append(_page(number, on_page, shapes, heading))
        start += count
    return layouts


def page_size() -> tuple[int, int]:
    """Width and height of a page in pixels."""
    page = table("pages")["page"]
    return int(page["width"]), int(page["height"])


def slot_size_px(slot: Slot, page: PageLayout) -> tuple[int, int]:
    """The painter's picture size for a slot: even numbers, no side under 320, its proportions."""
    smallest = float(table("pages")["page"]["smallest"])
    width, height = slot.box.w * page.size[0], slot.box.h * page.size[1]
    factor = max(1.0, smallest / min(width, height))
    return _even(width * factor), _even(height * factor)


def line_height(slot: Slot, page: PageLayout) -> float:
    """One line of lettering as a fraction of the slot's height."""
    return float(table("pages")["page"]["line"]) / (slot.box.h * page.size[1])


def _grid(needs: Sequence[Need], heading: Box | None, before: Sequence[Pattern]) -> Grid:
    if len(needs) == 1 and needs[0].splash and heading is None:
        return SPLASH
    size = page_size()
    return best_grid(needs, size[0] / size[1], before)


def _page(
    number: int, needs: Sequence[Need], shapes: Sequence[SlotShape], heading: Box | None
) -> PageLayout:
    slots = [
        Slot(
            panel=need.panel,
            order=order,
            box=shape.box.rounded(),
            polygon=shape.corners,
            bleed=shape.bleed,
        )
        for order, (need, shape) in enumerate(zip(needs, shapes, strict=True), start=1)
    ]
    return PageLayout(number=number, size=page_size(), slots=tuple(slots), title=heading)


def _even(pixels: float) -> int:
    return max(2, 2 * round(pixels / 2))
