"""The camera of a place: a pinhole over a world in metres.

x runs to the right, h up from the ground, d away from the reader; d = 0 is the line where figures
stand. The lens is set by the shot, the horizon by shot and angle, so that the composition holds
first and the eye's height follows.
"""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from panelwright_tools.painting.storyboard.geometry import Points
from panelwright_tools.painting.storyboard.places.view import View
from panelwright_tools.painting.storyboard.tables import table

Gap = tuple[float, float]
"""Middle and width of the widest stretch without figures, fractions of the panel."""


@dataclass(frozen=True)
class Camera:
    """Where the lens is and how it projects."""

    width: int
    height: int
    horizon: float
    """y of the horizon, fraction of the height."""
    floor: float
    """y of the line d = 0 on the ground, fraction of the height."""
    scale: float
    """Panel heights per metre at d = 0."""
    lens: float
    """Panel heights per metre times metres: the size of what is far."""
    pan: float = 0.0
    """x of the camera, metres."""
    yaw: float = 0.0
    """How far the far backdrop is shifted to the left, far units."""

    @cached_property
    def distance(self) -> float:
        """Metres from the lens to d = 0."""
        return self.lens / self.scale

    @cached_property
    def eye(self) -> float:
        """Height of the lens above the ground, metres."""
        return (self.floor - self.horizon) / self.scale

    @cached_property
    def far_unit(self) -> float:
        """Pixels of one far unit: about a panel height in a wide shot."""
        return self.lens / float(table("camera")["lens"]["wide"]) * self.height

    @cached_property
    def nearest(self) -> float:
        """The d nearest to the lens that still lies on the panel's ground."""
        below = max(1.04 - self.horizon, 0.05)
        reach = self.distance * ((self.floor - self.horizon) / below - 1)
        return max(reach, -0.86 * self.distance)

    def pixels_per_metre(self, d: float) -> float:
        """The scale at a depth; what lies behind the lens counts as at its glass."""
        return self.lens * self.height / max(self.distance + d, 0.12 * self.distance)

    def point(self, x: float, h: float, d: float) -> tuple[float, float]:
        """A point of the world in pixels."""
        scale = self.pixels_per_metre(d)
        across = self.width / 2 + (x - self.pan) * scale
        return across, self.horizon * self.height + (self.eye - h) * scale

    def points(self, *places: tuple[float, float, float]) -> Points:
        """(n, 2) pixels of world points (x, h, d)."""
        return np.array([self.point(*place) for place in places])

    def ground(self, d: float) -> float:
        """y in pixels of the ground at a depth."""
        return self.point(0, 0, d)[1]

    def half_width(self, d: float) -> float:
        """Metres from the middle of the view to its edge at a depth."""
        return self.width / 2 / self.pixels_per_metre(d)

    def far(self, x: float, h: float) -> tuple[float, float]:
        """A point at infinity in pixels: far units from the middle, above the horizon."""
        across = self.width / 2 + (x - self.yaw) * self.far_unit
        return across, self.horizon * self.height - h * self.far_unit


def camera_for(
    view: View, interest: tuple[float, float] | None, reach: float, far_interest: float | None
) -> Camera:
    """The camera that a view asks for.

    `interest` is the (x, d) that should be seen between figures, `reach` how far the camera may
    walk for it, metres; `far_interest` the same for the backdrop, far units.
    """
    rows = table("camera")
    width, height = view.size
    scale = view.scale or float(rows["scale"][view.shot.value])
    lens = float(rows["lens"][view.shot.value])
    horizon = float(rows["horizon"][view.shot.value]) + float(rows["rise"][view.angle.value])
    horizon = min(horizon, view.floor - 0.1)
    still = Camera(width, height, horizon, view.floor, scale, lens, view.pan or 0.0)
    if view.pan is not None:
        return still
    return _varied(_composed(view, still, interest, reach, far_interest), view.number, reach)


def _varied(camera: Camera, number: int, reach: float) -> Camera:
    """The same place from a little elsewhere, as the number of the panel says.

    No farther than the place allows: beyond that are the walls of a cave.
    """
    rows = table("camera")["vary"]
    turn = (number - 1) % len(rows["pan"])
    aside = rows["pan"][turn] * camera.half_width(float(rows["middle"]))
    most = max(reach + float(rows["beyond"]), abs(camera.pan))
    return replace(
        camera,
        pan=float(np.clip(camera.pan + aside, -most, most)) if turn else camera.pan,
        horizon=min(camera.horizon + rows["horizon"][turn], camera.floor - 0.1),
        lens=camera.lens * rows["lens"][turn],
    )


def _composed(
    view: View,
    still: Camera,
    interest: tuple[float, float] | None,
    reach: float,
    far_interest: float | None,
) -> Camera:
    """The camera moved so that what is of interest lies in the widest gap between figures."""
    width = view.size[0]
    middle, room = widest_gap(view.occupied)
    if room < 0.12:
        return still
    aside = (middle - 0.5) * width
    pan, yaw = 0.0, 0.0
    if interest is not None:
        x, d = interest
        pan = float(np.clip(x - aside / still.pixels_per_metre(d), -reach, reach))
    if far_interest is not None:
        yaw = float(np.clip(far_interest - aside / still.far_unit, -0.9, 0.9))
    return replace(still, pan=pan, yaw=yaw)


def widest_gap(occupied: tuple[tuple[float, float], ...]) -> Gap:
    """The widest stretch of the panel without figures; with none at all, right of the middle."""
    if not occupied:
        return 0.62, 1.0
    gaps: list[Gap] = []
    clear = 0.0
    for left, right in [*sorted(occupied), (1.0, 1.0)]:
        gaps.append(((left + clear) / 2, left - clear))
        clear = max(clear, right)
    return max(gaps, key=lambda gap: gap[1])
