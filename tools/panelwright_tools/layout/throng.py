"""A throng: many of a kind on one floor, in rows of depth, each head between those before it."""

import math
from collections.abc import Iterator, Mapping, Sequence

from panelwright_tools.domain import Pose
from panelwright_tools.layout.figure import LYING, Figure, Medium
from panelwright_tools.layout.sizes import UPRIGHT
from panelwright_tools.layout.ties import Attachment, Manner, Ties

MANY = 6
"""From so many of a kind on they stand as a throng."""
_LOW = frozenset({Pose.SIT_GROUND, Pose.CROUCH, Pose.KNEEL})
"""Wide as these are, whoever takes them has their head on top."""
_APART = 1.04
"""Between neighbours of a row, in widths of the widest."""
_STEP = 0.42
"""How much higher the feet of the next row stand, in heights of the tallest: their heads show."""
_FARTHER = 0.92
"""Size of a row compared with the row before it."""
_DEEPER = 0.05
"""Step in depth from row to row."""
_UNEVEN = (0.0, 0.5, -0.35, 0.2, -0.5, 0.35, -0.15)
"""How far each steps out of line: nobody stands as if drilled."""
_STRAY_ACROSS, _STRAY_ALONG = 0.1, 0.05
"""What a step out of line of 1 is, in widths and in heights."""

Stand = tuple[float, float, float, float]
"""x of the middle, y of the feet, size compared with the front row, step in depth."""


def gather(figures: Mapping[str, Figure], ties: Ties) -> None:
    """Hang those of a throng on the first of them, so that they are set as one."""
    for members in _groups(figures, ties):
        leader, *others = members
        for name in others:
            ties.attachments[name] = Attachment(name, leader, Manner.AMONG)


def _groups(figures: Mapping[str, Figure], ties: Ties) -> Iterator[list[str]]:
    alike: dict[str, list[str]] = {}
    placed = {name for pair in ties.above.pairs for name in pair}
    for name, figure in figures.items():
        if _stands(figure) and name not in ties.attachments and name not in placed:
            alike.setdefault(figure.kin, []).append(name)
    yield from (members for members in alike.values() if len(members) >= MANY)


def _stands(figure: Figure) -> bool:
    upright = figure.ratio < UPRIGHT or figure.pose in _LOW
    upright = figure.living and upright and figure.pose not in LYING
    free = figure.fixed is None and not (figure.across or figure.along)
    return upright and free and figure.medium is Medium.GROUND


def stands(sizes: Sequence[tuple[float, float]], rows: int) -> list[Stand]:
    """Where the members stand, the first of them at x = 0 and y = 0.

    `sizes` are (width, height) in frame heights. The front row is filled first, and holds one
    more than those behind it where the number does not come out even.
    """
    width, height = max(w for w, _ in sizes), max(h for _, h in sizes)
    found: list[Stand] = []
    for row, members in enumerate(_rows(len(sizes), rows)):
        size = _FARTHER**row
        spacing = _APART * width * size
        left = -(members - 1) / 2 * spacing
        if row % 2 and members == math.ceil(len(sizes) / rows):
            left += spacing / 2
        for place in range(members):
            stray = _UNEVEN[len(found) % len(_UNEVEN)]
            x = left + place * spacing + stray * _STRAY_ACROSS * width
            y = -_STEP * height * _risen(row) + stray * _STRAY_ALONG * height
            found.append((x, y, size, row * _DEEPER))
    x, y = found[0][:2]
    return [(a - x, b - y, size, depth) for a, b, size, depth in found]


def _rows(count: int, rows: int) -> list[int]:
    """How many stand in each row, the front one first."""
    rows = min(rows, count)
    return [count // rows + (row < count % rows) for row in range(rows)]


def _risen(row: int) -> float:
    """Steps from the first row to this one, each smaller than the one before it."""
    return float(sum(_FARTHER**step for step in range(row)))


def most_rows(figures: Mapping[str, Figure], ties: Ties) -> int:
    """In how many rows the largest throng may stand; 1 without any."""
    sizes = [
        1 + sum(a.manner is Manner.AMONG for a in ties.children(name))
        for name in figures
        if name not in ties.attachments
    ]
    largest = max(sizes, default=1)
    return 1 if largest < MANY else min(6, 1 + round(math.sqrt(largest / 2.5)))
