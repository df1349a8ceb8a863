"""Icon art redrawn in our ink: one silhouette, muted flats, a cel shadow, thin inner lines."""

import io
import json
import zipfile
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np

from panelwright_tools.painting.storyboard.colour import Colour, mix
from panelwright_tools.painting.storyboard.coverage import Coverage
from panelwright_tools.painting.storyboard.geometry import Points, affine, bounds, compose
from panelwright_tools.painting.storyboard.ink import Sheet

PARCHMENT = "#d8c7a4"
MUTED = 0.12
"""How far icon colours lean to parchment, so that they sit beside hand-drawn figures."""
SHADED_ABOVE = 14
"""Pixels: smaller shapes get no shadow of their own."""


@dataclass(frozen=True)
class IconShape:
    """One flat colour of an icon: outlines filled by the even-odd rule."""

    colour: str
    opacity: float
    outlines: tuple[Points, ...]


@dataclass(frozen=True)
class Icon:
    """An icon in its own units, y down, with its bounds `(left, top, right, bottom)`."""

    name: str
    shapes: tuple[IconShape, ...]
    bounds: tuple[float, float, float, float]

    @property
    def ratio(self) -> float:
        """Width over height."""
        left, top, right, bottom = self.bounds
        return (right - left) / (bottom - top)


@lru_cache(maxsize=1)
def _archive() -> zipfile.ZipFile:
    # From memory: processes forked from this one would share the position in an open file.
    packed = files(__package__).joinpath("data", "shapes.zip").read_bytes()
    return zipfile.ZipFile(io.BytesIO(packed))


@lru_cache(maxsize=1)
def icon_names() -> frozenset[str]:
    """The names of all icons."""
    return frozenset(name.removesuffix(".json") for name in _archive().namelist())


@lru_cache(maxsize=256)
def icon(name: str) -> Icon:
    """The icon of this name. Raises KeyError when there is none."""
    shapes = tuple(
        IconShape(colour, opacity, tuple(np.reshape(o, (-1, 2)).astype(float) for o in outlines))
        for colour, opacity, outlines in json.loads(_archive().read(f"{name}.json"))
    )
    return Icon(name, shapes, bounds([o for shape in shapes for o in shape.outlines]))


def draw_icon(sheet: Sheet, art: Icon, *, tint: Colour | None = None, line: float = 1.0) -> None:
    """Draw an icon one unit high, its base on y = 0, centred on x = 0.

    `tint` recolours its largest flat and carries the others along: a red ball, a green door.
    """
    left, top, right, bottom = art.bounds
    scale = 1 / (bottom - top)
    own = compose(affine(0, 0, scale), affine(-(left + right) / 2, -bottom))
    main = main_colour(art) if tint is not None else None
    with sheet.placed(own):
        drawn = [[sheet.outline(o, wobble=0.6) for o in shape.outlines] for shape in art.shapes]
    for outlines in drawn:
        for outline in outlines:
            sheet.ink_outline(outline, line * 2.1)
    for shape, outlines in zip(art.shapes, drawn, strict=True):
        colour = shape.colour
        flat = mix(colour, PARCHMENT, MUTED) if main is None else _tinted(colour, main, tint)
        _draw_flat(sheet, outlines, flat, shape.opacity, line)


def _draw_flat(
    sheet: Sheet, outlines: list[Points], paint: Colour, opacity: float, line: float
) -> None:
    cover = _even_odd(sheet, outlines)
    if cover is None:
        return
    flat = sheet.colour(paint)
    sheet.fill(cover, flat, opacity)
    if cover.size > SHADED_ABOVE:
        sheet.shade(cover, flat, 0.16, alpha=0.8 * opacity)
    for outline in outlines:
        sheet.ink_outline(outline, line * 0.42, alpha=0.55)


def _even_odd(sheet: Sheet, outlines: list[Points]) -> Coverage | None:
    result: Coverage | None = None
    for outline in outlines:
        cover = sheet.mask([outline])
        if cover is not None:
            result = cover if result is None else result.differing(cover)
    return result


def main_colour(art: Icon) -> Colour:
    """The colour that covers the most of the icon and is neither black nor white."""
    areas: dict[str, float] = {}
    for shape in art.shapes:
        for outline in shape.outlines:
            areas[shape.colour] = areas.get(shape.colour, 0.0) + _extent(outline)
    lively = {c: a for c, a in areas.items() if 60 < float(np.mean(mix(c, c, 0))) < 235}
    return mix(max(lively or areas, key=lambda c: areas[c]), "#000000", 0)


def _extent(outline: Points) -> float:
    width, height = outline.max(0) - outline.min(0)
    return float(width * height)


def _tinted(colour: str, main: Colour, tint: Colour | None) -> Colour:
    """The tint, lighter or darker as the colour is than the main one; greys stay as they are."""
    own = mix(colour, colour, 0)
    lively = float(own.max() - own.min()) > 40 or float(np.abs(own - main).max()) < 24
    if tint is None or not lively:
        return mix(own, PARCHMENT, MUTED)
    step = float(np.mean(own) - np.mean(main)) / 255
    return mix(tint, "#ffffff" if step > 0 else "#201830", min(0.6, abs(step)))
