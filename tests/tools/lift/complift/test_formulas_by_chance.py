"""How often a whole formula is wrongly true, or false, where parts of it are nothing but chance."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest

pytest.importorskip("torch", reason="torch is not installed: it is in the extra local")

import torch

from mixtures import Mixture
from panelwright_tools.domain import Box
from panelwright_tools.lift.complift.clauses import And, Clause, Formula, Not, Or
from panelwright_tools.lift.complift.options import Options
from panelwright_tools.lift.complift.scoring import Verdict, score

RUNS, COLUMNS = 2000, 4
OPTIONS = Options(batch=20_000, max_draws=128)


@dataclass
class Chances(Mixture):
    """Of latents that are zero, where what is told is a function of the noise: errors of mean 1.

    `chance` has the unconditional's mean error, by other numbers: its lift is exactly zero, of
    draws with long tails below. `there` makes no error, `not there` one of twice the size.
    """

    def encode(self, texts: Sequence[str]) -> list[str]:  # type: ignore[override]
        return list(texts)

    def noise(
        self,
        noisy: torch.Tensor,
        times: torch.Tensor,
        conditions: Sequence[str],  # type: ignore[override]
    ) -> torch.Tensor:
        eps = noisy / self.levels(times)[1].view(-1, 1, 1, 1)
        wrong = {
            "": eps,
            "chance": (eps**2 - 1) / 2**0.5,
            "there": torch.zeros_like(eps),
            "not there": 2 * eps,
        }
        told = torch.empty_like(eps)
        for text in wrong:
            rows = torch.tensor([c == text for c in conditions])
            told[rows] = (eps - wrong[text])[rows]
        return told


def clause(text: str, column: int) -> Clause:
    """About a column of the latents of its own, so that no two share a number."""
    return Clause(text, region=Box(column / COLUMNS, 0, 1 / COLUMNS, 1))


def chances(count: int) -> tuple[Clause, ...]:
    return tuple(clause("chance", column) for column in range(count))


THERE, NOT_THERE = clause("there", 3), clause("not there", 3)


def share(formula: Formula, verdict: Verdict) -> float:
    """Of runs of the tool as it comes, those that end so."""
    latents = torch.zeros(RUNS, 4, 2, COLUMNS, dtype=torch.float64)
    panels = score(Chances({}), latents, formula, OPTIONS).panels
    return sum(panel.verdict == verdict for panel in panels) / RUNS


@pytest.mark.parametrize(
    ("formula", "verdict"),
    [
        pytest.param(And((*chances(1), THERE)), "accepted", id="and-true-by-one"),
        pytest.param(And((*chances(3), THERE)), "rejected", id="and-false-by-three"),
        pytest.param(Or((*chances(3), NOT_THERE)), "accepted", id="or-true-by-three"),
        pytest.param(Or((*chances(1), NOT_THERE)), "rejected", id="or-false-by-one"),
        pytest.param(Not(And((*chances(3), THERE))), "accepted", id="not-and-true"),
        pytest.param(
            And((Or(chances(2)), Not(clause("chance", 2)), THERE)), "rejected", id="nested-false"
        ),
        pytest.param(
            And((Or(chances(2)), Not(NOT_THERE), THERE)), "accepted", id="nested-true"
        ),
    ],
)
def test_a_formula_is_wrongly_decided_at_most_at_its_level(
    formula: Formula, verdict: Verdict
) -> None:
    assert share(formula, verdict) <= OPTIONS.alpha


def test_what_is_no_chance_is_decided() -> None:
    assert share(And((THERE, Not(clause("not there", 0)))), "accepted") == 1
    assert share(Or((NOT_THERE, Not(clause("there", 0)))), "rejected") == 1
