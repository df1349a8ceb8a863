"""Scores pictures: the public door of CompLift."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import numpy.typing as npt
import torch
from PIL import Image

from panelwright_tools.domain.errors import UserError
from panelwright_tools.lift.complift.clauses import Clause, Formula, Truth, clauses_of
from panelwright_tools.lift.complift.denoiser import Denoiser
from panelwright_tools.lift.complift.options import Options
from panelwright_tools.lift.complift.rows import Rows
from panelwright_tools.lift.complift.scheduler import Scheduler
from panelwright_tools.lift.complift.tables import lay_out

Verdict = Literal["accepted", "rejected", "undecided", "unverified"]
DecidedBy = Literal["limits", "budget", "short circuit", "failure"]


@dataclass(frozen=True)
class ClauseScore:
    """What was found of one clause on one picture."""

    clause: Clause
    found: Truth
    lift: float
    """Mean over the clause's latent pixels and channels; NaN where nothing was measured."""
    standard_error: float
    """Infinite with fewer than two blocks."""
    lower: float
    """Limits of the lift that hold at every time at once; a clause is present when the lower one
    passes its margin, absent when the upper one passes the negative."""
    upper: float
    highest: float
    """The largest lower limit at any time: present at every margin below it. Minus infinity
    without any."""
    lowest: float
    """The least upper limit at any time, likewise."""
    values: float
    """Latent pixels, by area, times channels: an `llr` lift times these is in nats."""
    draws: int
    evaluations: int
    """Network evaluations that served it; those that clauses share are told for each."""
    decided_by: DecidedBy
    """`limits`: the sequential test; `budget`: undecided when it ended; `short circuit`: no longer
    needed; `failure`: the network's answer was no number."""
    map: npt.NDArray[np.float32] | None
    """Lift of each latent pixel (rows, columns), over the whole picture; None without a draw."""


@dataclass(frozen=True)
class PanelScore:
    """What was found on one picture."""

    verdict: Verdict
    """Whether the formula is true; *unverified* where that hangs on what could not be measured."""
    leaning: bool | None
    """The same with undecided clauses told by the sign of their lift; None where one has none."""
    clauses: tuple[ClauseScore, ...]
    evaluations: int
    """Network evaluations, each counted once."""


@dataclass(frozen=True)
class Scores:
    """What was found, and what it cost."""

    panels: tuple[PanelScore, ...]
    evaluations: int
    """Rows that the network answered, without padding; calls that ran out of memory don't count."""
    padding: int
    """Rows that only filled calls up."""
    batch: int
    """Rows of a call at the end; fewer than asked for if memory ran out."""
    notes: tuple[str, ...]
    """What was done, for the evidence."""


def score(
    denoiser: Denoiser,
    pictures: Sequence[Image.Image] | torch.Tensor,
    formulas: Formula | Sequence[Formula],
    options: Options | None = None,
    *,
    keys: Sequence[int] | None = None,
) -> Scores:
    """Tells of each picture whether its formula holds, by the network's own errors.

    `pictures` of one size, or their latents (panels, channels, rows, columns) on the network's
    device; one formula for all, or one each. Noise and times are made in single precision at least,
    whatever the latents'. `keys` number the pictures' noise, 0, 1, 2 and so on
    by themselves: a picture keeps its noise wherever it stands if it keeps its key.

    The same call gives the same numbers bit for bit on one machine, whatever the batch, as far as
    the network's rows don't depend on each other: all sums here are made in an order of their own.
    A network whose last bits change with its batch, as matrix products on most devices do, moves a
    lift by as little, and a verdict only where a limit meets its margin that closely. Raises
    UserError for what can't be asked, ToolError where memory doesn't suffice for a single row.
    """
    options = options or Options()
    latents = _latents(denoiser, pictures)
    every = _one_each(formulas, len(latents))
    if keys is not None and len(keys) != len(latents):
        raise UserError(f"{len(keys)} keys for {len(latents)} pictures: give one each, or none")
    if not every:
        return Scores((), 0, 0, options.batch, ())
    rows, columns = latents.shape[2:]
    tables = lay_out(every, denoiser, (rows, columns), options.alpha)
    numbers = torch.tensor(range(len(latents)) if keys is None else list(keys))
    with torch.inference_mode():
        asked = Rows(denoiser, latents, numbers, tables, options)
        scheduler = Scheduler(asked, options)
        scheduler.run()
        panels = _told(scheduler, every)
    notes = _notes(denoiser, every, options)
    return Scores(panels, asked.evaluations, asked.padding, asked.size, notes)


def _latents(denoiser: Denoiser, pictures: Sequence[Image.Image] | torch.Tensor) -> torch.Tensor:
    if isinstance(pictures, torch.Tensor):
        if pictures.ndim != 4:
            raise UserError(
                f"latents have the shape {tuple(pictures.shape)}: give them as "
                "(panels, channels, rows, columns)"
            )
        return pictures if pictures.dtype == torch.float64 else pictures.float()
    if len({picture.size for picture in pictures}) > 1:
        raise UserError("the pictures differ in size: score those of one size together")
    every = [denoiser.latents(picture) for picture in pictures]
    return torch.stack(every) if every else torch.zeros(0, 1, 1, 1)


def _one_each(formulas: Formula | Sequence[Formula], panels: int) -> list[Formula]:
    if not isinstance(formulas, Sequence):
        return [formulas] * panels
    if len(formulas) != panels:
        raise UserError(f"{len(formulas)} formulas for {panels} pictures: give one each, or one")
    return list(formulas)


def _told(scheduler: Scheduler, formulas: Sequence[Formula]) -> tuple[PanelScore, ...]:
    """Tensors as plain scores."""
    table = _Table(scheduler)
    value = scheduler.by_formula(scheduler.found).tolist()
    measured = scheduler.values.count > 0
    sign = torch.where(measured, torch.sign(scheduler.values.mean), 0).to(torch.int8)
    leaning = scheduler.by_formula(torch.where(scheduler.found == 0, sign, scheduler.found))
    open_ = scheduler.relevant() & scheduler.used & scheduler.failed
    scores = []
    for panel, formula in enumerate(formulas):
        clauses = tuple(
            table.score(clause, panel, column) for column, clause in enumerate(clauses_of(formula))
        )
        verdict = _verdict(value[panel], bool(open_[panel].any()))
        lean = {1: True, -1: False, 0: None}[int(leaning[panel])]
        scores.append(PanelScore(verdict, lean, clauses, int(scheduler.spent[panel])))
    return tuple(scores)


def _verdict(value: int, unverified: bool) -> Verdict:
    if value:
        return "accepted" if value > 0 else "rejected"
    return "unverified" if unverified else "undecided"


class _Table:
    """A scheduler's tensors as lists, read once."""

    def __init__(self, scheduler: Scheduler) -> None:
        tables = scheduler.rows.tables
        lower, upper = scheduler.limits()
        self.count = scheduler.values.count.tolist()
        self.mean = scheduler.values.mean.tolist()
        self.error = scheduler.values.standard_error.tolist()
        self.lower, self.upper = lower.tolist(), upper.tolist()
        self.highest, self.lowest = scheduler.highest.tolist(), scheduler.lowest.tolist()
        self.found = scheduler.found.tolist()
        self.failed = scheduler.failed.tolist()
        self.relevant = scheduler.relevant().tolist()
        self.draws = scheduler.draws.tolist()
        self.other = tables.other.tolist()
        self.group = tables.group.tolist()
        channels = scheduler.rows.latents.shape[1]
        self.sizes = (scheduler.rows.area * channels).tolist()
        divided = torch.clamp(scheduler.draws, min=1).to(scheduler.rows.maps.device)
        self.maps = (scheduler.rows.maps / divided[..., None, None]).float().cpu().numpy()

    def score(self, clause: Clause, panel: int, column: int) -> ClauseScore:
        group, draws = self.group[panel], self.draws[panel][column]
        measured, failed = self.count[panel][column] > 0, self.failed[panel][column]
        served = 2 if self.other[group][column] >= 0 else 1
        return ClauseScore(
            clause=clause,
            found=_FOUND[self.found[panel][column]],
            lift=self.mean[panel][column] if measured else float("nan"),
            standard_error=self.error[panel][column],
            lower=self.lower[panel][column],
            upper=self.upper[panel][column],
            highest=self.highest[panel][column],
            lowest=self.lowest[panel][column],
            values=self.sizes[group][column],
            draws=draws,
            evaluations=draws * served,
            decided_by=self._decided_by(panel, column),
            map=self.maps[panel, column] if draws and not failed else None,
        )

    def _decided_by(self, panel: int, column: int) -> DecidedBy:
        if self.failed[panel][column]:
            return "failure"
        if self.found[panel][column]:
            return "limits"
        return "budget" if self.relevant[panel][column] else "short circuit"


_FOUND: Final[dict[int, Truth]] = {1: "present", -1: "absent", 0: "undecided"}


def _notes(denoiser: Denoiser, formulas: Sequence[Formula], options: Options) -> tuple[str, ...]:
    clauses = [clause for formula in _distinct(formulas) for clause in clauses_of(formula)]
    notes = [
        f"{denoiser.id}: {options.weighting} weighting, {options.sequence} limits at "
        f"{options.alpha:g}, at most {options.max_draws} draws in blocks of {options.block}"
    ]
    if any(clause.against for clause in clauses):
        notes.append("contrastive: held against other prompts, not against an unconditional")
    if not denoiser.has_null and any(not clause.against for clause in clauses):
        notes.append(
            f"no unconditional: {denoiser.null_scale:g} times the conditional prediction stands "
            "in for it"
        )
    if denoiser.distilled:
        notes.append(
            "a distilled model's predictions are no means: its lift is no likelihood ratio"
        )
    return tuple(notes)


def _distinct(formulas: Sequence[Formula]) -> list[Formula]:
    return list({id(formula): formula for formula in formulas}.values())
