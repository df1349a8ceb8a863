"""A panel's regions and relations to boxes: `lay_out` is the door.

The road: measure the subjects, sort the relations, choose the shot, build contact groups as
rigid clusters, pile what stands above each other, set rows in depth, then columns by difference
constraints at the largest scale that fits. Infeasible wishes are given up in this order, each
reported: relations that contradict earlier ones, the speakers' order, the shot (a wider one),
the rule that nobody stands before scenery unasked, `far_from`, the rule that subjects share a
tenth of a box at most, regions without key rank, and room for letters beyond its cap.
"""

from collections.abc import Mapping, Sequence

from panelwright_tools.domain import Box, Character, Panel, Place, Relation
from panelwright_tools.domain.spots import Lookout, no_spots
from panelwright_tools.layout.arranging import box_in_panel
from panelwright_tools.layout.audit import broken, ordered_depths
from panelwright_tools.layout.balloons import letter_boxes, plan_lettering
from panelwright_tools.layout.figure import Figure, figures_of
from panelwright_tools.layout.fixtures import built_in
from panelwright_tools.layout.frames import WIDENING, frame_of, seen_from
from panelwright_tools.layout.framing import number_of
from panelwright_tools.layout.gaze import gazes
from panelwright_tools.layout.implied import implied_relations
from panelwright_tools.layout.solving import Problem, solve
from panelwright_tools.layout.wishes import LayoutWishes, PlacedPanel


def lay_out(
    panel: Panel,
    cast: Mapping[str, Character],
    place: Place | None,
    aspect: float,
    wishes: LayoutWishes | None = None,
    lookout: Lookout = no_spots,
) -> PlacedPanel:
    """Boxes for every region of a panel; `aspect` is the picture's width over its height.

    `cast` maps character ids to characters; `lookout` knows the spots of the place. Boxes set by
    hand are kept. Wishes that don't fit are given up and reported in `relaxed`.
    """
    wishes = wishes or LayoutWishes()
    figures = _wished(figures_of(panel, cast), wishes)
    implied = implied_relations(panel, figures, place)
    relations = (*panel.relations, *implied)
    lettering = plan_lettering(panel, aspect, wishes)
    top = max(wishes.margin, lettering.height + 0.015)
    problem = _problem(panel, figures, relations, (aspect, top), wishes, lookout)
    problem, fixtures = built_in(problem, panel, place)
    solution = solve(problem)
    scene = solution.composition.scene
    boxes = {
        name: solution.perched.get(name)
        or figures[name].fixed
        or box_in_panel(scene.boxes[name], aspect)
        for name in figures
        if name in scene.boxes
    }
    depths = _depths(ordered_depths(scene.depths, relations), wishes)
    relaxed = [*solution.relaxed, *_news(solution.relaxed, broken(relations, boxes, depths))]
    if lettering.wanted > lettering.height + 1e-9:
        relaxed.append(f"letters: they want {lettering.wanted:.2f} of the panel's height")
    return PlacedPanel(
        panel=panel.id,
        shot=solution.shot,
        implied=implied,
        floor=seen_from(frame_of(solution.shot), panel.angle).ground,
        pan=solution.pan,
        perched=tuple(solution.perched),
        boxes=boxes,
        depths=depths,
        facings={**gazes(panel, relations, boxes), **solution.facings},
        reserved=letter_boxes(
            lettering, panel, _heads(panel, scene.boxes), aspect, wishes.direction
        ),
        relaxed=tuple(relaxed),
        dropped=solution.dropped,
        fixtures=fixtures,
    )


def _problem(
    panel: Panel,
    figures: Mapping[str, Figure],
    relations: tuple[Relation, ...],
    sheet: tuple[float, float],
    wishes: LayoutWishes,
    lookout: Lookout,
) -> Problem:
    """What the panel asks of the solver; `sheet` is its aspect and the y under its letters."""
    aspect, top = sheet
    return Problem(
        figures=figures,
        relations=relations,
        shot=WIDENING[min(WIDENING.index(panel.shot) + wishes.wider, len(WIDENING) - 1)],
        aspect=aspect,
        top=top,
        margin=wishes.margin,
        speakers=_speakers(panel, wishes),
        facings={r.id: r.facing for r in panel.regions if r.facing is not None},
        variation=wishes.variation,
        spread=wishes.spread,
        angle=panel.angle,
        talks=bool(panel.speech),
        number=number_of(panel.id),
        lookout=lookout,
    )


def _wished(figures: Mapping[str, Figure], wishes: LayoutWishes) -> dict[str, Figure]:
    return {
        name: figure.scaled(min(max(wishes.scale.get(name, 1.0), 0.2), 3.0))
        for name, figure in figures.items()
    }


def _speakers(panel: Panel, wishes: LayoutWishes) -> list[str]:
    """Regions of who speaks, by their first words, from the side where reading begins."""
    region_of = {r.subject: r.id for r in panel.regions if r.subject is not None}
    voices = [region_of[s.speaker] for s in panel.speech if s.speaker in region_of]
    order = list(dict.fromkeys(voices))
    return order if wishes.direction == "ltr" else order[::-1]


def _heads(panel: Panel, boxes: Mapping[str, Box]) -> dict[str, float]:
    """The x of each speaker's middle, in frame heights."""
    return {
        region.subject: boxes[region.id].centre[0]
        for region in panel.regions
        if region.subject is not None and region.id in boxes
    }


def _depths(depths: Mapping[str, float], wishes: LayoutWishes) -> dict[str, float]:
    """Depths with the wished regions brought to the front."""
    return {**depths, **{name: 0.0 for name in wishes.front if name in depths}}


def _news(told: Sequence[str], lines: Sequence[str]) -> list[str]:
    """The broken relations that were not reported when they were given up."""
    known = {line.split(":")[0] for line in told}
    return [line for line in lines if line.split(":")[0] not in known]
