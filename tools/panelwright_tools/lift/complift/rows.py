"""Rows of network calls: one for each panel, draw and text that an undecided clause needs."""

from dataclasses import dataclass

import torch

from panelwright_tools.domain.errors import ToolError
from panelwright_tools.lift.complift.covariates import FEW, legendre, terms
from panelwright_tools.lift.complift.denoiser import Condition, Denoiser
from panelwright_tools.lift.complift.noise import normals
from panelwright_tools.lift.complift.options import Options
from panelwright_tools.lift.complift.sums import add, mean, total
from panelwright_tools.lift.complift.tables import Tables
from panelwright_tools.lift.complift.times import block_times
from panelwright_tools.painting.diffusion.memory_errors import ran_out_of_memory
from panelwright_tools.painting.listening import check_wanted


@dataclass(frozen=True)
class Draws:
    """What one block of draws says, on the CPU in double precision; zeros where nothing was asked.

    Every value is the error against the other side less the error with the text, mean over the
    clause's latent pixels and channels, weighed so that its mean is the lift.
    """

    values: torch.Tensor
    """(panels, draws, clauses)."""
    terms: torch.Tensor
    """Control variates (panels, draws, clauses, terms)."""


class Rows:
    """Draws blocks, counts evaluations, and keeps the running maps, on the network's device."""

    def __init__(
        self,
        denoiser: Denoiser,
        latents: torch.Tensor,
        panels: torch.Tensor,
        tables: Tables,
        options: Options,
    ) -> None:
        self.denoiser, self.tables, self.options = denoiser, tables, options
        self.latents = latents
        self.panels = panels
        """The number by which each panel's noise is drawn (panels,)."""
        self.conditions: list[Condition] = denoiser.encode(tables.texts)
        self.exact = torch.float32 if latents.device.type == "mps" else torch.float64
        self.coverage = tables.coverage.to(latents.device, self.exact)
        self.area = total(self.coverage.flatten(2)).clamp(min=1e-9)
        clauses = tables.own.shape[1]
        self.maps = latents.new_zeros(len(latents), clauses, *latents.shape[2:])
        """Sums over draws of each latent pixel's lift (panels, clauses, rows, columns)."""
        self.guides: torch.Tensor | None = None
        """Sums of what the text changed in the answers (panels, clauses, *latent), for terms."""
        if options.control_variates and latents[0].numel() > FEW:
            self.guides = torch.zeros(
                len(latents),
                clauses,
                *latents.shape[1:],
                dtype=latents.dtype,
                device=latents.device,
            )
        self.size = options.batch
        self.evaluations = 0
        self.padding = 0

    def needed(self, panels: torch.Tensor, asked: torch.Tensor) -> torch.Tensor:
        """Which slots (n, slots) clauses `asked` (n, clauses) of panels (n,) need."""
        group = self.tables.group[panels]
        own, other = self.tables.own[group], self.tables.other[group]
        slots = self.tables.slots.shape[1]
        need = torch.zeros(len(panels), slots + 1, dtype=torch.bool)
        need.scatter_(1, torch.where(asked, own, slots), True)
        need.scatter_(1, torch.where(asked & (other >= 0), other, slots), True)
        return need[:, :slots]

    def draw(self, panels: torch.Tensor, asked: torch.Tensor, rounds: torch.Tensor) -> Draws:
        """One block for clauses `asked` (n, clauses) of panels (n,), at their rounds (n,)."""
        block, need = self.options.block, self.needed(panels, asked)
        rows = need.unsqueeze(1).expand(-1, block, -1).nonzero()
        out = _Collected(len(panels), block, asked, self)
        start = 0
        while start < len(rows):
            check_wanted()
            chunk = rows[start : start + self.size]
            row = _Row(self, panels[chunk[:, 0]], rounds[chunk[:, 0]] * block + chunk[:, 1], chunk)
            try:
                told = self._told(row)
            except Exception as error:
                if not ran_out_of_memory(error):
                    raise
                self._step_down(len(chunk), error)
                continue
            out.collect(row, told)
            self.evaluations += len(chunk)
            start += len(chunk)
        self.guides = out.guides
        return out.draws()

    def _step_down(self, size: int, error: Exception) -> None:
        if size == 1:
            raise ToolError(
                "memory ran out for a single evaluation of the critic: use a smaller picture or "
                "a smaller model"
            ) from error
        self.size = size // 2

    def _told(self, row: "_Row") -> torch.Tensor:
        """The noise that the network tells for each row."""
        short = self.options.batch - len(row.times) if self.options.pad else 0
        which = [self.conditions[text] for text in row.texts.tolist()]
        noisy, times = row.noisy, row.times
        if short > 0:
            noisy = torch.cat([noisy, noisy[-1:].expand(short, *noisy.shape[1:])])
            times = torch.cat([times, times[-1:].expand(short)])
            which += which[-1:] * short
        told = self.denoiser.noise(noisy, times, which)
        self.padding += max(0, short)
        return told[: len(row.times)]


class _Row:
    """Rows of one call, as tensors."""

    def __init__(
        self, rows: Rows, panels: torch.Tensor, draws: torch.Tensor, chunk: torch.Tensor
    ) -> None:
        latents, options, tables = rows.latents, rows.options, rows.tables
        device = latents.device
        self.place, self.draw, self.slot = chunk.unbind(1)
        self.panels = panels
        self.group = tables.group[panels]
        self.texts = tables.slots[self.group, self.slot]
        keys = rows.panels[panels]
        # as shares of the levels, over which density and known means are
        self.exact_times = block_times(options.seed, keys, draws, options.block, options.density)
        drawing = torch.device("cpu") if device.type == "mps" else device
        noise = normals(options.seed, keys.to(drawing), draws.to(drawing), latents.shape[1:])
        self.noise = noise.to(device, latents.dtype)
        low, high = options.levels
        self.times = (low + (high - low) * self.exact_times).to(device, latents.dtype)
        signal, sigma = rows.denoiser.levels(self.times)
        self.noisy = _over(signal) * latents[panels.to(device)] + _over(sigma) * self.noise
        weight = (
            rows.denoiser.llr_weights(self.times).cpu().double() * (high - low)
            if options.weighting == "llr"
            else torch.ones_like(self.exact_times)
        )
        self.inverse = 1 / options.density.at(self.exact_times)
        self.factor = weight * self.inverse


def _over(levels: torch.Tensor) -> torch.Tensor:
    return levels.view(-1, 1, 1, 1)


class _Collected:
    """The answers of a block's rows, brought to the clauses that they serve."""

    def __init__(self, panels: int, block: int, asked: torch.Tensor, rows: Rows) -> None:
        self.rows, self.asked = rows, asked
        shape = (panels, block, asked.shape[1])
        device = rows.latents.device
        self.values = torch.zeros(*shape, 2, dtype=rows.exact, device=device)
        self.terms: torch.Tensor | None = None
        self.guides = None if rows.guides is None else rows.guides.clone()
        """With this block's answers; its own terms see those before it alone."""

    def collect(self, row: _Row, told: torch.Tensor) -> None:
        tables, scale = self.rows.tables, self.rows.denoiser.null_scale
        own, other = tables.own[row.group], tables.other[row.group]
        asked = self.asked[row.place]
        slot = row.slot.unsqueeze(1)
        error = self._error(told, row)
        self._add(1, (asked & (own == slot)).nonzero(), error, row)
        self._add(0, (asked & (other == slot)).nonzero(), error, row)
        scaled = asked & (own == slot) & (other < 0)
        if scale is not None and scaled.any():
            self._add(0, scaled.nonzero(), self._error(scale * told, row), row)
        if self.rows.options.control_variates:
            self._add_terms((asked & (own == slot)).nonzero(), row)
            changed = (asked & (own == slot)).double() - (asked & (other == slot)).double()
            self._guide(changed - (scale or 0.0) * scaled.double(), told, row)

    def _error(self, told: torch.Tensor, row: _Row) -> torch.Tensor:
        """Squared errors of the noise, mean over channels, weighed (n, rows, columns)."""
        factor = row.factor.to(told.device, self.rows.exact).view(-1, 1, 1)
        squares = (told - row.noise).to(self.rows.exact).pow(2)
        return mean(squares, 1) * factor

    def _add(self, side: int, pairs: torch.Tensor, error: torch.Tensor, row: _Row) -> None:
        """Puts the errors of rows into the clauses of `pairs` (row, clause), and on their maps."""
        which, clause = pairs.unbind(1)
        group = row.group[which]
        each = error[which.to(error.device)]
        weights, area = self.rows.coverage[group, clause], self.rows.area[group, clause]
        lift = total((each * weights).flatten(1)) / area
        self.values[row.place[which], row.draw[which], clause, side] = lift
        maps = self.rows.maps.flatten(0, 1)
        add((1 - 2 * side) * each.to(maps.dtype), self._places(row, which, clause), maps)

    def _guide(self, shares: torch.Tensor, told: torch.Tensor, row: _Row) -> None:
        """Adds answers by their shares (rows, clauses), in the order of rows, whatever the call."""
        if self.guides is not None:
            which, clause = shares.nonzero().unbind(1)
            share = shares[which, clause].to(told.device, self.guides.dtype).view(-1, 1, 1, 1)
            answers = told[which.to(told.device)].to(self.guides.dtype) * share
            add(answers, self._places(row, which, clause), self.guides.flatten(0, 1))

    def _places(self, row: _Row, which: torch.Tensor, clause: torch.Tensor) -> torch.Tensor:
        """Of each pair's panel and clause, where these are one dimension."""
        return row.panels[which] * self.asked.shape[1] + clause

    def _add_terms(self, pairs: torch.Tensor, row: _Row) -> None:
        which, clause = pairs.unbind(1)
        there = which.to(row.noise.device)
        coverage = self.rows.coverage[row.group[which], clause]
        guides, guide = self.rows.guides, None
        if guides is not None:
            guide = guides[row.panels[which], clause].to(self.rows.exact)
        noise = row.noise[there].to(self.rows.exact)
        still = terms(noise, coverage, row.times[there], guide)
        factors, times = row.factor[which].unsqueeze(1), row.exact_times[which]
        moving = legendre(times)[:, 1:] * row.inverse[which].unsqueeze(1)
        both = torch.cat([still.cpu().double() * factors, moving], dim=1)
        if self.terms is None:
            self.terms = torch.zeros(*self.values.shape[:-1], both.shape[1], dtype=torch.float64)
        self.terms[row.place[which], row.draw[which], clause] = both

    def draws(self) -> Draws:
        values = self.values.cpu().double()
        none = torch.zeros(*self.values.shape[:-1], 0, dtype=torch.float64)
        return Draws(values[..., 0] - values[..., 1], none if self.terms is None else self.terms)
