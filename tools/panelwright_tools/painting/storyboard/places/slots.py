"""The slots of a world: where one can be on its roofs, at its windows, on its steps.

A world's file lists them as `[[slot]]`: `name`, a row of slots.toml; `at`, its (x, d) in metres;
`h`, how high feet stand on it. A slot without `h` is stood at, on the floor before it.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from panelwright_tools.domain.cast import Place
from panelwright_tools.domain.spots import Lookout, Spot
from panelwright_tools.domain.vocabulary import Angle, Shot
from panelwright_tools.painting.storyboard.places.atlas import chart_for
from panelwright_tools.painting.storyboard.places.camera import Camera, camera_for
from panelwright_tools.painting.storyboard.places.view import View
from panelwright_tools.painting.storyboard.tables import table

_HEIGHT = 1000
"""Pixels of the panel that spots are measured on."""
_FULL_VIEW = ((0.0, 1.0),)
"""Figures all over the panel: the camera stays where it is."""


def lookout(place: Place | None, aspect: float) -> Lookout:
    """The spots of a place in panels of this width for a height of 1, whatever the shot."""
    return partial(_spots, place, aspect)


def _spots(
    place: Place | None, aspect: float, shot: Shot, angle: Angle, floor: float
) -> Sequence[Spot]:
    if place is None:
        return ()
    chart, _ = chart_for(place, own_boat=False)
    size = (round(aspect * _HEIGHT), _HEIGHT)
    view = View(size=size, shot=shot, angle=angle, floor=floor, occupied=_FULL_VIEW)
    camera = camera_for(view, None, 0.0, None)
    return tuple(spot for slot in chart.slots for spot in _seen(slot, camera))


def _seen(slot: dict[str, Any], camera: Camera) -> Iterator[Spot]:
    row = table("slots")["slot"][slot["name"]]
    near = table("slots")["near"].get(row.get("near", ""))
    # Whoever is at a landmark that comes near stands beside it, on the floor line.
    spots = [(slot["at"][0][0] - near["aside"], 0.0)] if near else slot["at"]
    for x, d in spots:
        across, down = camera.point(x, float(slot.get("h", 0.0)), d)
        unit = camera.pixels_per_metre(d)
        yield Spot(
            nouns=tuple(row["nouns"]),
            x=across / camera.width,
            y=down / camera.height,
            scale=unit / camera.pixels_per_metre(0.0),
            shift=unit / camera.width,
            reach=float(slot.get("reach", table("slots")["reach"])),
            upon="h" in slot,
        )
