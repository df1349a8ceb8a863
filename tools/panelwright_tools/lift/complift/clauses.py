"""What is claimed of a picture, and how claims combine, in three values."""

import math
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt

from panelwright_tools.domain import Box
from panelwright_tools.domain.errors import UserError

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
    against: str = ""
    """What the text is held against: "" is the unconditional; the same prompt without the thing
    makes a contrastive lift, for models that have no unconditional."""


@dataclass(frozen=True)
class And:
    """True where all parts are."""

    parts: tuple["Formula", ...]
    whole: bool = False
    """Asks each part to the end although another is false: to know all that must be mended."""


@dataclass(frozen=True)
class Or:
    """True where one part is."""

    parts: tuple["Formula", ...]


@dataclass(frozen=True)
class Not:
    """True where the part is absent."""

    part: "Formula"


Formula = Clause | And | Or | Not


def clauses_of(formula: Formula) -> tuple[Clause, ...]:
    """The clauses of a formula, from left to right; one that is said twice is there twice."""
    match formula:
        case Clause():
            return (formula,)
        case Not(part):
            return clauses_of(part)
        case And(parts) | Or(parts):
            return tuple(clause for part in parts for clause in clauses_of(part))


def check(formula: Formula) -> None:
    """Raises UserError for what no picture can answer."""
    match formula:
        case Clause():
            _check_clause(formula)
        case Not(part):
            check(part)
        case And(parts) | Or(parts):
            if not parts:
                raise UserError(f"{type(formula).__name__}() joins nothing: give it a clause")
            for part in parts:
                check(part)


def _check_clause(clause: Clause) -> None:
    if not clause.text.strip():
        raise UserError("a clause has no text: say what the picture should show")
    if clause.text == clause.against:
        raise UserError(
            f'"{clause.text}" is held against itself: its lift is nothing by definition'
        )
    if clause.sign not in (1, -1):
        raise UserError(f'the sign of "{clause.text}" is {clause.sign}: give 1 or -1')
    if not (math.isfinite(clause.margin) and clause.margin >= 0):
        raise UserError(f'the margin of "{clause.text}" is {clause.margin}: give 0 or more')
    if clause.region is not None and not clause.region.clipped().area > 0:
        raise UserError(
            f'the region of "{clause.text}" covers nothing of the picture: {clause.region}'
        )
    if clause.mask is not None and (clause.mask.ndim != 2 or not clause.mask.any()):
        raise UserError(f'the mask of "{clause.text}" marks no pixel: leave it out or mark some')
