"""Where each panel stands in the book: its page, its slot, and the size it is painted in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from panelwright.settings import Settings
from panelwright_tools.domain.brief import Quality
from panelwright_tools.layout.pages import PageLayout, Slot, line_height, slot_size_px

LETTER_PAGE: Final = 1200
"""Width in pixels of the page that text sizes are meant for."""

_DENSITY: Final[Mapping[Quality, float]] = {"fast": 0.5, "balanced": 0.75, "high": 1.25}
"""Pixels painted for each pixel of the page layout."""


@dataclass(frozen=True)
class Sheet:
    """One panel's place on paper."""

    slot: Slot
    page: PageLayout
    density: float

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels that the panel is painted in."""
        width, height = slot_size_px(self.slot, self.page)
        return 2 * round(width * self.density / 2), 2 * round(height * self.density / 2)

    @property
    def scale(self) -> float:
        """Pixels of the picture for each pixel of a page 1,200 wide."""
        return self.size[0] / (self.slot.box.w * LETTER_PAGE)

    @property
    def line_height(self) -> float:
        """One line of lettering, fraction of the panel's height."""
        return min(0.3, line_height(self.slot, self.page))

    @property
    def frame(self) -> tuple[tuple[float, float], ...] | None:
        """The panel's outline in fractions of its picture; None for a plain rectangle."""
        box = self.slot.box
        points = tuple(
            (round((x - box.x) / box.w, 4), round((y - box.y) / box.h, 4))
            for x, y in self.slot.polygon
        )
        plain = all(min(x, 1 - x) < 0.002 and min(y, 1 - y) < 0.002 for x, y in points)
        return None if plain else points


def sheets(pages: list[PageLayout], settings: Settings) -> dict[str, Sheet]:
    """The sheet of each panel by its id."""
    density = _DENSITY[settings.quality]
    return {slot.panel: Sheet(slot, page, density) for page in pages for slot in page.slots}


def page_width(pages: list[PageLayout], settings: Settings) -> int:
    """Pixels of a bound page's width: never less than text needs to be read."""
    return max(LETTER_PAGE, round(pages[0].size[0] * _DENSITY[settings.quality]))
