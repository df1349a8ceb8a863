"""The lettering as a list of marks: filled polygons and set letters, in drawing order.

Pixels and PDF pages are drawn from the same list, so that they look the same.
"""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from panelwright_tools.domain.vocabulary import SpeechKind
from panelwright_tools.lettering.model import (
    Caption,
    Lettering,
    Line,
    Point,
    Polygon,
    SoundEffect,
    Strip,
)
from panelwright_tools.lettering.shapes import offset, polygon
from panelwright_tools.lettering.sounds import OUTLINE

_STROKE = 0.105
"""Width of the ink in ems of the text."""


@dataclass(frozen=True)
class Fill:
    """A filled polygon."""

    points: Polygon
    colour: str
    opacity: float = 1.0


@dataclass(frozen=True)
class Letters:
    """Text on a baseline from its left end, perhaps turned about that point."""

    text: str
    font: str
    size: float
    origin: Point
    colour: str
    width: float | None = None
    """The advance that it must have; None: the font's own."""
    angle: float = 0.0
    """Degrees, positive turns clockwise as seen."""
    outline: float = 0.0
    """Pixels by which the letters are thickened all around."""
    decoration: bool = False
    """Ink or shadow of letters that are set again on top: no text of its own."""


Mark = Fill | Letters


@dataclass(frozen=True)
class LetterStyle:
    """Colours of the letters."""

    ink: str
    paper: str
    robot: str
    caption: str
    caption_ink: str
    shadow: float
    """Opacity of a caption's shadow."""
    sounds: tuple[str, ...]


@lru_cache(maxsize=1)
def _styles() -> dict[str, LetterStyle]:
    text = resources.files(__package__).joinpath("data/styles.toml").read_text("utf-8")
    return {
        name: LetterStyle(**{**table, "sounds": tuple(table["sounds"])})
        for name, table in tomllib.loads(text).items()
    }


def letter_style(name: str) -> LetterStyle:
    """The letter style of a comic style; an unknown one gets the colour style's."""
    styles = _styles()
    return styles.get(name, styles["colour"])


def marks_of(lettering: Lettering, style: LetterStyle) -> list[Mark]:
    """All marks of a panel, the lowest first."""
    marks: list[Mark] = []
    marks += sound_marks(lettering, style)
    for caption in lettering.captions:
        marks += _caption_marks(caption, style, lettering.text_size)
    for group in _groups(lettering):
        marks += _group_marks(lettering, group, style)
    if lettering.strip is not None:
        marks += _strip_marks(lettering.strip, style, lettering.text_size)
    return marks


def _groups(lettering: Lettering) -> list[list[int]]:
    """Balloons that are joined, together."""
    root = list(range(len(lettering.balloons)))
    for link in lettering.links:
        root[link.second] = root[link.first]
    members: dict[int, list[int]] = {}
    for index, head in enumerate(root):
        members.setdefault(head, []).append(index)
    return list(members.values())


def _inked(points: Polygon, width: float) -> Polygon:
    """The ink around an outline, thicker below and to the right, away from the light."""
    ring: NDArray[np.float64] = np.array(points)
    middle = ring.mean(axis=0)
    away = ring - middle
    length = np.maximum(np.hypot(away[:, 0], away[:, 1]), 1e-9)
    shade = (away[:, 0] * 0.5 + away[:, 1] * 0.86) / length
    return polygon(offset(ring, width * (0.78 + 0.34 * shade)))


def _dashes(points: Polygon, width: float, dash: float) -> list[Polygon]:
    """A dashed outline as short strokes."""
    ring = np.array([*points, points[0]])
    steps = np.r_[0, np.cumsum(np.hypot(*np.diff(ring, axis=0).T))]
    count = max(6, round(steps[-1] / (dash * 1.75)))
    strokes = []
    for start in np.linspace(0, steps[-1], count, endpoint=False):
        at = np.linspace(start, start + dash, 6) % steps[-1]
        path = np.stack([np.interp(at, steps, ring[:, i]) for i in (0, 1)], axis=1)
        run = np.gradient(path, axis=0)
        across = np.stack([-run[:, 1], run[:, 0]], axis=1)
        across *= width / np.maximum(np.hypot(run[:, 0], run[:, 1]), 1e-9)[:, None]
        strokes.append(polygon(np.concatenate([path + across, (path - across)[::-1]])))
    return strokes


def _group_marks(lettering: Lettering, group: list[int], style: LetterStyle) -> list[Mark]:
    """Ink of all parts first, then all paper, so that no line runs across a joint."""
    balloons = [lettering.balloons[index] for index in group]
    necks = [link.outline for link in lettering.links if link.second in group]
    kind = balloons[0].kind
    width = _STROKE * lettering.text_size
    shapes = [b.outline for b in balloons] + [t for b in balloons for t in b.tail] + necks
    marks: list[Mark] = []
    if kind is SpeechKind.WHISPER:
        marks += [
            Fill(stroke, style.ink)
            for shape in shapes
            for stroke in _dashes(shape, width * 0.9, lettering.text_size * 0.32)
        ]
    else:
        marks += [Fill(_inked(shape, width), style.ink) for shape in shapes]
    paper = style.robot if kind is SpeechKind.ROBOT else style.paper
    marks += [Fill(shape, paper) for shape in shapes]
    for balloon in balloons:
        marks += line_marks(balloon.lines, style.ink)
    return marks


def line_marks(lines: tuple[Line, ...], colour: str) -> list[Mark]:
    """The letters of some lines in one colour."""
    return [
        Letters(
            run.text.strip(" "),
            run.font,
            run.size,
            (run.x, line.baseline),
            colour,
            run.width,
        )
        for line in lines
        for run in line.runs
        if run.text.strip()
    ]


def _caption_marks(caption: Caption, style: LetterStyle, em: float) -> list[Mark]:
    marks: list[Mark] = []
    if style.shadow:
        drop = em * 0.2
        shadow = tuple((round(x + drop * 0.8, 1), round(y + drop, 1)) for x, y in caption.outline)
        marks.append(Fill(shadow, style.ink, style.shadow))
    marks.append(Fill(_inked(caption.outline, _STROKE * em * 0.8), style.ink))
    marks.append(Fill(caption.outline, style.caption))
    return marks + line_marks(caption.lines, style.caption_ink)


def sound_marks(lettering: Lettering, style: LetterStyle) -> list[Mark]:
    """The marks of the sounds alone: on a page they lie over the borders."""
    return [mark for sound in lettering.sounds for mark in marks_of_sound(sound, style)]


def marks_of_sound(sound: SoundEffect, style: LetterStyle) -> list[Letters]:
    """All ink first, so that no letter's ink lies on its neighbour."""
    colour = style.sounds[sound.colour % len(style.sounds)]
    inked = [
        Letters(
            glyph.text,
            glyph.font,
            glyph.size,
            glyph.origin,
            style.ink,
            angle=glyph.angle,
            outline=OUTLINE * glyph.size,
            decoration=True,
        )
        for glyph in sound.glyphs
    ]
    filled = [
        Letters(glyph.text, glyph.font, glyph.size, glyph.origin, colour, angle=glyph.angle)
        for glyph in sound.glyphs
    ]
    return [*inked, *filled]


def _strip_marks(strip: Strip, style: LetterStyle, em: float) -> list[Mark]:
    left, top, right, bottom = strip.box
    ink = round(_STROKE * em, 1)
    edge = ((left, top - ink), (right, top - ink), (right, top), (left, top))
    body = ((left, top), (right, top), (right, bottom), (left, bottom))
    marks: list[Mark] = [Fill(edge, style.ink), Fill(body, style.caption)]
    marks += line_marks(strip.names, style.caption_ink)
    for entry in strip.entries:
        marks += line_marks(entry.lines, style.caption_ink)
    return marks
