"""The trunk: the outline of a body or of what covers it, from the neck down to a hem."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from panelwright_tools.painting.storyboard import geometry as g
from panelwright_tools.painting.storyboard.geometry import Point, Points
from panelwright_tools.painting.storyboard.people.body import Body
from panelwright_tools.painting.storyboard.people.limbs import arm_line
from panelwright_tools.painting.storyboard.people.skeleton import Limb, Skeleton
from panelwright_tools.painting.storyboard.people.tables import people_table


@dataclass(frozen=True)
class Trunk:
    """A trunk as it is seen; `level` runs from 0 at the neck to 1 at the seat."""

    skeleton: Skeleton
    body: Body
    loose: float = 1.0

    def spine(self, level: float) -> Point:
        """The middle of the back at a level."""
        s = self.skeleton
        control = 2 * s.chest - (s.neck + s.seat) / 2
        t = level
        return np.asarray(s.neck * (1 - t) ** 2 + control * 2 * t * (1 - t) + s.seat * t * t)

    def across(self, level: float) -> Point:
        """The unit way across the trunk at a level, to the right of somebody upright."""
        level = float(np.clip(level, 0, 1))
        way = self.spine(min(1.0, level + 0.05)) - self.spine(max(0.0, level - 0.05))
        way = way / (np.hypot(way[0], way[1]) + 1e-9)
        return np.array([way[1], -way[0]])

    def half(self, level: float) -> float:
        """Half the seen width at a level."""
        body, view = self.body, self.skeleton.view
        row = people_table("bodies")["trunk"]
        at = row["level"]
        low = float(np.clip((level - 0.28) / 0.45, 0, 1))
        size = body.shoulder * (1 - low) + body.hip * 1.0 * low
        waist = 1 - (1 - body.waist) * np.exp(-(((level - 0.56) / 0.20) ** 2))
        wide = np.interp(level, at, row["width"]) * size * waist
        swell = np.exp(-(((level - 0.68) / 0.26) ** 2))
        wide = wide * (1 + (body.belly - 1) * 0.45 * swell)
        deep = np.interp(level, at, row["depth"]) * size * (1 + (body.belly - 1) * 0.8 * swell)
        return float(np.hypot(wide * view.cosine, deep * view.sine)) * self.loose

    def ahead(self, level: float) -> float:
        """How far the trunk swells to where it faces, at a level."""
        body = self.body
        row = people_table("bodies")["trunk"]
        base = np.interp(level, row["level"], row["forward"]) * body.torso
        belly = (body.belly - 1) * 0.45 * body.hip * np.exp(-(((level - 0.70) / 0.24) ** 2))
        return float(base + belly) * self.skeleton.view.sine

    def at(self, level: float, share: float) -> Point:
        """A spot on the trunk: share -1 is its left edge, 0 the middle, 1 its right edge."""
        across = self.across(level)
        return np.asarray(
            self.spine(level) + across * (self.half(level) * share + self.ahead(level))
        )

    def front(self, level: float, share: float = 0.0) -> Point:
        """A spot on the front's middle line, or beside it by a share of the half-width."""
        view = self.skeleton.view
        middle = view.sine * 0.92 * (1 if view.cosine > -0.2 else 0)
        return self.at(level, middle * 0.62 + share * max(0.25, abs(view.cosine)))

    def outline(self, top: float = 0.0, bottom: float = 1.06) -> Points:
        """The outline between two levels, clockwise from the left of the neck."""
        levels = np.array([v for v in (0.0, 0.07, 0.16, 0.32, 0.52, 0.72, 0.9, 1.0) if v > top])
        levels = np.concatenate([[top], levels[levels < bottom - 0.03], [bottom]])
        right = [self.at(level, 1.0) for level in levels]
        left = [self.at(level, -1.0) for level in levels]
        sag = [self.at(bottom + 0.035, 0.45), self.at(bottom + 0.035, -0.45)]
        return g.spline(np.stack(right + sag + left[::-1]), steps=6)

    def hanging(self, hem: float, flare: float, wind: float = 0.0) -> Points | None:
        """The outline of cloth that hangs from the hips over the legs; None for none.

        `hem` is 1 at the seat and 2 at the ankles.
        """
        if hem <= 1.08:
            return None
        share = float(min(hem - 1, 1.0))
        half = self.half(1.0) * 1.02
        spots = [self.at(0.80, 1.0), self.at(0.80, -1.0), self.at(1.0, 1.03), self.at(1.0, -1.03)]
        for leg in self.skeleton.legs:
            spots += self._around(leg, share, half, flare)
        hull = _hull(np.stack(spots))
        return _softened(hull, wind)

    def _around(self, leg: Limb, share: float, half: float, flare: float) -> list[Point]:
        """Spots beside one leg, further out the lower they are."""
        line = arm_line(leg)
        spots: list[Point] = []
        for part in (0.3, 0.65, 1.0):
            spot = g.along(line, share * part)
            behind = g.along(line, max(0.0, share * part - 0.05))
            way = spot - behind
            way = way / (np.hypot(way[0], way[1]) + 1e-9)
            side = np.array([-way[1], way[0]])
            reach = self.body.limb * 1.25 + half * (flare - 1) * part * 0.75
            spots += [spot + side * reach, spot - side * reach]
        return spots


def _hull(spots: Points) -> Points:
    """The convex hull, clockwise as the reader sees it."""
    ordered = sorted((float(x), float(y)) for x, y in spots)

    def chain(row: list[tuple[float, float]]) -> list[tuple[float, float]]:
        kept: list[tuple[float, float]] = []
        for spot in row:
            while len(kept) > 1 and _turns_left(kept[-2], kept[-1], spot):
                kept.pop()
            kept.append(spot)
        return kept[:-1]

    return np.array(chain(ordered) + chain(ordered[::-1]))


def _turns_left(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> bool:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]) <= 0


def _softened(hull: Points, wind: float) -> Points:
    """A hull with round corners; the lower edge blown back by wind."""
    fine = g.resample(hull, 0.06, closed=True)
    kernel: NDArray[np.float64] = np.array([1, 2, 3, 2, 1]) / 9
    padded = np.concatenate([fine[-2:], fine, fine[:2]])
    smooth = np.stack([np.convolve(padded[:, axis], kernel, "valid") for axis in (0, 1)], 1)
    top, bottom = smooth[:, 1].min(), smooth[:, 1].max()
    low = (smooth[:, 1] - top) / (bottom - top + 1e-9)
    return np.asarray(smooth - np.stack([0.22 * wind * low**2, 0.03 * wind * low], 1))
