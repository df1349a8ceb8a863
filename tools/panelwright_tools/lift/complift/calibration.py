"""A trial run: where the fit of control variates begins, and where draws are worth most."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import torch

from panelwright_tools.domain.errors import UserError
from panelwright_tools.lift.complift.clauses import Formula, clauses_of
from panelwright_tools.lift.complift.covariates import features, traits
from panelwright_tools.lift.complift.denoiser import Denoiser
from panelwright_tools.lift.complift.fitting import (
    Asked,
    Coefficients,
    Regression,
    asked_of,
    expected,
)
from panelwright_tools.lift.complift.options import Options
from panelwright_tools.lift.complift.rows import Rows
from panelwright_tools.lift.complift.tables import Tables, lay_out
from panelwright_tools.lift.complift.times import Density

PARTS: Final = 8
"""Equal parts of the times, among which draws are spread."""
EVEN: Final = 0.3
"""Share of the draws that stays spread evenly: no draw weighs more than 1 / EVEN."""
PICTURES: Final = 16
"""Pictures of which a text is asked before it has coefficients of its own."""
SHRINKING: Final = 0.01
"""Of the regression's coefficients, as a share of their own weight."""
TAIL: Final = 0.005
"""Share of blocks on each side that the limits for bets leave out, before they are doubled."""


@dataclass(frozen=True)
class Calibration:
    """What a trial run found, and what it cost."""

    coefficients: Coefficients | None
    density: Density
    limits: tuple[float, float]
    """Range of a block's value, for `betting`."""
    evaluations: int

    def applied(self, options: Options) -> Options:
        """The options with all of it."""
        return replace(
            options,
            coefficients=self.coefficients,
            density=self.density,
            limits=self.limits,
        )


def calibrate(
    denoiser: Denoiser,
    latents: torch.Tensor,
    formulas: Sequence[Formula],
    options: Options,
    draws: int = 64,
) -> Calibration:
    """Asks every clause `draws` times of pictures like those that will be scored, one formula each.

    Latents are (panels, channels, rows, columns). Use other pictures than those that are judged:
    the estimates stay unbiased whatever is found here, so little is enough.
    """
    if len(formulas) != len(latents) or not formulas:
        raise UserError(f"{len(formulas)} formulas for {len(latents)} pictures: give one each")
    tables = lay_out(formulas, denoiser, (latents.shape[2], latents.shape[3]), options.alpha)
    panels = torch.arange(len(latents))
    asked = tables.used[tables.group]
    even = replace(
        options,
        density=Density(),
        coefficients=None,
        seed=options.seed + 1,
        block=PARTS,
        max_draws=max(PARTS, options.max_draws),
    )
    with torch.inference_mode():
        rows = Rows(denoiser, latents, panels, tables, even)
        rounds = range(max(2, -(-draws // PARTS)))
        blocks = [rows.draw(panels, asked, torch.full_like(panels, r)) for r in rounds]
    values = torch.stack([block.values for block in blocks], dim=1)
    terms = torch.stack([block.terms for block in blocks], dim=1)
    kept = asked & values.isfinite().flatten(1, 2).all(1)
    trial = _trial(tables, latents, kept, _by_clause(values, kept), _by_clause(terms, kept))
    return _found(trial, rows.evaluations)


def _by_clause(blocks: torch.Tensor, kept: torch.Tensor) -> torch.Tensor:
    """From (panels, blocks, draws, clauses, ...) to (kept clauses, blocks, draws, ...)."""
    return blocks.movedim(3, 1)[kept]


@dataclass(frozen=True)
class _Trial:
    """What was drawn, a row for each clause of each picture."""

    values: torch.Tensor
    """(rows, blocks, draws)."""
    terms: torch.Tensor
    """(rows, blocks, draws, terms)."""
    traits: torch.Tensor
    """(rows, traits)."""
    asked: tuple[Asked, ...]
    """The clause of each row."""

    @property
    def spread(self) -> torch.Tensor:
        """Standard deviation of each row's values, (rows, 1, 1)."""
        return self.values.flatten(1).std(1).clamp(min=1e-12).view(-1, 1, 1)

    def only(self, rows: torch.Tensor) -> "_Trial":
        chosen = tuple(self.asked[row] for row in rows.tolist())
        return _Trial(self.values[rows], self.terms[rows], self.traits[rows], chosen)


def _trial(
    tables: Tables,
    latents: torch.Tensor,
    kept: torch.Tensor,
    values: torch.Tensor,
    terms: torch.Tensor,
) -> _Trial:
    if not len(values):
        raise UserError("the network answered no clause with a number: nothing can be calibrated")
    panels, columns = kept.nonzero().unbind(1)
    group = tables.group[panels]
    each = [clauses_of(formula) for formula in tables.formulas]
    asked = [asked_of(each[g][c]) for g, c in zip(group.tolist(), columns.tolist(), strict=True)]
    seen = traits(latents[panels.to(latents.device)], tables.coverage[group, columns])
    return _Trial(values, terms, seen, tuple(asked))


def _found(trial: _Trial, evaluations: int) -> Calibration:
    coefficients, left = None, trial.values
    if trial.terms.shape[-1]:
        coefficients = _coefficients(trial)
        left = trial.values - _corrections(coefficients, trial)
    return Calibration(coefficients, _density(left / trial.spread), _limits(left), evaluations)


def _coefficients(trial: _Trial) -> Coefficients:
    """A regression for each text that was asked of PICTURES, and one over all."""
    by_text = []
    for asked in dict.fromkeys(trial.asked):
        rows = torch.tensor([row for row, one in enumerate(trial.asked) if one == asked])
        if len(rows) >= PICTURES:
            by_text.append((asked, _regression(trial.only(rows))))
    return Coefficients(_regression(trial), tuple(by_text))


def _regression(trial: _Trial) -> Regression:
    """Least squares over all rows, each weighed by the inverse of its variance.

    Otherwise the few that are plainly absent, whose values are largest, would decide; the fit
    matters where a lift is near zero.
    """
    share = trial.spread.view(-1) ** -2
    share = share / share.mean()
    centre = trial.traits.mean(0)
    spread = (trial.traits - centre).pow(2).mean(0).sqrt().clamp(min=1e-6)
    looks = features(trial.traits, centre, spread)
    terms = trial.terms.flatten(1, 2)
    centred = (trial.values - trial.values.mean((1, 2), keepdim=True)).flatten(1)
    grams = torch.einsum("kdf,kdg->kfg", terms, terms) / terms.shape[1]
    products = torch.einsum("kdf,kd->kf", terms, centred) / terms.shape[1]
    left = torch.einsum("k,kfg,kp,kq->fpgq", share, grams, looks, looks) / len(share)
    right = torch.einsum("k,kf,kp->fp", share, products, looks) / len(share)
    weights = _solved(left.flatten(2).flatten(0, 1), right.flatten()).view_as(right)
    gram = torch.einsum("k,kfg->fg", share, grams) / len(share)
    return Regression(_nested(gram), _nested(weights), _row(centre), _row(spread))


def _solved(left: torch.Tensor, right: torch.Tensor) -> torch.Tensor:
    ridge = SHRINKING * torch.diag(left.diagonal().clamp(min=1e-12))
    return torch.linalg.solve(left + ridge, right)


def _row(values: torch.Tensor) -> tuple[float, ...]:
    return tuple(values.tolist())


def _nested(table: torch.Tensor) -> tuple[tuple[float, ...], ...]:
    return tuple(map(_row, table))


def _corrections(coefficients: Coefficients, trial: _Trial) -> torch.Tensor:
    """What the regressions take off each value (rows, blocks, draws)."""
    each = [
        expected(coefficients.of(asked), trial.traits[row : row + 1])
        for row, asked in enumerate(trial.asked)
    ]
    return torch.einsum("kbdf,kf->kbd", trial.terms, torch.cat(each))


def _density(values: torch.Tensor) -> Density:
    """Neyman's allocation (JRSS 1934): as the deviation in each part, which a block's draws are."""
    deviations = values.var(1).mean(0).sqrt()
    heights = EVEN + (1 - EVEN) * deviations / deviations.mean().clamp(min=1e-12)
    return Density(tuple((heights / heights.mean()).tolist()))


def _limits(values: torch.Tensor) -> tuple[float, float]:
    """The middle 99 % of the means of blocks, doubled in width."""
    means = values.mean(2).flatten()
    low, high = torch.quantile(means[:1_000_000], torch.tensor([TAIL, 1 - TAIL]).double()).tolist()
    half = max(high - low, 1e-12)
    return low - half / 2, high + half / 2
