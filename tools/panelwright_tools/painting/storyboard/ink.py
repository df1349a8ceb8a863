"""The drawing hand: shapes that are coloured, cel-shaded and inked on a transparent sheet."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike
from PIL import ImageChops, ImageFilter

from panelwright_tools.painting.storyboard import brush
from panelwright_tools.painting.storyboard.colour import Paint, pixel
from panelwright_tools.painting.storyboard.coverage import Canvas, Coverage
from panelwright_tools.painting.storyboard.geometry import Points, spread
from panelwright_tools.painting.storyboard.surface import Surface


class Sheet(Surface):
    """A surface with pen and brush: outlines, limbs, strokes and soft patches."""

    def shape(
        self,
        points: ArrayLike,
        colour: Paint,
        line: float = 1.0,
        *,
        shade: float = 0.0,
        shine: float = 0.0,
        wobble: float = 1.0,
        holes: Sequence[ArrayLike] = (),
        alpha: float = 1.0,
        ink: Paint | None = None,
        raw: bool = False,
    ) -> Coverage | None:
        """Colour an outline, lay a cel shadow (`shade`, share of its size) and a light, ink it."""
        outline = self.outline(points, wobble=wobble)
        cut = [self.outline(hole, wobble=wobble) for hole in holes]
        mask = self.mask([outline], cut)
        if mask is None:
            return None
        flat = self.colour(colour, raw)
        self.fill(mask, flat, alpha)
        self.shade(mask, flat, shade, shine, alpha)
        if line:
            for edge in (outline, *cut):
                self.ink_outline(edge, line, ink, alpha)
        return mask

    def merged(
        self, outlines: Sequence[ArrayLike], colour: Paint, line: float = 1.0, *, shade: float = 0.0
    ) -> Coverage | None:
        """Several outlines as one shape: ink only around the whole, nothing where they meet."""
        paths = [self.outline(outline) for outline in outlines]
        for path in paths:
            self.ink_outline(path, line * 2)
        mask = self.mask(paths)
        if mask is None:
            return None
        flat = self.colour(colour)
        self.fill(mask, flat)
        self.shade(mask, flat, shade)
        return mask

    def shade(
        self, mask: Coverage, flat: Paint, shade: float, shine: float = 0.0, alpha: float = 1.0
    ) -> None:
        """Shadow away from the light and light towards it, in a mask of one graded colour."""
        if shade:
            x, y = self.light * max(1.5 * self.unit, shade * mask.size)
            self.fill(mask.minus(mask.moved(-x, -y)), self.mood.shadow(flat), alpha)
        if shine:
            x, y = self.light * max(1.2 * self.unit, shine * mask.size)
            self.fill(mask.minus(mask.moved(x, y)), self.mood.lit(flat), alpha * 0.8)

    def ink_outline(
        self, outline: Points, line: float = 1.0, ink: Paint | None = None, alpha: float = 1.0
    ) -> None:
        """Ink a closed outline given in pixels."""
        if len(outline) < 2:
            return
        width = self.ink_width(line)
        stroke = brush.outline_stroke(outline, width, self.light, self.rng, self.unit)
        self.fill(self._stroke(stroke, round_ends=False), self.ink_colour(ink), alpha)

    def line(
        self,
        points: ArrayLike,
        width: float = 1.0,
        colour: Paint | None = None,
        *,
        taper: tuple[float, float] = (0.35, 0.35),
        closed: bool = False,
        wobble: float = 1.0,
        alpha: float = 1.0,
        raw: bool = False,
    ) -> None:
        """A stroke in ink, or in a colour of its own."""
        path = self.outline(points, closed, wobble)
        if len(path) < 2:
            return
        wide = self.ink_width(width)
        if closed:
            stroke = brush.outline_stroke(path, wide, self.light, self.rng, self.unit)
        else:
            stroke = brush.open_stroke(path, wide, taper, self.rng, self.unit)
        paint = self.ink_colour() if colour is None else self.colour(colour, raw)
        self.fill(self._stroke(stroke), paint, alpha)

    def limb(
        self,
        points: ArrayLike,
        half_widths: ArrayLike,
        colour: Paint,
        line: float = 1.0,
        *,
        shade: float = 0.22,
        wobble: float = 0.5,
        weld: Coverage | None = None,
    ) -> Coverage | None:
        """A soft sausage along a line: ink beneath and colour on top, so that bends stay clean.

        Inside `weld` there is no ink, so that the limb grows out of what lies beneath.
        """
        path = self.outline(points, closed=False, wobble=wobble)
        if len(path) < 2:
            return None
        widths = 2 * self.scale * spread(half_widths, len(path))
        weight = self.ink_width(line)
        along = np.linspace(0, 1, len(path))
        uneven = weight * (1 + 0.14 * np.sin(along * 7 + self.rng.uniform(0, 6.28)))
        shifted = path + self.light * weight * 0.18
        edge = self._stroke(brush.Stroke(shifted, widths + uneven))
        if edge is not None and weld is not None:
            edge = edge.minus(weld)
        self.fill(edge, self.ink_colour())
        inner = np.maximum(widths - weight * 0.9, 0.3)
        mask = self._stroke(brush.Stroke(path, inner))
        flat = self.colour(colour)
        self.fill(mask, flat)
        if mask is not None and shade:
            x, y = self.light * max(1.5 * self.unit, shade * float(widths.mean()) * 1.1)
            self.fill(mask.minus(mask.moved(-x, -y)), self.mood.shadow(flat))
        return mask

    def soft(
        self,
        points: ArrayLike,
        colour: Paint,
        alpha: float = 0.4,
        blur: float = 6.0,
        raw: bool = False,
    ) -> None:
        """A soft-edged patch (blush, glow, fog); `blur` in pixels. It never adds coverage."""
        spot = self._blurred(self.to_pixels(points), blur)
        if spot is None:
            return
        cover = spot.image.point(lambda v: v * alpha)
        for clip in self._clips:
            cover = ImageChops.multiply(cover, clip.within(spot.window))
        cover = ImageChops.multiply(cover, self.alpha.crop(spot.window))
        self.colours.paste(pixel(self.colour(colour, raw)), spot.window[:2], cover)

    def _blurred(self, outline: Points, blur: float) -> Coverage | None:
        canvas = Canvas.around([outline], self.width, self.height, 1, margin=blur * 2.5)
        if canvas is None:
            return None
        canvas.polygon(outline)
        sharp = canvas.coverage()
        soft = sharp.image.filter(ImageFilter.GaussianBlur(float(blur)))
        return Coverage(soft, sharp.x, sharp.y)

    def _stroke(self, stroke: brush.Stroke, round_ends: bool = True) -> Coverage | None:
        margin = float(stroke.widths.max()) / 2
        canvas = Canvas.around([stroke.line], self.width, self.height, self.fineness, margin)
        if canvas is None:
            return None
        brush.fill_stroke(canvas, stroke, round_ends)
        return self._clipped(canvas.coverage())
