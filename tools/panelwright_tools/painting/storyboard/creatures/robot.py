"""Robots: three designs with a screen for a face, claws, and the poses of robots.toml."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from panelwright_tools.domain.vocabulary import Facing, Pose
from panelwright_tools.painting.storyboard import geometry as g
from panelwright_tools.painting.storyboard.colour import mix
from panelwright_tools.painting.storyboard.creatures.actor import Actor
from panelwright_tools.painting.storyboard.creatures.anchors import CreatureAnchors
from panelwright_tools.painting.storyboard.creatures.posture import Posture, posture_of
from panelwright_tools.painting.storyboard.creatures.screen import GLASS, Screen
from panelwright_tools.painting.storyboard.creatures.spots import off
from panelwright_tools.painting.storyboard.creatures.tables import creature_table
from panelwright_tools.painting.storyboard.geometry import Point, Points, direction, points, spline

METAL = "#b9b3a6"
CLAW = "#ef8a3c"
RUST = "#a5532a"
_DESIGN_WORDS = {
    "tall": "tall",
    "thin": "tall",
    "humanoid": "tall",
    "android": "tall",
    "giant": "tall",
    "round": "round",
    "fat": "round",
    "spherical": "round",
    "boxy": "screen",
    "square": "screen",
}


def _design(actor: Actor) -> dict[str, Any]:
    words = " ".join((actor.look.species, *actor.look.marks)).lower().split()
    name = next((_DESIGN_WORDS[word] for word in words if word in _DESIGN_WORDS), "screen")
    design: dict[str, Any] = creature_table("robots")["design"][name]
    return design


def draw_robot(actor: Actor) -> CreatureAnchors:
    """A robot on its feet, seated, lying or in the air."""
    posture = posture_of(actor.pose or Pose.STAND)
    design = _design(actor)
    drop = float(design["legs"][1]) + 0.02 if posture.seated else 0.0
    place = g.affine(0, drop - posture.lift, rotation=posture.lean)
    if posture.tipped:
        place = g.affine(0.42, -0.24, rotation=-90)
    with actor.sheet.placed(place):
        hands, mouth, box = _Robot(actor, design, posture).draw()
    anchors = CreatureAnchors(box, mouth, hands, np.array([0.0, -0.6]))
    return anchors.placed(place, airborne=posture.lift > 0.1, ratio=0.75)


@dataclass(frozen=True)
class _Robot:
    """A robot under the pen."""

    actor: Actor
    design: dict[str, Any]
    posture: Posture

    @property
    def turn(self) -> float:
        """How far details shift to the right: 0 in front, 1 in a profile."""
        return {Facing.FRONT: 0.0, Facing.PROFILE_LEFT: 1.0, Facing.PROFILE_RIGHT: 1.0}.get(
            self.actor.facing or Facing.RIGHT, 0.5
        )

    @property
    def away(self) -> bool:
        """Its back is seen."""
        return self.actor.facing is Facing.BACK

    @property
    def middle(self) -> float:
        """y of the middle of the trunk."""
        return float(self.design["body_y"])

    def outline(self, name: str) -> Points:
        """An outline of the design."""
        return spline(np.reshape(np.asarray(self.design[name], float), (-1, 2)), steps=7)

    def draw(self) -> tuple[tuple[Point, Point], Point, tuple[float, float, float, float]]:
        """Draw it: both hands, the mouth and the box of the head."""
        near, far = self.posture.arms[:2], self.posture.arms[2:]
        if self.posture.jets:
            self._jets()
        self._legs()
        far_hand = self._arm(1, far)
        self._trunk()
        self._head()
        near_hand = self._arm(-1, near)
        head = off(self.outline("head"), 0.0, float(self.design["head_y"]))
        left, top, right, bottom = g.bounds([head])
        mouth = np.array([0.055 * self.turn, float(self.design["head_y"]) + 0.07])
        return (near_hand, far_hand), mouth, (left, top, right, bottom)

    # Limbs

    def _legs(self) -> None:
        apart, long = (float(v) for v in self.design["legs"])
        hip_y = self.middle + 0.12
        for index, x in enumerate((apart, -apart)):
            hip = np.array([x, hip_y])
            if self.posture.seated:
                self._seated_leg(hip, long, index)
                continue
            angle = self.posture.legs[1 - index]
            foot = hip + direction(angle) * max(-hip_y - 0.05, 0.05)
            self.actor.sheet.limb(np.stack([hip, foot]), [0.035, 0.035], METAL, 0.8)
            self._foot(foot, -angle * 0.8)

    def _seated_leg(self, hip: Point, long: float, index: int) -> None:
        knee = hip + np.array([0.10 + 0.5 * long, 0.04 - 0.04 * index])
        self.actor.sheet.limb(np.stack([hip, knee]), [0.038, 0.038], METAL, 0.8)
        self._foot(knee + np.array([0.03, -0.01]), -52)

    def _foot(self, at: Point, angle: float) -> None:
        flat = points(-0.085, 0.05, -0.075, -0.03, 0.02, -0.05, 0.12, 0.0, 0.125, 0.05)
        with self.actor.sheet.placed(g.affine(at[0], at[1], rotation=angle)):
            self.actor.sheet.shape(spline(flat, steps=5), self._dark(), 0.9, shade=0.25)

    def _jets(self) -> None:
        apart, _ = (float(v) for v in self.design["legs"])
        for x in (apart, -apart):
            flame = points(x - 0.05, 0.02, x + 0.06, 0.02, x + 0.02, 0.13, x, 0.22, x - 0.03, 0.12)
            self.actor.sheet.shape(spline(flame, steps=5), "#ffb43c", 0.8, raw=True)
            core = points(x - 0.02, 0.02, x + 0.03, 0.02, x, 0.12)
            self.actor.sheet.shape(spline(core, steps=5), "#fff2a8", 0, raw=True)

    def _arm(self, side: int, angles: tuple[float, ...]) -> Point:
        x, long = (float(v) for v in self.design["arm"])
        sheet, far = self.actor.sheet, side > 0
        shoulder = np.array([side * x, self.middle - 0.10])
        elbow = shoulder + direction(angles[0]) * long
        hand = elbow + direction(angles[1]) * long
        metal = mix(METAL, "#000022", 0.15 if far else 0.0)
        sheet.limb(g.limb(shoulder, elbow, hand), [0.034, 0.028], metal, 0.8)
        claw = mix(METAL, CLAW, 0.45 if far else 0.6)
        with sheet.placed(g.affine(hand[0], hand[1], rotation=-angles[1])):
            sheet.shape(
                g.rounded_rectangle(-0.042, -0.02, 0.042, 0.035, 0.015), claw, 0.8, shade=0.2
            )
            for way in (-1, 1):
                curve = points(way * 0.026, 0.03, way * 0.055, 0.07, way * 0.02, 0.115)
                finger = g.tube(spline(curve, closed=False, steps=5), [0.018, 0.017, 0.010])
                sheet.shape(finger, claw, 0.6, wobble=0.2)
        palm: Point = hand + direction(angles[1]) * 0.06
        return palm

    # Trunk and head

    def _dark(self) -> Point:
        return mix(self.actor.coat.main, "#2a2440", 0.45)

    def _trunk(self) -> None:
        sheet, colour, y = self.actor.sheet, self.actor.coat.main, self.middle
        mask = sheet.shape(off(self.outline("body"), 0.0, y), colour, 1.1, shade=0.20, shine=0.05)
        with sheet.clip(mask):
            seam = points(-0.35, y + 0.03, 0, y + 0.065, 0.35, y + 0.03)
            sheet.line(spline(seam, closed=False), 0.7, taper=(0, 0))
            if "rusty" in self.actor.coat.marks or "old" in self.actor.coat.marks:
                self._rust(y)
        if not self.away:
            self._panel(y)
        for x in (-0.12, -0.06, 0.0, 0.06, 0.12):
            rivet = g.ellipse(x + 0.02 * self.turn, y + 0.10 - 0.10 * x * x, 0.011, count=12)
            sheet.shape(rivet, self._dark(), 0, wobble=0)
        neck_y = (y + float(self.design["head_y"])) / 2
        neck = g.rounded_rectangle(-0.07, neck_y - 0.035, 0.07, neck_y + 0.02, 0.02)
        sheet.shape(neck, METAL, 0.8, shade=0.2)

    def _rust(self, y: float) -> None:
        tint = mix(self.actor.coat.main, RUST, 0.62)
        spots = (
            points(-0.30, y - 0.16, -0.12, y - 0.11, -0.17, y - 0.01, -0.30, y - 0.02),
            points(0.10, y + 0.06, 0.2, y + 0.03, 0.26, y + 0.14, 0.12, y + 0.18),
        )
        for spot in spots:
            self.actor.sheet.shape(spline(spot, steps=4), tint, 0)

    def _panel(self, y: float) -> None:
        sheet, x = self.actor.sheet, 0.09 * self.turn
        plate = mix(self.actor.coat.main, "#fff3d6", 0.55)
        box = g.rounded_rectangle(x - 0.085, y - 0.12, x + 0.085, y - 0.005, 0.02)
        sheet.shape(box, plate, 0.8, shade=0.15)
        sheet.shape(g.ellipse(x - 0.04, y - 0.062, 0.024), "#ef5b4a", 0.6, wobble=0)
        for index in range(3):
            line = points(x + 0.005, y - 0.09 + 0.027 * index, x + 0.06, y - 0.09 + 0.027 * index)
            sheet.line(line, 0.6, taper=(0, 0))

    def _head(self) -> None:
        sheet, colour = self.actor.sheet, self.actor.coat.main
        tilt = -6 if self.actor.face.value in ("curious", "happy") else 0
        with sheet.placed(g.affine(0, float(self.design["head_y"]), rotation=tilt)):
            head = self.outline("head")
            left, top, right, _ = g.bounds([head])
            if self.design["ears"]:
                for side in (-1, 1) if self.turn < 0.35 or self.away else (-1,):
                    x = left + 0.02 + 0.05 * self.turn if side < 0 else right - 0.02
                    ear = g.rounded_rectangle(x - 0.04, -0.07, x + 0.04, 0.07, 0.02)
                    sheet.shape(ear, CLAW, 0.9, shade=0.25)
            self._antenna(top)
            sheet.shape(head, colour, 1.1, shade=0.18, shine=0.05)
            if not self.away:
                self._screen()

    def _screen(self) -> None:
        sheet, x = self.actor.sheet, 0.11 * self.turn * self._screen_share()
        squeeze = 1 - 0.22 * max(0.0, self.turn - 0.5) * 2
        flat = off(self.outline("screen") * (squeeze, 1.0), x, 0.0)
        mask = sheet.shape(flat, GLASS, 0.9, raw=True)
        with sheet.clip(mask):
            Screen(sheet, x, self._screen_share()).draw(self.actor.face, self.actor.speaking)
            gleam = points(x - 0.25, -0.2, x - 0.10, -0.2, x - 0.22, 0.2, x - 0.3, 0.2)
            sheet.shape(gleam, "#ffffff", 0, raw=True, alpha=0.10, wobble=0)

    def _screen_share(self) -> float:
        left, _, right, _ = g.bounds([self.outline("screen")])
        return (right - left) / 0.38

    def _antenna(self, top: float) -> None:
        sheet, kind = self.actor.sheet, self.design["antenna"]
        stalks = {"bulb": ((0.0, 0.012),), "pair": ((-0.10, -0.14), (0.10, 0.15))}.get(
            str(kind), ()
        )
        for root, tip in stalks:
            line = points(root, top + 0.03, root - 0.03, top - 0.07, tip, top - 0.13)
            curve = spline(line, closed=False)
            sheet.line(curve, 2.6, taper=(0, 0))
            sheet.line(curve, 1.4, METAL, taper=(0, 0))
            bulb = g.ellipse(tip, top - 0.145, 0.036 if kind == "bulb" else 0.026)
            sheet.shape(bulb, "#ffd34d", 0.8, shine=0.2, wobble=0)
