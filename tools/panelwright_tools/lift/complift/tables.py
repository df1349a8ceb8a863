"""Formulas laid out as tensors, once a group of panels that share one."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch

from panelwright_tools.domain.errors import UserError
from panelwright_tools.lift.complift.clauses import Clause, Formula, check, clauses_of
from panelwright_tools.lift.complift.denoiser import Denoiser
from panelwright_tools.lift.complift.regions import coverage
from panelwright_tools.lift.complift.truth import decisive, levels


@dataclass(frozen=True)
class Tables:
    """What is asked of each panel; rows of formulas are padded to the longest.

    A slot is one text among those that a formula needs, so that what clauses share is asked once.
    """

    formulas: tuple[Formula, ...]
    texts: tuple[str, ...]
    group: torch.Tensor
    """Of each panel, which formula (panels,)."""
    slots: torch.Tensor
    """Of each formula, which texts (formulas, slots); -1: none."""
    own: torch.Tensor
    """The slot of a clause's text (formulas, clauses)."""
    other: torch.Tensor
    """The slot of what it is held against; -1: its own prediction, scaled."""
    used: torch.Tensor
    """Which columns are clauses (formulas, clauses)."""
    coverage: torch.Tensor
    """Share of each latent pixel (formulas, clauses, rows, columns)."""
    margin: torch.Tensor
    below: torch.Tensor
    """Level of each clause's lower limit (formulas, clauses)."""
    above: torch.Tensor
    decisive: torch.Tensor
    """The finding, 1 or -1, by which a clause alone decides what is around it."""


def lay_out(
    formulas: Sequence[Formula], denoiser: Denoiser, shape: tuple[int, int], alpha: float
) -> Tables:
    """The tables for one formula a panel, over latents of `shape` (rows, columns).

    Raises UserError for clauses that can't be asked of this network, or of pictures of this size.
    """
    distinct = list({id(formula): formula for formula in formulas}.values())
    for formula in distinct:
        check(formula)
    place = {id(formula): number for number, formula in enumerate(distinct)}
    asked = [clauses_of(formula) for formula in distinct]
    needed = [_texts_of(clauses, denoiser) for clauses in asked]
    texts = list(dict.fromkeys(text for some in needed for text in some))
    width = max(map(len, asked))
    found = [levels(formula, alpha) for formula in distinct]
    return Tables(
        formulas=tuple(distinct),
        texts=tuple(texts),
        group=torch.tensor([place[id(formula)] for formula in formulas]),
        slots=_padded([[texts.index(t) for t in some] for some in needed], None, -1),
        own=_padded([[n.index(c.text) for c in cs] for cs, n in zip(asked, needed, strict=True)]),
        other=_padded(
            [
                [n.index(c.against) if c.against in n else -1 for c in cs]
                for cs, n in zip(asked, needed, strict=True)
            ]
        ),
        used=_padded([[True] * len(clauses) for clauses in asked]),
        coverage=_coverages(asked, width, shape),
        margin=_padded([[clause.margin for clause in clauses] for clauses in asked]).double(),
        below=_padded([[level.present for level in row] for row in found], None, 1.0).double(),
        above=_padded([[level.absent for level in row] for row in found], None, 1.0).double(),
        decisive=_padded([decisive(formula) for formula in distinct]),
    )


def _texts_of(clauses: Sequence[Clause], denoiser: Denoiser) -> list[str]:
    """The texts that must be evaluated, those that are shared once."""
    others = [c.against for c in clauses if c.against or not _scaled(denoiser)]
    if "" in others and not denoiser.has_null:
        lacking = next(clause.text for clause in clauses if not clause.against)
        raise UserError(
            f'{denoiser.id} has no unconditional to hold "{lacking}" against: give the clause the '
            "same prompt without the thing (`against`), or score with an undistilled model"
        )
    return list(dict.fromkeys([*others, *(clause.text for clause in clauses)]))


def _scaled(denoiser: Denoiser) -> bool:
    """Whether the network's own prediction, scaled, stands for its unconditional."""
    return not denoiser.has_null and denoiser.null_scale is not None


def _padded(
    rows: Sequence[Sequence[float]], width: int | None = None, fill: float = 0
) -> torch.Tensor:
    width = width or max(map(len, rows))
    return torch.tensor([[*row, *[type(row[0])(fill)] * (width - len(row))] for row in rows])


def _coverages(
    asked: Sequence[Sequence[Clause]], width: int, shape: tuple[int, int]
) -> torch.Tensor:
    shares = np.zeros((len(asked), width, *shape))
    for group, clauses in enumerate(asked):
        for column, clause in enumerate(clauses):
            shares[group, column] = coverage(clause, *shape)
    return torch.from_numpy(shares)
