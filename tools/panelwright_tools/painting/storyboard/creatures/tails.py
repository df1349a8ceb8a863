"""Tails: centre lines and widths from tails.toml, swung up or down."""

import numpy as np

from panelwright_tools.painting.storyboard import geometry as g
from panelwright_tools.painting.storyboard.creatures.build import Build
from panelwright_tools.painting.storyboard.creatures.coat import Coat
from panelwright_tools.painting.storyboard.creatures.crests import colour_of
from panelwright_tools.painting.storyboard.creatures.tables import creature_table
from panelwright_tools.painting.storyboard.geometry import Point, spline
from panelwright_tools.painting.storyboard.ink import Sheet


def draw_tail(sheet: Sheet, build: Build, coat: Coat, root: Point, swing: float) -> None:
    """A tail that leaves the body to the left at `root`, swung up by `swing` degrees."""
    if build.tail == "none":
        return
    row = creature_table("tails")[build.tail]
    size = build.tail_size
    # A tail that hangs lies on the ground before it passes through it.
    low = (-float(root[1]) - 0.05) / size
    with sheet.placed(g.affine(root[0], root[1], size)):
        line = np.reshape(np.asarray(row["line"], float), (-1, 2))
        line = line @ g.turn(swing).T
        line[:, 1] = np.minimum(line[:, 1], max(low, 0.0))
        curve = spline(line, closed=False, steps=6)
        colour = colour_of(str(row.get("colour", "main")), coat)
        outline = g.tube(curve, row["widths"], count=6)
        mask = sheet.shape(outline, colour, 1.0, shade=0.16, wobble=0.5)
        if "tip" in row:
            tip = g.tube(curve[-int(len(curve) * row["tip"]) :], [0.3, 0.3], count=6)
            with sheet.clip(mask):
                tip_colour = colour_of(str(row["tip_colour"]), coat)
                sheet.shape(tip, tip_colour, 0.4, wobble=0.5)
        if "spade" in row:
            _draw_spade(sheet, curve, float(row["spade"]), coat)
        if "tuft" in row:
            end, before = curve[-1], curve[-3]
            angle = float(np.degrees(np.arctan2(*(end - before)[::-1])))
            with sheet.placed(g.affine(end[0], end[1], float(row["tuft"]), rotation=angle)):
                tuft = spline(
                    g.points(-0.3, -0.5, 0.5, -0.7, 1.4, 0.0, 0.5, 0.7, -0.3, 0.5), steps=5
                )
                sheet.shape(tuft, coat.dark, 0.9, shade=0.14)


def _draw_spade(sheet: Sheet, curve: g.Points, size: float, coat: Coat) -> None:
    end, before = curve[-1], curve[-4]
    angle = float(np.degrees(np.arctan2(*(end - before)[::-1])))
    with sheet.placed(g.affine(float(end[0]), float(end[1]), size, rotation=angle)):
        spade = g.points(-0.4, 0, -0.2, -0.9, 1.3, 0, -0.2, 0.9)
        sheet.shape(spade, coat.pattern, 0.9, shade=0.14)
