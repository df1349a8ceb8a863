"""Heads: the shape of a face as it turns, ears, and where its features lie."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from panelwright_tools.painting.storyboard import geometry as g
from panelwright_tools.painting.storyboard.colour import mix
from panelwright_tools.painting.storyboard.coverage import Coverage
from panelwright_tools.painting.storyboard.geometry import Points, spline
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.people.look import Person
from panelwright_tools.painting.storyboard.people.skeleton import Skeleton
from panelwright_tools.painting.storyboard.people.tables import people_table

_OPEN = ("none", "round", "shirt", "lapel", "v", "wrap")
"""Collars that show a little of the chest."""
PROFILE = 62.0
"""From this yaw on a head is drawn in profile."""
BACK = 112.0
"""From this yaw on only the back of a head is seen."""


@dataclass(frozen=True)
class HeadView:
    """How a head is turned; its own unit is the head's height, its middle the origin."""

    yaw: float
    nod: float
    """-1 looks up .. 1 looks down."""

    @property
    def turned(self) -> float:
        """Degrees that the features are turned: a profile keeps a little of the front."""
        if self.yaw <= 90:
            return self.yaw * 0.74
        return 66.6 + (self.yaw - 90) * (180 - 66.6) / 90

    @property
    def profile(self) -> bool:
        """Seen from the side."""
        return PROFILE <= self.yaw < BACK

    @property
    def away(self) -> bool:
        """Seen from behind."""
        return self.yaw >= BACK

    @property
    def sine(self) -> float:
        """How much of the face's front runs across the page."""
        return float(np.sin(np.radians(self.turned)))

    @property
    def cosine(self) -> float:
        """How much of the face's front looks at the reader."""
        return float(np.cos(np.radians(self.turned)))

    def face(self, flat: ArrayLike) -> Points:
        """From the flat front of a face onto the turned head."""
        spots = np.asarray(flat, float).reshape(-1, 2)
        x, y = spots.T
        radius = 0.49 * np.sqrt(np.clip(1 - (y / 0.66) ** 2, 0.2, 1))
        depth = np.sqrt(np.maximum(radius * radius - x * x, 0))
        across = x * self.cosine + depth * self.sine
        if self.profile:
            across = across - 0.035
        return np.stack([across, y + self.nod * 0.10], 1)

    def frontal(self, x: float, y: float) -> float:
        """How squarely a spot of the face looks at the reader: 1 at best, below 0 hidden."""
        radius = 0.49 * float(np.sqrt(np.clip(1 - (y / 0.66) ** 2, 0.2, 1)))
        depth = float(np.sqrt(max(radius * radius - x * x, 0)))
        return (depth * self.cosine - x * self.sine) / radius


def contour(view: HeadView, person: Person) -> Points:
    """The outline of the face without ears and hair."""
    rows = people_table("faces")["contour"]
    name = "profile" if view.profile else "three_quarter" if 18 < view.yaw < PROFILE else "front"
    outline = np.asarray(rows[name], float).reshape(-1, 2).copy()
    chin = np.clip((outline[:, 1] - 0.22) / 0.28, 0, 1)
    outline[:, 1] += chin * person.body.jaw
    if person.gender == "masculine" and person.body.jaw > 0.02:
        outline[:, 0] *= 1 + 0.05 * np.clip(1 - np.abs(outline[:, 1] - 0.34) / 0.16, 0, 1)
    if person.build == "stout":
        outline[:, 0] *= 1 + 0.07 * np.clip(1 - np.abs(outline[:, 1] - 0.28) / 0.25, 0, 1)
    if view.profile:
        tip = np.clip(1 - np.abs(outline[:, 1] - 0.13) / 0.10, 0, 1) * (outline[:, 0] > 0.3)
        outline[:, 0] += tip * 0.055 * (person.body.nose - 0.9)
    return outline


def draw_skull(sheet: Sheet, person: Person, view: HeadView) -> Coverage | None:
    """The face's flat shape with the ears behind it; returns its mask."""
    if not view.profile and (view.yaw <= 18 or view.away):
        for side in (-1, 1):
            _ear(sheet, person, side * 0.475, 0.09, 0.0)
    return sheet.shape(spline(contour(view, person), steps=8), person.skin, 1.1, shade=0.10)


def draw_near_ear(sheet: Sheet, person: Person, view: HeadView) -> None:
    """The ear on the near side of a turned head."""
    if 18 < view.yaw < BACK:
        angle = np.radians(-92 + view.turned)
        _ear(sheet, person, 0.475 * float(np.sin(angle)) - 0.015, 0.10, -8.0)


def _ear(sheet: Sheet, person: Person, x: float, y: float, tilt: float) -> None:
    if "elf" in person.marks:
        side = -1 if x <= 0 else 1
        tip = [
            x,
            y + 0.10,
            x - side * 0.02,
            y - 0.06,
            x + side * 0.20,
            y - 0.26,
            x + side * 0.10,
            y,
        ]
        sheet.shape(spline(np.asarray(tip).reshape(-1, 2), steps=5), person.skin, 0.9, shade=0.2)
        return
    sheet.shape(g.ellipse(x, y, 0.08, 0.115, tilt), person.skin, 0.9, shade=0.2)
    inner = g.ellipse(x, y, 0.036, 0.06, 0, 150, 320, 14)
    sheet.line(inner, 0.5, mix(person.skin, "#5a1a20", 0.5))
    earring = person.outfit.wears("earrings")
    if earring is not None:
        sheet.shape(g.ellipse(x, y + 0.14, 0.032), earring.colour, 0.7, shade=0.2)


def neck_of(sheet: Sheet, person: Person, skeleton: Skeleton) -> None:
    """The neck, in the shadow of the chin, and what an open collar shows below it."""
    half = (0.105 if person.gender == "feminine" else 0.125) * person.body.head
    if person.build == "strong":
        half *= 1.25
    outer = person.outfit.outer or person.outfit.top
    deep = 0.10 if outer.collar in _OPEN else 0.0
    line = np.stack([skeleton.neck - skeleton.up * deep, skeleton.head])
    sheet.shape(g.tube(line, [half * 1.15, half]), mix(person.skin, "#5a2a40", 0.20), 0.7)
