"""A person on the page: the skeleton dressed, the head set on it, everything in the right order."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from panelwright_tools.domain.vocabulary import Facing, Pose
from panelwright_tools.painting.storyboard import geometry as g
from panelwright_tools.painting.storyboard.coverage import Coverage
from panelwright_tools.painting.storyboard.figure import Anchors
from panelwright_tools.painting.storyboard.geometry import Point
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.people import (
    backwear,
    facewear,
    hair,
    hats,
    hoods,
    neckwear,
)
from panelwright_tools.painting.storyboard.people.clothes import Dressing
from panelwright_tools.painting.storyboard.people.face import (
    Expression,
    FaceDrawing,
    expression_of,
    mouth_opens,
    spoken,
)
from panelwright_tools.painting.storyboard.people.head import (
    HeadView,
    draw_near_ear,
    draw_skull,
    neck_of,
)
from panelwright_tools.painting.storyboard.people.limbs import Hand, LegView, draw_arm, draw_leg
from panelwright_tools.painting.storyboard.people.look import Person
from panelwright_tools.painting.storyboard.people.poses import PoseData, pose_data, posture_data
from panelwright_tools.painting.storyboard.people.props import draw_prop
from panelwright_tools.painting.storyboard.people.role import Acting
from panelwright_tools.painting.storyboard.people.skeleton import Limb, Skeleton, View, bend
from panelwright_tools.painting.storyboard.people.supports import draw_support

YAW = {
    Facing.FRONT: 5.0,
    Facing.LEFT: 38.0,
    Facing.RIGHT: 38.0,
    Facing.PROFILE_LEFT: 86.0,
    Facing.PROFILE_RIGHT: 86.0,
    Facing.BACK: 168.0,
}


_VOICES = {Pose.SHOUT: "shout", Pose.WHISPER: "o"}
LYING = 45.0
"""From this roll on long hair lies spread out behind the head and is drawn short."""


OPEN = 52.0
"""Degrees of yaw up to which arms that go out to the sides are seen."""


@dataclass(frozen=True)
class PersonFigure:
    """A person acting; a Figure."""

    person: Person
    acting: Acting

    @cached_property
    def pose(self) -> PoseData:
        """The angles of the pose."""
        pose = posture_data(self.acting.posture or self.acting.pose.value)
        return replace(pose, roll=pose.roll + self.acting.drift) if self.acting.drift else pose

    @cached_property
    def skeleton(self) -> Skeleton:
        """The posed body, with its hands where they were asked to be."""
        least, most = self.pose.turn
        asked = YAW[self.acting.facing]
        if self.acting.facing is Facing.FRONT and abs(self.pose.roll) < 30:
            least = max(0.0, least - 30)
        yaw = float(np.clip(asked, least, most))
        if self.pose.wide and OPEN < yaw < 120:
            yaw = OPEN
        skeleton = bend(self.person.body, self.pose, View(yaw, self.acting.tilt))
        # The head keeps to the way that was asked for, as far as a neck turns.
        head_yaw = float(np.clip(asked, yaw - 50, yaw + 50)) + self.pose.head[1]
        skeleton = replace(skeleton, head_yaw=head_yaw)
        return replace(skeleton, arms=self._reaching(skeleton))

    def _reaching(self, skeleton: Skeleton) -> tuple[Limb, Limb]:
        """The arms with their hands at the targets; an arm without one rests meanwhile."""
        targets = self._touching(skeleton)
        if all(target is None for target in targets):
            return skeleton.arms
        body = self.person.body
        rest = skeleton.arms
        if self.acting.holds and any(target is None for target in targets):
            standing = replace(self.pose, arms=pose_data(Pose.STAND).arms)
            rest = bend(body, standing, skeleton.view).arms
        arms = []
        for arm, resting, target in zip(skeleton.arms, rest, targets, strict=True):
            if target is None:
                arms.append(resting)
                continue
            side = 1.0 if target[0] >= arm.start[0] - 0.1 else -1.0
            if self.pose.touch:  # elbows point away from the trunk
                side = 1.0 if arm.far_side else -1.0
            arms.append(arm.reaching(target, (body.upper, body.fore), side))
        return arms[0], arms[1]

    def _touching(self, skeleton: Skeleton) -> tuple[Point | None, Point | None]:
        """Where the hands were asked to be, else where the pose lays them on the head."""
        near, far = self.acting.targets
        if not self.pose.touch:
            return near, far
        out, down, ahead = np.reshape(self.pose.touch, (2, 3)).T
        yaw = np.radians(skeleton.head_yaw)
        across = ahead * np.sin(yaw) + out * np.array([-1.0, 1.0]) * np.cos(yaw)
        spots = g.transform(self._on_head(skeleton), np.column_stack([across, down]))
        return (spots[0] if near is None else near), (spots[1] if far is None else far)

    @property
    def sketched(self) -> bool:
        """People are never sketches."""
        return False

    @property
    def height(self) -> float:
        """Heads from sole to crown, standing."""
        return self.person.body.height

    @cached_property
    def head_view(self) -> HeadView:
        """How the head is turned."""
        return HeadView(self.skeleton.head_yaw, self.skeleton.nod + self.acting.nod / 10)

    @cached_property
    def anchors(self) -> Anchors:
        """Where face, mouth, hands, seat and waist are."""
        s, size = self.skeleton, self.person.body.head
        x, y = s.head
        mouth = g.transform(self._on_head(s), self.head_view.face((0.02, 0.33)))[0]
        near, far = s.arms[0].end, s.arms[1].end
        return Anchors(
            face=(x - 0.55 * size, y - 0.60 * size, x + 0.55 * size, y + 0.55 * size),
            mouth=np.asarray(mouth),
            grip=g.shifted((near + far) / 2, 0.12, 0.0),
            hands=(near, far),
            shoulders=(s.arms[0].start, s.arms[1].start),
            reach=self.person.body.arm,
            seat=g.shifted(s.seat, 0.0, self.person.body.hip * 0.55),
            airborne=self.pose.lift > 0.05,
            waist=float(s.seat[1] - 0.25 * self.person.body.torso),
            chest=float(s.chest[1]),
        )

    @property
    def _wind(self) -> float:
        return min(1.0, self.acting.wind + self.pose.wind)

    def _front_arms(self) -> tuple[bool, bool]:
        """Whether the near and the far arm lie in front of the trunk."""
        return tuple(  # type: ignore[return-value]
            arm.near > (0.22 if arm.shaded else -0.02) for arm in self.skeleton.arms
        )

    def _veiling(self, front: tuple[bool, bool]) -> tuple[bool, bool]:
        """Which free arms would cross the face on their way past it; they go behind the head."""
        head, size = self.skeleton.head, self.person.body.head
        veils = [
            front[index]
            and self.acting.targets[index] is None
            and not (self.pose.touch or self._later(index))
            and arm.passes(head, size)
            for index, arm in enumerate(self.skeleton.arms)
        ]
        return veils[0], veils[1]

    def _later(self, index: int) -> bool:
        """The arm waits until what is held or hugged is drawn."""
        busy = self.acting.holds or bool(self.acting.prop)
        return busy or (self.acting.embraces and index == 0)

    def draw(self, sheet: Sheet) -> None:
        """The whole person, but for an arm that lies over what is held."""
        front = self._front_arms()
        person, skeleton = self.person, self.skeleton
        away = self.head_view.away
        if not away:
            self._head_behind(sheet)
            backwear.behind(sheet, person, skeleton, self._wind)
        for index in (1, 0):
            if not front[index]:
                self._arm(sheet, index)
        draw_support(sheet, self.acting.support, skeleton, self.anchors.seat)
        legs = skeleton.legs[:1] if self.acting.astride else skeleton.legs
        for leg in sorted(legs, key=lambda leg: leg.near):
            draw_leg(sheet, person, leg, self._leg_view(leg))
        trunk = Dressing(sheet, person, skeleton, self._wind).draw()
        backwear.middle(sheet, person, skeleton, self._wind)
        if away:
            neckwear.collar(sheet, person, skeleton, self.acting.hood, self._wind)
            self._front(sheet, front, trunk)
            backwear.behind(sheet, person, skeleton, self._wind)
            self._head(sheet)
            return
        neck_of(sheet, person, skeleton)
        neckwear.collar(sheet, person, skeleton, self.acting.hood, self._wind)
        veiling = self._veiling(front)
        for index in (1, 0):
            if veiling[index]:
                self._arm(sheet, index, trunk)
        self._head(sheet)
        still = (front[0] and not veiling[0], front[1] and not veiling[1])
        self._front(sheet, still, trunk)

    def _front(self, sheet: Sheet, front: tuple[bool, bool], trunk: Coverage | None) -> None:
        for index in (1, 0):
            if front[index] and not self._later(index):
                self._arm(sheet, index, trunk)

    def draw_over(self, sheet: Sheet) -> None:
        """What is in the hands, and the arms that lie over it."""
        if not self.head_view.away:
            draw_prop(sheet, self.acting.prop, self.anchors.hands)
        front = self._front_arms()
        for index in (1, 0):
            if front[index] and self._later(index):
                self._arm(sheet, index)

    def _arm(self, sheet: Sheet, index: int, trunk: Coverage | None = None) -> None:
        arm = self.skeleton.arms[index]
        gripping = self.acting.holds and self.acting.targets[index] is not None
        hand = Hand("grip" if gripping else self.pose.hands[index], self._thumb(arm))
        draw_arm(sheet, self.person, arm, hand, trunk)

    def _thumb(self, arm: Limb) -> float:
        """Thumbs point up, or forward on an arm that hangs."""
        way = arm.end - arm.bend
        if way[1] > 0.75 * np.hypot(way[0], way[1]):
            return 1.0
        return 1.0 if way[0] >= 0 else -1.0

    def _leg_view(self, leg: Limb) -> LegView:
        view = self.skeleton.view
        return LegView(side=float(abs(leg.tip[0])), away=view.cosine < -0.2)

    def _strands(self) -> hair.Strands | None:
        name = self.person.hair
        if abs(self.pose.roll) > LYING and name in hair.LONG:
            name = "bob"
        style = hair.style_of(name)
        if style is None:
            return None
        hat = self.person.outfit.hat
        return hair.Strands(
            style=style,
            colour=self.person.hair_colour,
            yaw=hair.yaw_of(self.head_view.turned),
            wind=self._wind,
            flat=(hat is not None and hat.cut not in hats.LIGHT_HATS) or self.acting.hood,
        )

    def _on_head(self, s: Skeleton) -> g.Affine:
        return g.affine(s.head[0], s.head[1], self.person.body.head, rotation=s.head_roll)

    def _head_behind(self, sheet: Sheet) -> None:
        strands = self._strands()
        with sheet.placed(self._on_head(self.skeleton)):
            if self.acting.hood:
                hoods.hood_back(sheet, self.person)
            elif strands is not None:
                hair.draw_behind(sheet, strands)

    @property
    def expression(self) -> Expression:
        """The face; sleepers close their eyes, and voices open mouths, whatever else they feel."""
        expression = expression_of(self.acting.face, self.acting.calm)
        if self.acting.pose is Pose.SLEEP:
            return replace(expression, eyes="shut")
        voice = _VOICES.get(self.acting.pose)
        if voice is None and self.acting.speaking:
            return spoken(expression)
        if voice is None or mouth_opens(expression.mouth):
            return expression
        return replace(expression, mouth=voice)

    def _head(self, sheet: Sheet) -> None:
        view, person = self.head_view, self.person
        strands = self._strands()
        with sheet.placed(self._on_head(self.skeleton)):
            if self.acting.hood and view.away:
                hoods.hood_away(sheet, person)
                return
            face = FaceDrawing(sheet, person, view, self.expression)
            mask = draw_skull(sheet, person, view)
            if not view.away:
                face.draw(mask)
                facewear.beard(sheet, person, view)
            if not self.acting.hood:
                draw_near_ear(sheet, person, view)
            if strands is not None:
                hair.draw_front(sheet, strands)
            if not view.away:
                face.draw_brows()
                facewear.on_face(sheet, person, view)
            if self.acting.hood:
                hoods.hood_front(sheet, person, view)
            elif person.outfit.hat is not None:
                hats.draw_hat(sheet, view, person.outfit.hat)
