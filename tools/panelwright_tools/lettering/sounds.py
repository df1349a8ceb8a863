"""Sound effects: bouncing letters of their own, each turned a little."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from panelwright_tools.domain.story import Sound
from panelwright_tools.lettering import fonts
from panelwright_tools.lettering.model import Glyph, Rect, SoundEffect
from panelwright_tools.lettering.typeset import pieces_of
from panelwright_tools.lettering.words import plain

_SPACING = 1.03
_LARGEST = 4.6
"""Ems of the plain text."""
OUTLINE = 0.09
"""Width of the ink around a letter, in ems."""


@dataclass(frozen=True)
class SoundSetting:
    """A sound set with its left baseline end at the origin."""

    text: str
    glyphs: tuple[Glyph, ...]
    bounds: Rect


def _letters(text: str) -> list[tuple[str, str]]:
    return [
        (letter, piece.font)
        for piece in pieces_of(text, "sound")
        if piece.font
        for letter in piece.text
    ]


def _advance(letters: Sequence[tuple[str, str]], place: int) -> float:
    """Ems from a letter to the next, drawn together where the pair asks for it."""
    letter, font = letters[place]
    if place + 1 == len(letters) or letters[place + 1][1] != font:
        return fonts.width(letter, font, 1.0)
    following = letters[place + 1][0]
    return fonts.width(letter + following, font, 1.0) - fonts.width(following, font, 1.0)


def set_sound(sound: Sound, em: float, room: tuple[float, float], seed: int) -> SoundSetting | None:
    """Letters on a slanted, bouncing line, as large as they may be in the room (width, height).

    None when no letter of it can be drawn. A long sound is set smaller, never below the text size.
    """
    text = plain(sound.text)
    letters = _letters(text)
    if not letters:
        return None
    rng = np.random.default_rng(seed)
    unit = sum(_advance(letters, place) * _SPACING for place in range(len(letters)))
    size = max(1.25 * em, min(_LARGEST * em, 0.4 * room[0] / max(unit, 0.1), 0.18 * room[1]))
    slope = math.radians(float(rng.uniform(5, 11)) * -1)
    x = 0.0
    glyphs = []
    for place, (letter, font) in enumerate(letters):
        bounce = (-1) ** place * 0.045 * size + rng.uniform(-0.02, 0.02) * size
        swell = 1.0 + 0.1 * math.sin(math.pi * (place + 0.5) / len(letters))
        origin = (
            x * math.cos(slope) - bounce * math.sin(slope),
            x * math.sin(slope) + bounce * math.cos(slope),
        )
        angle = math.degrees(slope) + float(rng.uniform(-5, 5))
        if letter.strip():
            glyphs.append(
                Glyph(text=letter, font=font, size=size * swell, origin=origin, angle=angle)
            )
        x += _advance(letters, place) * size * _SPACING * swell
    return SoundSetting(text, tuple(glyphs), _bounds(glyphs))


def corners(glyph: Glyph) -> list[tuple[float, float]]:
    """The corners of a letter's body, turned and placed."""
    left, top, right, bottom = fonts.load(glyph.font, 200).getbbox(glyph.text, anchor="ls")
    grow = OUTLINE * 200
    scale = glyph.size / 200
    angle = math.radians(glyph.angle)
    cos, sin = math.cos(angle) * scale, math.sin(angle) * scale
    body = [(x, y) for x in (left - grow, right + grow) for y in (top - grow, bottom + grow)]
    return [
        (glyph.origin[0] + x * cos - y * sin, glyph.origin[1] + x * sin + y * cos) for x, y in body
    ]


def _bounds(glyphs: Sequence[Glyph]) -> Rect:
    points = [point for glyph in glyphs for point in corners(glyph)]
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return (min(xs), min(ys), max(xs), max(ys))


def placed(
    setting: SoundSetting, at: tuple[float, float], index: int, region: str | None, colour: int
) -> SoundEffect:
    """The sound with the top left corner of its bounds at a point."""
    dx, dy = at[0] - setting.bounds[0], at[1] - setting.bounds[1]
    glyphs = tuple(
        glyph.model_copy(
            update={
                "origin": (round(glyph.origin[0] + dx, 1), round(glyph.origin[1] + dy, 1)),
                "size": round(glyph.size, 2),
                "angle": round(glyph.angle, 2),
            }
        )
        for glyph in setting.glyphs
    )
    left, top, right, bottom = setting.bounds
    box = tuple(round(v, 1) for v in (left + dx, top + dy, right + dx, bottom + dy))
    return SoundEffect(
        sound=index,
        text=setting.text,
        glyphs=glyphs,
        box=(box[0], box[1], box[2], box[3]),
        region=region,
        colour=colour,
    )
