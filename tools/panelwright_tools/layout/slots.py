"""From a grid to slots on paper: margins, gutters, slants, mirror."""

from collections.abc import Sequence
from dataclasses import dataclass

from panelwright_tools.domain import Box
from panelwright_tools.layout.cluster import extent_of
from panelwright_tools.layout.needs import Need
from panelwright_tools.layout.tables import table
from panelwright_tools.layout.tiers import SPLASH, Grid

Corners = tuple[tuple[float, float], tuple[float, float], tuple[float, float], tuple[float, float]]
"""Top left, top right, bottom right, bottom left, in fractions of the page."""

_TOUCH = 1e-6


@dataclass(frozen=True)
class SlotShape:
    """The outline of one slot."""

    corners: Corners
    bleed: bool = False

    @property
    def box(self) -> Box:
        """The box around the outline."""
        return extent_of([Box(x, y, 0.0, 0.0) for x, y in self.corners])

    @property
    def slanted(self) -> bool:
        """Whether one of its sides leans."""
        return len({x for x, _ in self.corners}) > 2

    @classmethod
    def full_page(cls) -> "SlotShape":
        """A splash without margins."""
        return cls(((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)), bleed=True)

    @classmethod
    def of(cls, box: Box) -> "SlotShape":
        """A rectangle."""
        x, y = round(box.x, 4), round(box.y, 4)
        right, bottom = round(box.right, 4), round(box.bottom, 4)
        return cls(((x, y), (right, y), (right, bottom), (x, bottom)))


def title_box() -> Box:
    """Room for the title at the top of the first page."""
    page = table("pages")["page"]
    width, height, margin = page["width"], page["height"], page["margin"]
    return Box(margin / width, margin / height, 1 - 2 * margin / width, page["title"] / height)


def page_shapes(
    grid: Grid, needs: Sequence[Need], heading: Box | None, *, slants: bool
) -> list[SlotShape]:
    """The grid between the margins, with gutters; with `slants` one leans where there is action."""
    if grid is SPLASH:
        return [SlotShape.full_page()]
    shapes = [SlotShape.of(_on_paper(box, heading)) for box in grid.boxes]
    pair = _slanting(grid, needs) if slants else None
    if pair is not None:
        _slant(shapes, *pair)
    return shapes


def mirrored(shape: SlotShape) -> SlotShape:
    """The slot for readers from right to left."""
    a, b, c, d = ((round(1.0 - x, 4), y) for x, y in shape.corners)
    return SlotShape((b, a, d, c), shape.bleed)


def _on_paper(box: Box, heading: Box | None) -> Box:
    page = table("pages")["page"]
    width, height = page["width"], page["height"]
    left, bottom = page["margin"] / width, 1 - page["margin"] / height
    top = heading.bottom if heading else page["margin"] / height
    return within(Box(left, top, 1 - 2 * left, bottom - top), box)


def within(area: Box, box: Box) -> Box:
    """A box in fractions of an area of the page, on the page: with half a gutter at each side that
    is not the area's own."""
    page = table("pages")["page"]
    gutter_x, gutter_y = page["gutter"] / page["width"], page["gutter"] / page["height"]
    return Box.from_corners(
        area.x + box.x * area.w + (gutter_x / 2 if box.x > _TOUCH else 0.0),
        area.y + box.y * area.h + (gutter_y / 2 if box.y > _TOUCH else 0.0),
        area.x + box.right * area.w - (gutter_x / 2 if box.right < 1 - _TOUCH else 0.0),
        area.y + box.bottom * area.h - (gutter_y / 2 if box.bottom < 1 - _TOUCH else 0.0),
    )


def _slanting(grid: Grid, needs: Sequence[Need]) -> tuple[int, int] | None:
    """The first two neighbours of a row with action in the left one or the right one."""
    for left in range(len(needs) - 1):
        a, b = grid.boxes[left], grid.boxes[left + 1]
        beside = abs(a.y - b.y) < _TOUCH and abs(a.h - b.h) < _TOUCH and b.x > a.x
        if beside and (needs[left].action or needs[left + 1].action):
            return left, left + 1
    return None


def _slant(shapes: list[SlotShape], left: int, right: int) -> None:
    """Lean the gutter between two slots: its top goes right, its foot goes left."""
    lean = float(table("pages")["page"]["lean"])
    a, b = shapes[left].corners, shapes[right].corners
    lean = min(lean, 0.1 * min(shapes[left].box.w, shapes[right].box.w))
    shapes[left] = SlotShape((a[0], _shift(a[1], lean), _shift(a[2], -lean), a[3]))
    shapes[right] = SlotShape((_shift(b[0], lean), b[1], b[2], _shift(b[3], -lean)))


def _shift(point: tuple[float, float], by: float) -> tuple[float, float]:
    return round(point[0] + by, 4), point[1]
