"""Compose one panel: place, subjects by depth, light, print; and what it would be without each."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image

from panelwright_tools.domain.brief import Brief, BriefRegion
from panelwright_tools.domain.geometry import Box
from panelwright_tools.domain.vocabulary import RelationKind
from panelwright_tools.painting.picture import Subject
from panelwright_tools.painting.storyboard.casting import MIRRORED, facing_of, figure_for, is_person
from panelwright_tools.painting.storyboard.coverage import Window
from panelwright_tools.painting.storyboard.figure import Figure
from panelwright_tools.painting.storyboard.finish import Finish
from panelwright_tools.painting.storyboard.fitting import Fit, cut_of, fit
from panelwright_tools.painting.storyboard.geometry import transform
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.layers import (
    Layer,
    composed,
    influence,
    layer_of,
    owners,
)
from panelwright_tools.painting.storyboard.light import Standing
from panelwright_tools.painting.storyboard.mood import Mood
from panelwright_tools.painting.storyboard.places import PlacePicture


@dataclass(frozen=True)
class Staged:
    """A region with its figure, where it lies on the panel."""

    item: BriefRegion
    figure: Figure
    fit: Fit


@dataclass(frozen=True)
class Canvas:
    """What all drawings of a panel share."""

    size: tuple[int, int]
    mood: Mood
    place: PlacePicture
    line: float
    """Pixels of a line of weight 1."""
    fineness: int
    seed: int


def staged(brief: Brief, mood: Mood, indoors: bool) -> list[Staged]:
    """Every region cast and fitted, from the back to the front."""
    boxes = {item.region.id: item.box for item in brief.regions}
    found = []
    for item in sorted(brief.regions, key=lambda r: (-r.region.depth, r.box.bottom)):
        toward = _toward(item, brief, boxes)
        facing = facing_of(item, toward)
        figure = figure_for(item, facing, brief.weather, indoors)
        cut = cut_of(figure, brief.shot, item.box)
        flip = -1.0 if facing in MIRRORED else 1.0
        found.append(Staged(item, figure, fit(figure, item.box, brief.size, mood, flip, cut)))
    return found


def _toward(item: BriefRegion, brief: Brief, boxes: dict[str, Box]) -> float | None:
    """The x of what a subject turns to."""
    turning = (
        RelationKind.LOOKS_AT,
        RelationKind.FACES,
        RelationKind.HUGS,
        RelationKind.FIGHTS,
        RelationKind.GIVES,
        RelationKind.HOLDS_HANDS,
    )
    for relation in brief.relations:
        if relation.kind in turning and item.region.id in (relation.source, relation.target):
            other = relation.target if relation.source == item.region.id else relation.source
            return boxes[other].centre[0]
    others = [b.centre[0] for name, b in boxes.items() if name != item.region.id]
    return float(np.mean(others)) if others and is_person(item) else None


def layers_of(cast: Sequence[Staged], canvas: Canvas) -> list[Layer]:
    """The layers of all subjects, in the order they are laid."""
    found: list[Layer] = []
    for number, one in enumerate(cast):
        sheet = _sheet(canvas, number)
        with sheet.placed(one.fit.matrix):
            one.figure.draw(sheet)
            one.figure.draw_over(sheet)
        standing = _standing(one, canvas)
        layer = layer_of(one.item.region.id, sheet.colours, sheet.alpha, canvas.mood, standing)
        if layer is not None:
            found.append(layer)
    return found


def _sheet(canvas: Canvas, number: int) -> Sheet:
    width, height = canvas.size
    return Sheet(
        width,
        height,
        canvas.mood,
        seed=canvas.seed * 101 + number + 1,
        line=canvas.line,
        figure=True,
        fineness=canvas.fineness,
    )


def _standing(one: Staged, canvas: Canvas) -> Standing | None:
    """How it meets the ground; None where nothing is stood on."""
    if one.fit.cut is not None or canvas.place.surface in ("water", "void"):
        return None
    half = min(one.fit.extent.width, 0.62 * one.figure.height) * one.fit.scale * 0.42
    return Standing(one.fit.foot, one.fit.centre, half, mirrored=canvas.mood.wet)


def subjects_of(
    cast: Sequence[Staged], layers: Sequence[Layer], canvas: Canvas, finish: Finish
) -> tuple[Subject, ...]:
    """Every subject with its exact mask, and the picture as it would be without it."""
    owner = owners(canvas.size, layers, finish.front_alpha)
    return tuple(_subject(one, layers, owner, canvas, finish) for one in cast)


def _subject(
    one: Staged,
    layers: Sequence[Layer],
    owner: np.ndarray[tuple[int, ...], np.dtype[np.int32]],
    canvas: Canvas,
    finish: Finish,
) -> Subject:
    width, height = canvas.size
    region = one.item.region.id
    mine = [number for number, layer in enumerate(layers) if layer.region == region]
    own_box = _pixels(one.item.box, width, height)
    window = influence([layers[number] for number in mine], canvas.size) or own_box
    left, top, right, bottom = window
    visible = np.isin(owner[top:bottom, left:right], mine)
    absent = finish.window(composed(finish.ground, layers, window, without=region), window)
    face, mouth = _face(one, width, height)
    return Subject(
        region=region,
        window=window,
        visible=visible,
        drawn_area=max(one.fit.area, float(np.count_nonzero(visible))),
        absent=np.asarray(absent),
        box=one.fit.box(width, height),
        face=face,
        mouth=mouth,
    )


def _face(one: Staged, width: int, height: int) -> tuple[Box | None, tuple[float, float] | None]:
    anchors = one.figure.anchors
    if anchors.face is None or anchors.mouth is None:
        return None, None
    left, top, right, bottom = anchors.face
    corners = transform(one.fit.matrix, [(left, top), (right, bottom)]) / (width, height)
    low, high = corners.min(0), corners.max(0)
    face = Box.from_corners(float(low[0]), float(low[1]), float(high[0]), float(high[1]))
    x, y = transform(one.fit.matrix, anchors.mouth)[0] / (width, height)
    return face.rounded(), (round(float(x), 4), round(float(y), 4))


def _pixels(box: Box, width: int, height: int) -> Window:
    part = box.clipped()
    left, top = int(part.x * width), int(part.y * height)
    return (
        left,
        top,
        max(left + 1, int(part.right * width)),
        max(top + 1, int(part.bottom * height)),
    )


def seed_of(brief: Brief) -> int:
    """The seed of a panel's drawings, from the brief's own and the panel's name."""
    return (brief.seed * 7919 + zlib.crc32(brief.panel.encode())) % 100_003


def whole(finish: Finish, layers: Sequence[Layer], size: tuple[int, int]) -> Image.Image:
    """The finished panel."""
    window = (0, 0, *size)
    return finish.window(composed(finish.ground, layers, window), window)
