"""Pillows: animals asleep in a bed, the head on its pillow and the body under the blanket."""

import numpy as np

from panelwright_tools.domain.vocabulary import Pose
from panelwright_tools.painting.storyboard.insides import has_pillow
from panelwright_tools.painting.storyboard.roles import CreatureFigure, ThingFigure
from panelwright_tools.painting.storyboard.stage import Stage, head_of, head_size, turned

BROAD = 0.24
"""Widest face that a pillow has room for, widths of the bed."""
SUNK = 0.15
"""How deep a head sinks into its pillow, widths of the face."""


def sleeps_in_bed(stage: Stage, sleeper: str, bed: str) -> bool:
    """Whether an animal lies in what has a pillow."""
    one, other = stage.cast[sleeper].figure, stage.cast[bed].figure
    lies = isinstance(one, CreatureFigure) and one.pose in (Pose.LIE, Pose.SLEEP)
    return lies and isinstance(other, ThingFigure) and has_pillow(other.noun)


def tuck_in(stage: Stage, sleeper: str, bed: str) -> None:
    """Turn an animal's head to the head of the bed and lay it on the pillow."""
    other = stage.cast[bed]
    anchors, face = other.figure.anchors, stage.cast[sleeper].figure.anchors.face
    seat, lap = anchors.seat, anchors.lap
    if seat is None or lap is None or face is None:
        return
    turned(stage, sleeper, right=other.fit.flip < 0)
    one = stage.cast[sleeper]
    broad = BROAD * other.wide / max(head_size(one), 1e-6)
    stage.change(sleeper, fit=one.fit.resized(min(1.0, broad)))
    one = stage.cast[sleeper]
    pillow = other.to_pixels(np.array([lap[0], seat[1]]))
    chin = float(one.to_pixels(np.array([0.0, face[3]]))[1])
    across = float(pillow[0] - head_of(one)[0])
    down = float(pillow[1]) - chin + SUNK * head_size(one)
    stage.change(sleeper, fit=one.fit.moved(across, down))
