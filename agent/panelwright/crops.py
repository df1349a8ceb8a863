"""Crops of accepted panels that join a character's pictures, for the panels that come later.

They are taken when the user asks for it, and kept in the plan as any edit, never while panels are
painted: what a panel looks like follows from the plan, the settings and the seed, whatever was
painted before, beside or after it.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from PIL import Image

from panelwright.references import SMALLEST_SIDE, Reference, kept_picture
from panelwright.run import Run
from panelwright.store import Store
from panelwright_tools.domain import Attempt, Character, Crop, Detection, Panel, Story, UserError
from panelwright_tools.painting.picture import Mask, Picture

LEAST: Final = 0.8
"""Likeness from which on a crop joins, where the user says no other."""
MOST: Final = 2
"""Crops of a character that are kept at most, where the user says no other."""


@dataclass(frozen=True)
class _Found:
    """Where a character is on the accepted picture of a panel."""

    likeness: float
    number: int
    """Of the panel, from 1."""
    panel: Panel
    attempt: Attempt
    detection: Detection


def best_crops(
    run: Run, story: Story, character: Character, least: float, most: int
) -> tuple[Crop, ...]:
    """The crops that show the character best, at most `most`, in the order of their panels.

    Their pictures are kept in the run. Of panels that are equally alike the earlier counts. Raises
    UserError when nobody has measured a likeness of the character.
    """
    found = sorted(_sightings(run, story, character), key=lambda one: (-one.likeness, one.number))
    if not found:
        raise UserError(
            f"nobody has measured how much {character.name} looks like the pictures of it on an "
            f"accepted panel; draw the run with --likeness encoder:MODEL and a painter that looks "
            "at pictures first."
        )
    crops: list[tuple[int, Crop]] = []
    for one in found:
        if one.likeness < least or len(crops) == most:
            break
        image = _cut(Store(run.store), one)
        if image is not None:
            name = kept_picture(run, Reference(character.name, _png(image)))
            crop = Crop(picture=name, panel=one.panel.id, likeness=round(one.likeness, 4))
            crops.append((one.number, crop))
    return tuple(crop for _, crop in sorted(crops, key=lambda pair: pair[0]))


def serving(story: Story, character: Character, panel: str) -> tuple[Crop, ...]:
    """The crops that a panel is painted by: those of panels before it."""
    order = {one.id: number for number, one in enumerate(story.panels)}
    here = order[panel]
    return tuple(crop for crop in character.crops if order.get(crop.panel, here) < here)


def _sightings(run: Run, story: Story, character: Character) -> Iterator[_Found]:
    for number, panel in enumerate(story.panels, 1):
        own = {region.id for region in panel.regions if region.subject == character.id}
        accepted = [one for one in run.read_attempts(panel.id) if one.verdict.accepted]
        if not own or not accepted:
            continue
        likeness = accepted[-1].evidence.likeness.get(character.id)
        boxes = [one for one in accepted[-1].evidence.detections if one.region in own]
        if likeness is not None and boxes:
            yield _Found(likeness, number, panel, accepted[-1], boxes[0])


def _cut(store: Store, found: _Found) -> Image.Image | None:
    """The detected box, on white where a mask tells what is not the character.

    None where the picture is gone or the box too small to be looked at.
    """
    picture = store.get(found.attempt.picture)
    if picture is None:
        return None
    box, (width, height) = found.detection.box.clipped(), picture.image.size
    edges = (box.x * width, box.y * height, box.right * width, box.bottom * height)
    left, top, right, bottom = (round(edge) for edge in edges)
    if min(right - left, bottom - top) < SMALLEST_SIDE:
        return None
    pixels = np.asarray(picture.image.convert("RGB")).copy()
    mask = _mask(store, found, picture)
    if mask is not None:
        pixels[~mask] = 255
    return Image.fromarray(pixels[top:bottom, left:right])


def _mask(store: Store, found: _Found, picture: Picture) -> Mask | None:
    """(height, width) where the character is seen: exactly, or as it was found."""
    region, key = found.detection.region, found.attempt.evidence.sightings
    seen: list[tuple[tuple[int, int, int, int], Mask]] = [
        (one.window, one.visible) for one in picture.subjects if one.region == region
    ]
    for one in (store.get_sightings(key) if key is not None else None) or ():
        if one.region == region and one.window is not None and one.visible is not None:
            seen.append((one.window, one.visible))
    if not seen:
        return None
    (left, top, right, bottom), visible = seen[-1]
    mask = np.zeros((picture.image.height, picture.image.width), bool)
    mask[top:bottom, left:right] = visible
    return mask if mask.any() else None


def _png(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def crops_told(name: str, crops: Sequence[Crop]) -> str:
    """What a character was painted by beside the pictures of it, for the report."""
    told = ", ".join(f"panel {crop.panel} (likeness {crop.likeness:.2f})" for crop in crops)
    return f"{name} was painted by crops as well: of {told}."
