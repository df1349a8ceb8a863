"""Roles: figures of everything that is not a person, on the terms of `Figure`."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from panelwright_tools.domain.cast import Look
from panelwright_tools.domain.vocabulary import Face, Facing, Pose, TimeOfDay
from panelwright_tools.painting.storyboard.creatures import CreatureAnchors, draw_creature
from panelwright_tools.painting.storyboard.figure import Anchors, Lamp
from panelwright_tools.painting.storyboard.geometry import affine
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.mood import mood_for
from panelwright_tools.painting.storyboard.things import ThingAnchors, draw_thing

WAIST, CHEST = 0.45, 0.25
"""Where frames cut a creature: shares of the way from its chin to the ground."""


def _scratch() -> Sheet:
    """A small sheet on which a figure is drawn only to learn where its parts are."""
    sheet = Sheet(48, 48, mood_for(TimeOfDay.DAY), line=0.3, figure=True, fineness=1)
    sheet.push(affine(24, 40, 16))
    return sheet


@dataclass(frozen=True)
class CreatureFigure:
    """An animal, monster, ghost or robot; one unit high when it stands."""

    look: Look
    id: str
    phrase: str
    pose: Pose | None
    face: Face | None
    facing: Facing
    speaking: bool = False

    @property
    def height(self) -> float:
        """One unit."""
        return 1.0

    @property
    def sketched(self) -> bool:
        """Creatures have rigs of their own."""
        return False

    @cached_property
    def _anchors(self) -> CreatureAnchors:
        return self._drawn(_scratch())

    def _drawn(self, sheet: Sheet) -> CreatureAnchors:
        return draw_creature(
            sheet,
            self.look,
            self.id,
            self.pose,
            self.face,
            self.facing,
            phrase=self.phrase,
            speaking=self.speaking,
        )

    @cached_property
    def anchors(self) -> Anchors:
        """Head, mouth, hands and back."""
        found = self._anchors
        near, far = found.hands
        return Anchors(
            face=found.head,
            mouth=found.mouth,
            grip=(near + far) / 2,
            hands=(near, far),
            seat=found.seat,
            waist=found.head[3] * (1 - WAIST),
            chest=found.head[3] * (1 - CHEST),
            airborne=found.airborne,
        )

    def draw(self, sheet: Sheet) -> None:
        """Draw the whole creature."""
        self._drawn(sheet)

    def draw_over(self, sheet: Sheet) -> None:
        """Nothing lies over its rider."""


@dataclass(frozen=True)
class ThingFigure:
    """A thing, one unit high; with a face it is somebody."""

    noun: str
    phrase: str
    seed: int
    face: Face | None = None
    count: int = 1
    carries: bool = False
    """Somebody is in it or on it, so that its front is drawn over them."""

    @property
    def height(self) -> float:
        """One unit."""
        return 1.0

    @cached_property
    def _anchors(self) -> ThingAnchors:
        return draw_thing(
            _scratch(), self.noun, self.phrase, seed=self.seed, face=self.face, count=self.count
        )

    @property
    def sketched(self) -> bool:
        """The noun is not known; a labelled sketch is drawn."""
        return self._anchors.sketched

    @cached_property
    def anchors(self) -> Anchors:
        """Grip, seat, and a face if it has one."""
        found = self._anchors
        lamp = None
        if found.glow is not None:
            x, y, radius, colour = found.glow
            lamp = Lamp(np.array([x, y]), radius, colour)
        return Anchors(
            face=found.head,
            mouth=found.mouth,
            grip=found.grip,
            seat=found.seat,
            lap=found.lap,
            has_front=found.has_front,
            lamp=lamp,
            windows=found.windows,
            window_head=found.window_head,
        )

    def draw(self, sheet: Sheet) -> None:
        """The thing, or what of it lies behind those it carries."""
        draw_thing(
            sheet,
            self.noun,
            self.phrase,
            seed=self.seed,
            layer="back" if self.carries else "all",
            face=self.face,
            count=self.count,
        )

    def draw_over(self, sheet: Sheet) -> None:
        """What of it lies before those it carries."""
        if self.carries:
            draw_thing(sheet, self.noun, self.phrase, seed=self.seed, layer="front", face=self.face)


@lru_cache(maxsize=256)
def rim_of(figure: ThingFigure) -> float:
    """y of the near rim of a thing that somebody is in, in its middle, heights; 0 without one."""
    sheet = _scratch()
    draw_thing(sheet, figure.noun, figure.phrase, seed=figure.seed, layer="front")
    solid = np.asarray(sheet.alpha)[:, 20:29] >= 128
    columns = solid.any(0)
    if not columns.any():
        return 0.0
    return (float(np.median(solid.argmax(0)[columns])) - 40.0) / 16.0
