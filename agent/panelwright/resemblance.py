"""Whether the characters on a picture look like the pictures of them."""

from collections.abc import Iterator, Mapping

from PIL import Image

from panelwright.seeing import Sight
from panelwright_tools.domain import Box, Brief, ToolError
from panelwright_tools.likeness.meter import LikenessMeter
from panelwright_tools.painting.picture import Picture


def likenesses(
    picture: Picture,
    brief: Brief,
    sight: Sight,
    meter: LikenessMeter,
    references: Mapping[str, Picture],
) -> tuple[dict[str, float], tuple[str, ...]]:
    """Character id to likeness, 0..1, of who was found and has references; and what went wrong.

    Each is compared within the box where it was found; who is shown twice counts by the worse one.
    Raises UserError when the meter's model can't be loaded.
    """
    found: dict[str, float] = {}
    for character, box, names in _shown(brief, sight):
        shown = _crop(picture.image, box)
        pictures = [references[name].image for name in names if name in references]
        if shown is None:
            continue
        try:
            value = meter.likeness(shown, pictures)
        except ToolError as error:
            return found, (f"likeness not measured: {error}",)
        if value is not None:
            found[character] = min(value, found.get(character, value))
    return found, ()


def _shown(brief: Brief, sight: Sight) -> Iterator[tuple[str, Box, tuple[str, ...]]]:
    """Who was found, where, and the keys of the pictures of them."""
    boxes = {one.region: one.box for one in reversed(sight.detections) if not one.asked}
    for item in brief.regions:
        box = boxes.get(item.region.id)
        if item.character is not None and box is not None:
            yield item.character.id, box, item.character.references


def _crop(image: Image.Image, box: Box) -> Image.Image | None:
    """What a box shows of a picture; None when that is not a whole pixel."""
    inside, (width, height) = box.clipped(), image.size
    edges = (inside.x * width, inside.y * height, inside.right * width, inside.bottom * height)
    left, top, right, bottom = (round(edge) for edge in edges)
    return image.crop((left, top, right, bottom)) if right > left and bottom > top else None
