"""Plane geometry on arrays of points: curves, tubes, limbs, affine maps. Nothing is drawn here.

Points are `(n, 2)` floats, x to the right and y down. An affine map is a `(2, 3)` matrix. Angles
are in degrees; a positive turn goes from x towards y, which is clockwise as the reader sees it.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

Points = NDArray[np.float64]
"""(n, 2) floats."""
Point = NDArray[np.float64]
"""(2,) floats."""
Affine = NDArray[np.float64]
"""(2, 3): the linear part beside the shift."""


def points(*numbers: float) -> Points:
    """Points from alternating x and y."""
    return np.array(numbers, np.float64).reshape(-1, 2)


def spline(through: ArrayLike, closed: bool = True, steps: int = 8) -> Points:
    """The Catmull-Rom curve through points, `steps` points for each of its pieces."""
    p = np.asarray(through, np.float64)
    if closed:
        q = np.concatenate([p[-1:], p, p[:2]])
    else:
        q = np.concatenate([2 * p[:1] - p[1:2], p, 2 * p[-1:] - p[-2:-1]])
    t = (np.arange(steps) / steps)[None, :, None]
    a, b, c, d = (q[i : len(q) - 3 + i, None] for i in range(4))
    cubic = -a + 3 * b - 3 * c + d
    curve = 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + cubic * t**3)
    flat: Points = curve.reshape(-1, 2)
    return flat if closed else np.concatenate([flat, p[-1:]])


def ellipse(
    x: float,
    y: float,
    radius_x: float,
    radius_y: float | None = None,
    rotation: float = 0.0,
    start: float = 0.0,
    end: float = 360.0,
    count: int = 40,
) -> Points:
    """An ellipse around (x, y), or its arc from `start` to `end` degrees."""
    angles = np.radians(np.linspace(start, end, count, endpoint=abs(end - start) < 359.9))
    tall = radius_x if radius_y is None else radius_y
    flat = np.stack([radius_x * np.cos(angles), tall * np.sin(angles)], 1)
    turned: Points = flat @ turn(rotation).T + (x, y)
    return turned


def rectangle(left: float, top: float, right: float, bottom: float) -> Points:
    """The four corners of a rectangle."""
    return points(left, top, right, top, right, bottom, left, bottom)


def rounded_rectangle(
    left: float, top: float, right: float, bottom: float, radius: float, count: int = 6
) -> Points:
    """A rectangle with round corners of `count` points each."""
    r = min(radius, abs(right - left) / 2, abs(bottom - top) / 2)
    corners = (
        (right - r, bottom - r, 0),
        (left + r, bottom - r, 90),
        (left + r, top + r, 180),
        (right - r, top + r, 270),
    )
    arcs = [ellipse(x, y, r, start=a, end=a + 90, count=count) for x, y, a in corners]
    return np.concatenate(arcs)


def bezier(*controls: ArrayLike, count: int = 16) -> Points:
    """The Bézier curve with these control points, of any degree."""
    level = [np.asarray(control, np.float64).reshape(1, 2) for control in controls]
    t = np.linspace(0, 1, count)[:, None]
    while len(level) > 1:
        level = [a * (1 - t) + b * t for a, b in pairwise(level)]
    return level[0]


def turn(degrees: float) -> NDArray[np.float64]:
    """The (2, 2) matrix of a turn."""
    angle = np.radians(degrees)
    return np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])


def affine(
    x: float = 0.0,
    y: float = 0.0,
    scale: float = 1.0,
    scale_y: float | None = None,
    rotation: float = 0.0,
) -> Affine:
    """Scale, then turn, then shift by (x, y). A negative `scale` mirrors left and right."""
    tall = abs(scale) if scale_y is None else scale_y
    linear = turn(rotation) @ np.diag([scale, tall])
    return np.hstack([linear, [[x], [y]]])


def compose(outer: Affine, inner: Affine) -> Affine:
    """The map that does `inner` first and `outer` then."""
    shift = outer[:, :2] @ inner[:, 2] + outer[:, 2]
    return np.hstack([outer[:, :2] @ inner[:, :2], shift[:, None]])


def transform(matrix: Affine, what: ArrayLike) -> Points:
    """Points through an affine map."""
    moved: Points = np.asarray(what, np.float64).reshape(-1, 2) @ matrix[:, :2].T + matrix[:, 2]
    return moved


def direction(degrees: float) -> Point:
    """The unit step at an angle from straight down; positive angles swing towards +x."""
    angle = np.radians(degrees)
    return np.array([np.sin(angle), np.cos(angle)])


def lengths(line: Points) -> NDArray[np.float64]:
    """(n,) distance along the line from its first point."""
    step = line[1:] - line[:-1]
    far = np.zeros(len(line))
    np.cumsum(np.hypot(step[:, 0], step[:, 1]), out=far[1:])
    return far


def normals(line: Points, closed: bool = False) -> Points:
    """(n, 2) unit normals, to the left of the way the line runs as the reader sees it."""
    unit = np.empty_like(line)
    x, y = unit[:, 1], unit[:, 0]
    # The way at a point runs from the point before it to the point after it.
    np.subtract(line[:-2, 0], line[2:, 0], out=x[1:-1])
    np.subtract(line[2:, 1], line[:-2, 1], out=y[1:-1])
    first, last = (line[-1], line[0]) if closed else (line[0], line[-1])
    x[0], y[0] = first[0] - line[1, 0], line[1, 1] - first[1]
    x[-1], y[-1] = line[-2, 0] - last[0], last[1] - line[-2, 1]
    unit /= np.hypot(x, y)[:, None] + 1e-9
    return unit


def area(outline: Points) -> float:
    """Signed area; positive when the outline runs clockwise as the reader sees it."""
    x, y = outline.T
    return float(0.5 * np.sum(x * np.roll(y, -1) - y * np.roll(x, -1)))


def resample(line: Points, step: float, closed: bool = False) -> Points:
    """The same line with points added so that none lie further apart than `step`."""
    ring = np.concatenate([line, line[:1]]) if closed else line
    far = lengths(ring)
    if far[-1] <= step:
        return line
    at = np.concatenate([far, np.arange(0.0, far[-1], step)])
    at.sort()
    apart = np.empty(len(at), bool)
    apart[0] = True
    np.greater(at[1:] - at[:-1], 0.02, out=apart[1:])
    at = at[apart]
    if closed and far[-1] - at[-1] < step * 0.2:
        at = at[:-1]
    fine = np.empty((len(at), 2))
    fine[:, 0], fine[:, 1] = np.interp(at, far, ring[:, 0]), np.interp(at, far, ring[:, 1])
    return fine


def along(line: Points, share: float) -> Point:
    """The point at a share (0..1) of the line's length."""
    far = lengths(line)
    return np.array([np.interp(share * far[-1], far, line[:, axis]) for axis in (0, 1)])


def spread(values: ArrayLike, count: int) -> NDArray[np.float64]:
    """A few values stretched evenly over `count` points."""
    few = np.atleast_1d(np.asarray(values, np.float64))
    return np.interp(np.linspace(0, 1, count), np.linspace(0, 1, len(few)), few)


def tube(
    line: ArrayLike, half_widths: ArrayLike, round_ends: bool = True, count: int = 5
) -> Points:
    """The outline of a soft tube around a centre line; half-widths are spread along it."""
    centre = np.asarray(line, np.float64)
    side = normals(centre) * spread(half_widths, len(centre))[:, None]
    parts = [centre + side]
    if round_ends:
        parts.append(_cap(centre[-1], side[-1], count))
    parts.append((centre - side)[::-1])
    if round_ends:
        parts.append(_cap(centre[0], -side[0], count))
    return np.concatenate(parts)


def _cap(centre: Point, side: Point, count: int) -> Points:
    angles = np.radians(np.linspace(0, 180, count + 2)[1:-1])
    x = side[0] * np.cos(angles) - side[1] * np.sin(angles)
    y = side[0] * np.sin(angles) + side[1] * np.cos(angles)
    cap: Points = centre + np.stack([x, y], 1)
    return cap


def limb(start: ArrayLike, bend: ArrayLike, end: ArrayLike, softness: float = 0.6) -> Points:
    """Two straight bones with a soft joint at `bend`, as one line."""
    a, b, c = (np.asarray(p, np.float64) for p in (start, bend, end))
    near, far = b + (a - b) * 0.42 * softness, b + (c - b) * 0.42 * softness
    upper, lower = np.linspace(a, near, 4)[:-1], np.linspace(far, c, 4)
    return np.concatenate([upper, bezier(near, b, far, count=9)[:-1], lower])


def joint(
    start: ArrayLike, end: ArrayLike, upper: float, lower: float, side: float = 1.0
) -> tuple[Point, Point]:
    """Inverse kinematics of two bones: the middle joint, and the end as far as it can be reached.

    `side` chooses which way the joint bends: +1 to the right of somebody who walks from start to
    end, -1 to the left.
    """
    a, c = np.asarray(start, np.float64), np.asarray(end, np.float64)
    way = c - a
    distance = float(np.hypot(way[0], way[1]))
    if distance < 1e-6:
        way, distance = np.array([0.0, 1.0]), 1.0
    reach = min(max(distance, abs(upper - lower) * 1.02 + 1e-6), (upper + lower) * 0.995)
    unit = way / distance
    along_way = (upper * upper - lower * lower + reach * reach) / (2 * reach)
    off = float(np.sqrt(max(upper * upper - along_way * along_way, 0.0)))
    middle = a + unit * along_way + np.array([-unit[1], unit[0]]) * off * side
    return middle, a + unit * reach


def bounds(outlines: Sequence[Points]) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of all the points."""
    every = np.concatenate(outlines)
    low, high = every.min(0), every.max(0)
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])


def shifted(what: ArrayLike, x: float, y: float) -> Points:
    """Points, or one point, moved by (x, y)."""
    moved: Points = np.asarray(what, np.float64) + np.array([x, y])
    return moved
