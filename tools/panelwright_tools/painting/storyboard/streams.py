"""Streams: what runs from a spout."""

from dataclasses import dataclass

import numpy as np

from panelwright_tools.painting.storyboard import geometry as g
from panelwright_tools.painting.storyboard.geometry import Point, spline
from panelwright_tools.painting.storyboard.ink import Sheet


@dataclass(frozen=True)
class Stream:
    """What runs from a spout, pixels."""

    start: Point
    end: Point
    thick: float
    colour: str
    drops: tuple[float, ...] = ()
    """Where single threads of it begin beside the spout; none: it is one stream."""


def draw_stream(sheet: Sheet, stream: Stream) -> None:
    """A stream that grows thinner as it falls, or the threads of a rose."""
    for across in stream.drops or (0.0,):
        start = stream.start + np.array([across, 0.0])
        end = stream.end + np.array([1.8 * across, 0.0])
        middle = 0.5 * (start + end)
        line = spline(np.stack([start, middle, end]), closed=False)
        wide = stream.thick * (0.35 if stream.drops else 1.0)
        tube = g.tube(line, [wide, 0.7 * wide, 0.8 * wide])
        sheet.shape(tube, stream.colour, 0.6 if not stream.drops else 0.35, shade=0.1, wobble=0.2)
