"""Figures and relations to boxes: the shot is widened and figures are dropped until all fit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from panelwright_tools.domain import Angle, Box, Facing, Relation, Shot
from panelwright_tools.domain.spots import Lookout, Spot, no_spots
from panelwright_tools.layout.arranging import box_in_panel
from panelwright_tools.layout.composing import Casting, Composition, compose
from panelwright_tools.layout.figure import LYING, Figure
from panelwright_tools.layout.frames import (
    WIDENING,
    Frame,
    angle_row,
    frame_of,
    looms,
    seen_from,
    uneven,
    wider,
)
from panelwright_tools.layout.framing import Framing, Talk, framing_of
from panelwright_tools.layout.loose import at_own_size
from panelwright_tools.layout.perching import missed, panned, perched
from panelwright_tools.layout.pieces import Stage
from panelwright_tools.layout.structure import Structure, structure_of
from panelwright_tools.layout.tables import cabin
from panelwright_tools.layout.throng import gather
from panelwright_tools.layout.ties import Manner, Ties, read_ties

_SWAYS = (0.5, 0.35, 0.65, 0.42, 0.58)
"""Where the columns settle in their slack, by variation."""
_WHOLE_ONLY = frozenset({Manner.RIDES, Manner.UNDER})
"""Contacts that a frame cut at the waist can't show."""


@dataclass(frozen=True)
class Problem:
    """What is to be placed."""

    figures: Mapping[str, Figure]
    relations: Sequence[Relation]
    shot: Shot
    aspect: float
    """Width of the frame for a height of 1."""
    top: float
    """y under which subjects belong."""
    margin: float = 0.02
    speakers: Sequence[str] = ()
    """Figures in the order that they should stand in where nothing else is said."""
    facings: Mapping[str, Facing] = field(default_factory=dict)
    variation: int = 0
    spread: float = 0.0
    rows_overlap: bool = True
    cone: float = 0.0
    """How much farther apart across than along those are that stand left and right."""
    angle: Angle = Angle.EYE
    talks: bool = False
    """Words are spoken, so that two may be framed as a talk."""
    number: int = 0
    """The panel's own number among its neighbours."""
    lookout: Lookout = no_spots
    """The spots of the place."""


@dataclass(frozen=True)
class Solution:
    """Where it is placed."""

    composition: Composition
    shot: Shot
    relaxed: tuple[str, ...]
    dropped: tuple[str, ...]
    facings: Mapping[str, Facing] = field(default_factory=dict)
    """Which way those must be turned whom the framing turns."""
    pan: float | None = None
    """Metres that the camera goes to the right for a spot."""
    perched: Mapping[str, Box] = field(default_factory=dict)
    """Where those are who are on top of a spot."""


def solve(problem: Problem) -> Solution:
    """Boxes for all figures; what doesn't fit is given up in the order of the solver's page."""
    dropped: list[str] = []
    while True:
        solution = _on_spots(problem)
        spare = [] if solution.composition.fits else _spare(problem)
        if not spare:
            return replace(solution, dropped=tuple(dropped))
        dropped += spare
        problem = without(problem, spare)


def _on_spots(problem: Problem) -> Solution:
    """With those on their spots of whom the text says so; on the floor where no shot shows them."""
    if not any(figure.spot for figure in problem.figures.values()):
        return _widened(problem)
    for shot in WIDENING[WIDENING.index(problem.shot) :]:
        frame, spots = _frame(problem, shot), spots_of(problem, shot)
        there = perched(problem.figures, spots, frame, problem.aspect)
        if there is None or not there.on or not frame.whole:
            continue
        solution = _widened(replace(problem, figures=there.figures, shot=shot))
        if solution.shot is shot and solution.composition.fits:
            return replace(solution, pan=there.pan, perched=there.on)
    return _at_spots(problem, _widened(problem))


def _at_spots(problem: Problem, solution: Solution) -> Solution:
    """The camera moved to what somebody stands at; what is missing is told."""
    spots = spots_of(problem, solution.shot)
    boxes = {
        name: box_in_panel(box, problem.aspect)
        for name, box in solution.composition.scene.boxes.items()
    }
    relaxed = (*solution.relaxed, *missed(problem.figures, spots))
    return replace(solution, pan=panned(problem.figures, boxes, spots), relaxed=relaxed)


def spots_of(problem: Problem, shot: Shot) -> Sequence[Spot]:
    """The spots of the place as the shot sees them."""
    return problem.lookout(shot, problem.angle, seen_from(frame_of(shot), problem.angle).ground)


def _widened(problem: Problem) -> Solution:
    """The tightest frame from the wished shot on in which everything fits well enough."""
    ties = read_ties(problem.figures, problem.relations)
    if problem.rows_overlap:
        gather(problem.figures, ties)
        problem = replace(problem, figures=at_own_size(problem.figures, ties))
    structure = structure_of(problem.figures, ties, problem.speakers, problem.variation)
    relaxed = [*ties.relaxed, *structure.relaxed]
    casting = Casting(
        figures=problem.figures,
        ties=ties,
        structure=structure,
        facings=problem.facings,
        mirrored=problem.variation % 2 == 1,
        spread=problem.spread,
        sway=_SWAYS[problem.variation % len(_SWAYS)],
    )
    framing = _framing(problem, ties, structure)
    if framing is not None:
        composition = Composition(framing.scene, factor=1.0, fits=True, apart=True)
        return Solution(composition, framing.shot, tuple(relaxed), (), framing.facings)
    frame = _frame(problem, problem.shot)
    while True:
        following = wider(frame.shot)
        reason = _too_tight(problem.figures, ties, frame)
        composition = compose(casting, frame, _stage(problem, frame))
        if not reason and (not composition.fits or composition.factor < frame.least):
            reason = "the subjects would be too small"
        if following is None or not reason:
            break
        relaxed.append(f"{frame.shot.replace('_', ' ')} shot: {reason}")
        frame = _frame(problem, following)
    if composition.before:
        relaxed.append("no overlap: there is no room beside the scenery, so some stand before it")
    if casting.structure.apart and not composition.apart:
        relaxed.append("far from: there is no room to stand apart")
    if not composition.fits:
        relaxed.append("no overlap: there is not enough room for everyone")
    return Solution(composition, frame.shot, tuple(relaxed), ())


def _framing(problem: Problem, ties: Ties, structure: Structure) -> Framing | None:
    """Two who talk, as a camera chooses to see them."""
    if not problem.talks:
        return None
    number = problem.number + problem.variation
    talk = Talk(problem.shot, problem.angle, problem.aspect, problem.top, number)
    order = [root for roots in structure.piles.values() for root in roots]
    living = [name for name in order if problem.figures[name].living]
    return framing_of(talk, problem.figures, ties, living)


def _frame(problem: Problem, shot: Shot) -> Frame:
    """The shot's frame; a close look at things alone shows them whole."""
    frame = seen_from(frame_of(shot), problem.angle)
    beings = any(figure.living for figure in problem.figures.values())
    if frame.whole or beings:
        return frame
    floor = 0.84 if shot is Shot.DETAIL else 0.94
    return replace(frame, part="whole", floor=floor, ground=floor)


def _stage(problem: Problem, frame: Frame) -> Stage:
    row = angle_row(problem.angle) if frame.whole else angle_row(Angle.EYE)
    return Stage(
        width=problem.aspect,
        top=problem.top,
        floor=frame.floor,
        margin=problem.margin,
        rows_overlap=problem.rows_overlap,
        cone=problem.cone,
        back=row["back"],
        strew=row["strew"] if problem.rows_overlap else 0.0,
    )


def _too_tight(figures: Mapping[str, Figure], ties: Ties, frame: Frame) -> str:
    """Why the frame can't show the figures, whatever their size; empty when it can."""
    if sum(figure.living for figure in figures.values()) > frame.beings:
        return "too many are in the picture"
    if frame.whole:
        return ""
    hanging = ties.attachments.values()
    at_windows = (a for a in hanging if a.manner is Manner.INSIDE)
    if any(cabin(figures[a.parent].noun) is not None for a in at_windows):
        return "it would cut the vehicle that someone is in"
    if any(attachment.manner in _WHOLE_ONLY for attachment in hanging):
        return "it would cut what someone rides on or stands under"
    if uneven(figures.values()):
        return "it would cut a giant as small as the people beside him"
    if looms(figures.values()):
        return "it would show an animal as small as a toy beside people"
    lying = any(f.living and f.pose in LYING for f in figures.values())
    if lying and frame.shot is Shot.MEDIUM:
        return "someone lies"
    if ties.above.pairs:
        return "one subject is above another"
    return ""


def _spare(problem: Problem) -> list[str]:
    """The next regions to drop: a fifth of those without key rank, the last ones first."""
    spare = [name for name, figure in problem.figures.items() if not figure.key]
    spare = [name for name in spare if problem.figures[name].fixed is None]
    return spare[-max(1, len(spare) // 5) :] if spare and len(problem.figures) > 1 else []


def without(problem: Problem, names: Sequence[str]) -> Problem:
    """The problem without some figures and all that is said of them."""
    gone = set(names)
    return replace(
        problem,
        figures={name: f for name, f in problem.figures.items() if name not in gone},
        relations=[r for r in problem.relations if not {r.source, r.target, r.other} & gone],
        speakers=[name for name in problem.speakers if name not in gone],
    )
