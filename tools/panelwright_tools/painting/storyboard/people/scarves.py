"""Scarves: wound around the neck, the ends on the chest, on the back or in the wind."""

import numpy as np

from panelwright_tools.painting.storyboard import geometry as g
from panelwright_tools.painting.storyboard.colour import Paint, mix
from panelwright_tools.painting.storyboard.geometry import Point, Points, spline
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.people.look import Person
from panelwright_tools.painting.storyboard.people.skeleton import Skeleton
from panelwright_tools.painting.storyboard.people.trunk import Trunk

BREEZE = 0.3
"""Wind from which on an end flies instead of hanging."""
WIDE = 0.085
"""Half the width of an end, heads."""
LEVELS = {"long": (0.02, 0.34, 0.66), "short": (0.02, 0.26, 0.48)}
"""Where an end runs down the trunk: 0 is the neck, 1 the seat."""
FRINGES = 4
"""Threads at an end."""
FRINGE = 0.07
"""Their length, heads."""
STRIPES = (0.72, 0.82)
"""Where two stripes cross an end, shares of its length."""


def draw_scarf(sheet: Sheet, person: Person, skeleton: Skeleton, tint: Paint, wind: float) -> None:
    """The ends, and the wound cloth over them."""
    trunk = Trunk(skeleton, person.body)
    size = person.body.shoulder / 0.31 * 0.55 + 0.45
    away = skeleton.view.cosine < -0.2
    if wind > BREEZE:
        _end(sheet, _blown(skeleton, size, wind), tint, size)
    elif away:
        _end(sheet, np.stack([trunk.at(level, 0.30) for level in LEVELS["long"]]), tint, size)
    else:
        dark = mix(tint, "#000000", 0.12)
        _end(sheet, np.stack([trunk.front(level, -0.05) for level in LEVELS["short"]]), dark, size)
        _end(sheet, np.stack([trunk.front(level, 0.26) for level in LEVELS["long"]]), tint, size)
    _wound(sheet, skeleton, size, tint)


def _blown(skeleton: Skeleton, size: float, wind: float) -> Points:
    """An end that streams from the nape against the way."""
    spots = [(-0.16, 0.02), (-0.46, 0.05), (-0.78, -0.06), (-1.10, 0.03)]
    line = _placed(skeleton, size, spots)
    line[1:, 1] += np.array([0.16, 0.34, 0.56]) * size * max(0.0, 0.9 - wind)
    return line


def _end(sheet: Sheet, line: Points, tint: Paint, size: float) -> None:
    """A strip of cloth with a straight hem, two stripes and fringes."""
    path = g.resample(spline(line, closed=False), 0.03 * size)
    strip = g.tube(path, [WIDE * size, WIDE * 1.2 * size], round_ends=False)
    way = path[-1] - path[-3]
    way = way / (float(np.hypot(way[0], way[1])) + 1e-9)
    side = np.array([-way[1], way[0]]) * WIDE * 1.2 * size
    for thread in np.linspace(-0.85, 0.85, FRINGES):
        root: Point = path[-1] + side * thread
        tuft = np.stack([root, root + way * FRINGE * size])
        sheet.limb(tuft, [0.022 * size, 0.016 * size], tint, 0.6, shade=0)
    mask = sheet.shape(strip, tint, 0.85, shade=0.16, wobble=0.4)
    with sheet.clip(mask):
        for share in STRIPES:
            at = path[round(share * (len(path) - 1))]
            band = np.stack([at - side * 1.3, at + side * 1.3])
            sheet.line(band, 2.2, mix(tint, "#ffffff", 0.45), taper=(0, 0))


def _wound(sheet: Sheet, skeleton: Skeleton, size: float, tint: Paint) -> None:
    """The cloth around the neck, in two turns."""
    spots = [(-0.30, -0.05), (-0.27, 0.12), (0.04, 0.08), (0.29, 0.12), (0.30, -0.05)]
    spots.append((0.02, -0.13))
    cloth = spline(_placed(skeleton, size, spots), steps=6)
    sheet.shape(cloth, tint, 0.9, shade=0.25)
    for low in (0.02, -0.06):
        fold = _placed(skeleton, size, [(-0.24, low), (0.0, low - 0.05), (0.24, low + 0.01)])
        sheet.line(spline(fold, closed=False), 0.6)


def _placed(skeleton: Skeleton, size: float, spots: list[tuple[float, float]]) -> Points:
    """Spots across and up from the neck, grown with the body."""
    up, across = skeleton.up, skeleton.across
    return np.stack([skeleton.neck + size * (across * x + up * y) for x, y in spots])
