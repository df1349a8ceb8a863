"""The brief of a canvas: a region for each request, grouped by the painters that are told words."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from panelwright_tools.domain import (
    Brief,
    BriefRegion,
    Place,
    Region,
    Season,
    TimeOfDay,
    Weather,
)
from panelwright_tools.domain.brief import Quality
from panelwright_tools.domain.text import MAX_TEXT
from panelwright_tools.layout.prompt import layout_prompt
from panelwright_tools.prompting.canvas.items import Canvas
from panelwright_tools.prompting.canvas.sorting import Placed, placed
from panelwright_tools.prompting.canvas.theme import Common, common, without_common
from panelwright_tools.prompting.phrases import bare, clean, ended_early, phrases, rejoined
from panelwright_tools.prompting.quoting import without_quotes

SIDES: Final[dict[Quality, int]] = {"fast": 768, "balanced": 1024, "high": 1536}
"""Pixels of the longer side."""
_STEP: Final = 16
"""Width and height are multiples of it, which every family can paint."""
_NOUN: Final = 60
"""Characters of a noun."""


@dataclass(frozen=True)
class CanvasBrief:
    """What a painter gets for a canvas, and what is told about it."""

    brief: Brief
    said: Common
    left_out: tuple[str, ...]
    notes: tuple[str, ...]


def canvas_brief(
    canvas: Canvas, said: Common | None = None, seed: int = 0, quality: Quality = "balanced"
) -> CanvasBrief:
    """The brief of a canvas.

    `said` is the style and theme that hold for the whole, such as an earlier version of the canvas
    had; None: they are found from the requests. The canvas's own style and theme come first. A
    request that is in two versions has the same region in both.
    """
    found = placed(canvas)
    texts = [one.item.text for one in found.placed]
    said = said if said is not None else common(texts)
    said = Common(canvas.style or said.style, said.theme)
    where, *more = phrases(clean(canvas.theme)) or [""]
    theme = rejoined([*more, *said.theme])
    brief = Brief(
        panel="canvas",
        called="the canvas",
        prompt=theme[:MAX_TEXT],
        place=Place(id="canvas", name=where, noun=_noun(where), phrase=where) if where else None,
        **_light(f"{where}, {theme}"),
        style=said.style or "colour",
        regions=tuple(_region(one, said) for one in found.placed),
        avoid=canvas.avoid,
        size=canvas_size(canvas.grid, quality),
        floor=1.0,
        grid=canvas.grid,
        seed=seed,
        quality=quality,
    )
    return CanvasBrief(brief, said, found.left_out, found.notes)


def canvas_size(grid: tuple[int, int], quality: Quality) -> tuple[int, int]:
    """Width and height in pixels of a picture with such a grid, at most four times as long."""
    side, across, down = SIDES[quality], *grid
    longer = max(across, down)
    width, height = (max(side / 4, side * cells / longer) for cells in (across, down))
    return round(width / _STEP) * _STEP, round(height / _STEP) * _STEP


def _light(theme: str) -> dict[str, Any]:
    """Time of day, weather and season, as far as the theme names them."""
    found = {}
    for field, kind in (("time", TimeOfDay), ("weather", Weather), ("season", Season)):
        for value in kind:
            if re.search(rf"\b{value.value}(?:y|ing)?\b", theme, re.IGNORECASE):
                found[field] = value
    return found


def _region(one: Placed, said: Common) -> BriefRegion:
    """A request as a region; what stands lower on the picture is nearer."""
    phrase = without_common(one.item.text, said)
    depth = round(max(0.0, 1.0 - one.box.bottom), 4)
    region = Region(
        id=one.id, noun=_noun((phrases(phrase) or [phrase])[0]), phrase=phrase, depth=depth
    )
    return BriefRegion(region=region, box=one.box)


@lru_cache(maxsize=4096)
def _noun(phrase: str) -> str:
    """The noun that says what is to be seen; where none is found, the words before any joint.

    `smoke over a house` is no house.
    """
    plain = without_quotes(phrase)
    head = (plain, *ended_early(plain))[-1]
    nouns = (one.noun for one in layout_prompt(plain).regions) if plain else ()
    return next((noun for noun in nouns if noun in head), bare(head) or phrase)[:_NOUN]
