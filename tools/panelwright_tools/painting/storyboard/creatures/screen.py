"""The screen that is a robot's face: eyes and mouth of light."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from panelwright_tools.domain.vocabulary import Face
from panelwright_tools.painting.storyboard import geometry as g
from panelwright_tools.painting.storyboard.creatures.tables import creature_table
from panelwright_tools.painting.storyboard.geometry import points, spline
from panelwright_tools.painting.storyboard.ink import Sheet

GLASS = "#14213d"
LIGHT = "#7df3ff"


@dataclass(frozen=True)
class Screen:
    """A screen under the pen: its middle, and how large the face on it is."""

    sheet: Sheet
    x: float
    size: float
    """1 for a face on a screen 0.36 wide."""
    light: str = LIGHT

    def draw(self, face: Face, speaking: bool) -> None:
        """Draw eyes, mouth, and a reflection."""
        row: dict[str, Any] = creature_table("robots")["face"][face.value]
        with self.sheet.placed(g.affine(self.x, 0, self.size)):
            for side in (-1, 1):
                self._eye(str(row["eyes"]), side)
            self._mouth(row, speaking)
            if row.get("tears", False):
                for side in (-1, 1):
                    drop = g.ellipse(side * 0.085, 0.055, 0.012, 0.022)
                    self._glow(drop)

    def _glow(self, outline: g.Points) -> None:
        self.sheet.shape(outline, self.light, 0, raw=True, wobble=0)

    def _trace(self, line: g.Points, width: float = 1.9) -> None:
        self.sheet.line(line, width, self.light, taper=(0.1, 0.1), raw=True, wobble=0)

    def _mask(self, outline: g.Points) -> None:
        self.sheet.shape(outline, GLASS, 0, raw=True, wobble=0)

    def _eye(self, kind: str, side: int) -> None:
        x = side * 0.082
        if kind == "arc":
            arc = points(x - 0.042, 0.015, x - 0.02, -0.028, x + 0.02, -0.028, x + 0.042, 0.015)
            self._trace(spline(arc, closed=False, steps=5))
            return
        if kind == "shut":
            arc = points(x - 0.04, -0.01, x - 0.015, 0.014, x + 0.015, 0.014, x + 0.04, -0.01)
            self._trace(spline(arc, closed=False, steps=5))
            return
        tall = {"wide": 0.060, "star": 0.056, "half": 0.046}.get(kind, 0.046)
        wide = {"wide": 0.046, "star": 0.046}.get(kind, 0.033)
        if kind == "uneven":
            tall, wide = (0.056, 0.040) if side > 0 else (0.036, 0.028)
        self._glow(g.ellipse(x, -0.012, wide, tall))
        if kind in ("wide", "uneven"):
            self._mask(g.ellipse(x + 0.008, -0.008, wide * 0.42, tall * 0.42))
        elif kind in ("dot", "star"):
            glint = g.ellipse(x - 0.01, -0.03, 0.011, 0.013, count=14)
            self.sheet.shape(glint, "#ffffff", 0, raw=True, wobble=0)
        self._lid(kind, x, side)

    def _lid(self, kind: str, x: float, side: int) -> None:
        if kind == "half":
            self._mask(points(x - 0.06, -0.08, x + 0.06, -0.08, x + 0.06, -0.012, x - 0.06, -0.012))
        slope = {"sad": 0.028, "angry": -0.030}.get(kind)
        if slope is not None:
            outer, inner = -0.028 + slope, -0.034 - slope
            ends = (inner, outer) if side > 0 else (outer, inner)
            lid = points(x - 0.06, -0.09, x + 0.06, -0.09, x + 0.06, ends[1], x - 0.06, ends[0])
            self._mask(lid)

    def _mouth(self, row: dict[str, Any], speaking: bool) -> None:
        flat = np.reshape(np.asarray(row["mouth"], float), (-1, 2)) / 100
        line = flat * (1.0, 1.15) + (0.0, 0.07)
        if row.get("open", False) or speaking:
            if len(flat) < 4:
                flat = np.concatenate([flat, flat[::-1] * (0.7, 1) + (0, 0.03)])
            self._glow(spline(flat * (0.9, 1.0) + (0.0, 0.062), steps=5))
        else:
            self._trace(spline(line, closed=False, steps=5), 1.5)
