"""A trial run: where the fit of control variates begins, and where draws are worth most."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import torch

from panelwright_tools.domain.errors import UserError
from panelwright_tools.lift.complift.clauses import Formula
from panelwright_tools.lift.complift.covariates import Coefficients
from panelwright_tools.lift.complift.denoiser import Denoiser
from panelwright_tools.lift.complift.options import Options
from panelwright_tools.lift.complift.rows import Rows
from panelwright_tools.lift.complift.tables import lay_out
from panelwright_tools.lift.complift.times import Density

PARTS: Final = 8
"""Equal parts of the times, among which draws are spread."""
EVEN: Final = 0.5
"""Share of the draws that stays spread evenly: no draw weighs more than 1 / EVEN."""
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
    even = replace(options, density=Density(), coefficients=None, seed=options.seed + 1)
    tables = lay_out(formulas, denoiser, (latents.shape[2], latents.shape[3]), options.alpha)
    panels = torch.arange(len(latents))
    asked = tables.used[tables.group]
    even = replace(even, block=PARTS, max_draws=max(PARTS, options.max_draws))
    with torch.inference_mode():
        rows = Rows(denoiser, latents, panels, tables, even)
        rounds = range(max(2, -(-draws // PARTS)))
        blocks = [rows.draw(panels, asked, torch.full_like(panels, r)) for r in rounds]
    values = torch.stack([block.values for block in blocks], dim=1)
    terms = torch.stack([block.terms for block in blocks], dim=1)
    kept = asked & values.isfinite().flatten(1, 2).all(1)
    return _found(_by_clause(values, kept), _by_clause(terms, kept), rows, options)


def _by_clause(blocks: torch.Tensor, kept: torch.Tensor) -> torch.Tensor:
    """From (panels, blocks, draws, clauses, ...) to (kept clauses, blocks, draws, ...)."""
    return blocks.movedim(3, 1)[kept]


def _found(values: torch.Tensor, terms: torch.Tensor, rows: Rows, options: Options) -> Calibration:
    """From values (clauses, blocks, draws) and their terms (clauses, blocks, draws, terms)."""
    if not len(values):
        raise UserError("the network answered no clause with a number: nothing can be calibrated")
    spread = values.flatten(1).std(1).clamp(min=1e-12).view(-1, 1, 1)
    centred = values - values.mean((1, 2), keepdim=True)
    coefficients, left = None, values
    if terms.shape[-1]:
        fitted = _coefficients(centred / spread**2, terms, spread)
        coefficients, left = fitted, values - terms @ _solution(fitted)
    return Calibration(coefficients, _density(left / spread), _limits(left), rows.evaluations)


def _coefficients(centred: torch.Tensor, terms: torch.Tensor, spread: torch.Tensor) -> Coefficients:
    """Least squares over all clauses, each weighed by the inverse of its variance.

    Otherwise the few that are plainly absent, whose values are largest, would decide; the fit
    matters where a lift is near zero.
    """
    share = spread.unsqueeze(-1) ** -2 / (spread**-2).mean()
    count = terms.shape[0] * terms.shape[1] * terms.shape[2]
    gram = torch.einsum("kbdf,kbdg->fg", terms * share, terms) / count
    product = torch.einsum("kbdf,kbd->f", terms, centred) / (spread**-2).mean() / count
    rows = tuple(tuple(row) for row in gram.tolist())
    return Coefficients(rows, tuple(product.tolist()))


def _solution(found: Coefficients) -> torch.Tensor:
    gram = torch.tensor(found.gram, dtype=torch.float64)
    ridge = 1e-6 * torch.eye(len(gram), dtype=torch.float64)
    return torch.linalg.solve(gram + ridge, torch.tensor(found.product, dtype=torch.float64))


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
