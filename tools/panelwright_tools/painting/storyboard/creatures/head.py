"""Heads of animals: a skull that turns, a muzzle in front of it, ears, and a face that acts."""

from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np

from panelwright_tools.domain.vocabulary import Face
from panelwright_tools.painting.storyboard import geometry as g
from panelwright_tools.painting.storyboard.colour import Paint, luminance, mix
from panelwright_tools.painting.storyboard.coverage import Coverage
from panelwright_tools.painting.storyboard.creatures import crests, ears
from panelwright_tools.painting.storyboard.creatures.actor import Actor
from panelwright_tools.painting.storyboard.creatures.coat import Coat
from panelwright_tools.painting.storyboard.creatures.expressions import Expression, expression_of
from panelwright_tools.painting.storyboard.creatures.face import (
    DARK,
    Eye,
    EyeSpot,
    draw_blush,
    draw_drop,
    draw_eye,
    draw_mouth,
)
from panelwright_tools.painting.storyboard.creatures.species import species_row
from panelwright_tools.painting.storyboard.creatures.tables import creature_table, frozen
from panelwright_tools.painting.storyboard.creatures.turning import Turn
from panelwright_tools.painting.storyboard.geometry import Point, Points, points, spline
from panelwright_tools.painting.storyboard.ink import Sheet


@dataclass(frozen=True)
class HeadShape:
    """The build of a species' head; 1 is half the width of its skull."""

    skull: str = "round"
    """A contour in heads.toml."""
    wide: float = 1.0
    tall: float = 0.84
    muzzle: tuple[float, float, float, float] = (0.25, 0.34, 0.42, 0.30)
    """How far it stands out, how low it lies, half its width and half its height."""
    joined: bool = False
    """The muzzle is one with the skull (horse, fox) instead of a pad on it."""
    bare: bool = False
    """The pad of the muzzle has the colour of the coat."""
    nose: str = "button"
    """A shape in heads.toml, or none."""
    nose_size: float = 0.13
    nose_colour: str = "#2a1c26"
    eye: float = 0.24
    """Half the height of an eye."""
    eye_angle: float = 27.0
    """Degrees that an eye sits to the side."""
    eye_height: float = -0.12
    iris: str | None = None
    slit: bool = False
    mouth: tuple[float, float] = (0.26, 0.26)
    """Half its width, and its height."""
    mouth_drop: float = 0.2
    """From the nose to the mouth."""
    ear: str = "point"
    ear_angle: float = 52.0
    ear_height: float = -0.62
    ear_size: float = 0.6
    ear_tilt: float = 20.0
    yaw: float = 20.0
    """Degrees of its three-quarter view."""
    extras: tuple[str, ...] = ()
    """whiskers, tufts, blaze, mask and other features; see crests.py."""


@cache
def _shape_of(species: str) -> HeadShape:
    row: dict[str, Any] = species_row(species).get("head", {})
    return HeadShape(**frozen(row))


def head_shape(species: str) -> HeadShape:
    """The head of a species."""
    return _shape_of(species)


@dataclass(frozen=True)
class Head:
    """A head under the pen; its unit is half the width of the skull."""

    sheet: Sheet
    shape: HeadShape
    coat: Coat
    turn: Turn
    face: Face
    speaking: bool = False
    expression: Expression = field(init=False)

    def __post_init__(self) -> None:
        """Look up the expression."""
        object.__setattr__(self, "expression", expression_of(self.face))

    def draw(self) -> Point:
        """Draw the head; its mouth is returned."""
        crests.draw_behind(self.sheet, self.shape.extras, self.coat, self.turn)
        far, near = (1, -1) if not self.turn.behind else (-1, 1)
        self._ear(far)
        if self.turn.behind:
            self._ear(near)
        mask = self._skull()
        if not self.turn.behind:
            self._ear(near)
            self._features(mask)
        crests.draw_over(self.sheet, self.shape.extras, self.coat, self.turn)
        return self._mouth_spot()

    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of the face, in the head's unit."""
        snout = self._muzzle_middle()
        _, _, wide, tall = self.shape.muzzle
        right = max(self.shape.wide, float(snout[0]) + wide)
        left = min(-self.shape.wide, float(snout[0]) - wide)
        return left, -self.shape.tall, right, max(self.shape.tall, float(snout[1]) + tall)

    # Skull and muzzle

    def _contour(self) -> Points:
        row = creature_table("heads")["skull"][self.shape.skull]
        flat = np.asarray(row, float).reshape(-1, 2)
        return spline(flat * (self.shape.wide, self.shape.tall), steps=7)

    def _skull(self) -> Coverage | None:
        flat = self._contour()
        if self.shape.joined and not self.turn.behind:
            return self.sheet.merged([flat, self._snout()], self.coat.main, 1.05, shade=0.16)
        return self.sheet.shape(flat, self.coat.main, 1.05, shade=0.16, wobble=0.6)

    def _muzzle_middle(self) -> Point:
        out, drop, _, _ = self.shape.muzzle
        return np.array([(out + 0.55) * self.turn.sine, drop - out * 0.1 * self.turn.sine])

    def _muzzle_scale(self) -> float:
        return 1.0 - 0.12 * abs(self.turn.sine)

    def _snout(self) -> Points:
        _, _, wide, _ = self.shape.muzzle
        middle = self._muzzle_middle()
        root = np.array([0.30 * self.turn.sine, 0.05])
        line = np.linspace(root, middle, 7)
        start = 0.72 * min(self.shape.wide, self.shape.tall)
        return g.tube(line, [start, (start + wide) * 0.48, wide], count=9)

    def _muzzle_patch(self) -> None:
        _, _, wide, tall = self.shape.muzzle
        x, y = self._muzzle_middle()
        pad = g.ellipse(x, y, wide * self._muzzle_scale(), tall)
        colour = self.coat.main if self.shape.bare else self.coat.light
        if self.shape.joined:
            self.sheet.shape(pad, colour, 0, wobble=0.4)
        else:
            weight = 0.55 if self.shape.bare or self.turn.sine > 0.5 else 0.45
            self.sheet.shape(pad, colour, weight, shade=0.1, wobble=0.4)

    # Features

    def _features(self, mask: Coverage | None) -> None:
        with self.sheet.clip(mask):
            crests.draw_markings(self.sheet, self.shape.extras, self.coat, self.turn)
            self._blush()
        if self.shape.muzzle[2] > 0:
            self._muzzle()
        # Plain dark eyes would be lost in a dark coat.
        dim = luminance(self.coat.main) < 0.27 and not self.shape.extras
        iris = self.shape.iris or ("#e8c66a" if dim else None)
        eye = Eye(self.shape.eye, iris, self.shape.slit, self.coat.main)
        for side in (1, -1):
            spot = self.turn.spot(side * self.shape.eye_angle, self.shape.eye_height)
            if spot.front > 0.12:
                squeeze = float(np.clip(0.25 + 0.85 * spot.front, 0.5, 1.0))
                at = spot.at * (self.shape.wide, self.shape.tall)
                draw_eye(self.sheet, eye, EyeSpot(at, squeeze, side), self.expression)
        self._drops()

    def _muzzle(self) -> None:
        if self.shape.joined:
            contour, snout = self._contour(), self._snout()
            parts = [self.sheet.to_pixels(contour), self.sheet.to_pixels(snout)]
            with self.sheet.clip(self.sheet.mask(parts)):
                self._muzzle_patch()
        else:
            self._muzzle_patch()
        self._mouth()
        self._nose()

    def _nose_spot(self) -> Point:
        _, _, wide, tall = self.shape.muzzle
        lift = 0.50 if not self.shape.joined else 0.25
        spot: Point = self._muzzle_middle() + np.array([wide * 0.62 * self.turn.sine, -tall * lift])
        return spot

    def _nose(self) -> None:
        if self.shape.nose == "none":
            return
        rows = creature_table("heads")["nose"][self.shape.nose]
        at, size = self._nose_spot(), self.shape.nose_size
        with self.sheet.placed(g.affine(at[0], at[1], size * (1 - 0.2 * self.turn.sine), size)):
            outline = spline(np.asarray(rows["outline"], float).reshape(-1, 2), steps=5)
            if rows.get("filled", True):
                self.sheet.shape(outline, self.shape.nose_colour, 0.6, wobble=0.2)
            for x, y in np.reshape(rows.get("holes", []), (-1, 2)):
                hole = g.ellipse(x, y, 0.2, 0.3, count=14)
                tint = mix(self.shape.nose_colour, DARK, 0.75)
                self.sheet.shape(hole, tint, 0, wobble=0)
            for x, y in np.reshape(rows.get("shine", []), (-1, 2)):
                self.sheet.shape(g.ellipse(x, y, 0.28, 0.16, count=12), "#ffffff", 0, alpha=0.55)

    def _mouth_spot(self) -> Point:
        if self.turn.behind:
            return np.array([0.0, 0.3])
        back = -0.25 * self.shape.muzzle[2] * self.turn.sine
        spot: Point = self._nose_spot() + np.array([back, self.shape.mouth_drop])
        return spot

    def _mouth(self) -> None:
        at = self._mouth_spot()
        wide, tall = self.shape.mouth
        skin: Paint = self.coat.main if self.shape.bare else self.coat.light
        folded = self.shape.nose in ("button", "small") and self.turn.sine < 0.8
        size = (wide * (1 - 0.15 * self.turn.sine), tall)
        draw_mouth(
            self.sheet, at, size, self.expression, skin, folded=folded, speaking=self.speaking
        )
        if folded:
            nose = self._nose_spot()
            tint = None if luminance(skin) > 0.3 else mix(skin, "#f4ecd8", 0.6)
            self.sheet.line(points(*nose, at[0], at[1] - 0.03), 0.7, tint, wobble=0.1)

    def _blush(self) -> None:
        for side in (-1, 1):
            spot = self.turn.spot(side * (self.shape.eye_angle + 10), self.shape.eye_height + 0.42)
            if spot.front > 0.3:
                at = spot.at * (self.shape.wide, self.shape.tall)
                draw_blush(self.sheet, at, 0.2, self.coat.main, self.expression.blush)

    def _drops(self) -> None:
        if self.expression.tears:
            spots = [
                (side * self.shape.eye_angle, self.shape.eye_height + 0.45) for side in (-1, 1)
            ]
        elif self.expression.sweat:
            spots = [(-58.0, -0.55)]
        else:
            return
        for angle, y in spots:
            spot = self.turn.spot(angle, y)
            if spot.front > 0.1:
                at = spot.at * (self.shape.wide, self.shape.tall)
                draw_drop(self.sheet, at, 0.13)

    def _ear(self, side: int) -> None:
        shape = self.shape
        spot = self.turn.spot(side * shape.ear_angle, shape.ear_height)
        at = spot.at * (shape.wide, shape.tall)
        ears.draw_ear(
            self.sheet,
            shape.ear,
            at=at,
            size=shape.ear_size,
            tilt=shape.ear_tilt,
            way=side if not self.turn.behind else -side,
            squeeze=0.72 + 0.28 * (1 - abs(self.turn.sine)),
            coat=self.coat,
            far=side > 0 and self.turn.sine > 0.1,
            behind=self.turn.behind,
            rooted=side < 0 and not self.turn.behind,
            mood=self.face,
        )


def head_of(actor: Actor, turn: Turn) -> Head:
    """The head of one who plays."""
    return Head(
        actor.sheet, head_shape(actor.species), actor.coat, turn, actor.face, actor.speaking
    )
