"""Doors, shelves and boards that the room has already: none stands in it for a second time."""

from collections.abc import Sequence
from dataclasses import replace

from panelwright_tools.domain import Panel, Place, Region, Relation, RelationKind
from panelwright_tools.layout.implied import SEATED
from panelwright_tools.layout.perching import named
from panelwright_tools.layout.solving import Problem, spots_of, without
from panelwright_tools.layout.tables import members

_LOOSE = frozenset(
    {
        RelationKind.NEXT_TO,
        RelationKind.LOOKS_AT,
        RelationKind.FACES,
        RelationKind.LEFT_OF,
        RelationKind.RIGHT_OF,
    }
)
"""What can be said of a door that is in the wall."""


def built_in(
    problem: Problem, panel: Panel, place: Place | None
) -> tuple[Problem, tuple[str, ...]]:
    """The problem without what the room has one of, and the regions that the room itself shows.

    Who is at a fixture stands before the room's own.
    """
    if place is None or not place.indoors:
        return problem, ()
    shown: list[str] = []
    spots = spots_of(problem, problem.shot)
    for region in panel.regions:
        has_one = any(not spot.upon for spot in named(spots, region.noun.lower()))
        if has_one and _is_plain(region, panel, problem.relations):
            who = _who_is_at(problem, region.id)
            if who is not None:
                problem = _stood_at(without(problem, [region.id]), who, region.noun)
                shown.append(region.id)
    return problem, tuple(shown)


def _is_plain(region: Region, panel: Panel, relations: Sequence[Relation]) -> bool:
    """`the door`, `the shelves`: all of them, no look of which is told, and nobody has in hand."""
    noun = region.noun.lower()
    fellows = [other for other in panel.regions if other.noun.lower() == noun]
    plain = ([article, noun] for article in ("a", "the"))
    bare = region.phrase.lower().split() in plain
    alone = all(other.phrase == region.phrase for other in fellows)
    loose = {*_LOOSE, RelationKind.ON} if noun in members("boards") else _LOOSE
    tied = any(
        region.id in (r.source, r.target, r.other) and r.kind not in loose for r in relations
    )
    here = region.box is None and region.size == 1.0
    return noun in members("fixtures") and bare and alone and here and not tied


def _who_is_at(problem: Problem, fixture: str) -> str | None:
    """Who is told beside it, else the first on their feet who matter most."""
    living = {name: figure for name, figure in problem.figures.items() if figure.living}
    near = {*_LOOSE, RelationKind.ON}
    pairs = [(r.source, r.target) for r in problem.relations if r.kind in near]
    beside = [b if a == fixture else a for a, b in pairs if fixture in (a, b)]
    free = [name for name, figure in living.items() if figure.pose not in SEATED]
    key = [name for name in free if living[name].key]
    told = [name for name in beside if name in living]
    return next(iter((*told, *key, *free, *living)), None)


def _stood_at(problem: Problem, who: str, noun: str) -> Problem:
    if problem.figures[who].spot:
        return problem
    there = replace(problem.figures[who], spot=noun.lower())
    return replace(problem, figures={**problem.figures, who: there})
