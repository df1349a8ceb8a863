"""Inpainting: some subjects of a new drawing set into the picture that it repairs."""

from collections.abc import Collection
from dataclasses import replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from panelwright_tools.domain.brief import Brief
from panelwright_tools.painting.picture import Mask, Picture, Subject

Pixels = NDArray[np.uint8]
T = TypeVar("T", bound=np.generic)


def inpainted(parent: Picture, fresh: Picture, brief: Brief) -> Picture:
    """The parent with what the brief names painted anew; every other pixel is untouched.

    Regions to repaint bring their exact mask: wherever they, their shadows, reflections and lights
    change a pixel of either picture. Without them the brief's boxes are the mask.
    """
    mask = _exact(parent, fresh, brief.repaint) if brief.repaint else _boxes(brief)
    before, after = np.asarray(parent.image), np.asarray(fresh.image)
    pixels = np.where(mask[..., None], after, before)
    old = {subject.region: subject for subject in parent.subjects}
    subjects = [_joined(old.get(new.region), new, before, after, mask) for new in fresh.subjects]
    return replace(fresh, image=Image.fromarray(pixels), subjects=tuple(subjects))


def _exact(parent: Picture, fresh: Picture, regions: Collection[str]) -> Mask:
    """(height, width) where these subjects show on either picture."""
    mask = np.zeros((parent.image.height, parent.image.width), bool)
    for picture in (parent, fresh):
        for subject in picture.subjects:
            if subject.region in regions:
                left, top, right, bottom = subject.window
                shown = np.asarray(picture.image.crop(subject.window))
                changed = (shown != subject.absent).any(axis=2)
                mask[top:bottom, left:right] |= changed | subject.visible
    return mask


def _boxes(brief: Brief) -> Mask:
    width, height = brief.size
    image = Image.new("1", brief.size)
    draw = ImageDraw.Draw(image)
    for box in brief.mask:
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
