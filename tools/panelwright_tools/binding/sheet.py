"""The current page of a PDF as a sheet to draw on, in pixels of a page 1,200 wide."""

import io
import math
from dataclasses import replace

import numpy as np
from fpdf import FPDF
from fpdf.enums import TextMode
from fpdf.errors import FPDFException
from fpdf.fonts import TTFFont
from numpy.typing import NDArray
from PIL import Image, ImageColor

from panelwright_tools.binding.glyphs import outline
from panelwright_tools.binding.png import jpeg_bytes
from panelwright_tools.lettering import fonts
from panelwright_tools.lettering.draw import draw_marks
from panelwright_tools.lettering.letter import PAGE_WIDTH
from panelwright_tools.lettering.marks import Fill, Letters, Mark
from panelwright_tools.lettering.shaping import needs_shaping

WIDTH = 595.28
"""Points: the width of A4."""
_FINE = 3.0
"""Pixels per pixel for letters that must be drawn as a picture."""


class Sheet:
    """Draws on a PDF. Content operators are written directly: fpdf2 has no public call for a
    clip by polygon or for the outline of a letter."""

    def __init__(self, pdf: FPDF) -> None:
        self.pdf = pdf
        self.unit = WIDTH / PAGE_WIDTH
        self._families: dict[str, str | None] = {}

    def family(self, font: str) -> str | None:
        """The PDF's name of a font, embedded on first use; None when it can't be embedded."""
        if font not in self._families:
            name: str | None = f"font{len(self._families)}"
            try:
                self.pdf.add_font(name, fname=fonts.font_path(font))
            except (FPDFException, OSError, KeyError, ValueError, NotImplementedError):
                name = None
            self._families[font] = name
        return self._families[font]

    def close(self) -> None:
        """Close the font files, which fpdf2 leaves open."""
        for font in self.pdf.fonts.values():
            if isinstance(font, TTFFont):
                font.ttfont.close()

    def _colour(self, colour: str) -> str:
        red, green, blue = ImageColor.getrgb(colour)[:3]
        return f"{red / 255:.3f} {green / 255:.3f} {blue / 255:.3f}"

    def _path(self, points: NDArray[np.float64]) -> str:
        """Path operators of a polygon in page pixels."""
        height = self.pdf.h
        steps = [
            f"{x * self.unit:.2f} {height - y * self.unit:.2f} {'l' if number else 'm'}"
            for number, (x, y) in enumerate(points)
        ]
        return " ".join([*steps, "h"])

    def fill(self, mark: Fill, scale: float = 1.0, origin: tuple[float, float] = (0, 0)) -> None:
        """A filled polygon."""
        path = self._path(np.array(mark.points) * scale + origin)
        painting = f"q {self._colour(mark.colour)} rg {path} f Q"
        if mark.opacity < 1:
            with self.pdf.local_context(fill_opacity=mark.opacity):
                self.pdf._out(painting)
        else:
            self.pdf._out(painting)

    def picture(
        self,
        image: Image.Image,
        box: tuple[float, float, float, float],
        corners: NDArray[np.float64] | None = None,
        alt: str = "",
    ) -> None:
        """A picture at a box `(left, top, width, height)`, cut to a polygon, all in page pixels."""
        left, top, width, height = (value * self.unit for value in box)
        content: Image.Image | io.BytesIO = image
        if image.mode == "RGB":
            content = io.BytesIO(jpeg_bytes(image))
        self.pdf._out("q" if corners is None else f"q {self._path(corners)} W n")
        self.pdf.image(content, left, top, width, height, alt_text=alt or None)
        self.pdf._out("Q")

    def letters(
        self, mark: Letters, scale: float = 1.0, origin: tuple[float, float] = (0, 0)
    ) -> None:
        """Text that can be selected; scripts that need shaping are drawn under invisible text."""
        if mark.decoration:
            return self._word(mark, scale, origin)
        simple = self.family(mark.font) is not None and not needs_shaping(mark.text)
        if not simple:
            self._shaped(mark, scale, origin)
        self.text(mark, scale, origin, visible=simple)

    def _word(self, mark: Letters, scale: float, origin: tuple[float, float]) -> None:
        """Thickened letters, as outlines: their ink is no text of its own."""
        x = mark.origin[0]
        for letter in mark.text:
            self.outlined(replace(mark, text=letter, origin=(x, mark.origin[1])), scale, origin)
            x += fonts.width(letter, mark.font, mark.size)

    def text(
        self, mark: Letters, scale: float, origin: tuple[float, float], visible: bool = True
    ) -> None:
        """Text stretched to its exact width, as a text object."""
        family = self.family(mark.font)
        if family is None:
            return
        x, y = ((mark.origin[i] * scale + origin[i]) * self.unit for i in (0, 1))
        self.pdf.set_font(family, size=mark.size * scale * self.unit)
        self.pdf.set_text_color(mark.colour)
        own = self.pdf.get_string_width(mark.text)
        stretch = 1.0 if mark.width is None or not own else mark.width * scale * self.unit / own
        mode = TextMode.FILL if visible else TextMode.INVISIBLE
        angle = math.radians(-mark.angle)
        cos, sin = math.cos(angle), math.sin(angle)
        right, up = x, self.pdf.h - y
        matrix = (cos * stretch, sin * stretch, -sin, cos, right, up)
        # The text is set at the origin of its own space: stretched, turned, moved in one matrix.
        with self.pdf.local_context(text_mode=mode):
            self.pdf._out(" ".join(f"{value:.5f}" for value in matrix) + " cm")
            self.pdf.text(0, self.pdf.h, mark.text)

    def _shaped(self, mark: Letters, scale: float, origin: tuple[float, float]) -> None:
        wide = int((mark.width or mark.size * len(mark.text)) + 2 * mark.size)
        tall = int(3 * mark.size)
        coverage = Image.new("RGB", (round(wide * _FINE), round(tall * _FINE)), "white")
        moved = Letters(mark.text, mark.font, mark.size, (0.0, 0.0), "#000000")
        draw_marks(coverage, [moved], _FINE, (mark.size * _FINE, 2 * mark.size * _FINE))
        picture = Image.new("RGBA", coverage.size, mark.colour)
        picture.putalpha(coverage.convert("L").point([255 - value for value in range(256)]))
        left = (mark.origin[0] - mark.size) * scale + origin[0]
        top = (mark.origin[1] - 2 * mark.size) * scale + origin[1]
        self.picture(picture, (left, top, wide * scale, tall * scale))

    def outlined(self, mark: Letters, scale: float, origin: tuple[float, float]) -> None:
        """One letter as its outline, thickened by the mark's ink."""
        size = mark.size * scale * self.unit
        x, y = ((mark.origin[i] * scale + origin[i]) * self.unit for i in (0, 1))
        angle = math.radians(-mark.angle)
        cos, sin = math.cos(angle) * size, math.sin(angle) * size
        path = " ".join(
            " ".join([*(f"{number:.4f}" for number in numbers), operator])
            for operator, numbers in outline(mark.text, mark.font)
        )
        colour = self._colour(mark.colour)
        ink = f"1 j {2 * mark.outline / mark.size:.4f} w {colour} RG" if mark.outline else ""
        paint = "B" if mark.outline else "f"
        self.pdf._out(
            f"q {cos:.4f} {sin:.4f} {-sin:.4f} {cos:.4f} {x:.2f} {self.pdf.h - y:.2f} cm "
            f"{colour} rg {ink} {path} {paint} Q"
        )

    def marks(self, marks: list[Mark], scale: float, origin: tuple[float, float]) -> None:
        """All marks in their order."""
        for mark in marks:
            if isinstance(mark, Fill):
                self.fill(mark, scale, origin)
            else:
                self.letters(mark, scale, origin)
