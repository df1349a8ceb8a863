"""Birds: an egg of a body between tail and head, two wings, two thin legs."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from panelwright_tools.domain.vocabulary import Facing, Pose
from panelwright_tools.painting.storyboard import geometry as g
from panelwright_tools.painting.storyboard.colour import Paint, mix
from panelwright_tools.painting.storyboard.creatures.actor import Actor
from panelwright_tools.painting.storyboard.creatures.anchors import CreatureAnchors, box_of
from panelwright_tools.painting.storyboard.creatures.beak import draw_beak
from panelwright_tools.painting.storyboard.creatures.clothing import draw_on_head
from panelwright_tools.painting.storyboard.creatures.head import head_of, head_shape
from panelwright_tools.painting.storyboard.creatures.species import species_row
from panelwright_tools.painting.storyboard.creatures.spots import off
from panelwright_tools.painting.storyboard.creatures.tables import creature_table, frozen
from panelwright_tools.painting.storyboard.creatures.turning import Turn, turn_for
from panelwright_tools.painting.storyboard.geometry import Point, Points, direction, points, spline


@dataclass(frozen=True)
class Plumage:
    """The build of a bird, in a unit of its own; the drawing is scaled to height 1."""

    legs: float = 0.20
    length: float = 0.46
    """Of the body, from tail to chest."""
    depth: float = 0.40
    pitch: float = 32.0
    """Degrees that the chest is raised."""
    neck: float = 0.10
    neck_width: tuple[float, float] = (0.16, 0.12)
    head: float = 0.20
    beak: str = "cone"
    beak_size: float = 1.0
    beak_colour: str = "#eda23a"
    leg_colour: str = "#e08a34"
    wing: float = 0.44
    wing_colour: str = "dark"
    tail: str = "fan"
    tail_size: float = 0.6
    tail_colour: str = "dark"
    belly: bool = True
    webbed: bool = False


@cache
def _plumage(species: str) -> Plumage:
    return Plumage(**frozen(species_row(species).get("body", {})))


def draw_bird(actor: Actor) -> CreatureAnchors:
    """A bird standing, walking, sitting, swimming or flying."""
    build = _plumage(actor.species)
    name = creature_table("birds")["pose"].get((actor.pose or Pose.STAND).value, "stand")
    scale = 1 / _height(build)
    with actor.sheet.placed(g.affine(0, 0, scale)):
        anchors = _Bird(actor, build, name).draw()
    airborne = name in ("fly", "swim") or actor.pose in (Pose.FALL, Pose.JUMP)
    return anchors.scaled(scale, airborne=airborne, ratio=1.6 if name == "fly" else 0.85)


def _height(build: Plumage) -> float:
    rise = float(np.sin(np.radians(build.pitch))) * build.length
    return build.legs + build.depth * 0.5 + rise * 0.8 + build.neck + build.head * 1.5


@dataclass(frozen=True)
class _Bird:
    """A bird under the pen."""

    actor: Actor
    build: Plumage
    name: str

    @property
    def turn(self) -> Turn:
        """The turn of its head."""
        return turn_for(self.actor.facing, head_shape(self.actor.species).yaw)

    @property
    def frontal(self) -> bool:
        """Its body too is seen from the front or the back."""
        upright = self.name not in ("fly", "peck", "run")
        return upright and self.actor.facing in (Facing.FRONT, Facing.BACK)

    @property
    def pitch(self) -> float:
        """Degrees that the chest is raised in this pose."""
        if self.frontal:
            return 90.0
        return {"fly": 12.0, "peck": -16.0, "run": 14.0}.get(self.name, self.build.pitch)

    def colour(self, role: str) -> Paint:
        """A colour of the coat by its role, or `#rrggbb`."""
        coat = self.actor.coat
        roles = {"main": coat.main, "light": coat.light, "dark": coat.dark, "pattern": coat.pattern}
        return roles.get(role, role)

    # Frame

    def _ends(self) -> tuple[Point, Point]:
        """Tail end and chest of the body."""
        build = self.build
        way = g.turn(-self.pitch) @ np.array([1.0, 0.0])
        half = way * build.length * (0.30 if self.frontal else 0.40)
        under = build.depth * 0.46 + abs(float(half[1]))
        lift = {"sit": 0.0, "swim": 0.0, "fly": 0.10}.get(self.name, build.legs)
        middle = np.array([0.0, -lift - under])
        if self.name == "swim":
            middle[1] += build.depth * 0.1
        return middle - half, middle + half

    def _head_at(self, chest: Point) -> Point:
        build = self.build
        if self.name == "peck":
            return off(chest, build.depth * 0.34 + build.neck * 0.5, build.depth * 0.30)
        if self.frontal:
            return off(chest, 0.0, -build.neck - build.head * 0.45 - build.depth * 0.1)
        lean = 62.0 if self.name in ("fly", "run") else 26.0 if build.pitch < 60 else 8.0
        reach = build.neck + build.depth * 0.30 + build.head * 0.35
        spot: Point = chest + direction(180 - lean) * reach
        return spot

    # Drawing

    def draw(self) -> CreatureAnchors:
        """Draw it from the far side to the near."""
        rear, chest = self._ends()
        head = self._head_at(chest)
        away = self.turn.behind
        if self.name != "swim":
            self._legs(rear, chest)
        if not away:
            self._tail(rear)
        tips = [self._wing(chest, far=True)] if not self._folded() else []
        if away:
            self._head(head)
        self._body(rear, chest, head)
        if away:
            self._tail(rear)
        mouth, box = (head, self._box(head)) if away else self._head(head)
        tip = self._wing(chest, far=False)
        if self.frontal and self._folded():
            self._wing(chest, far=True)
        seat = (rear + chest) / 2 + np.array([-0.02, -self.build.depth * 0.4])
        far_tip = tips[0] if tips else mouth
        held = mouth if self._folded() else tip
        return CreatureAnchors(box, mouth, (held, far_tip), seat)

    def _folded(self) -> bool:
        return self.name not in ("fly", "flap", "wave")

    def _box(self, head: Point) -> tuple[float, float, float, float]:
        r = self.build.head
        return float(head[0] - r), float(head[1] - r), float(head[0] + r), float(head[1] + r)

    def _head(self, at: Point) -> tuple[Point, tuple[float, float, float, float]]:
        actor, size = self.actor, self.build.head
        place = g.affine(at[0], at[1], size, rotation=30 if self.name == "peck" else 0)
        head = head_of(actor, self.turn)
        with actor.sheet.placed(place):
            head.draw()
            beak = np.array([0.0, 0.2])
            if not self.turn.behind:
                row = creature_table("birds")["beak"][self.build.beak]
                beak = draw_beak(
                    actor, row, self.turn, self.build.beak_size, self.build.beak_colour
                )
        draw_on_head(actor, place, head.shape.wide, head.shape.tall, self.turn)
        corners = g.transform(place, np.reshape(head.box(), (-1, 2)))
        return g.transform(place, beak)[0], box_of(corners)

    def _body(self, rear: Point, chest: Point, head: Point) -> None:
        build, coat, sheet = self.build, self.actor.coat, self.actor.sheet
        line = spline([rear, (rear + chest) / 2, chest], closed=False, steps=8)
        widths = [0.36, 0.50, 0.46] if not self.frontal else [0.48, 0.54, 0.40]
        trunk = g.tube(line, [w * build.depth for w in widths], count=9)
        neck = g.tube(np.linspace(chest, head, 8), list(build.neck_width), count=7)
        mask = sheet.merged([trunk, neck], coat.main, 1.1, shade=0.14)
        with sheet.clip(mask):
            if build.belly and not self.turn.behind:
                if self.frontal or build.pitch > 60:
                    middle = (rear + chest) / 2 + np.array([0.05 * self.turn.sine, 0.02])
                    tall = build.length * 0.36 + build.depth * 0.24
                    belly = g.ellipse(middle[0], middle[1], build.depth * 0.34, tall)
                else:
                    low = (rear + chest) / 2 + np.array([build.depth * 0.16, build.depth * 0.30])
                    belly = g.ellipse(
                        float(low[0]),
                        float(low[1]),
                        build.length * 0.46,
                        build.depth * 0.30,
                        -self.pitch,
                    )
                sheet.shape(belly, coat.light, 0, wobble=0.6)

    def _tail(self, rear: Point) -> None:
        row = creature_table("birds")["tail"][self.build.tail]
        outline = spline(np.reshape(np.asarray(row["outline"], float), (-1, 2)), steps=5)
        turn = -min(self.pitch, 60.0) * (0.7 if self.build.tail in ("fan", "long", "stub") else 0.0)
        size = self.build.tail_size
        if self.frontal:
            turn, size = -80.0 if self.turn.behind else -60.0, size * 0.7
        with self.actor.sheet.placed(g.affine(rear[0], rear[1], size, rotation=turn)):
            self.actor.sheet.shape(outline, self.colour(self.build.tail_colour), 1.0, shade=0.16)

    # Wings

    def _wing_turn(self, far: bool) -> float:
        if self.name == "fly":
            return 96.0 if far else 62.0
        if self.name == "flap":
            return 128.0 if far else 48.0
        if self.name == "wave":
            return 176.0 if far else -self.pitch
        return -self.pitch * 0.82

    def _wing(self, chest: Point, far: bool) -> Point:
        rows, sheet = creature_table("birds")["wing"], self.actor.sheet
        raised = not self._folded() and (far or self.name != "wave")
        turn = self._wing_turn(far)
        root = chest + np.array([-0.30 if not far else -0.1, -0.06]) * self.build.depth
        size = self.build.wing
        flip = 1.0
        if self.frontal:
            side = 1 if far else -1
            root = chest + np.array([side * self.build.depth * 0.40, 0.06])
            flip, turn = -side, (60.0 if raised else -74.0) * -side
            size *= 0.8
        if far and raised and not self.frontal:
            root = chest + np.array([0.0, -0.10]) * self.build.depth
        key = "spread" if raised else "folded"
        flat = np.reshape(np.asarray(rows[key], float), (-1, 2))
        colour = self.colour(self.build.wing_colour)
        colour = mix(colour, "#1a1030", 0.16) if far and not self.frontal else colour
        grown = size * (1.35 if raised else 1.0)
        place = g.affine(root[0], root[1], grown * flip, grown, rotation=turn)
        with sheet.placed(place):
            sheet.shape(spline(flat, steps=5), colour, 1.0, shade=0.14, wobble=0.6)
            lines = np.reshape(rows["spread_lines" if raised else "feathers"], (-1, 2, 2))
            for start, end in lines:
                sheet.line(np.stack([end, start]), 0.6, taper=(0.6, 0.1), wobble=0.4)
        tip: Point = g.transform(place, points(-1.05, 0.0))[0]
        return tip

    # Legs

    def _legs(self, rear: Point, chest: Point) -> None:
        build = self.build
        middle = (rear + chest) / 2
        if self.name == "sit":
            self._toes(middle)
            return
        stride = {"walk": (20, -22), "run": (44, -46), "fly": (-62, -70)}.get(self.name, (4, -2))
        for far in (True, False):
            x = (0.10 if far else -0.04) * build.depth / 0.4
            if build.pitch > 60:
                x = (0.24 if far else -0.14) * build.depth
            if self.frontal:
                x = (0.24 if far else -0.24) * build.depth
            hip = middle + np.array([x, build.depth * 0.34])
            long = build.legs * (0.6 if self.name == "fly" else 1.0)
            drop = max(-float(hip[1]) - 0.02, 0.05) if self.name != "fly" else long
            foot = hip + direction(stride[0 if far else 1]) * drop
            colour = mix(build.leg_colour, "#1a1030", 0.16 if far else 0.0)
            self.actor.sheet.limb(np.stack([hip, foot]), [0.030, 0.022], colour, 0.8)
            self._foot(foot, colour)

    def _toes(self, middle: Point) -> None:
        """The feet of one that sits, around what it sits on."""
        for far, aside in ((True, 0.26), (False, -0.06)):
            x = aside if not self.frontal else (0.24 if far else -0.24)
            colour = mix(self.build.leg_colour, "#1a1030", 0.16 if far else 0.0)
            self._foot(np.array([float(middle[0]) + x * self.build.depth, -0.01]), colour)

    def _foot(self, at: Point, colour: Paint) -> None:
        sheet = self.actor.sheet
        with sheet.placed(g.affine(at[0], at[1], 0.11)):
            if self.build.webbed:
                web = points(-0.35, -0.1, 0.2, -0.3, 1.2, 0.06, 1.15, 0.2, -0.3, 0.2)
                sheet.shape(spline(web, steps=4), colour, 0.8)
                return
            for tip in ((0.95, 0.14), (0.45, 0.2), (-0.5, 0.16)):
                toe: Points = np.array([[0.0, 0.0], tip])
                sheet.limb(toe, [0.15, 0.10], colour, 0.6, shade=0)
