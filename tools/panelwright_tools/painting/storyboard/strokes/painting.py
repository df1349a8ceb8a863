"""Draw the strokes of a script on a sheet."""

from collections.abc import Callable
from typing import Literal

from panelwright_tools.painting.storyboard.colour import Paint, mix
from panelwright_tools.painting.storyboard.coverage import Coverage
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.strokes.script import Stroke

Layer = Literal["all", "back", "front"]
Roles = Callable[[str], Paint]
"""From a role (`main`, `wood`) to its colour."""


def draw_strokes(sheet: Sheet, strokes: tuple[Stroke, ...], roles: Roles, layer: Layer) -> None:
    """Draw the strokes of a layer; a script without `front` is all back."""
    before = True
    clips: list[Coverage | None] = []
    last: Coverage | None = None
    for stroke in strokes:
        if stroke.verb == "front":
            before = False
        elif layer != "all" and (layer == "back") != before:
            continue
        elif stroke.verb == "in":
            clips.append(last)
        elif stroke.verb == "out":
            last = clips.pop()
        elif clips:
            with sheet.clip(clips[-1]):
                _draw(sheet, stroke, roles)
        else:
            last = _draw(sheet, stroke, roles)


def _draw(sheet: Sheet, stroke: Stroke, roles: Roles) -> Coverage | None:
    path = stroke.path
    if path is None:
        return None
    raw = stroke.colour.startswith("!")
    colour = None if stroke.colour == "ink" else colour_in(stroke.colour.lstrip("!"), roles)
    weight = stroke.numbers[0] if stroke.numbers else 1.0
    alpha = stroke.option("alpha", 100) / 100
    if stroke.verb == "line":
        ends = stroke.option("taper", 15) / 100
        sheet.line(path, weight, colour, taper=(ends, ends), alpha=alpha, raw=raw, wobble=0.6)
        return None
    paint = sheet.mood.ink if colour is None else colour
    if stroke.verb == "limb":
        widths = [number / 100 for number in stroke.numbers[1:]]
        return sheet.limb(path, widths, paint, weight)
    shade = stroke.option("shade", 16 if stroke.verb == "shape" and not raw else 0) / 100
    line = weight if stroke.verb == "shape" else 0.0
    shine = stroke.option("shine", 0) / 100
    return sheet.shape(
        path, paint, line, shade=shade, shine=shine, alpha=alpha, raw=raw, wobble=0.6
    )


def colour_in(token: str, roles: Roles) -> Paint:
    """The colour of a token such as `main`, `wood-20` or `#aabbcc`."""
    if token.startswith("#"):
        return token
    for sign, towards in (("+", "#fff6e0"), ("-", "#1a1030")):
        name, found, share = token.partition(sign)
        if found:
            return mix(roles(name), towards, float(share) / 100)
    return roles(token)
