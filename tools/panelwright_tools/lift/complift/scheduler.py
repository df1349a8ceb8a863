"""All clauses of all panels in one queue: who is asked next, and when it is decided."""

import torch

from panelwright_tools.lift.complift.confidence import (
    Asymptotic,
    Betting,
    ConfidenceSequence,
    Moments,
)
from panelwright_tools.lift.complift.fitting import Fit, Start, at_zero, begun
from panelwright_tools.lift.complift.options import Options
from panelwright_tools.lift.complift.rows import Draws, Rows
from panelwright_tools.lift.complift.sums import mean, total
from panelwright_tools.lift.complift.truth import matters, truth


class Scheduler:
    """What is known of each clause so far; all tensors are (panels, clauses), on the CPU."""

    def __init__(self, rows: Rows, options: Options) -> None:
        self.rows, self.options = rows, options
        tables, group = rows.tables, rows.tables.group
        self.used = tables.used[group]
        self.margin = tables.margin[group]
        self.below, self.above = tables.below[group], tables.above[group]
        self.found = torch.zeros_like(self.used, dtype=torch.int8)
        """1 present, -1 absent, 0 undecided."""
        self.failed = torch.zeros_like(self.used)
        """The network answered with something that is no number."""
        self.draws = torch.zeros_like(self.used, dtype=torch.long)
        self.rounds = torch.zeros(len(group), dtype=torch.long)
        self.spent = torch.zeros(len(group), dtype=torch.long)
        self.values = Moments(self.used.shape)
        self.sequence = _sequence(options, self.margin)
        self.highest = torch.full(self.used.shape, -torch.inf, dtype=torch.float64)
        """The largest lower limit so far, and the least upper one."""
        self.lowest = -self.highest
        self.fit: Fit | None = None

    def run(self) -> None:
        """Asks until all is decided, or the budget is spent."""
        while (asked := self._chosen()).any():
            panels = asked.any(1).nonzero().squeeze(1)
            self._take_in(panels, asked[panels], self._draw(panels, asked[panels]))

    def _draw(self, panels: torch.Tensor, asked: torch.Tensor) -> Draws:
        draws = self.rows.draw(panels, asked, self.rounds[panels])
        self.rounds[panels] += 1
        self.draws[panels] += asked * self.options.block
        self.spent[panels] += self.rows.needed(panels, asked).sum(1) * self.options.block
        return draws

    def _take_in(self, panels: torch.Tensor, asked: torch.Tensor, draws: Draws) -> None:
        """Corrects a block's values, adds them, and decides what can be decided."""
        sound = asked & draws.values.isfinite().all(1)
        self.failed[panels] |= asked & ~sound
        kept = torch.where(sound.unsqueeze(1), self._corrected(panels, draws, sound), 0.0)
        block = torch.zeros(len(self.used), *kept.shape[1:], dtype=kept.dtype)
        which = torch.zeros_like(self.used)
        block[panels], which[panels] = kept, sound
        self.values.add(mean(block, 1), which)
        self.sequence.add(block, which)
        lower, upper = self.limits()
        self.highest = torch.where(which, torch.maximum(self.highest, lower), self.highest)
        self.lowest = torch.where(which, torch.minimum(self.lowest, upper), self.lowest)
        decided = (lower > self.margin).to(torch.int8) - (upper < -self.margin).to(torch.int8)
        self.found = torch.where(which, decided, self.found)

    def _corrected(self, panels: torch.Tensor, draws: Draws, sound: torch.Tensor) -> torch.Tensor:
        """The values of a block (n, draws, clauses), less the control variates."""
        if draws.terms.shape[-1] == 0:
            return draws.values
        if self.fit is None:
            self.fit = Fit(self._start(draws.terms.shape[-1]))
        coefficients = self.fit.coefficients(panels)
        kept = sound.unsqueeze(1)
        terms = torch.where(kept.unsqueeze(-1), draws.terms, 0.0)
        self.fit.add(panels, torch.where(kept, draws.values, 0.0), terms)
        return draws.values - total(terms * coefficients.unsqueeze(1))

    def _start(self, count: int) -> Start:
        begin = self.options.coefficients
        if begin is None:
            return at_zero(self.used.shape, count)
        return begun(begin, self.rows.tables, self.rows.latents)

    def limits(self) -> tuple[torch.Tensor, torch.Tensor]:
        """The lower and upper limits of each lift, at the clause's own levels."""
        return self.sequence.limits(self.below, self.above)

    def by_formula(self, found: torch.Tensor) -> torch.Tensor:
        """The truth of each panel's formula (panels,), from values of its clauses."""
        tables = self.rows.tables
        out = torch.zeros(len(found), dtype=torch.int8)
        for number, formula in enumerate(tables.formulas):
            panels = tables.group == number
            out[panels] = truth(formula, found[panels])
        return out

    def relevant(self) -> torch.Tensor:
        """Clauses that can still change their formula."""
        tables, out = self.rows.tables, torch.zeros_like(self.used)
        for number, formula in enumerate(tables.formulas):
            panels = tables.group == number
            open_ = matters(formula, self.found[panels])
            out[panels, : open_.shape[1]] = open_
        return out

    def _chosen(self) -> torch.Tensor:
        """Who is asked in this round."""
        more = self.draws + self.options.block <= self.options.max_draws
        live = self.relevant() & self.used & (self.found == 0) & ~self.failed & more
        return self._affordable(self._one_by_one(live) if self.options.one_by_one else live)

    def _one_by_one(self, live: torch.Tensor) -> torch.Tensor:
        """Only the clause likeliest to decide soon, where asking it alone is cheaper on average.

        Alone, it saves the others' rows if it decides; if not, what they share is asked again.
        """
        if live.shape[1] == 1:
            return live
        everyone = torch.arange(len(live))
        group = self.rows.tables.group
        alone = 1 + (self.rows.tables.other[group] >= 0).long()
        joint = self.rows.needed(everyone, live).sum(1)
        chance, wait = self._prospects()
        best = torch.where(live, chance / wait, -1.0).argmax(1)
        hope, cost = chance[everyone, best], alone[everyone, best]
        again = (alone * live).sum(1) - joint
        focus = hope * (joint - cost) > (1 - hope) * again
        only = torch.zeros_like(live)
        only[everyone, best] = True
        return torch.where(focus.unsqueeze(1), live & only, live)

    def _prospects(self) -> tuple[torch.Tensor, torch.Tensor]:
        """How likely each clause ends as the finding that decides its formula, and in how many
        times the draws so far."""
        lift, error = self.values.mean, self.values.standard_error
        way = self.rows.tables.decisive[self.rows.tables.group]
        chance = torch.special.ndtr(torch.nan_to_num(way * lift / error, nan=0.0))
        lower, upper = self.limits()
        radius = torch.minimum(lift - lower, upper - lift)
        wait = torch.nan_to_num((radius / lift.abs()) ** 2, nan=1.0, posinf=1e12)
        return chance, torch.where(radius.isfinite(), wait.clamp(min=1.0), 1.0)

    def _affordable(self, asked: torch.Tensor) -> torch.Tensor:
        """Those panels that the budget still carries, the soonest decided first."""
        if self.options.max_evaluations is None:
            return asked
        left = self.options.max_evaluations - self.rows.evaluations - self.rows.padding
        cost = self.rows.needed(torch.arange(len(asked)), asked).sum(1) * self.options.block
        if cost.sum() <= left and not self.options.pad:
            return asked
        wait = torch.where(asked, self._prospects()[1], torch.inf).amin(1)
        order = torch.argsort(wait * cost, stable=True)
        sums = torch.cumsum(cost[order], 0)
        if self.options.pad:
            sums = -(-sums // self.options.batch) * self.options.batch
        kept = torch.zeros(len(asked), dtype=torch.bool)
        kept[order] = sums <= left
        return asked & kept.unsqueeze(1)


def _sequence(options: Options, margin: torch.Tensor) -> ConfidenceSequence:
    if options.limits is not None and options.sequence == "betting":
        points = torch.stack([margin, -margin], dim=-1)
        return Betting(margin.shape, *options.limits, points)
    return Asymptotic(margin.shape, options.tightest, options.least_blocks)
