"""A place under construction: the sheet, the camera, its light, and the lamps that are lit."""

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from panelwright_tools.domain.vocabulary import TimeOfDay
from panelwright_tools.painting.storyboard.colour import Colour, Paint, mix, rgb
from panelwright_tools.painting.storyboard.geometry import Points, affine
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.light import Glow
from panelwright_tools.painting.storyboard.mood import Mood
from panelwright_tools.painting.storyboard.places.camera import Camera

SNOW = "#f0f5fd"


class World:
    """What pieces of scenery draw on. Inside `at`, one unit is a metre and y runs upwards."""

    def __init__(
        self,
        sheet: Sheet,
        mood: Mood,
        camera: Camera,
        rng: np.random.Generator,
        haze: float = 45.0,
        outdoors: Mood | None = None,
    ) -> None:
        """`haze` is the distance in metres over which colours fade to about a third.

        `outdoors` is the light behind windows; None takes the scene's own.
        """
        self.sheet, self.mood, self.camera, self.rng = sheet, mood, camera, rng
        self.haze = haze * (1 - 0.7 * mood.fog)
        self.outdoors = outdoors or mood
        self.glows: list[Glow] = []
        self.ground_y = camera.horizon

    def depth(self, d: float) -> float:
        """How far into the haze a distance is, 0..1."""
        return float(min(0.9, 1 - np.exp(-max(d, 0.0) / self.haze)))

    @contextmanager
    def at(self, x: float, d: float, h: float = 0.0, size: float = 1.0) -> Iterator[Sheet]:
        """Draw around a point of the world: metres (times `size`), y upwards."""
        left, top = self.camera.point(x, h, d)
        scale = self.camera.pixels_per_metre(d) * size
        with (
            self.sheet.placed(affine(left, top, scale, -scale)),
            self.sheet.at_depth(self.depth(d)),
        ):
            yield self.sheet

    @contextmanager
    def far(self, x: float = 0.0, h: float = 0.0, depth: float = 0.0) -> Iterator[Sheet]:
        """Draw on the backdrop: far units from the middle and the horizon, y upwards."""
        left, top = self.camera.far(x, h)
        unit = self.camera.far_unit
        with self.sheet.placed(affine(left, top, unit, -unit)), self.sheet.at_depth(depth):
            yield self.sheet

    @contextmanager
    def flat(self, d: float = 0.0) -> Iterator[Sheet]:
        """Draw in pixels, hazed as at a depth; for outlines projected by the camera."""
        with self.sheet.at_depth(self.depth(d)):
            yield self.sheet

    def path(self, *places: tuple[float, float, float]) -> Points:
        """World points (x, h, d) in pixels."""
        return self.camera.points(*places)

    def glow(
        self,
        x: float,
        h: float,
        d: float,
        radius: float,
        colour: Paint = "#ffb648",
        strength: float = 0.6,
        flatness: float = 1.0,
    ) -> None:
        """A light of `radius` metres; it fades with the haze and with the daylight."""
        left, top = self.camera.point(x, h, d)
        reach = radius * self.camera.pixels_per_metre(d)
        shown = strength * (1 - 0.6 * self.depth(d))
        self.glows.append(Glow(left, top, reach, colour, shown, flatness))

    def glow_at(
        self, left: float, top: float, reach: float, colour: Paint, strength: float
    ) -> None:
        """A light on the backdrop, in pixels."""
        self.glows.append(Glow(left, top, reach, colour, strength))

    def sees(self, x: float, d: float, reach: float) -> bool:
        """Whether something `reach` metres wide to either side can be on the panel."""
        if d < -0.85 * self.camera.distance:
            return False
        return abs(x - self.camera.pan) - reach < self.camera.half_width(d)

    def snowy(self, colour: Paint, share: float = 0.85) -> Colour:
        """The colour of something that lies under the sky, snowed on where snow lies."""
        return mix(colour, self.snow_colour, share * self.mood.snow)

    @property
    def snow_colour(self) -> Colour:
        """Snow before grading: by night it is drawn brighter than white, since it gathers light."""
        return rgb(SNOW) * (1.32 if self.mood.name is TimeOfDay.NIGHT else 1.0)

    def grass_tones(self) -> tuple[Colour, Colour]:
        """Near and far colour of grass in this season, snowed on where snow lies."""
        near, far = self.mood.grass
        return self.snowy(near), self.snowy(far)

    @property
    def detail(self) -> float:
        """Pixels of the smallest thing worth inking."""
        return 1.6 * self.sheet.unit

    def small(self, metres: float, d: float) -> bool:
        """Whether something of this size is too small on the panel to be worth drawing."""
        return metres * self.camera.pixels_per_metre(d) < self.detail
