"""Where the one is whom a picture shows: by a segmenter's mask, else by a grounder's box."""

import hashlib
from dataclasses import dataclass, field

import numpy as np
from PIL import Image

from panelwright_tools.domain import Box, Brief, BriefRegion, ToolError
from panelwright_tools.grounding.agreement import assigned
from panelwright_tools.grounding.grounder import Grounder
from panelwright_tools.painting.picture import Mask, Picture
from panelwright_tools.segmentation.segmenter import Segmenter

_WHOLE = Box(0, 0, 1, 1)


@dataclass(frozen=True)
class Outlines:
    """Looks for somebody on a picture that shows nobody else, once for each picture and name."""

    grounder: Grounder
    """One whose boxes are measured."""
    segmenter: Segmenter
    _found: dict[tuple[str, str, str], Mask | None] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @property
    def id(self) -> str:
        """The grounder's and the segmenter's."""
        return f"{self.grounder.id} and {self.segmenter.id}"

    def outline(self, picture: Picture, item: BriefRegion) -> Mask | None:
        """The (height, width) mask of whom the region names; None: not found, or nobody could look.

        Raises UserError when a model can't be loaded.
        """
        pixels = hashlib.sha256(picture.image.tobytes()).hexdigest()
        place = pixels, item.region.noun, item.region.phrase
        if place not in self._found:
            self._found[place] = self._looked(picture, item)
        return self._found[place]

    def _looked(self, picture: Picture, item: BriefRegion) -> Mask | None:
        alone = item.model_copy(update={"box": _WHOLE})
        asked = Brief(panel="outline", prompt="", regions=(alone,), size=picture.image.size, seed=0)
        try:
            found = self.grounder.ground(picture, asked, ())
        except ToolError:
            return None
        one = assigned(asked.regions, found).get(item.region.id)
        if one is None or one.asked:
            return None
        try:
            (mask,) = self.segmenter.segment(picture.image, [one.box])
        except ToolError:
            mask = None
        return _filled(one.box, picture.image) if mask is None or not mask.any() else mask


def _filled(box: Box, image: Image.Image) -> Mask | None:
    """The pixels of a box; None where it holds none."""
    inside, (width, height) = box.clipped(), image.size
    mask: Mask = np.zeros((height, width), dtype=bool)
    left, right = round(inside.x * width), round(inside.right * width)
    mask[round(inside.y * height) : round(inside.bottom * height), left:right] = True
    return mask if mask.any() else None
