"""The measured rows as tables in Markdown."""

from collections.abc import Iterable, Sequence

import numpy as np

from lift_2d.measure import Row

HEAD = (
    "| {} | NFE a sample | accuracy | accepted | of the target kept | Chamfer | differ "
    "| differ, clear | undecided |\n|---|---|---|---|---|---|---|---|---|"
)


def tables(rows: Sequence[Row]) -> str:
    """Means over the reported environments, over those tuned on, over all; then each by itself."""
    groups = {
        "reported: the second and third of each kind": [row for row in rows if not row.tuned],
        "tuned on: the first of each kind": [row for row in rows if row.tuned],
        "all nine": list(rows),
    }
    parts = [
        "\n".join([f"\n{name}\n", HEAD.format("decided by"), *_means(group)])
        for name, group in groups.items()
    ]
    each = [_line(f"{row.environment}, {row.method}", [row]) for row in rows]
    return "\n".join([*parts, "\neach\n", HEAD.format("environment, decided by"), *each])


def by_method(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.method, []).append(row)
    return found


def _means(rows: Sequence[Row]) -> list[str]:
    return [_line(method, group) for method, group in by_method(rows).items()]


def mean(rows: Sequence[Row], name: str) -> float:
    """Of one number over rows; environments without any accepted sample have no distance."""
    values = np.array([getattr(row, name) for row in rows])
    finite = values[np.isfinite(values)]
    return float(finite.mean()) if finite.size else float("nan")


def _line(name: str, rows: Sequence[Row]) -> str:
    shares = ("accuracy", "accepted", "kept")
    rates = ("disagreement", "disagreement_clear", "undecided")
    cells = [
        f"{mean(rows, 'evaluations'):.1f}",
        *(f"{mean(rows, key):.1%}" for key in shares),
        f"{mean(rows, 'chamfer'):.3f}",
        *(f"{mean(rows, key):.2%}" for key in rates),
    ]
    return f"| {name} | {' | '.join(cells)} |"
