"""What is claimed of a picture, and how claims combine, in three values."""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt

from panelwright_tools.domain import Box

Truth = Literal["present", "absent", "undecided"]


@dataclass(frozen=True)
class Clause:
    """One thing that the picture is said to show, or not to show."""

    text: str
    """A prompt of the denoiser, not empty."""
    region: Box | None = None
    """Where, in fractions of the picture; None: anywhere."""
    mask: npt.NDArray[np.bool_] | None = field(default=None, compare=False)
    """Where, as pixels (height, width) of any size; narrows the region."""
    sign: Literal[1, -1] = 1
    """-1: it must not be shown."""
    margin: float = 0.0
    """Present with a lift beyond it, absent with one below its negative; at least 0."""


@dataclass(frozen=True)
class And:
    """True where all parts are."""

    parts: tuple["Formula", ...]


@dataclass(frozen=True)
class Or:
    """True where one part is."""

    parts: tuple["Formula", ...]


@dataclass(frozen=True)
class Not:
    """True where the part is absent."""

    part: "Formula"


Formula = Clause | And | Or | Not
