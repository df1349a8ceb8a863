"""Hair: a cap on the skull that ends at a hairline, drawn from whichever side the head is seen.

A hairstyle is a table of heights around the head (azimuth 0 is the forehead, 90 an ear, 180 the
nape); the part that looks at the reader lies over the face, the rest hangs behind the body.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from panelwright_tools.painting.storyboard import geometry as g
from panelwright_tools.painting.storyboard.colour import Paint, luminance, mix
from panelwright_tools.painting.storyboard.geometry import Points, points, spline
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.people.tables import people_table

AZIMUTHS = (0, 25, 45, 58, 75, 90, 120, 150, 180)


LONG = ("long", "wavy", "curly_long", "dreadlocks", "fringe", "ponytail", "braid", "braids")
"""Styles that hang below the chin."""


@dataclass(frozen=True)
class Style:
    """A hairstyle; lengths in heads, measured from the middle of the head down."""

    line: tuple[float, ...]
    """Height of the hair's end at each of AZIMUTHS."""
    volume: float = 0.06
    edge: str = "smooth"
    """smooth, curl, spike, wave."""
    fringe: str = "plain"
    """plain, zigzag or swept."""
    flare: float = 0.08
    """How much wider hair hangs per head of length."""
    extras: tuple[str, ...] = ()
    """ponytail, pigtails, braid, braids, bun, buns, topknot, mohawk, tuft …"""


@cache
def style_of(name: str) -> Style | None:
    """The hairstyle of a name in hair.toml; None for no hair at all."""
    rows = people_table("hair")
    row: dict[str, Any] = dict(rows.get(name, rows["short"]))
    if row.pop("none", False):
        return None
    row = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    return Style(**row)


@dataclass(frozen=True)
class Strands:
    """The hair of one head as it is seen."""

    style: Style
    colour: str
    yaw: float
    """Degrees, as the features turn."""
    wind: float = 0.0
    flat: bool = False
    """A hat presses the top down."""

    @property
    def _volume(self) -> float:
        return self.style.volume * (0.4 if self.flat else 1.0)

    def _ends(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Azimuths all around and the height of the hair's end at each."""
        around = np.arange(-180.0, 180.0, 4.0)
        ends = np.interp(np.abs(around), AZIMUTHS, self.style.line)
        if self.style.fringe == "zigzag":
            ends = ends + np.where(np.abs(around) < 50, 0.05 * (np.round(around / 4) % 3 - 1), 0)
        elif self.style.fringe == "swept":
            sweep = np.sin(np.radians(np.clip(around * 2, -90, 90)))
            ends = ends - 0.07 * sweep * np.clip((85 - np.abs(around)) / 30, 0, 1)
        if self.style.edge == "curl":
            bumps = 0.03 * np.cos(np.radians(around * 11))
            ends = ends + np.where(np.abs(around) > 40, bumps, bumps * 0.5)
        return around, ends

    def _radius(self, y: NDArray[np.float64]) -> NDArray[np.float64]:
        """Half the width of the hair at a height."""
        high = (0.49 + self._volume * 0.6) * np.sqrt(np.clip(1 - (y / 0.64) ** 2, 0.05, 1))
        low = (0.49 + self._volume) * (
            1 + self.style.flare * y * (1 if self.style.flare > 0 else y)
        )
        return np.where(y < 0, high, low)

    def _blown(self, outline: Points) -> Points:
        """Wind carries hair back, more the lower it hangs."""
        low = np.clip(outline[:, 1] - 0.05, 0, None)
        shift = np.stack([-0.7 * self.wind * low**1.3, -0.28 * self.wind * low], 1)
        return np.asarray(outline + shift)

    def _crown(self, left: float, right: float) -> Points:
        """The silhouette from the left end over the top to the right end."""
        radius_x, radius_y = 0.49 + self._volume, 0.53 + self._volume
        start = 180 + (np.degrees(np.arcsin(min(0.95, -left / radius_y))) if left < 0 else 0)
        stop = 360 - (np.degrees(np.arcsin(min(0.95, -right / radius_y))) if right < 0 else 0)
        angles = np.radians(np.linspace(start, stop, 34))
        bumps = np.ones(34)
        if self.style.edge == "spike":
            bumps = 1 + 0.15 * (np.arange(34) % 3 == 1)
        elif self.style.edge == "curl":
            bumps = 1 + 0.045 * np.cos(np.arange(34) * np.pi * 0.9)
        shift = -0.04 * np.sin(np.radians(self.yaw))
        x = shift + radius_x * bumps * np.cos(angles)
        return np.stack([x, -0.03 + radius_y * bumps * np.sin(angles)], 1)

    def front(self) -> tuple[Points, Points]:
        """Outline of the hair that looks at the reader, and its visible end line, left to right."""
        around, ends = self._ends()
        turned = np.radians(around + self.yaw)
        seen = np.cos(turned) > 0.02
        x = self._radius(ends) * np.sin(turned)
        order = np.argsort(np.sin(turned[seen]), kind="stable")
        line = np.stack([x[seen], ends[seen]], 1)[order]
        # Where the hair hangs beyond the outermost visible end, the silhouette drops straight.
        left, right = float(line[0, 1]), float(line[-1, 1])
        crown = self._crown(left, right)
        drops = [points(float(-self._radius(np.array(v))), v) for v in (left, right)]
        sides_left = _between(g.shifted(drops[0], 0, -max(0.0, left) * 0.5), left > 0.1)
        right_low = points(float(self._radius(np.array(right))), right)
        sides_right = _between(g.shifted(right_low, 0, -max(0.0, right) * 0.5), right > 0.1)
        outline = np.concatenate([line[::-1], sides_left, crown, sides_right])
        return self._blown(outline), self._blown(line)

    def behind(self) -> Points | None:
        """Outline of the hair that hangs on the side away from the reader, None if none shows."""
        around, ends = self._ends()
        turned = np.radians(around + self.yaw)
        hidden = np.cos(turned) <= 0.15
        low = float(ends[hidden].max())
        if low < 0.12:
            return None
        x = self._radius(ends) * np.sin(turned)
        order = np.argsort(np.sin(turned[hidden]), kind="stable")
        line = np.stack([x[hidden], ends[hidden]], 1)[order]
        crown = self._crown(0.1, 0.1)
        return self._blown(np.concatenate([line[::-1], crown * (0.98, 0.98)]))


def _between(spots: Points, wanted: bool) -> Points:
    return spots if wanted else np.zeros((0, 2))


def draw_behind(sheet: Sheet, hair: Strands) -> None:
    """The hair behind the head and body."""
    dark = mix(hair.colour, "#1a0a2a", 0.22)
    outline = hair.behind()
    if outline is not None:
        mask = sheet.shape(spline(outline, steps=2), dark, 1.0)
        with sheet.clip(mask):
            _locks(sheet, hair, outline, dark)
    _extras(sheet, hair, front=False)


def _locks(sheet: Sheet, hair: Strands, outline: Points, colour: Paint) -> None:
    low = float(outline[:, 1].max())
    for x in np.linspace(-0.4, 0.4, 5):
        lock = hair._blown(points(x * 0.9, 0.1, x * 1.1, low * 0.6, x * 1.15, low * 0.97))
        sheet.line(spline(lock, closed=False), 0.5, mix(colour, "#000010", 0.4), alpha=0.7)


def draw_front(sheet: Sheet, hair: Strands) -> None:
    """The hair over the face, with its shine and strands."""
    outline, line = hair.front()
    smooth = outline if hair.style.edge == "spike" else spline(outline, steps=2)
    mask = sheet.shape(smooth, hair.colour, 1.0, shade=0.12)
    with sheet.clip(mask):
        if hair.style.edge == "curl":
            _curls(sheet)
        else:
            _shine(sheet, hair)
            _strands(sheet, hair, line)
    _extras(sheet, hair, front=True)


def _shine(sheet: Sheet, hair: Strands) -> None:
    if hair.flat:
        return
    bright = mix(hair.colour, "#fff1d8", 0.42 if luminance(hair.colour) > 0.22 else 0.26)
    volume = hair.style.volume
    for start, end, width in ((206, 300, 3.2), (308, 326, 2.4)):
        arc = g.ellipse(-0.03, 0, 0.49 + volume - 0.17, 0.53 + volume - 0.17, 0, start, end, 20)
        sheet.line(arc, width, bright, taper=(0.5, 0.5), alpha=0.75)


def _strands(sheet: Sheet, hair: Strands, line: Points) -> None:
    crown = np.array([-0.16 * np.sin(np.radians(hair.yaw)), -0.50 - hair.style.volume])
    for share in np.linspace(0.12, 0.88, 6):
        end = line[int(share * (len(line) - 1))]
        start = crown + (end - crown) * 0.36
        middle = crown + (end - crown) * 0.6 + (np.sign(end[0]) * 0.07, -0.05)
        curve = g.bezier(start, middle, end, count=8)
        sheet.line(curve, 0.55, taper=(0.8, 0.1), alpha=0.7)


def _curls(sheet: Sheet) -> None:
    rng = np.random.default_rng(5)
    for _ in range(18):
        x, y, start = rng.uniform(-0.6, 0.6), rng.uniform(-0.72, 0.2), rng.uniform(0, 360)
        curl = g.ellipse(x, y, 0.075, start=start, end=start + rng.uniform(180, 260), count=12)
        sheet.line(curl, 0.5, alpha=0.7)


def _extras(sheet: Sheet, hair: Strands, front: bool) -> None:
    for name in hair.style.extras:
        for spot in people_table("hair_extras")[name]["at"]:
            azimuth, height = spot
            turned = np.radians(azimuth + hair.yaw)
            facing = bool(np.cos(turned) > 0.25)
            if facing == front:
                _extra(sheet, hair, name, float(np.sin(turned)), float(height))


def _extra(sheet: Sheet, hair: Strands, name: str, across: float, height: float) -> None:
    row = people_table("hair_extras")[name]
    radius = float(hair._radius(np.array(height)))
    side = 1.0 if across > 0.15 else -1.0
    matrix = g.affine(across * radius * row.get("out", 1.0), height, side, 1.0)
    with sheet.placed(matrix):
        if "beads" in row:
            _beads(sheet, hair, row, side)
            return
        for part in row["parts"]:
            outline = np.asarray(part, float).reshape(-1, 2)
            low = np.clip(outline[:, 1], 0, None)
            outline = outline + np.stack(
                [-side * 0.5 * hair.wind * low, -0.35 * hair.wind * low], 1
            )
            closed = outline if row.get("sharp") else spline(outline, steps=6)
            sheet.shape(closed, hair.colour, 1.0, shade=0.2)
        if "tie" in row:
            x, y, wide, tall = row["tie"]
            sheet.shape(g.ellipse(x, y, wide, tall, count=16), "#c8453a", 0.8)


def _beads(sheet: Sheet, hair: Strands, row: dict[str, Any], side: float) -> None:
    """A braid as beads that grow smaller."""
    count = int(row["beads"])
    for index in range(count):
        size = row["size"] * (1 - 0.07 * index)
        x = row.get("lean", 0.04) * index - 0.10 * side * hair.wind * index
        y = 0.10 + row["step"] * index - 0.05 * hair.wind * index
        sheet.shape(g.ellipse(x, y, size, size * 0.95, count=16), hair.colour, 0.8, shade=0.2)
    tail = row["step"] * count
    tip = points(-0.05, tail, 0.05, tail, 0.03, tail + 0.14, 0.0, tail + 0.18, -0.04, tail + 0.13)
    swing = 0.10 * side * hair.wind * count
    tip = g.shifted(tip, row.get("lean", 0.04) * count - swing, 0.08 - 0.05 * hair.wind * count)
    sheet.shape(spline(tip, steps=4), hair.colour, 0.8)


def yaw_of(turned: float) -> float:
    """Hair turns less than the features up to a profile, so that the face stays open."""
    if turned <= 45:
        return turned
    if turned <= 66.6:
        return 45 + (turned - 45) * 0.35
    return 52.6 + (turned - 66.6) * (180 - 52.6) / (180 - 66.6)
