"""The stage: every figure fitted into its box, ready to be brought together."""

from dataclasses import dataclass, replace

import numpy as np

from panelwright_tools.domain.brief import BriefRegion
from panelwright_tools.domain.vocabulary import Facing
from panelwright_tools.painting.listening import check_wanted
from panelwright_tools.painting.storyboard.afloat import WADING, lies_flat, waterline
from panelwright_tools.painting.storyboard.casting import (
    MIRRORED,
    facing_of,
    figure_for,
    gestures,
    over_shoulder,
)
from panelwright_tools.painting.storyboard.figure import Figure
from panelwright_tools.painting.storyboard.fitting import (
    GESTURE,
    OVERHANG,
    Fit,
    cut_of,
    fit,
    fit_by_area,
    measure,
)
from panelwright_tools.painting.storyboard.geometry import Point, Points, transform
from panelwright_tools.painting.storyboard.people.person import PersonFigure
from panelwright_tools.painting.storyboard.roles import ThingFigure
from panelwright_tools.painting.storyboard.scene import Scene
from panelwright_tools.painting.storyboard.streams import Stream

Order = tuple[float, float]
"""Where in the pile of layers a drawing lies: first of its whole group, then within it."""


@dataclass(frozen=True)
class Staged:
    """A region with its figure, where it lies on the panel and in the pile."""

    item: BriefRegion
    figure: Figure
    fit: Fit
    order: Order
    over: Order
    """Where what the figure draws over others lies."""
    inside: str = ""
    """The region whose front hides this one's lower part."""
    held: bool = False
    """Somebody bears it, so that it casts no shadow of its own."""
    flight: Point | None = None
    """The way that a thing goes through the air, of length 1."""
    hangs: bool = False
    """A thing on a wall or in the sky, so that no ground takes its shadow."""
    afloat: bool = False
    """Water hides it below the line where it is cut."""
    dimmed: bool = False
    """The reader looks over this one's shoulder, so that it lies in shadow."""
    window: Points | None = None
    """Only what lies inside this outline is seen, pixels."""
    rim: float | None = None
    """y in pixels below which it is hidden in what it looks out of."""
    stream: Stream | None = None
    """What runs from its spout while it is poured from."""
    impact: Point | None = None
    """Where a blow of it lands, pixels."""

    @property
    def id(self) -> str:
        """The region's id."""
        return self.item.region.id

    @property
    def tall(self) -> float:
        """Height of the ink, pixels."""
        return self.fit.extent.height * self.fit.scale

    @property
    def wide(self) -> float:
        """Width of the ink, pixels."""
        return self.fit.extent.width * self.fit.scale

    def fitted(self, fit: Fit) -> "Staged":
        """The same elsewhere."""
        return replace(self, fit=fit)

    def to_pixels(self, spot: Point) -> Point:
        """From the figure's unit to the panel's pixels."""
        return np.asarray(transform(self.fit.matrix, spot)[0])

    def to_unit(self, spot: Point) -> Point:
        """From the panel's pixels to the figure's unit."""
        linear, shift = self.fit.matrix[:, :2], self.fit.matrix[:, 2]
        return np.asarray(np.linalg.solve(linear, spot - shift), np.float64)


class Stage:
    """The cast of one panel while it is being brought together."""

    def __init__(self, scene: Scene) -> None:
        """Cast and fit every region."""
        self.scene = scene
        self.cast: dict[str, Staged] = {}
        behind_first = sorted(scene.brief.regions, key=lambda r: (-r.region.depth, r.box.bottom))
        for number, item in enumerate(behind_first):
            check_wanted()
            self.cast[item.region.id] = self._fitted(item, float(number))

    def _fitted(self, item: BriefRegion, number: float) -> Staged:
        facing: Facing = facing_of(self.scene, item)
        figure = figure_for(self.scene, item, facing)
        line = waterline(figure, self.scene, item.region.id)
        cut = line or cut_of(figure, self.scene.brief.shot, item.box, self.scene.brief.size)
        flip = -1.0 if facing in MIRRORED else 1.0
        overhang = GESTURE if gestures(figure) else OVERHANG
        size = self.scene.brief.size
        if isinstance(figure, ThingFigure):
            placed = fit_by_area(figure, item.box, size, flip)
        else:
            placed = fit(figure, item.box, size, flip, cut, overhang)
        afloat = line is not None
        if afloat and not lies_flat(figure):
            placed = placed.resized(WADING)
        dimmed = over_shoulder(self.scene, item)
        hangs = isinstance(figure, ThingFigure) and self.scene.hangs(item)
        order, over = (number, 0.0), (number, 0.05)
        return Staged(item, figure, placed, order, over, hangs=hangs, afloat=afloat, dimmed=dimmed)

    def change(self, region: str, **changes: object) -> None:
        """Replace fields of one of the cast."""
        self.cast[region] = replace(self.cast[region], **changes)  # type: ignore[arg-type]


def play(stage: Stage, region: str, **changes: object) -> None:
    """Let a person act otherwise; size, feet and middle stay where they are.

    Hands that were sent somewhere come back.
    """
    one = stage.cast[region]
    if not isinstance(one.figure, PersonFigure):
        return
    acting = replace(one.figure.acting, targets=(None, None), **changes)  # type: ignore[arg-type]
    figure = PersonFigure(one.figure.person, acting)
    extent = measure(figure, one.fit.cut)
    placed = Fit(one.fit.matrix, extent, one.fit.cut)
    placed = placed.moved(one.fit.centre - placed.centre, one.fit.foot - placed.foot)
    stage.change(region, figure=figure, fit=placed)


def head_of(one: Staged) -> Point:
    """The middle of the face, pixels; of what has none, a spot near the top."""
    face = one.figure.anchors.face
    if face is None:
        return one.to_pixels(np.array([0.0, 0.85 * one.fit.extent.top]))
    return one.to_pixels(np.array([(face[0] + face[2]) / 2, (face[1] + face[3]) / 2]))


def head_size(one: Staged) -> float:
    """Width of the face, pixels."""
    face = one.figure.anchors.face
    return (0.3 if face is None else face[2] - face[0]) * one.fit.scale


def turned(stage: Stage, region: str, right: bool) -> None:
    """Mirror one of the cast where it stands, so that it looks to the right or to the left."""
    one = stage.cast[region]
    if (one.fit.flip > 0) is right:
        return
    matrix = one.fit.matrix.copy()
    matrix[:, 0] *= -1
    placed = Fit(matrix, one.fit.extent, one.fit.cut)
    stage.change(region, fit=placed.moved(one.fit.centre - placed.centre, 0.0))


def middle_of(one: Staged) -> Point:
    """The middle of the ink, pixels."""
    return np.array([one.fit.centre, one.fit.foot - one.fit.extent.height * one.fit.scale / 2])


def shoulder_of(one: Staged, hand: int) -> Point:
    """The near (0) or far (1) shoulder, pixels."""
    shoulders = one.figure.anchors.shoulders
    return one.to_pixels(shoulders[hand] if shoulders else np.array([0.0, -1.0]))


def span(one: Staged, drop: float) -> float:
    """How far across a hand gets that is `drop` above or below its shoulder, all in pixels."""
    reach = FULL_REACH * one.figure.anchors.reach * one.fit.scale
    return float(np.sqrt(max(reach**2 - drop**2, (0.2 * reach) ** 2)))


FULL_REACH = 0.94
"""How much of an arm's length is used: a little bend looks better than a straight arm."""


def send_hands(stage: Stage, region: str, near: Point | None, far: Point | None) -> None:
    """Send hands to spots given in pixels; only people's hands can be sent."""
    one = stage.cast[region]
    if not isinstance(one.figure, PersonFigure):
        return
    goals = tuple(None if spot is None else one.to_unit(spot) for spot in (near, far))
    acting = replace(one.figure.acting, targets=(goals[0], goals[1]))
    stage.change(region, figure=PersonFigure(one.figure.person, acting))


def hand_towards(one: Staged, spot: Point) -> int:
    """Which hand is on the side of a spot: 0 near, 1 far."""
    shoulders = one.figure.anchors.shoulders
    if shoulders is None:
        return 1
    gaps = [abs(float(one.to_pixels(s)[0] - spot[0])) for s in shoulders]
    return 0 if gaps[0] <= gaps[1] else 1
