"""Those who stand on two legs and use their hands: fable animals, monkeys, trolls, aliens."""

from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from panelwright_tools.domain.vocabulary import Facing, Pose
from panelwright_tools.painting.storyboard import geometry as g
from panelwright_tools.painting.storyboard.creatures import clothing, markings
from panelwright_tools.painting.storyboard.creatures.actor import Actor
from panelwright_tools.painting.storyboard.creatures.anchors import CreatureAnchors, box_of
from panelwright_tools.painting.storyboard.creatures.build import Build, build_of
from panelwright_tools.painting.storyboard.creatures.head import head_of, head_shape
from panelwright_tools.painting.storyboard.creatures.posture import Posture, posture_of
from panelwright_tools.painting.storyboard.creatures.species import species_row
from panelwright_tools.painting.storyboard.creatures.tables import frozen
from panelwright_tools.painting.storyboard.creatures.tails import draw_tail
from panelwright_tools.painting.storyboard.creatures.turning import Turn, turn_for
from panelwright_tools.painting.storyboard.geometry import Point, Points, direction, points, spline

UPRIGHT_TAIL = 0.78
"""Size of a tail on an upright body, against that on four legs."""


@dataclass(frozen=True)
class Stature:
    """Proportions of an upright body, 1 high."""

    head: float = 0.185
    """Half the width of the skull."""
    hips: float = 0.25
    """Height of the hips."""
    shoulders: float = 0.55
    waist: tuple[float, float, float] = (0.15, 0.165, 0.115)
    """Half-widths at the hips, the belly and the shoulders."""
    arm: tuple[float, float, float] = (0.135, 0.050, 0.042)
    """Length of a bone, half-widths at shoulder and wrist."""
    leg: tuple[float, float] = (0.070, 0.052)
    belly: bool = True
    stoop: float = 0.0
    """How far the head hangs forward."""


@cache
def _stature(species: str) -> Stature:
    return Stature(**frozen(species_row(species).get("stature", {})))


def draw_upright(actor: Actor) -> CreatureAnchors:
    """An animal or a creature on its hind legs."""
    posture = posture_of(actor.pose or Pose.STAND)
    stature = _stature(actor.species)
    drop = stature.hips - 0.10 if posture.seated else 0.0
    place = g.affine(0, drop - posture.lift, rotation=posture.lean)
    if posture.tipped:
        place = g.affine(0.42, -0.16, rotation=-90)
    with actor.sheet.placed(place):
        anchors = _Upright(actor, stature, posture).draw()
    return anchors.placed(place, airborne=posture.lift > 0.1, ratio=0.7)


@dataclass(frozen=True)
class _Upright:
    """An upright body under the pen."""

    actor: Actor
    stature: Stature
    posture: Posture

    @property
    def build(self) -> Build:
        """The species' build on four legs: its tail, feet and pattern."""
        return build_of(self.actor.species)

    @property
    def turn(self) -> Turn:
        """The turn of the head."""
        return turn_for(self.actor.facing, head_shape(self.actor.species).yaw)

    @property
    def apart(self) -> float:
        """Half the distance between the shoulders as it is seen."""
        profile = self.actor.facing in (Facing.PROFILE_LEFT, Facing.PROFILE_RIGHT)
        return self.stature.waist[2] * (0.35 if profile else 0.92)

    def draw(self) -> CreatureAnchors:
        """Draw it from the far side to the near."""
        away = self.turn.behind
        near, far = self.posture.arms[:2], self.posture.arms[2:]
        if not away:
            self._tail()
        if self.posture.seated:
            self._seated_legs()
        else:
            self._leg(1)
            self._leg(-1)
        far_hand = self._arm(1, far)
        if away:
            self._head()
        self._trunk()
        if away:
            self._tail()
            mouth, box = np.array([0.0, -0.75]), (-0.2, -1.0, 0.2, -0.6)
        else:
            mouth, box = self._head()
        near_hand = self._arm(-1, near)
        return CreatureAnchors(box, mouth, (near_hand, far_hand), np.array([0.0, -0.5]))

    # Parts

    def _tail(self) -> None:
        root = np.array([-self.stature.waist[0] * 0.8, -self.stature.hips + 0.03])
        build = replace(self.build, tail_size=self.build.tail_size * UPRIGHT_TAIL)
        draw_tail(self.actor.sheet, build, self.actor.coat, root, 6)

    def _trunk_outline(self) -> Points:
        hips, belly, chest = self.stature.waist
        low, high = -self.stature.hips, -self.stature.shoulders
        line = points(0, low + 0.02, 0.01, (low + high) / 2 + 0.03, self.stature.stoop * 0.5, high)
        return g.tube(spline(line, closed=False), [hips, belly, chest], count=9)

    def _trunk(self) -> None:
        sheet, coat = self.actor.sheet, self.actor.coat
        outline = self._trunk_outline()
        if self.build.fleece:
            outline = markings.fleece(outline, 0.06)
        mask = sheet.shape(outline, coat.main, 1.1, shade=0.16, wobble=0.6)
        with sheet.clip(mask):
            if self.stature.belly and not self.turn.behind:
                middle = -(self.stature.hips + self.stature.shoulders) / 2 + 0.03
                x = 0.05 * self.turn.sine
                wide = self.stature.waist[1] * 0.68
                sheet.shape(g.ellipse(x, middle, wide, 0.16), coat.light, 0, wobble=0.6)
            markings.draw_pattern(sheet, self.build, coat, outline, self.actor.seed)
        clothing.draw_on_trunk(self.actor, outline, mask)

    def _head(self) -> tuple[Point, tuple[float, float, float, float]]:
        shape = head_shape(self.actor.species)
        size = self.stature.head
        y = -self.stature.shoulders - size * shape.tall * 0.86
        place = g.affine(self.stature.stoop, y, size)
        actor = self.actor
        head = head_of(actor, self.turn)
        with actor.sheet.placed(place):
            mouth = g.transform(place, head.draw())[0]
        clothing.draw_on_head(actor, place, shape.wide, shape.tall, self.turn)
        return mouth, box_of(g.transform(place, np.reshape(head.box(), (-1, 2))))

    def _leg(self, side: int) -> None:
        sheet, coat, (thick, thin) = self.actor.sheet, self.actor.coat, self.stature.leg
        hip = np.array([side * self.stature.waist[0] * 0.52, -self.stature.hips])
        angle = self.posture.legs[0 if side < 0 else 1]
        foot = hip + direction(angle) * (self.stature.hips - thin * 0.9)
        colour = coat.main if side < 0 else coat.far
        line = spline([hip, (hip + foot) / 2 + (0.01, 0.0), foot], closed=False)
        tube = g.tube(line, [thick * 1.15, thick, thin], count=5)
        mask = sheet.merged([tube, self._foot(foot)], colour, 1.0, shade=0.14)
        small = _feet_of(self.build, thin)
        markings.draw_foot(sheet, small, coat, foot, mask, far=side > 0)

    def _foot(self, at: Point) -> Points:
        r = self.stature.leg[1]
        flat = points(-1.0, 0.9, -1.1, 0.0, -0.3, -0.8, 0.8, -0.7, 2.0, 0.0, 2.1, 0.9)
        sole: Points = spline(flat * r + np.array(at), steps=5)
        return sole

    def _seated_legs(self) -> None:
        sheet, coat, (thick, thin) = self.actor.sheet, self.actor.coat, self.stature.leg
        for side, colour in ((1, coat.far), (-1, coat.main)):
            hip = np.array([side * 0.05 + 0.02, -self.stature.hips + 0.04])
            foot = hip + np.array([0.26 + 0.03 * side, 0.02])
            tube = g.tube(np.linspace(hip, foot, 5), [thick * 1.2, thick, thin], count=5)
            sole = g.ellipse(foot[0] + 0.02, foot[1] - 0.03, thin * 0.85, thin * 1.6)
            sheet.merged([tube, sole], colour, 1.0, shade=0.16)
            sheet.shape(
                sole * 0.6 + np.array([foot[0] + 0.025, foot[1] - 0.03]) * 0.4, coat.light, 0
            )

    def _arm(self, side: int, angles: tuple[float, ...]) -> Point:
        sheet, coat = self.actor.sheet, self.actor.coat
        long, thick, thin = self.stature.arm
        shoulder = np.array(
            [side * self.apart + self.stature.stoop * 0.5, -self.stature.shoulders + 0.06]
        )
        elbow = shoulder + direction(angles[0]) * long
        hand = elbow + direction(angles[1]) * long
        colour = coat.far if side > 0 else coat.main
        line = g.limb(shoulder, elbow, hand)
        sheet.limb(
            line, [thick, (thick + thin) / 2, thin], clothing.sleeve(self.actor, colour), 1.0
        )
        paw = _paw_colour(self.build, self.actor, side)
        sheet.shape(g.ellipse(hand[0], hand[1], thin * 1.22), paw or colour, 0.95, shade=0.16)
        way = direction(angles[1])
        for offset in (-0.35, 0.35):
            across = np.array([way[1], -way[0]]) * thin * offset
            tip = hand + way * thin * 1.1 + across
            sheet.line(np.stack([tip - way * thin * 0.6, tip]), 0.5, taper=(0.5, 0.1), wobble=0.1)
        palm: Point = hand
        return palm


def _feet_of(build: Build, thin: float) -> Build:
    return Build(leg=(thin, thin), foot=build.foot, socks=build.socks)


def _paw_colour(build: Build, actor: Actor, side: int) -> str | Point | None:
    if build.foot == "hoof":
        return markings.HOOF
    return markings.sock_colour(build, actor.coat) if build.socks is not None else None
