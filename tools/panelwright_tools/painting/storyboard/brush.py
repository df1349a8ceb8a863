"""The brush: how a line wobbles, swells and tapers, and the polygons that one stroke fills."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from panelwright_tools.painting.storyboard.coverage import Canvas
from panelwright_tools.painting.storyboard.geometry import (
    Point,
    Points,
    area,
    lengths,
    normals,
    resample,
)

Widths = NDArray[np.float64]
"""(n,) full width in pixels at each point of a line."""

_FULL_TURN = 2 * np.pi
CLOSED = 1e-3
"""Pixels within which a line that ends where it began is closed."""
_RUN_TURN = 2.6
"""How far (radians) a run of one polygon may turn before it could cross itself."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line with its width at each point; closed lines repeat their first point at the end."""

    line: Points
    widths: Widths


def wobble(
    line: Points, rng: np.random.Generator, amount: float, unit: float, closed: bool
) -> Points:
    """The line as a hand draws it: three slow waves across it, along its length.

    `amount` 1 is the usual hand; `unit` is the size in pixels of the waves, 1 for a line of 3 px.
    """
    fine = resample(line, 7 * unit, closed)
    phases = rng.uniform(0, _FULL_TURN, 3)
    if not amount or len(fine) < 3:
        return fine
    far = lengths(fine) / unit
    waves = np.sin(far / 19 + phases[0]) + 0.6 * np.sin(far / 8.3 + phases[1])
    waves = waves + 0.8 * np.sin(far / 47 + phases[2])
    size = amount * 0.55 * unit
    if closed:
        whole = far[-1] + 1e-6
        waves = waves * np.minimum(1, np.minimum(far, whole - far) / 12)
    drawn: Points = fine + normals(fine, closed) * (size * waves)[:, None]
    return drawn


def outline_stroke(
    line: Points, width: float, light: Point, rng: np.random.Generator, unit: float
) -> Stroke:
    """A closed stroke, thicker on the side away from the light."""
    normal = normals(line, closed=True) * (1.0 if area(line) > 0 else -1.0)
    ring, normal = np.concatenate([line, line[:1]]), np.concatenate([normal, normal[:1]])
    widths = _uneven(ring, width, rng, unit) * (1 + 0.38 * (normal @ light))
    return Stroke(ring, widths)


def open_stroke(
    line: Points, width: float, taper: tuple[float, float], rng: np.random.Generator, unit: float
) -> Stroke:
    """An open stroke that thins over a share of its length at the start and at the end."""
    widths = _uneven(line, width, rng, unit)
    far = lengths(line)
    share = far / (far[-1] + 1e-6)
    for length, place in zip(taper, (share, 1 - share), strict=True):
        if length:
            widths = widths * np.clip(0.18 + 0.82 * place / length, 0, 1)
    return Stroke(line, widths)


def _uneven(line: Points, width: float, rng: np.random.Generator, unit: float) -> Widths:
    first, second = rng.uniform(0, _FULL_TURN, 2)
    far = lengths(line) / unit
    swell = 1 + 0.16 * np.sin(far / 31 + first) + 0.10 * np.sin(far / 13 + second)
    return np.asarray(width * swell, np.float64)


def fill_stroke(canvas: Canvas, stroke: Stroke, round_ends: bool = True) -> None:
    """Fill a stroke as few long polygons, cut where the line bends too sharply for one."""
    line, half = stroke.line, stroke.widths / 2
    side = normals(line) * half[:, None]
    if len(line) > 2 and abs(line[0] - line[-1]).max() < CLOSED:
        side[0] = side[-1] = normals(line[:-1], closed=True)[0] * half[0]
    cuts, corners = _cuts(line, half)
    left, right = line + side, line - side
    for first, last in pairwise(cuts):
        run = slice(first, last + 1)
        canvas.polygon(np.concatenate([left[run], right[run][::-1]]))
    discs = list(corners) + ([0, len(line) - 1] if round_ends else [])
    for index in discs:
        canvas.disc(line[index][0], line[index][1], half[index])


def _cuts(line: Points, half: Widths) -> tuple[list[int], list[int]]:
    """Where polygons end: first and last point, corners, and after too long a turn."""
    step = line[1:] - line[:-1]
    size = np.hypot(step[:, 0], step[:, 1])
    angle = np.arctan2(step[:, 1], step[:, 0])
    bend = np.abs((angle[1:] - angle[:-1] + np.pi) % _FULL_TURN - np.pi)
    # The inner edge folds over itself where the half-width outruns the radius of the bend.
    folds = half[1:-1] * bend > 0.8 * np.minimum(size[:-1], size[1:])
    corner = (bend > 0.35) | folds
    corners = [int(index) + 1 for index in np.nonzero(corner)[0]]
    if not corners and float(bend.sum()) <= _RUN_TURN:
        return [0, len(line) - 1], corners
    cuts, turned, sharp = [0], 0.0, set(corners)
    for index, turn in enumerate(bend.tolist(), 1):
        turned += turn
        if index in sharp or turned > _RUN_TURN:
            cuts.append(index)
            turned = 0.0
    return [*cuts, len(line) - 1], corners
