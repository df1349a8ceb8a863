"""Faces: eyes, brows, nose and mouth of fifteen expressions, laid onto a turned head."""

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from panelwright_tools.domain.vocabulary import Age, Face
from panelwright_tools.painting.storyboard import geometry as g
from panelwright_tools.painting.storyboard.colour import luminance, mix
from panelwright_tools.painting.storyboard.coverage import Coverage
from panelwright_tools.painting.storyboard.geometry import Points, points, spline
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.people.head import HeadView
from panelwright_tools.painting.storyboard.people.look import Person
from panelwright_tools.painting.storyboard.people.tables import people_table

DARK = "#231830"
"""Pupils and lashes."""
MOUTH = "#7a2230"


@dataclass(frozen=True)
class Expression:
    """One expression; numbers are in heads."""

    eyes: str
    """dot, big, wide, half, shut, arc, squeezed."""
    brows: tuple[float, float]
    """How far the inner and the outer end of a brow are lowered."""
    mouth: str
    """A name in faces.toml."""
    blush: float = 0.75
    gaze: tuple[float, float] = (0.012, 0.0)
    tears: bool = False
    sweat: bool = False
    uneven: float = 0.0
    """How much higher the far brow is."""
    stretch: float = 1.0
    """Width of the mouth."""


@cache
def expression_of(face: Face, calm: str = "") -> Expression:
    """The drawing of an expression; `calm` is a row of other neutral faces, or nothing."""
    rows = people_table("faces")
    other = face is Face.NEUTRAL and calm
    row: dict[str, Any] = rows["calm"][calm] if other else rows["expression"][face.value]
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}
    return Expression(**values)


def spoken(expression: Expression) -> Expression:
    """The same feeling with words coming out of its mouth."""
    row = people_table("faces")["mouth"][expression.mouth]
    return replace(expression, mouth=row.get("spoken", expression.mouth))


def mouth_opens(name: str) -> bool:
    """Whether a mouth of faces.toml is open."""
    return bool(people_table("faces")["mouth"][name].get("open", False))


@dataclass(frozen=True)
class FaceDrawing:
    """A face under the pen."""

    sheet: Sheet
    person: Person
    view: HeadView
    expression: Expression

    def draw(self, mask: Coverage | None) -> None:
        """Everything on the face, inside the outline of the head."""
        with self.sheet.clip(mask):
            self._cheeks()
            self._marks()
            for side in (-1, 1):
                self._eye(side)
            self._nose()
            self._mouth()
        if self.expression.tears or self.expression.sweat:
            self._drops()

    def draw_brows(self) -> None:
        """The brows, which act even through a fringe."""
        for side in (-1, 1):
            self._brow(side)

    # Skin

    def _cheeks(self) -> None:
        skin = self.person.skin
        blush = mix(skin, "#e0483e", 0.55 if luminance(skin) > 0.58 else 0.35)
        for x in (-0.27, 0.27):
            squeeze = self.view.frontal(x, 0.21)
            if squeeze > 0.1:
                spot = self.view.face((x, 0.21))[0]
                patch = g.ellipse(spot[0], spot[1], 0.088 * squeeze**0.5, 0.055)
                blur = max(1.0, 0.035 * self.sheet.scale)
                self.sheet.soft(patch, blush, self._blush(), blur=blur)

    def _blush(self) -> float:
        """Children have red cheeks, grown people hardly any unless they feel for it."""
        young = self.person.age in (Age.BABY, Age.CHILD)
        return self.expression.blush * (0.9 if young else 0.35)

    def _marks(self) -> None:
        marks, skin = self.person.marks, self.person.skin
        if "freckles" in marks:
            tint = mix(skin, "#8a3a1a", 0.55)
            for x, y in self._spots("freckles"):
                self.sheet.shape(g.ellipse(x, y, 0.0125, count=10), tint, 0, wobble=0)
        if "mole" in marks:
            x, y = self.view.face((-0.2, 0.28))[0]
            self.sheet.shape(g.ellipse(x, y, 0.016, count=10), mix(skin, "#3a1a14", 0.7), 0)
        if "scar" in marks:
            line = self.view.face(points(-0.30, -0.10, -0.24, 0.06, -0.25, 0.20))
            self.sheet.line(line, 1.1, mix(skin, "#a8343a", 0.5))
        if "wrinkles" in marks:
            self._wrinkles()

    def _spots(self, name: str) -> Points:
        flat = np.asarray(people_table("faces")[name], float).reshape(-1, 2)
        seen = [spot for spot in flat if self.view.frontal(*spot) > 0.15]
        return self.view.face(seen) if seen else np.zeros((0, 2))

    def _wrinkles(self) -> None:
        tint = mix(self.person.skin, "#5a1a20", 0.45)
        for side in (-1, 1):
            lines = (
                points(side * 0.27, 0.01, side * 0.34, -0.02),
                points(side * 0.27, 0.05, side * 0.345, 0.06),
                points(side * 0.11, 0.13, side * 0.20, 0.155, side * 0.27, 0.13),
                points(side * 0.13, 0.22, side * 0.18, 0.30, side * 0.18, 0.35),
            )
            if self.view.frontal(side * 0.25, 0.1) > 0.2:
                for line in lines:
                    self._stroke(line, 0.45, tint)
        for y in (-0.28, -0.23):
            self._stroke(points(-0.12, y + 0.01, 0.0, y, 0.12, y + 0.01), 0.4, tint)

    def _stroke(
        self, flat: Points, width: float, colour: ArrayLike, taper: tuple[float, float] = (0.3, 0.3)
    ) -> None:
        line = spline(self.view.face(flat), closed=False, steps=5)
        self.sheet.line(line, width, np.asarray(colour), taper=taper, wobble=0.2)

    # Eyes

    def _eye(self, side: int) -> None:
        x, y = side * 0.185, 0.045 - 0.03 * (1 - self.person.body.eyes)
        squeeze = self.view.frontal(x, y)
        if squeeze < 0.12:
            return
        size = self.person.body.eyes
        spot = self.view.face((x, y))[0]
        if not self.view.profile:
            # On the far side of the head the eye must not run over the edge of the face.
            spot[0] = min(spot[0], 0.305)
        narrow = size * float(np.clip(0.35 + 0.70 * squeeze, 0.45, 1.0))
        kind = self.expression.eyes
        with self.sheet.placed(g.affine(spot[0], spot[1], narrow, size)):
            if kind in ("dot", "half", "big"):
                self._open_eye(side, 1.12 if kind == "big" else 1.0, kind == "half")
            elif kind == "wide":
                self._wide_eye()
            else:
                lid = np.asarray(people_table("faces")["lid"][kind], float).reshape(-1, 2)
                lid = lid * (side if kind == "squeezed" else 1, 1)
                curve = lid if kind == "squeezed" else spline(lid, closed=False, steps=6)
                self.sheet.line(curve, 1.3, taper=(0.25, 0.25), wobble=0.2)
                self._lashes(side, 0.03)

    def _open_eye(self, side: int, tall: float, half: bool) -> None:
        sheet, gaze = self.sheet, self.expression.gaze
        dx, dy = gaze[0] + 0.01 * self.view.sine, gaze[1]
        outer = g.ellipse(0, 0, 0.068 * tall, 0.102 * tall)
        mask = sheet.shape(outer, DARK, 0, wobble=0, raw=True)
        with sheet.clip(mask):
            iris = g.ellipse(dx, 0.045 + dy, 0.056 * tall, 0.062 * tall)
            sheet.shape(iris, self.person.eyes, 0, wobble=0)
            pupil = g.ellipse(dx, dy, 0.042 * tall, 0.07 * tall)
            sheet.shape(pupil, DARK, 0, wobble=0, raw=True)
            sheet.shape(g.ellipse(-0.018, -0.040, 0.027, 0.034), "#ffffff", 0, wobble=0, raw=True)
            spark = g.ellipse(0.026, 0.046, 0.013, 0.016, count=12)
            sheet.shape(spark, "#ffffff", 0, wobble=0, raw=True, alpha=0.8)
        if half:
            lid = points(-0.10, -0.13, 0.10, -0.13, 0.10, -0.02, -0.10, -0.02)
            sheet.shape(lid, self.person.skin, 0, wobble=0)
            sheet.line(points(-0.095, -0.018, 0.095, -0.022), 1.15, taper=(0.2, 0.2), wobble=0.2)
        else:
            top = points(-0.088, -0.045, -0.045, -0.103 * tall, 0.02, -0.112 * tall, 0.085, -0.06)
            line = spline(top * (side, 1) if side < 0 else top, closed=False, steps=6)
            sheet.line(line, 1.15, taper=(0.4, 0.4), wobble=0.2)
        self._lashes(side, -0.07)

    def _wide_eye(self) -> None:
        sheet, gaze = self.sheet, self.expression.gaze
        dx, dy = gaze[0] + 0.012 * self.view.sine, gaze[1]
        sheet.shape(g.ellipse(0, -0.01, 0.098, 0.120), "#fffdf6", 0.85, wobble=0.2)
        sheet.shape(g.ellipse(dx, dy, 0.050, 0.062), DARK, 0, wobble=0, raw=True)
        sheet.shape(g.ellipse(dx - 0.016, dy - 0.022, 0.017), "#ffffff", 0, wobble=0, raw=True)

    def _lashes(self, side: int, y: float) -> None:
        if "lashes" not in self.person.marks:
            return
        grown = self.person.gender == "feminine" and self.person.age in (Age.TEEN, Age.ADULT)
        spots = ((0.075, y, 0.122, y - 0.032), (0.086, y + 0.03, 0.132, y + 0.018))
        for x0, y0, x1, y1 in spots[: 2 if grown else 1]:
            lash = points(side * x0, y0, side * x1, y1)
            self.sheet.line(lash, 0.8, taper=(0, 0.9), wobble=0)

    def _brow(self, side: int) -> None:
        x = side * 0.185
        if self.view.frontal(x, -0.15) < 0.12:
            return
        inner, outer = self.expression.brows
        high = -0.155 - (self.expression.uneven if side > 0 else 0.0)
        high += 0.035 * (1 - self.person.body.eyes)
        flat = points(
            *(x - side * 0.095, high + inner),
            *(x, high - 0.04 + (inner + outer) / 2),
            *(x + side * 0.10, high + 0.005 + outer),
        )
        hair = "#8d8a90" if self.person.hair == "bald" else self.person.hair_colour
        pale = luminance(hair) > 0.66
        colour = mix(hair, "#1a0a20", 0.30 if pale else 0.45)
        width = 1.25 * self.person.body.brow * (0.9 if self.person.gender == "feminine" else 1.1)
        self._stroke(flat, width, colour, taper=(0.25, 0.6))

    # Nose, mouth, tears

    def _nose(self) -> None:
        size = self.person.body.nose
        tint = mix(self.person.skin, "#5a1a20", 0.62)
        lift = self.view.nod * 0.10
        if self.view.profile:
            curve = g.shifted(points(0.40, 0.185, 0.425, 0.165, 0.42, 0.135), 0.0, lift)
            self.sheet.line(spline(curve, closed=False, steps=5), 0.6, tint, wobble=0.2)
            return
        tip = self.view.face((0.0, 0.17))[0]
        side = 1.0 if self.view.yaw > 18 else 0.0
        out = 0.05 * self.view.sine + 0.012 * side
        flat = points(0.0, -0.045, 0.034, 0.012, 0.022, 0.038, -0.03, 0.04)
        if not side:
            flat = points(-0.036, 0.022, -0.016, 0.04, 0.016, 0.04, 0.036, 0.022)
        curve = g.shifted(flat * size + tip, out, 0.0)
        self.sheet.line(
            spline(curve, closed=False, steps=5), 0.8, tint, taper=(0.4, 0.3), wobble=0.2
        )

    def _mouth(self) -> None:
        row = people_table("faces")["mouth"][self.expression.mouth]
        y = 0.325 + self.person.body.jaw * 0.5
        flat = np.asarray(row["line"], float).reshape(-1, 2)
        flat = flat * (self.expression.stretch * (0.92 if self.person.body.eyes < 0.95 else 1), 1)
        # In profile the lips bulge, so the mouth begins behind them.
        curve = g.shifted(flat, -0.06 if self.view.profile else 0.0, y)
        if not row.get("open", False):
            tint = mix("#4a1420", self.person.skin, 0.05)
            line = spline(self.view.face(curve), closed=False, steps=6)
            self.sheet.line(line, 1.05, tint, taper=(0.25, 0.25), wobble=0.2)
            self._lip(y)
            return
        fill = row.get("fill", MOUTH)
        mask = self.sheet.shape(self.view.face(spline(curve, steps=5)), fill, 0.85, wobble=0.2)
        with self.sheet.clip(mask):
            if row.get("tongue", False):
                tongue = self.view.face(g.ellipse(0, y + 0.10, 0.075, 0.05))
                self.sheet.shape(tongue, "#e8716b", 0)
            if row.get("teeth", False):
                low = y - 0.005
                teeth = points(-0.13, y - 0.06, 0.13, y - 0.06, 0.10, low, -0.10, low)
                self.sheet.shape(self.view.face(teeth), "#fffaf0", 0)
            if row.get("grid", False):
                self._stroke(
                    points(-0.12, y + 0.02, 0.0, y + 0.012, 0.12, y + 0.02), 0.5, MOUTH_INK
                )

    def _lip(self, y: float) -> None:
        if self.person.gender != "feminine" or self.person.age not in (Age.TEEN, Age.ADULT):
            return
        tint = mix(self.person.skin, "#b02a3a", 0.55)
        self._stroke(points(-0.035, y + 0.05, 0.0, y + 0.056, 0.035, y + 0.05), 0.9, tint)

    def _drops(self) -> None:
        blue, size = "#8fd0f0", 0.05
        spots = ((-0.24, 0.20), (0.24, 0.20)) if self.expression.tears else ((-0.36, -0.20),)
        for x, y in spots:
            if self.view.frontal(x, y) < 0.12:
                continue
            at = self.view.face((x, y))[0]
            drop = points(0, -1.5, 0.6, -0.2, 0.62, 0.45, 0, 0.95, -0.62, 0.45, -0.6, -0.2) * size
            self.sheet.shape(spline(drop, steps=4) + at, blue, 0.6, shine=0.25)


MOUTH_INK = np.array([90.0, 30.0, 40.0])
