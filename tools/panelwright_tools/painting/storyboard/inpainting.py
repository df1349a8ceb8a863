"""Inpainting: boxes of a new drawing set into the picture that it repairs."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from panelwright_tools.domain.geometry import Box
from panelwright_tools.painting.picture import Picture, Subject

Pixels = NDArray[np.uint8]
T = TypeVar("T", bound=np.generic)


def inpainted(parent: Picture, fresh: Picture, boxes: Sequence[Box]) -> Picture:
    """The parent with the boxes (fractions of the panel) painted anew; the rest is untouched."""
    mask = _mask(parent.image.size, boxes)
    before, after = np.asarray(parent.image), np.asarray(fresh.image)
    pixels = np.where(mask[..., None], after, before)
    old = {subject.region: subject for subject in parent.subjects}
    subjects = [_joined(old.get(new.region), new, before, after, mask) for new in fresh.subjects]
    return replace(fresh, image=Image.fromarray(pixels), subjects=tuple(subjects))


def _mask(size: tuple[int, int], boxes: Sequence[Box]) -> NDArray[np.bool_]:
    image = Image.new("1", size)
    draw = ImageDraw.Draw(image)
    width, height = size
    for box in boxes:
        part = box.clipped()
        corners = (part.x * width, part.y * height, part.right * width, part.bottom * height)
        draw.rectangle(corners, fill=1)
    return np.asarray(image)


def _joined(
    old: Subject | None, new: Subject, before: Pixels, after: Pixels, mask: NDArray[np.bool_]
) -> Subject:
    """A subject as it is seen where the mask chooses between two pictures."""
    shape = mask.shape
    visible = _spread(new.visible, new.window, np.zeros(shape, bool)) & mask
    absent = _spread(new.absent, new.window, after)
    windows = [new.window]
    if old is not None:
        visible |= _spread(old.visible, old.window, np.zeros(shape, bool)) & ~mask
        absent = np.where(mask[..., None], absent, _spread(old.absent, old.window, before))
        windows.append(old.window)
    else:
        absent = np.where(mask[..., None], absent, before)
    low, high = np.min(windows, 0), np.max(windows, 0)
    left, top, right, bottom = int(low[0]), int(low[1]), int(high[2]), int(high[3])
    part = (slice(top, bottom), slice(left, right))
    return replace(
        new,
        window=(left, top, right, bottom),
        visible=visible[part],
        absent=absent[part],
        drawn_area=max(new.drawn_area, float(np.count_nonzero(visible))),
    )


def _spread(part: NDArray[T], window: tuple[int, int, int, int], around: NDArray[T]) -> NDArray[T]:
    """A window's values on the whole panel."""
    left, top, right, bottom = window
    whole = around.copy()
    whole[top:bottom, left:right] = part
    return whole
