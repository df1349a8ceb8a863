"""How often a whole formula is wrongly true, or false, where parts of it are nothing but chance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import pytest

pytest.importorskip("torch", reason="torch is not installed: it is in the extra local")

import torch

from mixtures import Mixture
from panelwright_tools.domain import Box
from panelwright_tools.lift.complift.clauses import And, Clause, Formula, Not, Or
from panelwright_tools.lift.complift.options import Options
from panelwright_tools.lift.complift.scoring import score

RUNS, COLUMNS = 2000, 4
OPTIONS = Options(batch=50_000, max_draws=64, control_variates=False)


@dataclass
class Chances(Mixture):
    """Told of latents that are zero, where all that comes in is noise; it errs by functions of it.

    `even` errs as the unconditional does, `rough` by numbers of the same mean square with a longer
    tail: held against each other, their lift is exactly zero. `right` never errs, `wrong` by twice
    as much as `even`.
    """

    def encode(self, texts: Sequence[str]) -> list[str]:  # type: ignore[override]
        return list(texts)

    def noise(
        self,
        noisy: torch.Tensor,
        times: torch.Tensor,
        conditions: Sequence[str],  # type: ignore[override]
    ) -> torch.Tensor:
        noise = noisy / self.levels(times)[1].view(-1, 1, 1, 1)
        rough, told = (noise**2 - 1) / 2**0.5, torch.empty_like(noise)
        errors = {"": noise, "even": noise, "rough": rough, "right": 0 * noise, "wrong": 2 * noise}
        for text, error in errors.items():
            rows = torch.tensor([condition == text for condition in conditions])
            told[rows] = (noise - error)[rows]
        return told


def clause(text: str, column: int, against: str = "") -> Clause:
    """About a column of the latents of its own, so that no two share a number."""
    return Clause(text, region=Box(column / COLUMNS, 0, 1 / COLUMNS, 1), against=against)


def below(column: int) -> Clause:
    """Of a lift of zero, with rare low draws: it is rather called present than absent by chance."""
    return clause("rough", column)


def above(column: int) -> Clause:
    """The mirror image."""
    return clause("even", column, against="rough")


THERE, GONE = clause("right", 3), clause("wrong", 3)
NULLS: Mapping[str, tuple[Formula, Literal["accepted", "rejected"]]] = {
    "an and with one part by chance": (And((below(0), THERE)), "accepted"),
    "an and with three parts by chance": (And((above(0), above(1), above(2), THERE)), "rejected"),
    "an or with three parts by chance": (Or((below(0), below(1), below(2), GONE)), "accepted"),
    "an or with one part by chance": (Or((above(0), GONE)), "rejected"),
    "a not": (Not(Or((below(0), below(1), GONE))), "rejected"),
    "an or in an and": (And((Or((below(0), below(1))), Not(GONE), THERE)), "accepted"),
    "a not in an and": (And((Not(below(0)), Not(below(1)), above(2), THERE)), "rejected"),
}


@pytest.fixture(scope="module")
def wrong() -> dict[str, float]:
    """For each formula the share of 2,000 runs that end as they shouldn't."""
    formulas = [formula for formula, _ in NULLS.values() for _ in range(RUNS)]
    latents = torch.zeros(len(formulas), 4, 1, COLUMNS, dtype=torch.float64)
    found = [panel.verdict for panel in score(Chances({}), latents, formulas, OPTIONS).panels]
    return {
        name: found[number * RUNS : (number + 1) * RUNS].count(verdict) / RUNS
        for number, (name, (_, verdict)) in enumerate(NULLS.items())
    }


@pytest.mark.parametrize("name", NULLS)
def test_a_formula_is_wrongly_decided_at_most_at_its_level(
    name: str, wrong: Mapping[str, float]
) -> None:
    assert wrong[name] <= OPTIONS.alpha


def test_the_nulls_are_near_enough_to_the_level_to_tell(wrong: Mapping[str, float]) -> None:
    """That a level which is not split, or is split for nothing, would be seen."""
    assert max(wrong.values()) > OPTIONS.alpha / 3


def test_what_is_no_chance_is_decided() -> None:
    latents = torch.zeros(2, 4, 1, COLUMNS, dtype=torch.float64)
    formulas: list[Formula] = [
        And((THERE, Not(clause("wrong", 0)))),
        Or((GONE, Not(clause("right", 0)))),
    ]
    panels = score(Chances({}), latents, formulas, OPTIONS).panels
    assert [panel.verdict for panel in panels] == ["accepted", "rejected"]
