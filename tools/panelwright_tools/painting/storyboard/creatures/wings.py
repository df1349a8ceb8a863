"""Wings on four-legged ones: a dragon's skin, a winged horse's feathers; folded or spread."""

import numpy as np

from panelwright_tools.painting.storyboard import geometry as g
from panelwright_tools.painting.storyboard.colour import mix
from panelwright_tools.painting.storyboard.creatures.coat import Coat
from panelwright_tools.painting.storyboard.creatures.crests import colour_of
from panelwright_tools.painting.storyboard.creatures.tables import creature_table
from panelwright_tools.painting.storyboard.geometry import Point, spline
from panelwright_tools.painting.storyboard.ink import Sheet

SPREADING = ("soar", "rear", "startle", "call", "jump", "run")
"""Stances in which wings are spread."""


def draw_wing(
    sheet: Sheet, kind: str, coat: Coat, root: Point, *, size: float, spread: bool, far: bool
) -> None:
    """A wing rooted on the back, behind the body when it is the far one."""
    row = creature_table("wings")[kind]["spread" if spread else "folded"]
    turn = float(row.get("turn", 0.0)) + (26.0 if far and spread else 0.0)
    with sheet.placed(g.affine(float(root[0]), float(root[1]), size, rotation=turn)):
        colour = colour_of(str(creature_table("wings")[kind].get("colour", "dark")), coat)
        colour = mix(colour, "#1a1030", 0.2) if far else colour
        flat = np.reshape(np.asarray(row["outline"], float), (-1, 2))
        outline = flat if row.get("sharp", False) else spline(flat, steps=5)
        sheet.shape(outline, colour, 1.0, shade=0.10, wobble=0.6)
        for bone in row.get("bones", ()):
            line = spline(np.reshape(bone, (-1, 2)), closed=False, steps=5)
            if kind == "skin":
                widths = [0.035, 0.028, 0.014]
                sheet.limb(line, widths, mix(coat.main, "#1a1030", 0.2 if far else 0.0), 0.8)
            else:
                sheet.line(line, 0.6, taper=(0.5, 0.1), wobble=0.4)
