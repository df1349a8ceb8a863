"""The outlines of letters, for words whose letters are turned one by one."""

from functools import lru_cache

from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont

from panelwright_tools.lettering import fonts

Stroke = tuple[str, tuple[float, ...]]
"""A PDF path operator (`m`, `l`, `c`, `h`) with its numbers in ems, y upwards."""


class _Recorder(BasePen):  # type: ignore[misc]
    """fontTools draws a glyph by calling this; quadratic curves arrive here as cubic ones."""

    def __init__(self, glyphs: object, units: float) -> None:
        super().__init__(glyphs)
        self.units = units
        self.strokes: list[Stroke] = []

    def _add(self, operator: str, *points: tuple[float, float]) -> None:
        numbers = tuple(value / self.units for point in points for value in point)
        self.strokes.append((operator, numbers))

    def _moveTo(self, pt: tuple[float, float]) -> None:
        self._add("m", pt)

    def _lineTo(self, pt: tuple[float, float]) -> None:
        self._add("l", pt)

    def _curveToOne(
        self, pt1: tuple[float, float], pt2: tuple[float, float], pt3: tuple[float, float]
    ) -> None:
        self._add("c", pt1, pt2, pt3)

    def _closePath(self) -> None:
        self._add("h")


@lru_cache(maxsize=8)
def _font(name: str) -> TTFont:
    return TTFont(fonts.font_path(name), fontNumber=0)


@lru_cache(maxsize=512)
def outline(letter: str, name: str) -> tuple[Stroke, ...]:
    """The outline of a letter's first character; empty when the font lacks it."""
    font = _font(name)
    glyph = font.getBestCmap().get(ord(letter[0]))
    if glyph is None:
        return ()
    glyphs = font.getGlyphSet()
    recorder = _Recorder(glyphs, font["head"].unitsPerEm)
    glyphs[glyph].draw(recorder)
    return tuple(recorder.strokes)
