"""What the letters must respect on one picture: faces, mouths, subjects, the panel's frame."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from panelwright_tools.domain.geometry import Box
from panelwright_tools.domain.story import Panel, Region
from panelwright_tools.lettering.model import Point, Rect
from panelwright_tools.painting.picture import Mask, Picture, Sighting, Subject

_HEAD_SHARE = 0.34
"""Share of a figure's height that is taken for its head when the painter names no face."""


@dataclass(frozen=True)
class Actor:
    """A subject of the picture; all in pixels."""

    region: str
    box: Rect
    speaker: str | None = None
    """The character that it is."""
    face: Rect | None = None
    mouth: Point | None = None
    window: tuple[int, int, int, int] | None = None
    """Where `visible` lies; None: the box counts."""
    visible: Mask | None = None
    key: bool = False


@dataclass(frozen=True)
class Stage:
    """A picture as the letterer sees it."""

    size: tuple[int, int]
    actors: tuple[Actor, ...] = ()
    frame: tuple[Point, ...] | None = None
    """The panel's outline in pixels where it is no rectangle."""
    reserved: tuple[Rect, ...] = ()
    """Room that the layout kept for letters."""
    actors_by_region: Mapping[str, Actor] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        by_region = {actor.region: actor for actor in self.actors}
        object.__setattr__(self, "actors_by_region", by_region)

    def voice(self, speaker: str | None) -> Actor | None:
        """The actor that speaks, preferring one whose face is seen."""
        if speaker is None:
            return None
        found = [actor for actor in self.actors if actor.speaker == speaker]
        found.sort(key=lambda actor: (actor.mouth is None, actor.face is None))
        return found[0] if found else None

    def sides(self, top: float, bottom: float) -> tuple[float, float]:
        """Left and right end of the rows that lie wholly inside the frame, in pixels."""
        left, right = 0.0, float(self.size[0])
        if self.frame is None:
            return left, right
        for y in np.linspace(top + 0.5, bottom - 0.5, 5):
            crossings = sorted(_crossings(self.frame, float(y)))
            if len(crossings) >= 2:
                left, right = max(left, crossings[0]), min(right, crossings[-1])
        return left, right


def _crossings(polygon: tuple[Point, ...], y: float) -> list[float]:
    """Where a level line crosses a polygon."""
    found = []
    for (x0, y0), (x1, y1) in zip(polygon, polygon[1:] + polygon[:1], strict=True):
        if (y0 > y) != (y1 > y):
            found.append(x0 + (x1 - x0) * (y - y0) / (y1 - y0))
    return found


def shifted(stage: Stage, up: float) -> Stage:
    """The stage when its picture moves up by some pixels inside a panel that stays."""
    if not up:
        return stage
    return replace(stage, actors=tuple(_lifted(actor, up) for actor in stage.actors))


def _lifted(actor: Actor, up: float) -> Actor:
    def lift(rect: Rect) -> Rect:
        return (rect[0], rect[1] - up, rect[2], rect[3] - up)

    window, visible = actor.window, actor.visible
    if window is not None and visible is not None:
        rows = round(up)
        lost = max(0, rows - window[1])
        window = (window[0], max(0, window[1] - rows), window[2], max(0, window[3] - rows))
        visible = visible[lost:]
    return replace(
        actor,
        box=lift(actor.box),
        face=lift(actor.face) if actor.face else None,
        mouth=(actor.mouth[0], actor.mouth[1] - up) if actor.mouth else None,
        window=window,
        visible=visible,
    )


def _pixels(box: Box, size: tuple[int, int]) -> Rect:
    width, height = size
    return (box.x * width, box.y * height, box.right * width, box.bottom * height)


def _head(box: Rect) -> Rect:
    """A guessed head: the top of the figure, as wide as it is tall."""
    left, top, right, bottom = box
    height = (bottom - top) * _HEAD_SHARE
    half = min(height, right - left) / 2
    middle = (left + right) / 2
    return (middle - half, top, middle + half, top + height)


def stage_of(
    panel: Panel,
    picture: Picture,
    boxes: Mapping[str, Box] | None = None,
    frame: tuple[Point, ...] | None = None,
    reserved: tuple[Box, ...] = (),
    sightings: Sequence[Sighting] = (),
) -> Stage:
    """The stage of a painted panel.

    Where the painter does not know its subjects, `sightings` tell where they were found; where
    they were not found either, `boxes` (region id to box in fractions) stand in. `frame` is the
    slot's polygon in fractions of the panel; `reserved` comes from the brief.
    """
    size = picture.image.size
    seen: dict[str, Subject | Sighting] = {one.region: one for one in sightings}
    seen |= {subject.region: subject for subject in picture.subjects}
    actors = []
    for region in panel.regions:
        shape = seen.get(region.id)
        known = shape.box if shape is not None else (boxes or {}).get(region.id, region.box)
        if known is not None:
            actors.append(_actor(region, shape, _pixels(known.clipped(), size), size))
    polygon = tuple((x * size[0], y * size[1]) for x, y in frame) if frame else None
    kept = tuple(_pixels(box, size) for box in reserved)
    return Stage(size, tuple(actors), polygon, kept)


def _actor(
    region: Region, shape: Subject | Sighting | None, box: Rect, size: tuple[int, int]
) -> Actor:
    """A region in its box, as far as it is known; a character has a head wherever it is."""
    face = _pixels(shape.face, size) if shape is not None and shape.face else None
    if face is None and region.subject is not None:
        face = _head(box)
    mouth = shape.mouth if isinstance(shape, Subject) else None
    return Actor(
        region=region.id,
        box=box,
        speaker=region.subject,
        face=face,
        mouth=(mouth[0] * size[0], mouth[1] * size[1]) if mouth is not None else None,
        window=shape.window if shape is not None else None,
        visible=shape.visible if shape is not None else None,
        key=region.key,
    )


def coverage_map(stage: Stage, step: int) -> NDArray[np.float32]:
    """(rows, columns) how much letters would hurt on each `step` × `step` cell, 0 = free.

    1 is an ordinary subject, 2 a key one.
    """
    width, height = stage.size
    rows, columns = -(-height // step), -(-width // step)
    cells = np.zeros((rows, columns), np.float32)
    for actor in stage.actors:
        weight = 2.0 if actor.key and actor.speaker is None else 1.0
        if actor.visible is not None and actor.window is not None:
            cells = np.maximum(cells, weight * _mask_cells(actor, stage.size, step))
        else:
            left, top, right, bottom = (round(value / step) for value in actor.box)
            patch = cells[max(top, 0) : max(bottom, 0), max(left, 0) : max(right, 0)]
            np.maximum(patch, weight, out=patch)
    return cells


def _mask_cells(actor: Actor, size: tuple[int, int], step: int) -> NDArray[np.float32]:
    width, height = size
    rows, columns = -(-height // step), -(-width // step)
    full = np.zeros((rows * step, columns * step), np.float32)
    assert actor.window is not None and actor.visible is not None
    left, top, right, bottom = actor.window
    full[top:bottom, left:right] = actor.visible
    cells = full.reshape(rows, step, columns, step).mean(axis=(1, 3))
    return np.asarray(cells, np.float32)
