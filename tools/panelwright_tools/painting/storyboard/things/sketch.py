"""What no table knows: a loose pencil outline of a likely shape, with the noun written on it."""

from functools import lru_cache

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from panelwright_tools.painting.storyboard import geometry as g
from panelwright_tools.painting.storyboard.colour import Paint, mix
from panelwright_tools.painting.storyboard.coverage import Coverage
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.strokes.script import parse_path
from panelwright_tools.painting.storyboard.tables import table

PAPER = "#efe6d2"
LABEL = 0.15
"""Height of the letters, in heights of the thing."""
LONGEST = 24
"""Characters of a label."""
MIDDLE, UNDER_FACE = -0.55, -0.14
"""y of the name on a sketch, and where there is a face in its middle."""


def sketch_kind(noun: str) -> str:
    """The likely shape of an unknown noun, by its endings and words."""
    for kind, row in table("materials")["sketch"].items():
        words = row.get("words", ())
        if any(word in noun for word in words) or noun.endswith(tuple(row.get("endings", ()))):
            return str(kind)
    return "block"


def sketch_ratio(noun: str) -> float:
    """Width over height of the sketch."""
    left, top, right, bottom = g.bounds([_outline(noun)])
    return (right - left) / (bottom - top)


def draw_sketch(
    sheet: Sheet, noun: str, colour: Paint | None = None, label: float = MIDDLE
) -> None:
    """Sketch a noun one unit high on y = 0: two loose outlines, hatching, its name at y `label`."""
    outline = _outline(noun)
    paint = mix(PAPER, colour, 0.55) if colour is not None else PAPER
    mask = sheet.shape(outline, paint, 0.9, shade=0.08, wobble=1.6)
    with sheet.clip(mask):
        for share in np.linspace(0.1, 0.45, 6):
            x = float(outline[:, 0].max()) - share * 0.9
            sheet.line(g.points(x + 0.16, -0.30, x - 0.1, 0.06), 0.4, alpha=0.5)
    sheet.line(outline * (1.02, 1.0) + (0.006, -0.008), 0.45, closed=True, wobble=2.4, alpha=0.7)
    _letter(sheet, noun, outline, label)


def _outline(noun: str) -> g.Points:
    path = parse_path(table("materials")["sketch"][sketch_kind(noun)]["path"])
    low = float(path[:, 1].max())
    tall = low - float(path[:, 1].min())
    return (path - (0.0, low)) / tall


@lru_cache(maxsize=64)
def _font(size: int, character: str) -> ImageFont.FreeTypeFont:
    """The hand's font, or one that has this character."""
    from panelwright_tools.lettering.fonts import font_for, load

    name = font_for(character, "speech") or font_for("a", "speech")
    return load(str(name), size)


def label_of(noun: str) -> str:
    """What is written on a sketch: the noun, printable and not too long; else a `?`."""
    text = " ".join("".join(c if c.isprintable() else " " for c in noun).split())
    return (text if len(text) <= LONGEST else text[: LONGEST - 1] + "…") or "?"


def _letter(sheet: Sheet, noun: str, outline: g.Points, label: float) -> None:
    text = label_of(noun)
    odd = next((c for c in text if ord(c) > 126), "a")
    wide = float(np.ptp(outline[:, 0])) * sheet.scale * 0.86
    size = max(7, round(LABEL * sheet.scale))
    long = _font(size, odd).getlength(text)
    if long > wide:
        size = max(7, int(size * wide / long))
    font = _font(size, odd)
    left, top, right, bottom = (int(v) for v in font.getbbox(text))
    at = sheet.to_pixels(g.points(float(outline[:, 0].mean()), label))[0]
    word = Image.new("L", (right - left + 2, bottom - top + 2))
    ImageDraw.Draw(word).text((1 - left, 1 - top), text, font=font, fill=255)
    x, y = round(float(at[0]) - word.width / 2), round(float(at[1]) - word.height / 2)
    if sheet.matrix[0, 0] < 0:
        # The reader must be able to read what is written on a mirrored thing: mirror it back later.
        word = word.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    box = (
        max(x, 0),
        max(y, 0),
        min(x + word.width, sheet.width),
        min(y + word.height, sheet.height),
    )
    if box[2] > box[0] and box[3] > box[1]:
        sheet.fill(Coverage(Coverage(word, x, y).within(box), box[0], box[1]), sheet.ink_colour())
