"""What is drawn over a picture in the report: planned boxes, detections, masks, letters."""

import base64
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageColor

from panelwright_tools.domain import Box, Detection
from panelwright_tools.grounding.faces import FACE
from panelwright_tools.lettering.model import Lettering
from panelwright_tools.lift.critic import LiftMap
from panelwright_tools.painting.picture import Mask, Picture, Sighting, Subject

COLOURS = ("#e5484d", "#3b82f6", "#2f9e62", "#d97706", "#a855f7", "#0e9aa7", "#db2777", "#84780e")
"""Regions take these in turn."""
_FOR = (47, 158, 98)
_AGAINST = (229, 72, 77)
_MASK_WIDTH = 240
"""Pixels; masks are shown soft, so they may be coarse."""


@dataclass(frozen=True)
class BoxMark:
    """A rectangle in percent of the picture, with its label."""

    x: float
    y: float
    w: float
    h: float
    label: str
    colour: str


def colours_of(regions: list[str]) -> dict[str, str]:
    """A colour for each region."""
    return {region: COLOURS[i % len(COLOURS)] for i, region in enumerate(regions)}


def box_mark(box: Box, label: str, colour: str) -> BoxMark:
    """A box in percent."""
    x, y, w, h = (round(100 * value, 2) for value in box)
    return BoxMark(x, y, w, h, label, colour)


def detection_mark(detection: Detection, colours: Mapping[str, str]) -> BoxMark:
    """A detection with its score and, where known, its visible share."""
    seen = f", {detection.visible:.0%} seen" if detection.visible is not None else ""
    is_subject = detection.region in colours and detection.phrase != FACE
    name = "" if is_subject else f"{detection.phrase} "
    score = "said yes" if detection.asked == "answer" else f"{detection.score:.2f}"
    label = f"{name}{'asked: ' if detection.asked else ''}{score}{seen}"
    return box_mark(detection.box, label, colours.get(detection.region or "", "#888888"))


def mask_sources(
    picture: Picture, regions: list[str], sightings: Sequence[Sighting] = ()
) -> dict[str, str]:
    """Region to a data URI: a tinted, see-through picture of where its subject is seen.

    `sightings` tell it where the painter does not.
    """
    colours = colours_of(regions)
    seen: dict[str, Subject | Sighting] = {one.region: one for one in sightings}
    seen |= {subject.region: subject for subject in picture.subjects}
    return {
        region: _mask_uri(one.window, one.visible, picture, colours.get(region, "#888888"))
        for region, one in seen.items()
        if one.window is not None and one.visible is not None
    }


def map_sources(picture: Picture, regions: list[str]) -> dict[str, str]:
    """Region to a data URI: a tinted picture, the less see-through the more its words acted."""
    colours = colours_of(regions)
    return {
        region: _tinted_uri(Image.fromarray(shares), colours.get(region, "#888888"))
        for region, shares in picture.attention.items()
    }


def lift_sources(maps: Mapping[str, LiftMap]) -> dict[str, str]:
    """Region to a data URI: green where the picture speaks for it, red where against."""
    return {region: _png_uri(lift_tint(lifts)) for region, lifts in maps.items()}


def lift_tint(lifts: LiftMap) -> Image.Image:
    """A see-through picture, a pixel a cell: green where the picture speaks for it, red against."""
    strength = np.abs(lifts.astype(np.int16)) * 2
    tints = np.where(lifts[..., None] >= 0, _FOR, _AGAINST)
    return Image.fromarray(np.dstack([tints, strength]).astype(np.uint8))


def _mask_uri(
    window: tuple[int, int, int, int], visible: Mask, picture: Picture, colour: str
) -> str:
    width, height = picture.image.size
    small = (min(width, _MASK_WIDTH), max(1, round(height * min(1.0, _MASK_WIDTH / width))))
    left, top, right, bottom = window
    full = np.zeros((height, width), np.uint8)
    full[top:bottom, left:right] = np.where(visible, 255, 0)
    return _tinted_uri(Image.fromarray(full).resize(small, Image.Resampling.BOX), colour)


def _tinted_uri(opacity: Image.Image, colour: str) -> str:
    """One colour, as see-through as the picture of its opacity says.

    A palette of that one colour in every opacity: a quarter of the bytes to compress.
    """
    tinted = Image.frombytes("P", opacity.size, opacity.tobytes())
    tinted.putpalette(ImageColor.getrgb(colour) * 256)
    return _png_uri(tinted, transparency=bytes(range(256)))


def _png_uri(image: Image.Image, **told: bytes) -> str:
    stream = io.BytesIO()
    image.save(stream, "PNG", **told)
    return "data:image/png;base64," + base64.b64encode(stream.getvalue()).decode()


def letter_shapes(lettering: Lettering | None) -> list[str]:
    """SVG point lists of every balloon, tail, caption and sound, in percent of the picture."""
    if lettering is None:
        return []
    width, height = lettering.size
    shapes = [caption.outline for caption in lettering.captions]
    for balloon in lettering.balloons:
        shapes += [balloon.outline, *balloon.tail]
    boxes = [sound.box for sound in lettering.sounds]
    boxes += [lettering.strip.box] if lettering.strip is not None else []
    shapes += [((a, b), (c, b), (c, d), (a, d)) for a, b, c, d in boxes]
    return [
        " ".join(f"{100 * x / width:.2f},{100 * y / height:.2f}" for x, y in shape)
        for shape in shapes
    ]
