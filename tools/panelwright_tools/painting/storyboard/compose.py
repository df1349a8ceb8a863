"""Compose one panel: subjects drawn and laid by depth, and the picture without each of them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from panelwright_tools.domain.geometry import Box
from panelwright_tools.painting.listening import check_wanted, tell_step
from panelwright_tools.painting.picture import Subject
from panelwright_tools.painting.storyboard.afloat import drown, immerse
from panelwright_tools.painting.storyboard.blows import draw_impact
from panelwright_tools.painting.storyboard.coverage import Window
from panelwright_tools.painting.storyboard.finish import Finish
from panelwright_tools.painting.storyboard.flights import draw_flight
from panelwright_tools.painting.storyboard.geometry import transform
from panelwright_tools.painting.storyboard.growing import grows
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.layers import (
    SOLID,
    Layer,
    composed,
    influence,
    layer_of,
    owners,
)
from panelwright_tools.painting.storyboard.light import Glow, Standing
from panelwright_tools.painting.storyboard.mood import Mood
from panelwright_tools.painting.storyboard.places import Surface
from panelwright_tools.painting.storyboard.stage import Staged
from panelwright_tools.painting.storyboard.staging import in_pile
from panelwright_tools.painting.storyboard.streams import draw_stream
from panelwright_tools.painting.storyboard.suspended import draw_suspension
from panelwright_tools.painting.storyboard.windows import hide_below, show_at_window

HALO = 0.36
"""Strength of the breath of light that parts a figure from what is behind it."""
HALO_APART = 0.9
"""The same for a figure that was lost in its ground."""


DIM = 0.72
"""How bright somebody is over whose shoulder the reader looks."""


MANY = 12
"""Subjects from which on it is told how far a picture is; fewer are drawn in an instant."""


IMPACT = 0.34
"""Radius of the star of a blow, in heads."""


@dataclass(frozen=True)
class Desk:
    """What all drawings of a panel share."""

    panel: str
    size: tuple[int, int]
    mood: Mood
    surface: Surface
    line: float
    """Pixels of a line of weight 1."""
    fineness: int
    seed: int

    def sheet(self, number: int, *, figure: bool = True) -> Sheet:
        """A fresh sheet of the panel's size, in the light of figures or of the set."""
        return Sheet(
            *self.size,
            self.mood,
            seed=self.seed * 101 + number + 1,
            line=self.line,
            figure=figure,
            fineness=self.fineness,
        )


def layers_of(cast: Sequence[Staged], desk: Desk) -> list[Layer]:
    """The layers of all subjects, in the order they are laid."""
    sheets: dict[tuple[str, bool], Sheet] = {}
    for number, one in enumerate(cast):
        tell(desk.panel, number, len(cast))
        for over in (False, True):
            sheet = desk.sheet(2 * number + over, figure=not grows(one.figure))
            with sheet.placed(one.fit.matrix):
                (one.figure.draw_over if over else one.figure.draw)(sheet)
            sheets[one.id, over] = sheet
        _finish_drawing(one, sheets[one.id, False], sheets[one.id, True], desk)
    for one in cast:
        if one.window is not None:
            show_at_window(sheets[one.id, False], sheets[one.id, True], one.window)
        if one.rim is not None:
            for over in (False, True):
                hide_below(sheets[one.id, over], one.rim)
        if one.inside:
            _sink(sheets[one.id, False], sheets[one.inside, True])
    layers = [_layer(one, over, sheets[one.id, over], desk) for one, over in in_pile(cast)]
    return [layer for layer in layers if layer is not None]


def tell(panel: str, done: int, of: int) -> None:
    """Tell how many subjects of a panel are drawn, or cut out again, where they are many.

    Each counts twice: it is drawn, and the picture is made without it. Raises what listeners raise,
    and whoever wants the picture no more.
    """
    if of > MANY:
        tell_step(panel, done, 2 * of)
    else:
        check_wanted()


def _finish_drawing(one: Staged, below: Sheet, above: Sheet, desk: Desk) -> None:
    """What a drawing gets when it lies on the panel: water around it, the star of a blow."""
    if one.afloat:
        half = one.fit.extent.width * one.fit.scale / 2
        immerse(below, one.fit.foot, one.fit.centre, half, pool=desk.surface != "water")
        drown(above, one.fit.foot)
    draw_suspension(below, one)
    if one.flight is not None:
        draw_flight(below, one)
    if one.stream is not None:
        draw_stream(below, one.stream)
    if one.impact is not None:
        draw_impact(above, one.impact, IMPACT * one.fit.scale)


def _layer(one: Staged, over: bool, sheet: Sheet, desk: Desk) -> Layer | None:
    check_wanted()
    standing = None if over else _standing(one, desk)
    halo = 0.0 if over else HALO_APART if one.item.apart else HALO
    colours = sheet.colours
    if one.dimmed:
        colours = colours.point([round(level * DIM) for level in range(256)] * 3)
    return layer_of(one.id, colours, sheet.alpha, desk.mood, standing, halo, not over)


def _standing(one: Staged, desk: Desk) -> Standing | None:
    """How it meets the ground; None where it stands on nothing."""
    if one.fit.cut is not None or one.held or desk.surface == "void":
        return None
    if one.figure.anchors.airborne or one.hangs:
        return None
    wide = one.fit.extent.width
    if one.figure.anchors.shoulders is not None:
        wide = min(wide, 0.62 * one.figure.height)
    half = wide * one.fit.scale * 0.42
    on_water = desk.surface == "water"
    wet = on_water or (desk.mood.wet and desk.surface == "ground")
    return Standing(one.fit.foot, one.fit.centre, 0.0 if on_water else half, mirrored=wet)


def _sink(rider: Sheet, hull: Sheet) -> None:
    """Whatever of a rider lies below the near rim of a hull is inside it."""
    solid = np.asarray(hull.alpha) >= SOLID
    columns = solid.any(0)
    if not columns.any():
        return
    rim = np.where(columns, solid.argmax(0), int(np.median(solid.argmax(0)[columns])))
    below = np.arange(solid.shape[0])[:, None] > rim[None] + 2
    alpha = np.asarray(rider.alpha).copy()
    alpha[below] = 0
    rider.alpha = Image.fromarray(alpha)


def lamps_of(cast: Sequence[Staged], mood: Mood) -> tuple[tuple[str, Glow], ...]:
    """The light that lanterns, fires and candles among the subjects give."""
    found = []
    for one in cast:
        lamp = one.figure.anchors.lamp
        if lamp is not None:
            x, y = one.to_pixels(lamp.at)
            strength = 0.55 if mood.dark else 0.14
            radius = lamp.radius * one.fit.scale
            found.append((one.id, Glow(float(x), float(y), radius, lamp.colour, strength)))
    return tuple(found)


def whole(finish: Finish, layers: Sequence[Layer]) -> Image.Image:
    """The finished panel."""
    window = (0, 0, *finish.size)
    image = composed(finish.ground, layers, window)
    return Image.fromarray(finish.window(image, window, window, finish.light()))


def subjects_of(
    panel: str, cast: Sequence[Staged], layers: Sequence[Layer], finish: Finish
) -> tuple[Subject, ...]:
    """Every subject of a panel with its exact mask, and the picture as it would be without it."""
    owner = owners(finish.size, layers, finish.front_alpha)
    subjects = []
    for number, one in enumerate(cast, 1):
        subjects.append(_subject(one, layers, owner, finish))
        tell(panel, len(cast) + number, len(cast))
    return tuple(subjects)


def _subject(
    one: Staged, layers: Sequence[Layer], owner: NDArray[np.int32], finish: Finish
) -> Subject:
    width, height = finish.size
    mine = [number for number, layer in enumerate(layers) if layer.region == one.id]
    own_box = _pixels(one.item.box, width, height)
    window = influence([layers[number] for number in mine], finish.size) or own_box
    window = _around_lamp(window, one, finish)
    left, top, right, bottom = window
    visible = np.isin(owner[top:bottom, left:right], mine)
    padded = finish.padded(window)
    bare = composed(finish.ground, layers, padded, without=one.id)
    face, mouth = _face(one, width, height)
    return Subject(
        region=one.id,
        window=window,
        visible=visible,
        drawn_area=_drawn_area(one, [layers[n] for n in mine], finish.size),
        absent=finish.window(bare, padded, window, finish.light(without=one.id)),
        box=one.fit.box(width, height),
        face=face,
        mouth=mouth,
        sketched=one.figure.sketched,
    )


def _around_lamp(window: Window, one: Staged, finish: Finish) -> Window:
    """The window widened to where the subject's own lamp shines."""
    left, top, right, bottom = window
    for region, glow in finish.lamps:
        if region == one.id:
            left = max(0, min(left, int(glow.x - glow.radius) - 8))
            top = max(0, min(top, int(glow.y - glow.radius) - 8))
            right = min(finish.size[0], max(right, int(glow.x + glow.radius) + 8))
            bottom = min(finish.size[1], max(bottom, int(glow.y + glow.radius) + 8))
    return left, top, right, bottom


def _drawn_area(one: Staged, mine: Sequence[Layer], size: tuple[int, int]) -> float:
    """Pixels of the whole subject: counted if it lies inside the frame, else measured."""
    covered = np.zeros((size[1], size[0]), bool)
    for layer in mine:
        left, top, right, bottom = layer.drawing.window
        covered[top:bottom, left:right] |= np.asarray(layer.drawing.mask) >= SOLID
    counted = float(np.count_nonzero(covered))
    box = one.fit.box(*size)
    inside = box.x >= 0 and box.y >= 0 and box.right <= 1 and box.bottom <= 1
    hidden = one.inside or one.window is not None or one.rim is not None
    if hidden or (inside and one.fit.cut is None):
        return counted
    return max(counted, one.fit.area)


def _face(one: Staged, width: int, height: int) -> tuple[Box | None, tuple[float, float] | None]:
    anchors = one.figure.anchors
    if anchors.face is None or anchors.mouth is None:
        return None, None
    left, top, right, bottom = anchors.face
    corners = transform(one.fit.matrix, [(left, top), (right, bottom)]) / (width, height)
    low, high = corners.min(0), corners.max(0)
    face = Box.from_corners(float(low[0]), float(low[1]), float(high[0]), float(high[1]))
    x, y = one.to_pixels(anchors.mouth) / (width, height)
    return face.rounded(), (round(float(x), 4), round(float(y), 4))


def _pixels(box: Box, width: int, height: int) -> Window:
    part = box.clipped()
    left, top = int(part.x * width), int(part.y * height)
    right, bottom = int(part.right * width), int(part.bottom * height)
    return left, top, max(left + 1, right), max(top + 1, bottom)
