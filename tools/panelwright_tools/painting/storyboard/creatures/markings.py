"""What is painted on bodies: bellies, stripes, spots, patches, socks, hooves, manes, fleece."""

import numpy as np

from panelwright_tools.painting.storyboard import geometry as g
from panelwright_tools.painting.storyboard.colour import mix
from panelwright_tools.painting.storyboard.coverage import Coverage
from panelwright_tools.painting.storyboard.creatures.build import Build
from panelwright_tools.painting.storyboard.creatures.coat import Coat
from panelwright_tools.painting.storyboard.geometry import Point, Points, points, spline
from panelwright_tools.painting.storyboard.ink import Sheet

HOOF = "#4a3d3c"
_PATTERN_OF_WORD = {"striped": "stripes", "spotted": "spots", "patched": "patches"}


def pattern_of(build: Build, coat: Coat) -> str | None:
    """The pattern of the coat: what the story says, else the species' own."""
    said = next((p for word, p in _PATTERN_OF_WORD.items() if word in coat.marks), None)
    return said or build.pattern


def draw_coat(sheet: Sheet, build: Build, coat: Coat, trunk: Points, seed: int) -> None:
    """Belly and pattern, inside the clip of the body."""
    left, _, right, bottom = g.bounds([trunk])
    if build.belly:
        middle, deep = (left + right) / 2, build.depth
        belly = g.ellipse(middle, bottom - deep * 0.08, (right - left) * 0.40, deep * 0.30)
        sheet.shape(belly, coat.light, 0, wobble=0.5)
        chest = g.ellipse(
            right - deep * 0.10, bottom - deep * 0.5, deep * 0.26, deep * 0.5, rotation=-14
        )
        sheet.shape(chest, coat.light, 0, wobble=0.5)
    draw_pattern(sheet, build, coat, trunk, seed)


def draw_pattern(sheet: Sheet, build: Build, coat: Coat, trunk: Points, seed: int) -> None:
    """Stripes, spots, patches or rust over an outline."""
    kind = pattern_of(build, coat)
    window = g.bounds([trunk])
    if kind == "stripes":
        _stripes(sheet, coat, window)
    elif kind in ("spots", "patches"):
        _blots(sheet, coat, window, seed, large=kind == "patches")
    elif kind == "saddle":
        left, top, right, bottom = window
        patch = g.ellipse((left + right) / 2, top, (right - left) * 0.34, (bottom - top) * 0.5)
        sheet.shape(patch, coat.pattern, 0, wobble=1)


def _stripes(sheet: Sheet, coat: Coat, window: tuple[float, float, float, float]) -> None:
    left, top, right, bottom = window
    tall = bottom - top
    for index, share in enumerate(np.linspace(0.06, 0.96, 8)):
        x = left + (right - left) * share
        deep = top + tall * (0.62 if index % 2 else 0.46)
        wide = tall * 0.055
        stripe = points(x - wide, top - 0.05, x + wide, top - 0.05, x + wide * 0.9, deep)
        sheet.shape(stripe, coat.pattern, 0, wobble=0.6)


def _blots(
    sheet: Sheet, coat: Coat, window: tuple[float, float, float, float], seed: int, large: bool
) -> None:
    left, top, right, bottom = window
    rng = np.random.default_rng(seed + 11)
    tall, columns = bottom - top, 3 if large else 6
    for column in range(columns):
        for row in range(2 if large else 3):
            size = tall * (0.26 if large else 0.062) * rng.uniform(0.7, 1.25)
            x = left + (right - left) * (column + 0.5 + rng.uniform(-0.3, 0.3)) / columns
            y = top + tall * (row + 0.4 + rng.uniform(-0.25, 0.25)) / (2 if large else 3)
            angles = np.linspace(0, 2 * np.pi, 8, endpoint=False)
            radius = size * (1 + rng.uniform(-0.25, 0.25, 8))
            blot = np.stack([x + radius * np.cos(angles), y + radius * np.sin(angles)], 1)
            sheet.shape(spline(blot, steps=4), coat.pattern, 0, wobble=0)


def draw_foot(
    sheet: Sheet, build: Build, coat: Coat, foot: Point, mask: Coverage | None, far: bool = False
) -> None:
    """Hoof, sock and toes of the foot at `foot`, inside `mask` when there is one."""
    r, (x, y) = build.leg[1], foot
    dim = 0.16 if far else 0.0
    if mask is None:
        _toes(sheet, build, foot)
        return
    with sheet.clip(mask):
        if build.socks is not None:
            sock = g.rectangle(x - 2.2 * r, y - 2.3 * r, x + 2.6 * r, y + 2 * r)
            sheet.shape(sock, mix(sock_colour(build, coat), "#1a1030", dim), 0, wobble=0.6)
        if build.foot == "hoof":
            hoof = g.rectangle(x - 2 * r, y - 0.55 * r, x + 2.4 * r, y + 2 * r)
            sheet.shape(hoof, mix(HOOF, "#1a1030", dim), 0.4, wobble=0.3)
    if build.foot != "hoof" and not far:
        _toes(sheet, build, foot)


def sock_colour(build: Build, coat: Coat) -> str | Point:
    """The colour of the feet."""
    named = {"light": coat.light, "dark": coat.dark}
    found = named.get(str(build.socks), str(build.socks))
    return found if isinstance(found, str) else np.asarray(found, float)


def _toes(sheet: Sheet, build: Build, foot: Point) -> None:
    r, (x, y) = build.leg[1], foot
    for dx in (0.55, 1.15):
        toe = points(x + dx * r, y + 0.15 * r, x + (dx + 0.12) * r, y + 0.8 * r)
        sheet.line(toe, 0.5, taper=(0.5, 0.1), wobble=0.1)


def draw_mane(sheet: Sheet, build: Build, coat: Coat, neck: Points) -> None:
    """Hair along the back of the neck."""
    if build.mane in (None, "none"):
        return
    base, top = build.neck_width
    if build.mane == "spikes":
        _spikes(sheet, coat, neck, build)
        return
    side = g.normals(neck) * g.spread([base, top], len(neck))[:, None]
    edge = neck + side
    out = (edge - neck) / (np.hypot(*(edge - neck).T)[:, None] + 1e-9)
    long = build.mane == "long"
    locks: list[Point] = []
    for index in range(len(edge)):
        thick = top * (0.55 if long else 0.42)
        tip = edge[index] + out[index] * thick + (0.0, thick * (1.1 if long else 0.0))
        locks += [edge[index] + out[index] * thick * 0.35, tip]
    depth = np.linspace(0.95, 0.15, len(neck)) if long else np.full(len(neck), 0.72)
    inner = (neck + (edge - neck) * depth[:, None])[::-1]
    outline = np.concatenate([np.asarray(locks), inner])
    sheet.shape(outline, coat.dark, 0.9, shade=0.1, wobble=0.5)


def _spikes(sheet: Sheet, coat: Coat, neck: Points, build: Build) -> None:
    """A row of spikes up the back of the neck."""
    widths = g.spread(build.neck_width, len(neck))
    side = g.normals(neck)
    for index in range(0, len(neck) - 1, 2):
        root = neck[index] + side[index] * widths[index] * 0.92
        tip = root + side[index] * widths[index] * 0.5
        along = (neck[index + 1] - neck[index]) * 0.9
        sheet.shape(np.stack([root - along, tip, root + along]), coat.pattern, 0.8, wobble=0.3)


def draw_quills(sheet: Sheet, build: Build, coat: Coat, trunk: Points) -> None:
    """A coat of quills over the back, from the rump to the neck."""
    if not build.quills:
        return
    middle, deep = trunk.mean(0), build.depth
    angles = np.radians(np.linspace(172, 352, 27))
    reach = np.where(np.arange(27) % 2 == 0, 0.70, 0.92) * deep
    wide = float(np.ptp(trunk[:, 0])) / deep * 1.05
    spikes = np.stack([np.cos(angles) * reach * wide, np.sin(angles) * reach], 1) + middle
    edge = points(0.56, 0.06, 0.36, 0.18, 0.12, 0.10, -0.10, 0.22, -0.34, 0.12, -0.58, 0.18)
    low = edge * (deep * wide, deep) + middle
    sheet.shape(np.concatenate([spikes, low]), coat.dark, 1.0, shade=0.16, wobble=0.4)
    for x, y in ((-0.3, -0.3), (0.0, -0.4), (0.3, -0.28), (-0.15, -0.1), (0.15, -0.12)):
        start = middle + np.array([x, y]) * deep
        sheet.line(np.stack([start, start + np.array([-0.10, -0.14]) * deep]), 0.6, wobble=0.2)


def draw_humps(sheet: Sheet, build: Build, coat: Coat, trunk: Points) -> None:
    """A camel's humps on its back."""
    if not build.humps:
        return
    for share in (0.32, 0.68):
        x, y = trunk[int(len(trunk) * share)]
        deep = build.depth
        flat = points(-0.44, 0.1, -0.34, -0.36, 0.0, -0.62, 0.34, -0.36, 0.44, 0.1)
        hump = spline(flat * deep, closed=False, steps=6) + np.array([x, y - deep * 0.34])
        sheet.shape(hump, coat.main, 0, wobble=0.2)
        sheet.line(hump, 1.0, taper=(0.2, 0.2))


def fleece(outline: Points, bump: float) -> Points:
    """The outline as a row of curls."""
    # Scaled up and down again: resampling drops points nearer than a fiftieth of a unit.
    ring = g.resample(outline * 100, bump * 25, closed=True) / 100
    far = g.lengths(np.concatenate([ring, ring[:1]]))
    count = max(6, round(far[-1] / (bump * 1.7)))
    waves = np.abs(np.sin(np.pi * count * far[:-1] / far[-1]))
    sign = 1 if g.area(ring) > 0 else -1
    curls: Points = ring + g.normals(ring, closed=True) * (waves * bump * 0.55 * sign)[:, None]
    return curls
