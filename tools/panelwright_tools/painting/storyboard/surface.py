"""The sheet of a drawing: its affine maps and clips, the scene's light on its colours, masks.

Every shape is a coverage mask, so clips, shadows and exact masks of subjects cost nothing more.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np
from numpy.typing import ArrayLike
from PIL import Image

from panelwright_tools.painting.storyboard import brush
from panelwright_tools.painting.storyboard.colour import Colour, Paint, mix, pixel, rgb
from panelwright_tools.painting.storyboard.coverage import Canvas, Coverage, Window
from panelwright_tools.painting.storyboard.geometry import (
    Affine,
    Points,
    affine,
    compose,
    transform,
)
from panelwright_tools.painting.storyboard.grading import Grading

Stops = Sequence[tuple[float, Paint]]
"""Position (0..1) and colour, in order."""


class Surface:
    """A transparent sheet in pixels, painted on through a stack of affine maps and clips."""

    def __init__(
        self,
        width: int,
        height: int,
        mood: Grading,
        *,
        seed: int = 0,
        line: float = 3.0,
        figure: bool = False,
        opaque: bool = False,
        fineness: int = 3,
        light: tuple[float, float] = (0.6, 0.55),
    ) -> None:
        """`line` is the width in pixels of a line of weight 1; `light` is the way shadows fall."""
        self.width, self.height = width, height
        self.mood, self.line_width = mood, line
        self.figure, self.fineness = figure, fineness
        self.depth = 0.0
        """0 near .. 1 far: thinner ink, more haze."""
        self.light = np.asarray(light) / np.hypot(*light)
        self.rng = np.random.default_rng(seed)
        self.colours = Image.new("RGB", (width, height), pixel(mood.ink))
        self.alpha = Image.new("L", (width, height), 255 if opaque else 0)
        self.matrix: Affine = affine()
        self._matrices: list[Affine] = []
        self._clips: list[Coverage] = []

    # Where: transforms and clips

    def push(self, matrix: Affine) -> None:
        """Draw through this map too, until `pop`."""
        self._matrices.append(self.matrix)
        self.matrix = compose(self.matrix, matrix)

    def pop(self) -> None:
        """Forget the map that was pushed last."""
        self.matrix = self._matrices.pop()

    @contextmanager
    def placed(self, matrix: Affine) -> Iterator[None]:
        """`push` and `pop` around a block."""
        self.push(matrix)
        try:
            yield
        finally:
            self.pop()

    @contextmanager
    def clip(self, mask: Coverage | None) -> Iterator[None]:
        """Draw only inside a mask; nothing at all inside None."""
        self._clips.append(mask or Coverage(Image.new("L", (1, 1)), 0, 0))
        try:
            yield
        finally:
            self._clips.pop()

    @contextmanager
    def at_depth(self, depth: float) -> Iterator[None]:
        """Draw as far away as `depth`, 0 near .. 1 far."""
        before, self.depth = self.depth, depth
        try:
            yield
        finally:
            self.depth = before

    @property
    def scale(self) -> float:
        """Pixels per unit under the present map."""
        return float(abs(np.linalg.det(self.matrix[:, :2])) ** 0.5)

    @property
    def unit(self) -> float:
        """Size of the hand's tremor in pixels: 1 where a line is 3 pixels wide."""
        return max(self.line_width / 3, 0.2)

    def to_pixels(self, what: ArrayLike) -> Points:
        """Points of the present map in pixels of the sheet."""
        return transform(self.matrix, what)

    # Colours

    def colour(self, colour: Paint, raw: bool = False) -> Colour:
        """A colour in the light of the scene; `raw` ones shine by themselves."""
        return rgb(colour) if raw else self.mood.grade(colour, self.depth, self.figure)

    def ink_colour(self, ink: Paint | None = None) -> Colour:
        """The colour of a line, hazed by depth."""
        return mix(
            self.mood.ink if ink is None else ink, self.mood.haze, min(0.85, self.depth * 0.8)
        )

    def ink_width(self, weight: float) -> float:
        """Pixels of a line of this weight; far lines are thinner."""
        return weight * self.line_width * (1 - 0.5 * min(1.0, self.depth))

    # Masks and paint

    def outline(self, points: ArrayLike, closed: bool = True, wobble: float = 1.0) -> Points:
        """Points through the present map, in pixels, as the hand draws them."""
        return brush.wobble(self.to_pixels(points), self.rng, wobble, self.unit, closed)

    def mask(self, outlines: Sequence[Points], holes: Sequence[Points] = ()) -> Coverage | None:
        """Coverage of outlines given in pixels (see `outline`), inside the clips; None if empty."""
        solid = [outline for outline in outlines if len(outline) > 2]
        canvas = Canvas.around(solid, self.width, self.height, self.fineness) if solid else None
        if canvas is None:
            return None
        for outline in solid:
            canvas.polygon(outline)
        for hole in holes:
            canvas.polygon(hole, fill=0)
        return self._clipped(canvas.coverage())

    def fill(self, mask: Coverage | None, colour: Paint | Image.Image, alpha: float = 1.0) -> None:
        """Paint a mask with a graded colour or a picture; it becomes opaque there."""
        if mask is None:
            return
        cover = mask.image if alpha >= 1 else mask.image.point(lambda v: v * alpha)
        paint = colour if isinstance(colour, Image.Image) else pixel(colour)
        self.colours.paste(paint, (mask.x, mask.y), cover)
        self.alpha.paste(255, (mask.x, mask.y), cover)

    def gradient(self, mask: Coverage | None, stops: Stops, vertical: bool = True) -> None:
        """Paint a mask with graded colours that change across its window."""
        if mask is None:
            return
        width, height = mask.image.size
        position = np.linspace(0, 1, height if vertical else width)
        at = [stop[0] for stop in stops]
        table = np.array([rgb(stop[1]) for stop in stops])
        ramp = np.stack([np.interp(position, at, table[:, band]) for band in range(3)], 1)
        ramp = ramp[:, None] if vertical else ramp[None]
        whole = np.broadcast_to(ramp.round().clip(0, 255), (height, width, 3)).astype(np.uint8)
        self.fill(mask, Image.fromarray(whole))

    def drawn(self) -> Window | None:
        """The window of everything on the sheet so far, None when it is empty."""
        return self.alpha.getbbox()

    def _clipped(self, mask: Coverage) -> Coverage:
        for clip in self._clips:
            mask = mask.times(clip)
        return mask
