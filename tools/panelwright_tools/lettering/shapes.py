"""Shapes drawn by hand: balloons, tails, necks, caption boxes, all as polygons."""

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from panelwright_tools.domain.vocabulary import SpeechKind
from panelwright_tools.lettering.model import Point, Polygon, Rect

Points = NDArray[np.float64]
"""(n, 2) pixels."""

_ROUNDNESS = 2.7
"""Exponent of the superellipse: 2 is an ellipse, more is squarer."""


def polygon(points: Points) -> Polygon:
    """The points as plain tuples, rounded to a tenth of a pixel."""
    return tuple((round(float(x), 1), round(float(y), 1)) for x, y in points)


def bounds(points: Sequence[Point]) -> Rect:
    """The rectangle around some points."""
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return (min(xs), min(ys), max(xs), max(ys))


def wobbled(points: Points, amount: float, rng: np.random.Generator) -> Points:
    """A closed outline with a slow waver of about `amount` pixels, as a hand makes it."""
    count = len(points)
    turn = np.linspace(0, 2 * math.pi, count, endpoint=False)
    waver = np.zeros((count, 2))
    for frequency in (2, 3, 5):
        phase = rng.uniform(0, 2 * math.pi, 2)
        waver += rng.normal(0, amount / frequency, 2) * np.sin(frequency * turn[:, None] + phase)
    return points + waver


def _superellipse(centre: Point, half: tuple[float, float], roundness: float, n: int) -> Points:
    turn = np.linspace(0, 2 * math.pi, n, endpoint=False)
    power = 2 / roundness
    x = np.sign(np.cos(turn)) * np.abs(np.cos(turn)) ** power
    y = np.sign(np.sin(turn)) * np.abs(np.sin(turn)) ** power
    return np.stack([centre[0] + half[0] * x, centre[1] + half[1] * y], axis=1)


def balloon_half(
    widths: Sequence[float], leading: float, pad: float, kind: SpeechKind
) -> tuple[float, float]:
    """Half width and half height of the smallest balloon around centred lines.

    Every corner of every line keeps `pad` pixels from the outline's box and lies inside the
    superellipse.
    """
    height = leading * len(widths)
    half_x, half_y = max(widths) / 2 + pad, height / 2 + pad * 0.62
    if kind is SpeechKind.ROBOT:
        return half_x, half_y + pad * 0.1
    corners = []
    for row, width in enumerate(widths):
        top = row * leading - height / 2 + leading * 0.14
        bottom = top + leading * 0.72
        corners.append((width / 2 + pad * 0.45, max(abs(top), abs(bottom)) + pad * 0.1))
    grow = max((x / half_x) ** _ROUNDNESS + (y / half_y) ** _ROUNDNESS for x, y in corners)
    factor = max(1.0, grow ** (1 / _ROUNDNESS))
    extra = {SpeechKind.SHOUT: 1.13, SpeechKind.THOUGHT: 1.1}.get(kind, 1.0)
    return half_x * factor * extra, half_y * factor * extra


def balloon_outline(
    kind: SpeechKind, centre: Point, half: tuple[float, float], em: float, rng: np.random.Generator
) -> Points:
    """The outline of a balloon of this kind."""
    if kind is SpeechKind.ROBOT:
        return _cut_corners(centre, half)
    if kind is SpeechKind.SHOUT:
        return _burst(centre, half, em, rng)
    if kind is SpeechKind.THOUGHT:
        return _cloud(centre, half, em, rng)
    return wobbled(_superellipse(centre, half, _ROUNDNESS, 96), em * 0.045, rng)


def _cut_corners(centre: Point, half: tuple[float, float]) -> Points:
    cut = min(half) * 0.34
    (x, y), (a, b) = centre, half
    corners = [
        (x - a + cut, y - b), (x + a - cut, y - b), (x + a, y - b + cut), (x + a, y + b - cut),
        (x + a - cut, y + b), (x - a + cut, y + b), (x - a, y + b - cut), (x - a, y - b + cut),
    ]  # fmt: skip
    return np.array(corners)


def _burst(centre: Point, half: tuple[float, float], em: float, rng: np.random.Generator) -> Points:
    around = 2 * math.pi * math.hypot(*half) / math.sqrt(2)
    spikes = max(12, round(around / (em * 1.25)))
    inner = _superellipse(centre, (half[0] * 0.97, half[1] * 0.97), 2.4, 720)
    steps = np.r_[0, np.cumsum(np.hypot(*np.diff(inner, axis=0).T))]
    places = np.linspace(0, steps[-1], 2 * spikes, endpoint=False)
    places[1::2] += rng.uniform(-0.12, 0.12, spikes) * steps[-1] / spikes
    ring = np.stack([np.interp(places, steps, inner[:, i]) for i in (0, 1)], axis=1)
    away = ring - np.array(centre)
    length = np.hypot(away[:, 0], away[:, 1])[:, None]
    out = np.zeros(2 * spikes)
    out[1::2] = em * rng.uniform(0.42, 0.72, spikes)
    return np.asarray(ring + away / length * out[:, None])


def _cloud(centre: Point, half: tuple[float, float], em: float, rng: np.random.Generator) -> Points:
    ring = _superellipse(centre, (half[0] * 0.93, half[1] * 0.93), 2.3, 720)
    steps = np.r_[0, np.cumsum(np.hypot(*np.diff(ring, axis=0).T))]
    puffs = max(8, round(steps[-1] / (em * 2.1)))
    edges = np.linspace(0, steps[-1], puffs + 1) + steps[-1] / puffs * 0.3
    edges[1:-1] += rng.uniform(-0.16, 0.16, puffs - 1) * steps[-1] / puffs
    edges[-1] = edges[0] + steps[-1]
    outline = []
    for left, right in pairwise(edges):
        at = np.linspace(left, right, 12, endpoint=False) % steps[-1]
        base = np.stack([np.interp(at, steps, ring[:, i]) for i in (0, 1)], axis=1)
        away = base - np.array(centre)
        away /= np.hypot(away[:, 0], away[:, 1])[:, None]
        bulge = np.sin(np.linspace(0, math.pi, 12, endpoint=False)) ** 0.75
        outline.append(base + away * (bulge * (right - left) * 0.27)[:, None])
    return np.concatenate(outline)


def caption_outline(box: Rect, em: float, rng: np.random.Generator) -> Points:
    """A paper box whose corners are a little off."""
    left, top, right, bottom = box
    corners = np.array([(left, top), (right, top), (right, bottom), (left, bottom)])
    return corners + rng.uniform(-0.07, 0.07, (4, 2)) * em


def edge_point(outline: Points, centre: Point, towards: Point) -> Point:
    """Where the ray from the centre towards a point leaves the outline."""
    origin = np.array(centre)
    ray = np.array(towards) - origin
    start = outline - origin
    edge = np.roll(start, -1, axis=0) - start
    across = ray[0] * edge[:, 1] - ray[1] * edge[:, 0]
    safe = np.where(np.abs(across) < 1e-12, 1e-12, across)
    along = (start[:, 0] * edge[:, 1] - start[:, 1] * edge[:, 0]) / safe
    share = (start[:, 0] * ray[1] - start[:, 1] * ray[0]) / safe
    hits = along[(share >= -1e-9) & (share <= 1 + 1e-9) & (along > 0)]
    x, y = origin + ray * (hits.max() if hits.size else 0.0)
    return float(x), float(y)


def pointed_tail(start: Point, base: Point, tip: Point, width: float, bend: float) -> Points:
    """A tail from inside the balloon to its tip.

    `start` is the balloon's centre, `base` where the tail leaves the outline, `width` its width
    there, `bend` how far the middle swings aside as a share of the length (signed).
    """
    root = np.array(base) + (np.array(start) - base) * 0.22
    run = np.array(tip) - root
    length = float(np.hypot(*run)) or 1.0
    across = np.array([-run[1], run[0]]) / length
    swing = across * bend * length
    left = _curve(root + across * width / 2, (root + tip) / 2 + swing + across * width * 0.16, tip)
    right = _curve(tip, (root + tip) / 2 + swing - across * width * 0.16, root - across * width / 2)
    return np.concatenate([left, right[1:]])


def jagged_tail(start: Point, base: Point, tip: Point, width: float) -> Points:
    """A lightning tail, for robots and radios."""
    root = np.array(base) + (np.array(start) - base) * 0.15
    run = np.array(tip) - root
    length = float(np.hypot(*run)) or 1.0
    across = np.array([-run[1], run[0]]) / length * width
    return np.array(
        [
            root + across * 0.5,
            root + run * 0.52 + across * 0.5,
            root + run * 0.46 + across * 0.12,
            np.array(tip),
            root + run * 0.56 - across * 0.3,
            root + run * 0.62 - across * 0.02,
            root - across * 0.5,
        ]
    )


def bubbles(base: Point, tip: Point, em: float) -> list[Points]:
    """The bubbles between a thought and its head, growing smaller."""
    run = np.array(tip) - np.array(base)
    found = []
    for share, radius in ((0.3, 0.36), (0.66, 0.25), (0.95, 0.17)):
        x, y = np.array(base) + run * share
        half = (radius * em * 1.15, radius * em)
        found.append(_superellipse((float(x), float(y)), half, 2.0, 24))
    return found


def neck(first: Points, second: Points, width: float) -> Points:
    """The neck that joins two balloons of one speaker, waisted in the middle."""
    a, b = first.mean(axis=0), second.mean(axis=0)
    start = np.array(edge_point(first, (a[0], a[1]), (b[0], b[1])))
    end = np.array(edge_point(second, (b[0], b[1]), (a[0], a[1])))
    run = b - a
    along = run / (np.hypot(*run) or 1.0)
    across = np.array([-along[1], along[0]]) * width / 2
    start, end = start - along * width * 0.5, end + along * width * 0.5
    middle = (start + end) / 2
    one = _curve(start + across, middle + across * 0.45, end + across)
    two = _curve(end - across, middle - across * 0.45, start - across)
    return np.concatenate([one, two])


def _curve(start: Points | Point, control: Points, end: Points | Point, n: int = 14) -> Points:
    t = np.linspace(0, 1, n)[:, None]
    first, last = np.array(start), np.array(end)
    return np.asarray((1 - t) ** 2 * first + 2 * t * (1 - t) * control + t**2 * last)


def offset(points: Points, distance: NDArray[np.float64] | float) -> Points:
    """A closed outline moved outwards by a distance in pixels, one for all or one a point."""
    ahead, behind = np.roll(points, -1, axis=0), np.roll(points, 1, axis=0)
    edge_in = points - behind
    edge_out = ahead - points
    normals = []
    for edge in (edge_in, edge_out):
        length = np.maximum(np.hypot(edge[:, 0], edge[:, 1]), 1e-9)[:, None]
        normals.append(np.stack([edge[:, 1], -edge[:, 0]], axis=1) / length)
    normal = normals[0] + normals[1]
    scale = np.maximum((normal * normals[0]).sum(axis=1), 0.45)[:, None]
    sign = 1.0 if _area(points) > 0 else -1.0
    reach = np.broadcast_to(np.asarray(distance, float), (len(points),))[:, None]
    return np.asarray(points + sign * normal / scale * reach)


def _area(points: Points) -> float:
    x, y = points[:, 0], points[:, 1]
    return float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2
