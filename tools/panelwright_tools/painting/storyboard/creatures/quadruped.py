"""Four-legged animals: bodies of one build, bent by poses, under the heads of head.py."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from panelwright_tools.domain.vocabulary import Facing, Pose
from panelwright_tools.painting.storyboard import geometry as g
from panelwright_tools.painting.storyboard.creatures import markings
from panelwright_tools.painting.storyboard.creatures.actor import Actor
from panelwright_tools.painting.storyboard.creatures.anchors import CreatureAnchors, box_of
from panelwright_tools.painting.storyboard.creatures.build import Build, build_of
from panelwright_tools.painting.storyboard.creatures.clothing import draw_round_neck
from panelwright_tools.painting.storyboard.creatures.fire import breathes_fire, draw_fire
from panelwright_tools.painting.storyboard.creatures.head import Head, head_shape
from panelwright_tools.painting.storyboard.creatures.tables import creature_table, frozen
from panelwright_tools.painting.storyboard.creatures.tails import draw_tail
from panelwright_tools.painting.storyboard.creatures.turning import Turn, turn_for
from panelwright_tools.painting.storyboard.creatures.upright import draw_upright
from panelwright_tools.painting.storyboard.creatures.wings import SPREADING, draw_wing
from panelwright_tools.painting.storyboard.geometry import Point, Points, direction, points, spline


@dataclass(frozen=True)
class Stance:
    """A pose of the body, in degrees; see poses.toml."""

    legs: tuple[float, ...] = (3, 0, -5, -2, 6, -8, -4, -12)
    pitch: float = 0.0
    neck: float = 0.0
    nod: float = 0.0
    tail: float = 0.0
    lift: float = 0.0


@cache
def _stance(name: str) -> Stance:
    row: dict[str, Any] = creature_table("poses")["body"].get(name, {})
    return Stance(**frozen(row))


@dataclass(frozen=True)
class Leg:
    """A leg on the page."""

    hip: Point
    knee: Point
    foot: Point
    fore: bool
    far: bool


@dataclass(frozen=True)
class Frame:
    """Where the parts of a body lie, in the unit of its build, the ground at y = 0."""

    hip: Point
    shoulder: Point
    head: Point
    legs: tuple[Leg, ...]
    nod: float = 0.0
    tail: float = 0.0
    spread: bool = False
    """Wings are spread."""
    folded: bool = False
    """The hind legs are folded under a haunch."""


def draw_quadruped(actor: Actor) -> CreatureAnchors:
    """A four-legged animal on its feet, sitting, lying or asleep."""
    build = build_of(actor.species)
    name = creature_table("poses")["quadruped"].get((actor.pose or Pose.STAND).value, "stand")
    if name == "upright":
        return draw_upright(actor)
    name = "soar" if build.wings != "none" and actor.pose is Pose.FLY else name
    frame, lift = _frame(build, name)
    shown = max(_head_height(build, _stance("stand")), (build.length + build.head * 2.6) / 1.7)
    turn = turn_for(actor.facing, head_shape(actor.species).yaw)
    frontal = actor.facing in (Facing.FRONT, Facing.BACK) and name in ("stand", "sit", "call")
    scale = 1 / shown
    with actor.sheet.placed(g.affine(0, 0, scale)):
        if frontal:
            return _draw_frontal(actor, build, turn, name).scaled(scale)
        anchors = _Drawing(actor, build, frame, turn).draw()
        if breathes_fire(actor):
            draw_fire(actor.sheet, anchors.mouth, build.head)
    return anchors.scaled(scale, airborne=lift > 0.03, ratio=_ratio(build, name))


def _ratio(build: Build, name: str) -> float:
    wide = build.length + build.head * 2.4 + 0.2
    return wide / (_head_height(build, _stance("stand")) * (0.7 if name in ("lie", "sleep") else 1))


# Frames


def _neck_end(build: Build, shoulder: Point, degrees: float) -> Point:
    """The middle of the head at the end of a neck that leans forward by these degrees."""
    way = direction(180 - degrees)
    return shoulder + way * (build.neck + build.head * 0.55) + (build.head * 0.35, 0)


def _head_height(build: Build, stance: Stance) -> float:
    top = _neck_end(build, np.zeros(2), build.neck_angle + stance.neck)[1]
    return build.legs + build.depth * 0.12 - float(top) + build.head * 0.9


def _frame(build: Build, name: str) -> tuple[Frame, float]:
    if name == "sit":
        return _sitting(build), 0.0
    if name in ("lie", "sleep"):
        return _lying(build, asleep=name == "sleep"), 0.0
    stance = _stance(name)
    return _standing(build, stance, name in SPREADING), stance.lift


def _standing(build: Build, stance: Stance, spread: bool) -> Frame:
    half = g.turn(-stance.pitch) @ np.array([build.length / 2, 0.0])
    hip, shoulder = -half, half
    legs = []
    for index in range(4):
        upper, lower = stance.legs[2 * index : 2 * index + 2]
        fore, far = index < 2, index % 2 == 1
        root = shoulder if fore else hip
        inward = build.leg[0] * (0.3 if far else -0.1) * (-1 if fore else 1)
        start = root + np.array([inward, build.depth * 0.10])
        # Only a part of the pitch turns the legs: they go on carrying the body.
        share = 0.5 if stance.pitch < 40 else 0.0
        knee = start + direction(upper + stance.pitch * share) * build.legs * 0.50
        foot = knee + direction(lower) * build.legs * 0.46
        legs.append(Leg(start, knee, foot, fore, far))
    lowest = max(float(leg.foot[1]) for leg in legs) + build.leg[1] * 0.9 + stance.lift
    drop = np.array([0.0, -lowest])
    legs = [
        Leg(leg.hip + drop, leg.knee + drop, leg.foot + drop, leg.fore, leg.far) for leg in legs
    ]
    hip, shoulder = hip + drop, shoulder + drop
    head = _neck_end(build, shoulder, build.neck_angle + stance.neck - stance.pitch * 0.2)
    return Frame(hip, shoulder, head, tuple(legs), stance.nod, stance.tail, spread)


def _sitting(build: Build) -> Frame:
    low, high = build.depth * 0.52, build.legs + build.depth * 0.02
    rise = min(max(high - low, build.length * 0.56), build.length * 0.86)
    run = float(np.sqrt(build.length**2 - rise**2)) * 0.86
    hip, shoulder = np.array([-run * 0.6, -low]), np.array([run * 0.4, -low - rise])
    legs = []
    for far in (False, True):
        x = shoulder[0] + (0.16 * build.depth if far else -0.06 * build.depth)
        start = np.array([x, shoulder[1] + build.depth * 0.1])
        foot = np.array([x + 0.03 + (0.05 if far else 0), -build.leg[1] * 0.9])
        legs.append(Leg(start, (start + foot) / 2 + (0.01, 0), foot, True, far))
    head = _neck_end(build, shoulder, build.neck_angle - 14)
    return Frame(hip, shoulder, head, tuple(legs), folded=True, tail=-30)


def _lying(build: Build, asleep: bool) -> Frame:
    hip = np.array([-build.length / 2, -build.depth * 0.50])
    shoulder = np.array([build.length / 2, -build.depth * 0.52])
    reach = min(build.legs * 0.62, 0.34)
    legs = []
    for far in (False, True):
        start = shoulder + np.array([0.0, build.depth * 0.26])
        foot = np.array([shoulder[0] + reach + (0.06 if far else 0), -build.leg[1] * 0.95])
        knee = np.array([shoulder[0] + reach * 0.45, -build.leg[1] * 1.1])
        legs.append(Leg(start, knee, foot, True, far))
    head = _neck_end(build, shoulder, build.neck_angle - 4)
    if asleep:
        head = np.array([shoulder[0] + build.head * 0.95, -build.head * 0.86])
    return Frame(hip, shoulder, head, tuple(legs), 6 if asleep else 0, folded=True, tail=-60)


# Drawing from the side


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
        draw_round_neck(self.actor, self._neck_line()[3], self.build.neck_width[1])
        self._wing(far=False)
        mouth, box = (frame.head, (0.0, 0.0, 0.0, 0.0)) if away else self._head()
        paw = next(leg.foot for leg in frame.legs if leg.fore and not leg.far)
        back = (frame.hip + frame.shoulder) / 2 + (0.0, -self.build.depth * 0.42)
        head = self._head_box() if away else box
        return CreatureAnchors(head, mouth, (mouth if self.frame.folded else paw, mouth), back)

    def _head_box(self) -> tuple[float, float, float, float]:
        x, y, r = *self.frame.head, self.build.head
        return float(x - r), float(y - r), float(x + r), float(y + r)

    def _head(self) -> tuple[Point, tuple[float, float, float, float]]:
        size, at = self.build.head, self.frame.head
        place = g.affine(at[0], at[1], size, rotation=self.frame.nod)
        actor = self.actor
        head = Head(
            actor.sheet,
            head_shape(actor.species),
            actor.coat,
            self.turn,
            actor.face,
            actor.speaking,
        )
        with actor.sheet.placed(place):
            mouth = g.transform(place, head.draw())[0]
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


def foot_outline(build: Build, foot: Point) -> Points:
    """A paw or a hoof that stands on the sole of `foot`."""
    r, (x, y) = build.leg[1], foot
    if build.foot == "hoof":
        flat = points(-0.95, -0.6, 0.95, -0.6, 1.25, 0.95, -1.05, 0.95)
        hoof: Points = flat * r + (x, y)
        return hoof
    flat = points(-1.1, 0.9, -1.15, -0.1, -0.3, -0.8, 0.8, -0.75, 1.75, -0.1, 1.85, 0.9)
    return spline(flat * r + (x, y), steps=5)


# Seen from the front or the back


def _draw_frontal(actor: Actor, build: Build, turn: Turn, name: str) -> CreatureAnchors:
    """Chest or rump with two legs before two, the head over it."""
    sheet, coat = actor.sheet, actor.coat
    sit = name == "sit"
    wide, top = build.depth * (0.50 if not sit else 0.56), build.legs + build.depth * 0.42
    away = turn.behind
    head = np.array([0.0, -_head_height(build, _stance("stand")) + build.head * 0.9])
    head_at = g.affine(head[0], head[1], build.head)
    drawn = Head(sheet, head_shape(actor.species), coat, turn, actor.face, actor.speaking)
    if away:
        _frontal_neck(actor, build, head)
        with sheet.placed(head_at):
            drawn.draw()
    low = -build.legs * 0.62 if not sit else -0.01
    for side in (-1, 1):
        _frontal_leg(actor, build, side * wide * (0.95 if sit else 0.62), far=True, splay=sit)
    if not away:
        draw_tail(sheet, build, coat, np.array([-wide * 0.5, -build.depth * 0.7]), 10)
    body = _frontal_body(wide, top, low)
    neck = g.tube(np.linspace(np.array([0.0, -top + 0.1]), head, 6), list(build.neck_width))
    tubes = [] if away else [_frontal_tube(build, side, wide) for side in (-1, 1)]
    outlines = [body, *([] if away else [neck])]
    mask = sheet.merged(outlines, coat.main, 1.1, shade=0.14)
    with sheet.clip(mask):
        if not away:
            chest = g.ellipse(0, (-top + low) / 2, wide * 0.55, (top + low) * 0.42)
            if build.belly:
                sheet.shape(chest, coat.light, 0)
        markings.draw_pattern(sheet, build, coat, body, actor.seed)
    for tube in tubes:
        sheet.shape(tube, coat.main, 0.9, shade=0.16, wobble=0.4)
    if not away:
        for side in (-1, 1):
            foot = np.array([side * wide * 0.42, -build.leg[1] * 0.9])
            markings.draw_foot(sheet, build, coat, foot, None)
        with sheet.placed(head_at):
            mouth = g.transform(head_at, drawn.draw())[0]
    else:
        draw_tail(sheet, build, coat, np.array([0.0, -build.legs * 0.9]), 20)
        mouth = head
    left, up, right, down = drawn.box()
    box = g.transform(head_at, points(left, up, right, down))
    paw = np.array([-wide * 0.42, -build.leg[1]])
    seat = np.array([0.0, -top])
    return CreatureAnchors(box_of(box), mouth, (paw, paw * (-1, 1)), seat, ratio=0.6)


def _frontal_neck(actor: Actor, build: Build, head: Point) -> None:
    base = np.array([0.0, -build.legs - build.depth * 0.3])
    line = np.linspace(base, head, 6)
    actor.sheet.limb(line, list(build.neck_width), actor.coat.main, 1.0)


def _frontal_body(wide: float, top: float, low: float) -> Points:
    return spline(
        points(
            *(0.0, -top),
            *(wide * 0.8, -top * 0.93),
            *(wide, (-top + low) * 0.5),
            *(wide * 0.8, low * 0.95),
            *(0.0, low),
            *(-wide * 0.8, low * 0.95),
            *(-wide, (-top + low) * 0.5),
            *(-wide * 0.8, -top * 0.93),
        ),
        steps=6,
    )


def _frontal_tube(build: Build, side: int, wide: float) -> Points:
    x, thick, thin = side * wide * 0.42, *build.leg
    line = points(x, -build.legs * 0.95, x, -build.legs * 0.5, x, -thin)
    tube = g.tube(spline(line, closed=False), [thick * 0.95, thin * 1.05, thin * 1.2], count=6)
    return tube


def _frontal_leg(actor: Actor, build: Build, x: float, far: bool, splay: bool) -> None:
    high = build.legs * (0.9 if not splay else 0.3)
    line = points(x * 0.9, -high, x * 1.05, -build.leg[1])
    wide = [build.leg[0] * (1.5 if splay else 1.0), build.leg[1] * 1.15]
    actor.sheet.limb(spline(line, closed=False), wide, actor.coat.far, 0.95)
