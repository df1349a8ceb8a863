"""Draws the measured curve and the filtered points with Pillow."""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from lift_2d.measure import Row, Scene
from lift_2d.shapes import Mask, Points
from lift_2d.tables import by_method, mean

SIZE = (760, 460)
LEFT, TOP, RIGHT, BOTTOM = 70, 30, 20, 60
"""Margins of the curve, pixels."""
LEAST, MOST = (10.0, 0.002), (10_000.0, 0.2)
"""Corners: evaluations a sample and share of decisions that differ, both on logarithmic axes."""
FIXED, OURS, AIM, PALE = (176, 84, 30), (20, 92, 160), (40, 140, 60), (215, 215, 215)
TILE, EXTENT, DOT = 150, 1.4, 1
"""Of the points: pixels a side, half the side of the plane shown, radius of a dot."""


def draw_curve(rows: Sequence[Row], aims: Sequence[Mapping[str, float]], path: Path) -> None:
    """Evaluations against decisions that differ, mean over the reported environments."""
    image = Image.new("RGB", SIZE, "white")
    draw = ImageDraw.Draw(image)
    _axes(draw)
    methods = by_method(row for row in rows if not row.tuned)
    for colour, fixed in ((FIXED, True), (OURS, False)):
        places = sorted(
            (mean(found, "evaluations"), mean(found, "disagreement"), name)
            for name, found in methods.items()
            if name != "no filter" and name.startswith("fixed") == fixed
        )
        spots = [_place(x, y) for x, y, _ in places]
        draw.line(spots, fill=colour, width=2)
        for spot, (x, y, name) in zip(spots, places, strict=True):
            _dot(draw, spot, colour, 4)
            crowded = any(0 < spot[0] - other[0] < 120 and abs(spot[1] - other[1]) < 12
                          for other in spots)  # fmt: skip
            at = spot[0] + 7, spot[1] + (6 if crowded else -16)
            draw.text(at, f"{name}: {x:.0f}, {y:.1%}", fill=colour)
    for aim in aims:
        spot = _place(aim["evaluations"], aim["disagreement"])
        draw.line([(spot[0] - 6, spot[1]), (spot[0] + 6, spot[1])], fill=AIM, width=2)
        draw.line([(spot[0], spot[1] - 6), (spot[0], spot[1] + 6)], fill=AIM, width=2)
    draw.text((LEFT + 8, TOP + 6), "crosses: the aims", fill=AIM)
    image.save(path, optimize=True)


def _axes(draw: ImageDraw.ImageDraw) -> None:
    font = ImageFont.load_default()
    for x in (10, 30, 100, 300, 1000, 3000, 10000):
        at = _place(x, LEAST[1])
        draw.line([at, (at[0], TOP)], fill=PALE)
        draw.text((at[0], at[1] + 6), str(x), fill="black", font=font, anchor="ma")
    for y in (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2):
        at = _place(LEAST[0], y)
        draw.line([at, (SIZE[0] - RIGHT, at[1])], fill=PALE)
        draw.text((at[0] - 6, at[1]), f"{y:.1%}", fill="black", font=font, anchor="rm")
    middle = (LEFT + SIZE[0] - RIGHT) / 2
    text = "network evaluations a sample"
    draw.text((middle, SIZE[1] - 20), text, fill="black", font=font, anchor="mm")
    text = "decisions that differ from those of very many draws"
    draw.text((LEFT, 14), text, fill="black", font=font, anchor="lm")


def _place(x: float, y: float) -> tuple[float, float]:
    across = math.log(max(x, LEAST[0]) / LEAST[0]) / math.log(MOST[0] / LEAST[0])
    up = math.log(max(y, LEAST[1]) / LEAST[1]) / math.log(MOST[1] / LEAST[1])
    width, height = SIZE[0] - LEFT - RIGHT, SIZE[1] - TOP - BOTTOM
    return LEFT + across * width, SIZE[1] - BOTTOM - up * height


def draw_points(scenes: Sequence[Scene], accepted: Sequence[Mask], path: Path) -> None:
    """A column an environment: the target, what was generated, and what ours lets through."""
    image = Image.new("RGB", (TILE * len(scenes), TILE * 3 + 20), "white")
    draw = ImageDraw.Draw(image)
    for column, (scene, left) in enumerate(zip(scenes, accepted, strict=True)):
        draw.text((TILE * column + 8, 4), scene.composition.name, fill="black")
        samples = scene.samples.double().numpy()
        for row, points in enumerate((scene.target[: len(samples)], samples, samples[left])):
            corner = (TILE * column, TILE * row + 20)
            _scatter(draw, corner, points, scene.composition.holds(points))
    image.save(path, optimize=True)


def _scatter(
    draw: ImageDraw.ImageDraw, corner: tuple[int, int], points: Points, member: Mask
) -> None:
    draw.rectangle((*corner, corner[0] + TILE - 4, corner[1] + TILE - 4), outline=PALE)
    shown = np.abs(points).max(axis=1) < EXTENT
    places = (points * (1, -1) / EXTENT + 1) / 2 * (TILE - 4)
    for (x, y), good in zip(places[shown], member[shown], strict=True):
        _dot(draw, (corner[0] + x, corner[1] + y), OURS if good else FIXED, DOT)


def _dot(
    draw: ImageDraw.ImageDraw, at: tuple[float, float], colour: tuple[int, int, int], radius: int
) -> None:
    x, y = at
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)
