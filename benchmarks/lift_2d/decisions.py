"""From lifts to decisions: the paper's rule for each kind of composition."""

import numpy as np
from torch import Tensor

from lift_2d.shapes import Kind, Mask
from panelwright_tools.lift.complift.clauses import And, Clause, Formula, Not, Or
from panelwright_tools.lift.complift.truth import truth

CLEAR = 2.0
"""Standard errors from zero beyond which a lift's sign is clear."""


def formula_of(kind: Kind, parts: tuple[str, str]) -> Formula:
    """Both, one of both, or the first without the second (Yu and Gao, table 1)."""
    first, second = map(Clause, parts)
    match kind:
        case "product":
            return And((first, second))
        case "mixture":
            return Or((first, second))
        case "negation":
            return And((first, Not(second)))


def decided(formula: Formula, lifts: Tensor) -> Mask:
    """Which samples are accepted, by the signs of lifts (n, clauses)."""
    signs = (lifts > 0).int() * 2 - 1
    return np.asarray(truth(formula, signs) > 0)


def clear(formula: Formula, lifts: Tensor, errors: Tensor) -> Mask:
    """Where lifts (n, clauses) that are CLEAR standard errors from zero decide by themselves."""
    signs = lifts.sign().int() * (lifts.abs() > CLEAR * errors)
    return np.asarray(truth(formula, signs) != 0)
