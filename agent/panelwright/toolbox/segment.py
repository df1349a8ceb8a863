"""Cut subjects out of a picture, as masks."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from PIL import Image
from pydantic import Field

from panelwright import backends
from panelwright.files import disk_errors, write_whole
from panelwright.names import slug
from panelwright.readiness import check_ready
from panelwright.settings import Settings
from panelwright.store import Store
from panelwright.toolbox.boxes import Corner, box_of
from panelwright.toolbox.desk import Desk
from panelwright.toolbox.looked_at import KeptPanel, given_picture, kept_panel, one_of, settings_of
from panelwright.toolbox.operation import Answer, Operation
from panelwright.toolbox.showing import shown
from panelwright_tools.binding.png import png_bytes
from panelwright_tools.domain import Box, UserError
from panelwright_tools.domain.model import Model
from panelwright_tools.painting.picture import Mask, Picture, Sighting, Subject


class Wanted(Model):
    """Whose outlines are wanted."""

    run: str | None = Field(default=None, description="the name of a run; null: a picture is given")
    panel: str | None = Field(default=None, description="its panel, as 3 or p03")
    picture: str | None = Field(default=None, description="instead: the path of a picture")
    regions: tuple[str, ...] | None = Field(
        default=None, description="of a panel: ids of regions; null: all of them"
    )
    boxes: tuple[Corner, ...] | None = Field(
        default=None,
        max_length=32,
        description="of a picture: boxes that hold one thing each, [x, y, width, height] in "
        "fractions of the picture",
    )


class Outline(Model):
    """One mask."""

    name: str = Field(description="the region's id, or box-1, box-2 …")
    mask: str = Field(description="path of a PNG as large as the picture; white where it is")
    box: Box = Field(description="what the mask covers, in fractions of the picture")
    share: float = Field(description="of the whole picture that it covers, 0 to 1")


class Segmented(Answer):
    """The masks; the pictures are the same."""

    segmenter: str
    masks: tuple[Outline, ...]
    missing: tuple[str, ...] = Field(description="of which there is no mask: they are not seen")


def segment(asked: Wanted, desk: Desk) -> Segmented:
    """Write masks. Raises UserError when nothing is asked, or nobody here can make them."""
    if one_of(asked.run, asked.panel, asked.picture):
        return _of_panel(asked, desk)
    boxes = [box_of(one) for one in asked.boxes or ()]
    if not boxes:
        raise UserError("give boxes: a file has no plan that says where things are.")
    picture = given_picture(asked.picture or "", desk)
    masks = _segmented(picture, boxes, desk.settings, desk)
    names = [f"box-{number}" for number in range(1, len(boxes) + 1)]
    stem = slug(Path(asked.picture or "").stem, "picture")[:40]
    called = backends.chosen(desk.settings, "segmenter")
    folder = desk.places.output("masks", "")
    return _told(dict(zip(names, masks, strict=True)), names, folder, stem, called, desk)


def _of_panel(asked: Wanted, desk: Desk) -> Segmented:
    kept = kept_panel(asked.run or "", asked.panel or "", desk)
    known = [item.region.id for item in kept.brief.regions]
    names = list(asked.regions) if asked.regions is not None else known
    strangers = [name for name in names if name not in known]
    if strangers:
        raise UserError(
            f"panel {kept.attempt.panel} has no region {strangers[0]!r}; it has {', '.join(known)}."
        )
    masks = dict(_known_masks(kept)) or _looked_for(kept, desk)
    folder = kept.run.folder / "masks"
    with disk_errors(folder):
        folder.mkdir(exist_ok=True)
    found = {name: mask for name, mask in masks.items() if name in names}
    return _told(found, names, folder, kept.attempt.panel, kept.picture.painter, desk)


def _known_masks(kept: KeptPanel) -> Iterator[tuple[str, Mask]]:
    """Those that the painter told, or that were found when the panel was looked at."""
    width, height = kept.picture.image.size
    seen = Store(kept.run.store).get_sightings(kept.attempt.evidence.sightings or "") or ()
    known: tuple[Subject | Sighting, ...] = (*kept.picture.subjects, *seen)
    for one in known:
        if one.window is not None and one.visible is not None:
            left, top, right, bottom = one.window
            mask = np.zeros((height, width), np.bool_)
            mask[top:bottom, left:right] = one.visible
            yield one.region, mask


def _looked_for(kept: KeptPanel, desk: Desk) -> dict[str, Mask | None]:
    """Those that a segmenter finds in the boxes of the detections."""
    boxes = {
        one.region: one.box.clipped() for one in kept.attempt.evidence.detections if one.region
    }
    masks = _segmented(kept.picture, list(boxes.values()), settings_of(kept.run, desk), desk)
    return {str(name): mask for name, mask in zip(boxes, masks, strict=True)}


def _segmented(
    picture: Picture, boxes: Sequence[Box], settings: Settings, desk: Desk
) -> list[Mask | None]:
    called = backends.chosen(settings, "segmenter")
    if called == "none":
        raise UserError(
            "no segmenter is set up, and only panels that the storyboard painter drew have masks "
            "without one; the server must be started with: agent mcp --segmenter sam:MODEL."
        )
    check_ready(settings, ("segmenter",))
    segmenter = backends.made(backends.back_end(settings, "segmenter"))
    with desk.turn(settings):
        masks: list[Mask | None] = segmenter.segment(picture.image, boxes)
    return masks


def _told(
    masks: dict[str, Mask | None], names: Sequence[str], folder: Path, stem: str, called: str,
    desk: Desk,
) -> Segmented:  # fmt: skip
    outlines, pictures = [], []
    for name in names:
        mask = masks.get(name)
        if mask is None or not mask.any():
            continue
        path = folder / f"{stem}-{slug(name, 'mask')}.png"
        image = Image.fromarray(mask.astype(np.uint8) * 255)
        write_whole(path, png_bytes(image, {}))
        pictures.append(shown(path, desk.places, f"where {name} is"))
        outlines.append(_outline(name, mask, pictures[-1].path))
    drawn = {one.name for one in outlines}
    return Segmented(
        segmenter=called,
        masks=tuple(outlines),
        missing=tuple(name for name in names if name not in drawn),
        pictures=tuple(pictures),
    )


def _outline(name: str, mask: Mask, path: str) -> Outline:
    height, width = mask.shape
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    box = Box.from_corners(
        columns[0] / width, rows[0] / height, (columns[-1] + 1) / width, (rows[-1] + 1) / height
    )
    return Outline(
        name=name,
        mask=path,
        box=Box(*map(float, box)).rounded(),
        share=round(float(mask.mean()), 5),
    )


OPERATION = Operation(
    "segment", "Cut subjects out", Wanted, Segmented, segment,
    idempotent=True, roles=("segmenter",),
)  # fmt: skip
