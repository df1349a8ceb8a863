"""Rain and flakes in styles of lines: inked over the styled picture, since its paper is white."""

from collections.abc import Iterable
from dataclasses import replace

from PIL import Image, ImageChops, ImageFilter

from panelwright_tools.painting.storyboard.colour import pixel
from panelwright_tools.painting.storyboard.styles import Style
from panelwright_tools.painting.storyboard.weather import Overlay

_FIRM = 3
"""Factor on the strength of a mask: a streak is a line here, no veil."""
_TINT = 60
"""Spread of the bands of a colour, of 255, from which it is one of its own."""
_VEIL = 0.5
"""Strength of fog over lines, for 1 over colours."""
_PEN = 420
"""The shorter side of a picture, in widths of the pen."""


def parted(
    overlays: Iterable[Overlay], chosen: Style
) -> tuple[tuple[Overlay, ...], tuple[Overlay, ...]]:
    """The overlays that are laid before the style is applied, and those that are laid after it."""
    everything = tuple(overlays)
    if chosen.falls is None:
        return everything, ()
    laid_over = [one.edge and not (chosen.coloured and _tinted(one)) for one in everything]
    pairs = list(zip(everything, laid_over, strict=True))
    before = tuple(one if chosen.coloured else _thinned(one) for one, over in pairs if not over)
    inked = (_inked(overlay, *chosen.falls) for overlay, over in pairs if over)
    return before, tuple(part for pair in inked for part in pair)


def _thinned(veil: Overlay) -> Overlay:
    """Fog and smoke as lines bear it: what fades in colour would be gone in ink."""
    return replace(veil, mask=veil.mask.point([round(_VEIL * level) for level in range(256)]))


def _tinted(overlay: Overlay) -> bool:
    """It has a colour of its own: a petal, no drop of rain."""
    return max(overlay.colour) - min(overlay.colour) > _TINT


def _inked(overlay: Overlay, ink: str, paper: str) -> tuple[Overlay, Overlay]:
    """White with an edge of ink, so that it is seen on white and on black."""
    firm = overlay.mask.point([min(255, _FIRM * level) for level in range(256)])
    width = max(1, round(min(firm.size) / _PEN))
    if overlay.edge == "side":
        return Overlay(pixel(ink), _beside(firm, width)), Overlay(pixel(paper), firm)
    if min(firm.size) >= _PEN:
        # The smallest flakes would be specks of ink.
        firm = _cut(firm, 1.0, 110)
    edge = _around(firm, width)
    return Overlay(pixel(ink), edge), Overlay(pixel(paper), firm)


def _beside(mask: Image.Image, width: int) -> Image.Image:
    return ImageChops.offset(mask, width, 0)


def _around(mask: Image.Image, width: int) -> Image.Image:
    return _cut(mask, 0.9 * width, 24)


def _cut(mask: Image.Image, blur: float, level: int) -> Image.Image:
    """The mask grown or shrunk with round corners: firm where it is over `level` once blurred."""
    soft = mask.filter(ImageFilter.GaussianBlur(blur))
    return soft.point([min(255, max(0, (value - level) * 8)) for value in range(256)])
