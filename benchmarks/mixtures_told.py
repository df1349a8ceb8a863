"""What `bench_lift_mixtures.py` has measured, as words and as two pictures."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dots import Axis, Dot, save


@dataclass(frozen=True)
class Ratio:
    """Geometric mean over pictures, and between which the middle 80 % of them lie."""

    mean: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.mean:.2g} ({self.low:.2g} to {self.high:.2g})"


@dataclass(frozen=True)
class Spent:
    """Evaluations a picture until all is decided."""

    evaluations: float
    undecided: float
    """Share of pictures that stayed so."""

    def __str__(self) -> str:
        return f"{self.evaluations:.0f}, {self.undecided:.0%} undecided"


Rows = list[tuple[str, str | Ratio | Spent]]
"""What was measured, and what came out."""


def plotted(found: Mapping[str, Rows], folder: Path) -> None:
    """Draw what switches are worth, and what decisions cost, into two pictures."""
    worth: dict[str, dict[str, Dot]] = {}
    cost: dict[str, dict[str, Dot]] = {}
    for setting, rows in found.items():
        for name, told_ in rows:
            if isinstance(told_, Ratio):
                dot = Dot(told_.mean, told_.low, told_.high, f"{told_.mean:.2g}")
                worth.setdefault(name, {})[setting] = dot
            elif isinstance(told_, Spent):
                dot = Dot(told_.evaluations, said=f"{told_.evaluations:.0f}")
                cost.setdefault(name, {})[setting] = dot
    ratios = Axis("ratio at equal evaluations, below 1 pays", (0.03, 0.1, 0.3, 1, 3, 10, 30, 100))
    save(worth, ratios, folder / "mixtures_worth.png")
    spent = Axis("network evaluations a picture", (50, 100, 200, 500, 1000))
    save(cost, spent, folder / "mixtures_cost.png")
