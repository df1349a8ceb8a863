"""How several things of a kind stand together in one box."""

import numpy as np

Spot = tuple[float, float, float]
"""x, y of the base and size of one of them; the group is about 1 high."""


def group_of(count: int, ratio: float, seed: int) -> list[Spot]:
    """Where `count` things of width `ratio` (height 1) stand, the farthest first."""
    if count <= 1:
        return [(0.0, 0.0, 1.0)]
    rows = _rows(count)
    size = 1 / (1 + 0.62 * (len(rows) - 1))
    rng = np.random.default_rng(seed)
    step = ratio * size * 0.98
    spots = []
    for number, many in enumerate(rows):
        base = -(len(rows) - 1 - number) * 0.62 * size
        for index in range(many):
            x = (index - (many - 1) / 2) * step + float(rng.uniform(-0.05, 0.05)) * step
            spots.append((x, base, size * float(rng.uniform(0.93, 1.0))))
    return spots


def _rows(count: int) -> list[int]:
    """How many stand in each row, from the back; the front row is the longest."""
    if count <= 3:
        return [count]
    front = int(np.ceil((count * 1.8) ** 0.5))
    rows: list[int] = []
    left = count
    while left > 0:
        rows.append(min(left, max(2, front - len(rows))))
        left -= rows[-1]
    return rows[::-1]


def group_ratio(count: int, ratio: float) -> float:
    """Width over height of the group."""
    spots = group_of(count, ratio, 0)
    half = ratio / 2
    left = min(x - half * size for x, _, size in spots)
    right = max(x + half * size for x, _, size in spots)
    return right - left
