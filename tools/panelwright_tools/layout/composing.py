"""The largest arrangement of figures that fits a frame."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from panelwright_tools.domain import Facing
from panelwright_tools.layout.arranging import (
    Arrangement,
    arrange,
    rows_of,
)
from panelwright_tools.layout.building import Scene, build
from panelwright_tools.layout.cluster import Cluster
from panelwright_tools.layout.figure import BACKDROP_HEIGHT, Figure
from panelwright_tools.layout.frames import Frame, fitted
from panelwright_tools.layout.order import Pair
from panelwright_tools.layout.pieces import Piece, Stage
from panelwright_tools.layout.spacing import Constraints
from panelwright_tools.layout.spots import GAP
from panelwright_tools.layout.stacking import piled
from panelwright_tools.layout.structure import Structure
from panelwright_tools.layout.throng import most_rows
from panelwright_tools.layout.ties import Ties

FACTORS = tuple(0.94**step for step in range(34))
"""Scales that are tried, largest first: 1 down to 0.13."""
_CROWD = 4
"""From so many columns on a second row is tried."""
_MASS = 10
"""From so many columns on more than two rows are tried: fewer would seem to float."""
_BESIDE_WORTH = 0.7
"""So much smaller figures may become so that they stand beside scenery rather than before it."""
_ROW_WORTH = 0.86
"""A further row must let figures be larger by the inverse of this."""
_COVERED = 0.42
"""Share of a backdrop's width that those before it may cover where there is no room beside it."""


@dataclass(frozen=True)
class Casting:
    """Figures, how they are tied, and the wishes that shape their arrangement."""

    figures: Mapping[str, Figure]
    """In the units of a grown person."""
    ties: Ties
    structure: Structure
    facings: Mapping[str, Facing]
    mirrored: bool = False
    spread: float = 0.0
    sway: float = 0.5
    """Share of the slack at which the columns settle: 0 left, 1 right."""


@dataclass(frozen=True)
class Composition:
    """All boxes in frame heights, origin at the frame's top left."""

    scene: Cluster
    factor: float
    """Scale of the figures compared with what the shot wants."""
    fits: bool
    apart: bool
    """Whether what should be far from each other is."""
    before: bool = False
    """Whether some stand before scenery, since there is no room beside it."""


def compose(casting: Casting, frame: Frame, stage: Stage) -> Composition:
    """The arrangement with the largest figures; fewer rows where it makes little difference."""
    far = casting.structure.apart
    best = _best(casting, frame, stage, far)
    kept, before = True, False
    if stage.rows_overlap and _has_scenery(casting) and not _large_enough(best, 1.0):
        covering = replace(stage, covered=_COVERED)
        covered = _best(casting, frame, covering, far)
        if not _large_enough(best, _BESIDE_WORTH * covered[0]):
            best, stage, before = covered, covering, True
    if far:
        free = _best(casting, frame, stage, ())
        if not _large_enough(best, 0.8 * free[0]):
            best, kept = free, False
    factor, arrangement, _ = best
    if arrangement.feasible:
        arrangement = _spread(casting, frame, stage, best, far if kept else ())
    scene = arrangement.settled(casting.sway)
    return Composition(scene, factor, arrangement.feasible, kept, before)


class Ranks(NamedTuple):
    """How many rows are set in depth."""

    rows: int
    """Of pieces that stand for themselves."""
    lines: int
    """Of a throng."""


_Trial = tuple[float, Arrangement, Ranks]
"""Scale, arrangement, rows."""


def _has_scenery(casting: Casting) -> bool:
    figures = casting.figures.values()
    large = any(not figure.living and figure.size >= BACKDROP_HEIGHT for figure in figures)
    return large and any(figure.living for figure in figures)


def _large_enough(trial: _Trial, factor: float) -> bool:
    return trial[1].feasible and trial[0] >= factor


def _best(casting: Casting, frame: Frame, stage: Stage, apart: Sequence[Pair]) -> _Trial:
    trials = []
    for ranks in _ranks(casting):
        trials.append(_largest(casting, frame, stage, ranks, apart))
        if trials[-1][1].feasible and trials[-1][0] > 0.8:
            break
    return max(trials, key=lambda t: (t[1].feasible, t[0] * _ROW_WORTH ** (sum(t[2]) - 2)))


def _ranks(casting: Casting) -> list[Ranks]:
    """Rows that are tried, few first: a throng has its own, what stands alone then has one."""
    lines = most_rows(casting.figures, casting.ties)
    if lines > 1:
        return [Ranks(1, number) for number in range(2, lines + 1)]
    columns = len(casting.structure.piles)
    most = 1 if columns < _CROWD else 2 if columns < _MASS else min(6, 2 + columns // 5)
    return [Ranks(number, 1) for number in range(1, most + 1)]


def _largest(
    casting: Casting, frame: Frame, stage: Stage, ranks: Ranks, apart: Sequence[Pair]
) -> _Trial:
    """The largest scale that fits, by halving: what fits at one scale fits at smaller ones."""
    low, high = 0, len(FACTORS) - 1
    while low < high:
        middle = (low + high) // 2
        if _arranged(casting, frame, stage, FACTORS[middle], ranks, apart, GAP).feasible:
            high = middle
        else:
            low = middle + 1
    return FACTORS[low], _arranged(casting, frame, stage, FACTORS[low], ranks, apart, GAP), ranks


def _spread(
    casting: Casting, frame: Frame, stage: Stage, best: _Trial, apart: Sequence[Pair]
) -> Arrangement:
    """The same scale with more room between the columns, as far as it goes."""
    factor, arrangement, ranks = best
    widest = 0.08 + 0.4 * casting.spread
    for share in (1.0, 0.75, 0.5, 0.3, 0.15):
        trial = _arranged(casting, frame, stage, factor, ranks, apart, GAP + widest * share)
        if trial.feasible:
            return trial
    return arrangement


def _arranged(
    casting: Casting,
    frame: Frame,
    stage: Stage,
    factor: float,
    ranks: Ranks,
    apart: Sequence[Pair],
    gap: float,
) -> Arrangement:
    pieces = _pieces(casting, frame, stage, factor, ranks.lines)
    constraints = Constraints(casting.structure.columns, apart, gap)
    return arrange(pieces, rows_of(pieces, ranks.rows), constraints, stage)


def _pieces(casting: Casting, frame: Frame, stage: Stage, factor: float, lines: int) -> list[Piece]:
    room = stage.floor - stage.top
    figures = fitted(casting.figures, frame, stage.width, factor, room)
    scene = Scene(
        figures=figures,
        ties=casting.ties,
        facings=casting.facings,
        whole=frame.whole,
        apart=stage.cone > 0,
        mirrored=casting.mirrored,
        lines=lines,
    )
    structure = casting.structure
    pieces = []
    for name, roots in structure.piles.items():
        clusters = {root: build(scene, root) for root in roots}
        cluster = (
            clusters[name]
            if len(roots) == 1
            else piled(
                clusters,
                [pair for pair in structure.above if pair[0] in clusters],
                [pair for pair in structure.before if pair[0] in clusters],
                stage.floor - stage.top,
            )
        )
        root = figures[_standing(name, roots, casting)]
        pieces.append(Piece(name, cluster, root, len(roots) == 1))
    return pieces


def _standing(name: str, roots: Sequence[str], casting: Casting) -> str:
    """The root that the pile stands by: its lowest."""
    uppers = {upper for upper, _ in casting.structure.above}
    return next((root for root in roots if root not in uppers), name)
