"""Staging: the cast brought into contact, and the order in which it is drawn."""

from collections.abc import Sequence

from panelwright_tools.domain.brief import Brief
from panelwright_tools.domain.story import Relation
from panelwright_tools.domain.vocabulary import RelationKind
from panelwright_tools.painting.storyboard.bearing import bear, may_carry
from panelwright_tools.painting.storyboard.blows import fight, seize
from panelwright_tools.painting.storyboard.bulky import raise_load
from panelwright_tools.painting.storyboard.burdens import burden_of
from panelwright_tools.painting.storyboard.contact import hug, join_hands
from panelwright_tools.painting.storyboard.effort import heave
from panelwright_tools.painting.storyboard.flights import launch
from panelwright_tools.painting.storyboard.giving import hand_over
from panelwright_tools.painting.storyboard.holding import hold
from panelwright_tools.painting.storyboard.people.person import PersonFigure
from panelwright_tools.painting.storyboard.places import Surface
from panelwright_tools.painting.storyboard.pouring import pour_all
from panelwright_tools.painting.storyboard.scene import HOLDING, Scene
from panelwright_tools.painting.storyboard.seating import follow, seat_all
from panelwright_tools.painting.storyboard.stage import Stage, Staged


def staged(
    brief: Brief,
    indoors: bool,
    surface: Surface = "ground",
    waterside: bool = True,
    ground: float = 0.0,
) -> list[Staged]:
    """Every region cast, fitted and brought into contact, in the brief's order."""
    stage = Stage(Scene(brief, indoors, surface, waterside, ground))
    launch(stage)
    seat_all(stage)
    burdens = _burdens(stage)
    for relation in sorted(brief.relations, key=_turn_of):
        pair = (relation.source, relation.target)
        if relation.kind is RelationKind.HOLDS_HANDS:
            join_hands(stage, *pair)
        elif relation.kind is RelationKind.HUGS:
            hug(stage, *pair)
        elif relation.kind is RelationKind.FIGHTS:
            fight(stage, *pair)
        elif relation.kind in HOLDING and pair not in burdens:
            _take_up(stage, *pair)
        elif relation.kind is RelationKind.GIVES:
            _give(stage, relation)
    for load in sorted({r.target for r in brief.relations if r.kind is RelationKind.CARRIES}):
        raise_load(stage, load)
    for mover, burden in burdens:
        heave(stage, mover, burden)
    pour_all(stage)
    follow(stage)
    return [stage.cast[item.region.id] for item in brief.regions]


def _turn_of(relation: Relation) -> int:
    """Who comes closer does so before anything is put into hands; weapons clash at last."""
    if relation.kind is RelationKind.FIGHTS:
        return 2
    return 1 if relation.kind in (*HOLDING, RelationKind.GIVES) else 0


def _burdens(stage: Stage) -> list[tuple[str, str]]:
    """Who pushes or pulls what."""
    found = [(item, burden_of(stage.scene, item)) for item in stage.scene.brief.regions]
    return [(item.region.id, other.region.id) for item, other in found if other is not None]


def _give(stage: Stage, relation: Relation) -> None:
    """The gift is whichever end is no person; the other one takes it."""
    ends = [end for end in (relation.target, relation.other) if end is not None]
    gifts = [end for end in ends if not isinstance(stage.cast[end].figure, PersonFigure)]
    gift = (gifts or ends)[0]
    takers = [end for end in ends if end != gift]
    if takers:
        hand_over(stage, relation.source, takers[0], gift)
    else:
        _take_up(stage, relation.source, gift)


def _take_up(stage: Stage, holder: str, held: str) -> None:
    """What fits into hands is held, a person is carried."""
    both = (stage.cast[holder].figure, stage.cast[held].figure)
    if not all(isinstance(figure, PersonFigure) for figure in both):
        hold(stage, holder, held)
    elif may_carry(stage.cast[holder], stage.cast[held]):
        bear(stage, holder, held)
    else:
        seize(stage, holder, held)


def in_pile(cast: Sequence[Staged]) -> list[tuple[Staged, bool]]:
    """What to draw, from the back to the front; True draws what lies over others."""
    pile = [(one.order, number, one, False) for number, one in enumerate(cast)]
    pile += [(one.over, number, one, True) for number, one in enumerate(cast)]
    pile.sort(key=lambda entry: (entry[0], entry[1], entry[3]))
    return [(one, over) for _, _, one, over in pile]
