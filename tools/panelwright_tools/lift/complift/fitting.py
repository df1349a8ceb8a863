"""Coefficients of control variates: where a fit begins, and how it goes on with each block."""

from dataclasses import dataclass
from typing import Final

import torch

from panelwright_tools.lift.complift.clauses import Clause, clauses_of
from panelwright_tools.lift.complift.covariates import features, traits
from panelwright_tools.lift.complift.sums import total
from panelwright_tools.lift.complift.tables import Tables

RIDGE: Final = 8.0
"""Draws' worth of zeros that a fit without a trial run begins with."""
TRUST: Final = 16.0
"""Draws that a trial run counts for, against a clause's own."""
ALIGNED: Final = 8
"""Numbers of double precision in a line of a processor's cache."""
Asked = tuple[str, str]
"""A clause's text, and what it is held against."""


def asked_of(clause: Clause) -> Asked:
    """Under what a clause's regression is kept."""
    return clause.text, clause.against


@dataclass(frozen=True)
class Regression:
    """What a trial run found of clauses of one kind."""

    gram: tuple[tuple[float, ...], ...]
    """Mean products of each two terms."""
    weights: tuple[tuple[float, ...], ...]
    """Of each term and feature of the picture: their sum is the term's coefficient there."""
    centre: tuple[float, ...]
    """Mean of each trait over the pictures of the trial."""
    spread: tuple[float, ...]
    """Standard deviation of each trait."""


@dataclass(frozen=True)
class Coefficients:
    """Where a fit begins: regressions of a trial run."""

    pooled: Regression
    """Over all clauses, for texts that were not asked often enough."""
    by_text: tuple[tuple[Asked, Regression], ...] = ()

    def of(self, asked: Asked) -> Regression:
        """The regression for clauses of one text."""
        return dict(self.by_text).get(asked, self.pooled)


@dataclass(frozen=True)
class Start:
    """Where the fits of panels and clauses begin."""

    gram: torch.Tensor
    """(kinds, terms, terms)."""
    kind: torch.Tensor
    """Which gram (panels, clauses)."""
    product: torch.Tensor
    """(panels, clauses, terms)."""


def begun(coefficients: Coefficients, tables: Tables, latents: torch.Tensor) -> Start:
    """Where the trial run's regressions put the coefficients for pictures (panels, ...)."""
    kinds = list(dict.fromkeys([coefficients.pooled, *(one for _, one in coefficients.by_text)]))
    grams = torch.tensor([kind.gram for kind in kinds], dtype=torch.float64)
    kind = torch.zeros(len(latents), tables.own.shape[1], dtype=torch.long)
    product = torch.zeros(*kind.shape, grams.shape[1], dtype=torch.float64)
    for number, formula in enumerate(tables.formulas):
        panels = (tables.group == number).nonzero().squeeze(1)
        for column, clause in enumerate(clauses_of(formula)):
            found = coefficients.of(asked_of(clause))
            covered = tables.coverage[number, column].expand(len(panels), -1, -1)
            likely = expected(found, traits(latents[panels.to(latents.device)], covered))
            kind[panels, column] = kinds.index(found)
            product[panels, column] = TRUST * _applied(grams[kinds.index(found)], likely)
    floor = RIDGE / 100 * torch.eye(grams.shape[1], dtype=torch.float64)
    return Start(TRUST * grams + floor, kind, product)


def expected(found: Regression, traits: torch.Tensor) -> torch.Tensor:
    """The coefficients (n, terms) for pictures of traits (n, traits)."""
    weights, centre, spread = (
        torch.tensor(table, dtype=torch.float64)
        for table in (found.weights, found.centre, found.spread)
    )
    return _applied(weights, features(traits, centre, spread))


def _applied(table: torch.Tensor, rows: torch.Tensor) -> torch.Tensor:
    """A matrix times each row (n, columns), whose bits no other row changes."""
    return total(table * rows.unsqueeze(1))


def at_zero(shape: torch.Size, count: int) -> Start:
    """Without a trial run: RIDGE draws' worth of zeros."""
    return Start(
        RIDGE * torch.eye(count, dtype=torch.float64).unsqueeze(0),
        torch.zeros(shape, dtype=torch.long),
        torch.zeros(*shape, count, dtype=torch.float64),
    )


class Fit:
    """Coefficients of each clause, from its own draws so far and a trial run.

    A block is corrected with coefficients fitted before it was drawn: given the past, the terms
    still have mean zero, so every value stays unbiased and the values form martingale differences.
    """

    def __init__(self, start: Start) -> None:
        self.start = start
        shape, count = start.kind.shape, start.product.shape[-1]
        self.gram = torch.zeros(*shape, count, count, dtype=torch.float64)
        self.product = torch.zeros(*shape, count, dtype=torch.float64)
        self.sum = torch.zeros(*shape, count, dtype=torch.float64)
        self.values = torch.zeros(shape, dtype=torch.float64)
        self.draws = torch.zeros(shape, dtype=torch.float64)

    def coefficients(self, panels: torch.Tensor) -> torch.Tensor:
        """Ridge regression of values on terms, for some panels (panels, clauses, terms)."""
        mean = self.values[panels] / self.draws[panels].clamp(min=1)
        product = self.product[panels] - self.sum[panels] * mean.unsqueeze(-1)
        left = self.gram[panels] + self.start.gram[self.start.kind[panels]]
        return _solved(left, product + self.start.product[panels])

    def add(self, panels: torch.Tensor, values: torch.Tensor, terms: torch.Tensor) -> None:
        """Takes in draws: values (panels, draws, clauses), terms (panels, draws, clauses, terms);
        zeros where a clause was not asked."""
        for known, value in zip(terms.unbind(1), values.unbind(1), strict=True):
            self.gram[panels] += known.unsqueeze(-1) * known.unsqueeze(-2)
            self.product[panels] += known * value.unsqueeze(-1)
        self.sum[panels] += total(terms, 1)
        self.values[panels] += total(values, 1)
        self.draws[panels] += (terms != 0).any(-1).sum(1)


def _solved(left: torch.Tensor, right: torch.Tensor) -> torch.Tensor:
    """Solutions (..., n) of `left` (..., n, n) times them is `right` (..., n).

    Libraries round by where in memory a matrix begins: rows of the identity fill each up to
    ALIGNED numbers, so that all begin alike, whatever the matrices beside it.
    """
    count, extra = right.shape[-1], -right.shape[-1] % ALIGNED
    left = torch.nn.functional.pad(left, (0, extra, 0, extra))
    left.diagonal(dim1=-2, dim2=-1)[..., count:] = 1
    filled = torch.nn.functional.pad(right, (0, extra)).unsqueeze(-1)
    return torch.linalg.solve(left, filled)[..., :count, 0]
