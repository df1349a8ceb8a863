"""A painted panel: pixels and, where the painter knows them, its exact subjects."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from panelwright_tools.domain.geometry import Box

Mask = NDArray[np.bool_]
"""(height, width) bool, True where the subject is."""
AttentionMap = NDArray[np.uint8]
"""(rows, columns) over the whole picture, at most 64 each: how much of the painter's attention a
region's words got; 255 is the most that any region's got anywhere on the picture."""

GIVEN: Final = "user"
"""The painter of a picture that the user gave."""


@dataclass(frozen=True)
class Subject:
    """One region as it was painted, known exactly.

    `window` is `(left, top, right, bottom)` in pixels of the picture; every array below has the
    window's height and width. `face` and `mouth` are in fractions of the panel.
    """

    region: str
    window: tuple[int, int, int, int]
    visible: Mask
    """Where the subject is seen: neither hidden by others nor cut off."""
    drawn_area: float
    """Pixels that the whole subject would cover, also where hidden or outside the frame."""
    absent: NDArray[np.uint8]
    """(height, width, 3) the picture in this window as it would be without the subject."""
    box: Box
    """Bounds of the whole subject in fractions of the panel; may pass the edge."""
    face: Box | None = None
    mouth: tuple[float, float] | None = None
    sketched: bool = False
    """True when the painter did not know the noun and drew a labelled sketch."""


@dataclass(frozen=True)
class Sighting:
    """One region as it was found on a picture by looking at it: less is known than of a Subject."""

    region: str
    box: Box
    """Where it was found, fractions of the panel."""
    window: tuple[int, int, int, int] | None = None
    """`(left, top, right, bottom)` in pixels, where `visible` lies; None: only the box is known."""
    visible: Mask | None = None
    """(height, width) of the window: where the subject is seen."""
    face: Box | None = None
    """Where its face was found, fractions of the panel."""


@dataclass(frozen=True)
class Picture:
    """A painted panel."""

    image: Image.Image
    """RGB pixels of the brief's size."""
    painter: str
    """Id and version of the painter: `storyboard/4fb18a02c9`; `GIVEN` for the user's own."""
    seed: int
    subjects: tuple[Subject, ...] = ()
    """Empty when the painter does not know where its subjects are."""
    notes: tuple[str, ...] = ()
    """What the reader of the report should know, such as what was only sketched."""
    attention: Mapping[str, AttentionMap] = field(default_factory=dict)
    """Region to where its words acted; empty when the painter has or keeps no such maps. Where a
    part was painted anew they are those of the part, and the old ones around it."""
    evaluations: int = 0
    """Network evaluations (NFE) that it took, rows of calls that a guided step has two of; 0 for a
    painter without a network of its own."""
    outline: Mask | None = None
    """Of a picture of somebody, where that one is; None: nobody has looked."""
