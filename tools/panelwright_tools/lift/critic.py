"""What a critic is."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from panelwright_tools.domain.brief import Brief
from panelwright_tools.domain.evidence import Lift
from panelwright_tools.painting.picture import Picture

LiftMap = NDArray[np.int8]
"""(rows, columns) over the whole picture, at most 64 each: lift where the evidence lies; 127 is the
most, for or against, that any region's has anywhere on the picture."""


@dataclass(frozen=True)
class Scored:
    """What a critic found of the regions of one picture."""

    lifts: tuple[Lift, ...] = ()
    """In the brief's order, of those regions that it can measure, then of what is to be avoided."""
    maps: Mapping[str, LiftMap] = field(default_factory=dict)
    """Region to where its lift lies; empty for a critic that has no such maps."""
    notes: tuple[str, ...] = ()
    """How it was measured, and what could not be."""
    unscored: Mapping[str, str] = field(default_factory=dict)
    """Region to why it could not be measured."""
    evaluations: int = 0
    """Of a network, each counted once however many lifts it served."""


class Critic(Protocol):
    """Scores each region of a brief on a picture."""

    @property
    def id(self) -> str:
        """Name and version, part of the key of the evidence."""
        ...

    @property
    def side_by_side(self) -> int | None:
        """How many processes may use it at the same time; None: as many as there are cores.

        1 for a model that fills a device: it is then loaded once, and asked in turn.
        """
        ...

    def scored(self, picture: Picture, brief: Brief, only: Collection[str] | None = None) -> Scored:
        """The lift of every region that the critic can measure, and of what is to be avoided.

        `only` are the regions that are asked about, by a critic to which asking is dear; None: all.
        Raises UserError when its model isn't there, ToolError when it failed.
        """
        ...
