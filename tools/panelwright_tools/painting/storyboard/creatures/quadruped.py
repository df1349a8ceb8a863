"""Four-legged animals: bodies of one build, bent by poses, under the heads of head.py."""

from dataclasses import dataclass

import numpy as np

from panelwright_tools.domain.vocabulary import Facing, Pose
from panelwright_tools.painting.storyboard import geometry as g
from panelwright_tools.painting.storyboard.creatures import harness, markings
from panelwright_tools.painting.storyboard.creatures.actor import Actor
from panelwright_tools.painting.storyboard.creatures.anchors import CreatureAnchors, box_of
from panelwright_tools.painting.storyboard.creatures.build import Build, build_of
from panelwright_tools.painting.storyboard.creatures.clothing import draw_on_head
from panelwright_tools.painting.storyboard.creatures.fire import breathes_fire, draw_fire
from panelwright_tools.painting.storyboard.creatures.frames import (
    Frame,
    Leg,
    foot_outline,
    frame_of,
    standing_height,
)
from panelwright_tools.painting.storyboard.creatures.frontal import draw_frontal
from panelwright_tools.painting.storyboard.creatures.head import head_of, head_shape
from panelwright_tools.painting.storyboard.creatures.tables import creature_table
from panelwright_tools.painting.storyboard.creatures.tails import draw_tail
from panelwright_tools.painting.storyboard.creatures.turning import Turn, turn_for
from panelwright_tools.painting.storyboard.creatures.upright import draw_upright
from panelwright_tools.painting.storyboard.creatures.wings import draw_wing
from panelwright_tools.painting.storyboard.geometry import Point, Points, points, spline


def draw_quadruped(actor: Actor) -> CreatureAnchors:
    """A four-legged animal on its feet, sitting, lying or asleep."""
    build = build_of(actor.species)
    name = creature_table("poses")["quadruped"].get((actor.pose or Pose.STAND).value, "stand")
    if name == "upright":
        return draw_upright(actor)
    name = "soar" if build.wings != "none" and actor.pose is Pose.FLY else name
    frame, lift = frame_of(build, name)
    shown = max(standing_height(build), (build.length + build.head * 2.6) / 1.7)
    turn = turn_for(actor.facing, head_shape(actor.species).yaw)
    frontal = actor.facing in (Facing.FRONT, Facing.BACK) and name in ("stand", "sit", "call")
    scale = 1 / shown
    with actor.sheet.placed(g.affine(0, 0, scale)):
        if frontal:
            return draw_frontal(actor, build, turn, name).scaled(scale)
        anchors = _Drawing(actor, build, frame, turn).draw()
        if breathes_fire(actor):
            draw_fire(actor.sheet, anchors.mouth, build.head)
    return anchors.scaled(scale, airborne=lift > 0.1, ratio=_ratio(build, name))


def _ratio(build: Build, name: str) -> float:
    wide = build.length + build.head * 2.4 + 0.2
    return wide / (standing_height(build) * (0.7 if name in ("lie", "sleep") else 1))


@dataclass(frozen=True)
class _Drawing:
    """A body under the pen."""

    actor: Actor
    build: Build
    frame: Frame
    turn: Turn

    def draw(self) -> CreatureAnchors:
        """Draw tail, legs, body and head."""
        sheet, frame = self.actor.sheet, self.frame
        root = frame.hip + np.array([-0.36, -0.18]) * self.build.depth
        away = self.turn.behind
        if away:
            self._head()
        draw_tail(sheet, self.build, self.actor.coat, root, frame.tail)
        self._wing(far=True)
        for leg in frame.legs:
            if leg.far:
                self._far_leg(leg)
        self._body()
        markings.draw_quills(sheet, self.build, self.actor.coat, self._trunk_line())
        markings.draw_humps(sheet, self.build, self.actor.coat, self._trunk_line())
        markings.draw_mane(sheet, self.build, self.actor.coat, self._neck_line())
        trunk = self._harnessed()
        harness.draw_coat(self.actor, trunk)
        harness.draw_saddle(self.actor, trunk)
        harness.draw_neckwear(self.actor, trunk)
        self._wing(far=False)
        mouth, box = (frame.head, (0.0, 0.0, 0.0, 0.0)) if away else self._head()
        if not away:
            harness.draw_bridle(self.actor, trunk, mouth)
            harness.draw_bow(self.actor, trunk)
        back = (frame.hip + frame.shoulder) / 2 + (0.0, -self.build.depth * 0.42)
        head = self._head_box() if away else box
        return CreatureAnchors(head, mouth, (mouth, mouth), back)

    def _head_box(self) -> tuple[float, float, float, float]:
        x, y, r = *self.frame.head, self.build.head
        return float(x - r), float(y - r), float(x + r), float(y + r)

    def _head(self) -> tuple[Point, tuple[float, float, float, float]]:
        size, at = self.build.head, self.frame.head
        place = g.affine(at[0], at[1], size, rotation=self.frame.nod)
        actor = self.actor
        head = head_of(actor, self.turn)
        with actor.sheet.placed(place):
            mouth = g.transform(place, head.draw())[0]
        draw_on_head(actor, place, head.shape.wide, head.shape.tall, self.turn)
        left, top, right, bottom = head.box()
        corners = g.transform(place, points(left, top, right, bottom))
        return mouth, box_of(corners)

    def _wing(self, far: bool) -> None:
        if self.build.wings == "none":
            return
        hip, shoulder = self.frame.hip, self.frame.shoulder
        high = np.array([0.0, -self.build.depth * (0.30 if far else 0.20)])
        root = hip * 0.28 + shoulder * 0.72 + high
        draw_wing(
            self.actor.sheet,
            self.build.wings,
            self.actor.coat,
            root,
            size=self.build.wing_size,
            spread=self.frame.spread,
            far=far,
        )

    # Outlines

    def _trunk_line(self) -> Points:
        hip, shoulder = self.frame.hip, self.frame.shoulder
        sag = np.array([0.0, self.build.depth * self.build.sag])
        return spline([hip, (hip + shoulder) / 2 + sag, shoulder], closed=False, steps=8)

    def _trunk(self) -> Points:
        depth = self.build.depth
        rump, waist, chest = self.build.shape
        return g.tube(self._trunk_line(), [rump * depth, waist * depth, chest * depth], count=9)

    def _neck_line(self) -> Points:
        shoulder, head = self.frame.shoulder, self.frame.head
        start = shoulder + np.array([-0.05, -0.1]) * self.build.depth
        return np.linspace(start, head + np.array([-0.25, 0.0]) * self.build.head, 8)

    def _neck(self) -> Points:
        base, top = self.build.neck_width
        return g.tube(self._neck_line(), [base, (base + top) * 0.46, top], count=7)

    def _harnessed(self) -> harness.Trunk:
        rump, waist, chest = self.build.shape
        depth = self.build.depth
        leg = next(leg for leg in self.frame.legs if leg.fore and not leg.far)
        return harness.Trunk(
            back=self._trunk_line(),
            widths=(rump * depth, waist * depth, chest * depth),
            fore=self._leg_line(leg),
            fore_width=self.build.leg[0],
            head=self.frame.head,
            size=self.build.head,
        )

    def _leg_line(self, leg: Leg) -> Points:
        return g.limb(leg.hip, leg.knee, leg.foot)

    def _leg_widths(self, leg: Leg) -> list[float]:
        thick, thin = self.build.leg
        thigh = thick * (1.0 if leg.fore else self.build.thigh)
        return [thigh, (thigh + thin) * 0.52, thin, thin]

    def _foot(self, leg: Leg) -> Points:
        return foot_outline(self.build, leg.foot)

    def _haunch(self) -> Points:
        depth, hip = self.build.depth, self.frame.hip
        return spline(
            points(
                *(hip[0] - depth * 0.52, -0.005),
                *(hip[0] - depth * 0.58, -depth * 0.42),
                *(hip[0] - depth * 0.12, -depth * 0.86),
                *(hip[0] + depth * 0.42, -depth * 0.66),
                *(hip[0] + depth * 0.58, -depth * 0.24),
                *(hip[0] + depth * 0.92, -self.build.leg[1] * 1.7),
                *(hip[0] + depth * 1.06, -0.012),
                *(hip[0] + depth * 0.5, 0.004),
            ),
            steps=6,
        )

    # Parts

    def _far_leg(self, leg: Leg) -> None:
        sheet, coat = self.actor.sheet, self.actor.coat
        outline = g.tube(self._leg_line(leg), self._leg_widths(leg), count=5)
        mask = sheet.merged([outline, self._foot(leg)], coat.far, 0.95, shade=0.12)
        markings.draw_foot(sheet, self.build, coat, leg.foot, mask, far=True)

    def _body(self) -> None:
        sheet, coat = self.actor.sheet, self.actor.coat
        near = [leg for leg in self.frame.legs if not leg.far]
        tubes = [g.tube(self._leg_line(leg), self._leg_widths(leg), count=5) for leg in near]
        feet = [self._foot(leg) for leg in near]
        trunk, neck = self._trunk(), self._neck()
        whole = [trunk, neck, *tubes, *feet]
        if self.build.fleece:
            whole[0] = markings.fleece(trunk, self.build.depth * 0.16)
        colour = coat.main
        mask = sheet.merged(whole, colour, 1.1)
        with sheet.clip(mask):
            markings.draw_coat(sheet, self.build, coat, trunk, self.actor.seed)
            flat = sheet.colour(colour)
            if self.build.belly:
                # The belly lies behind the near legs.
                sheet.fill(sheet.mask([sheet.to_pixels(tube) for tube in tubes]), flat)
            for part, share in ((trunk, 0.20), (neck, 0.16), *((tube, 0.24) for tube in tubes)):
                self._shade(part, flat, share)
            for leg in near:
                markings.draw_foot(sheet, self.build, coat, leg.foot, mask)
                if not self.frame.folded or leg.fore:
                    self._leg_edges(leg)
        if self.frame.folded:
            self._draw_haunch()

    def _shade(self, part: Points, flat: g.Point, share: float) -> None:
        sheet = self.actor.sheet
        mask = sheet.mask([sheet.to_pixels(part)])
        if mask is not None:
            sheet.shade(mask, flat, share)

    def _leg_edges(self, leg: Leg) -> None:
        line = self._leg_line(leg)
        few = line[: max(3, int(len(line) * (0.42 if leg.fore else 0.50)))]
        widths = g.spread(self._leg_widths(leg), len(line))[: len(few)]
        side = g.normals(line)[: len(few)] * widths[:, None] * 0.98
        for sign in (1, -1):
            # The edge inside the body: forwards of the hind leg, both of the fore leg's lower part.
            if leg.fore or sign == 1:
                start = 1 if not leg.fore else 3
                self.actor.sheet.line(
                    (few + sign * side)[start:], 0.6, taper=(0.7, 0.1), wobble=0.3
                )

    def _draw_haunch(self) -> None:
        sheet, coat = self.actor.sheet, self.actor.coat
        mask = sheet.shape(self._haunch(), coat.main, 0.85, shade=0.18, wobble=0.4)
        tip = np.array([self.frame.hip[0] + self.build.depth * 0.92, -self.build.leg[1]])
        markings.draw_foot(sheet, self.build, coat, tip, mask)
        if mask is not None:
            with sheet.clip(mask):
                markings.draw_pattern(sheet, self.build, coat, self._haunch(), self.actor.seed + 1)
