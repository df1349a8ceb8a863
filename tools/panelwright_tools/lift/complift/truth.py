"""Kleene's three values over many panels at once: 1 true, -1 false, 0 undecided."""

from collections.abc import Iterator
from dataclasses import dataclass

import torch

from panelwright_tools.lift.complift.clauses import And, Clause, Formula, Not, Or, clauses_of


def truth(formula: Formula, found: torch.Tensor) -> torch.Tensor:
    """The formula's value (...), from what was found of its clauses (..., clauses).

    `found` is 1 where a clause is present, -1 where absent. Strong Kleene logic (Kleene,
    Introduction to Metamathematics, 1952, section 64): And is the least, Or the greatest.
    """
    match formula:
        case Clause():
            return found[..., 0] * formula.sign
        case Not(part):
            return -truth(part, found)
        case And():
            return torch.stack([truth(p, f) for p, f in _shares(formula, found)]).amin(0)
        case Or():
            return torch.stack([truth(p, f) for p, f in _shares(formula, found)]).amax(0)


def matters(formula: Formula, found: torch.Tensor) -> torch.Tensor:
    """Which clauses can still change the formula's value, (..., clauses).

    Short circuit: nothing below a decided part does, but in an And that is asked as a whole.
    """
    open_ = (truth(formula, found) == 0).unsqueeze(-1)
    match formula:
        case Clause():
            return open_
        case Not(part):
            return matters(part, found)
        case And() | Or():
            asked = open_ | (isinstance(formula, And) and formula.whole)
            return asked & torch.cat([matters(p, f) for p, f in _shares(formula, found)], dim=-1)


def _shares(formula: And | Or, found: torch.Tensor) -> Iterator[tuple[Formula, torch.Tensor]]:
    """Each part, with the columns of its own clauses."""
    first = 0
    for part in formula.parts:
        size = len(clauses_of(part))
        yield part, found[..., first : first + size]
        first += size


@dataclass(frozen=True)
class Levels:
    """What one clause may be wrong at."""

    present: float
    """Probability of *present* where it isn't."""
    absent: float
    """Probability of *absent* where it isn't."""


def levels(formula: Formula, alpha: float) -> list[Levels]:
    """The level of each clause, so that the whole is wrongly true, or false, with at most alpha.

    An And is true only if all its parts are: each is tested at the full level (intersection-union
    test, Berger 1982). It is false if one is: the level is split over them (Bonferroni). Or is the
    mirror image, Not swaps.
    """
    return list(_levels(formula, alpha, alpha))


def _levels(formula: Formula, true: float, false: float) -> Iterator[Levels]:
    match formula:
        case Clause():
            yield Levels(true, false) if formula.sign > 0 else Levels(false, true)
        case Not(part):
            yield from _levels(part, false, true)
        case And(parts):
            for part in parts:
                yield from _levels(part, true, false / len(parts))
        case Or(parts):
            for part in parts:
                yield from _levels(part, true / len(parts), false)


def decisive(formula: Formula) -> list[int]:
    """For each clause the finding, 1 or -1, that alone decides the And or Or around it."""
    return list(_decisive(formula, -1))


def _decisive(formula: Formula, value: int) -> Iterator[int]:
    """`value`: what the part must be to decide the whole around it."""
    match formula:
        case Clause():
            yield value * formula.sign
        case Not(part):
            yield from _decisive(part, -value)
        case And(parts) | Or(parts):
            for part in parts:
                yield from _decisive(part, -1 if isinstance(formula, And) else 1)
