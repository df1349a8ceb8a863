"""The repair ladder: which repair follows a failed verdict, and what it changes."""

import tomllib
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from textwrap import shorten
from typing import Any

from panelwright import inpainting
from panelwright.emphasis import Attentions, damped, naming_unwanted, stressed
from panelwright.untying import parted, put_down
from panelwright_tools.domain import (
    Facing,
    Panel,
    Pose,
    RelationKind,
    Repair,
    Ruling,
    Verdict,
)
from panelwright_tools.layout.wishes import LayoutWishes

_HIDING = frozenset(
    {RelationKind.BEHIND, RelationKind.UNDER, RelationKind.INSIDE, RelationKind.IN_FRONT_OF}
)

_UNSEEN = frozenset({"missing", "hidden", "cropped"})


@dataclass(frozen=True)
class Arrangement:
    """A panel as its repairs have changed it, with the wishes for layout, paint and letters."""

    panel: Panel
    wishes: LayoutWishes
    reseeded: int = 0
    """How often the painter was asked for another picture of the same brief."""
    text_scale: float = 1.0
    dropped: tuple[str, ...] = field(default=())
    """Regions that were given up for the sake of the others."""
    attention: Attentions = field(default_factory=dict)
    """What the words of regions get beyond the usual."""


@lru_cache
def _ladder() -> dict[str, Any]:
    text = resources.files("panelwright").joinpath("data/repairs.toml").read_text("utf-8")
    return tomllib.loads(text)


def most_repairs() -> int:
    """How many different repairs can follow one verdict: every move for every cause."""
    table = _ladder()
    return sum(len(moves) for kind in table["ladder"] for moves in table[kind].values())


def possible(abilities: Set[str], done: Sequence[Repair]) -> Set[str]:
    """What can be done to a picture that rests on these repairs.

    Emphasis paints the whole picture again from the same seed, and an inpainted one has no single
    seed: what was mended would be lost.
    """
    inpainted = bool(done) and done[-1].kind == "inpaint"
    return abilities - {"emphasise"} if inpainted else abilities


def next_repair(
    verdict: Verdict, panel: Panel, tried: Sequence[Repair], abilities: Set[str]
) -> Repair | None:
    """The first repair of the ladder that fits a failure, is possible, and was not tried yet."""
    table = _ladder()
    done = {(repair.kind, repair.move, repair.regions) for repair in tried}
    for kind in table["ladder"]:
        for repair in _repairs(kind, verdict.failures, panel, table[kind]):
            able = kind in abilities or f"{kind}/{repair.move}" in abilities
            if able and (repair.kind, repair.move, repair.regions) not in done:
                return repair
    return None


def arranged(panel: Panel, repairs: Sequence[Repair], wishes: LayoutWishes) -> Arrangement:
    """The panel after its repairs, applied in order."""
    result = Arrangement(panel=panel, wishes=wishes)
    for repair in repairs:
        result = _MOVES[repair.move](result, repair)
    return result


def _repairs(
    kind: str, failures: Sequence[Ruling], panel: Panel, moves: dict[str, list[str]]
) -> list[Repair]:
    """Every repair of a kind: first the first move for each cause, then the second …"""
    ranked: list[tuple[int, int, Repair]] = []
    causes = list(dict.fromkeys(ruling.cause for ruling in failures if ruling.cause))
    for order, cause in enumerate(causes):
        rulings = [r for r in failures if r.cause == cause and not _follows(r, failures)]
        if not rulings:
            continue
        regions = tuple(dict.fromkeys(r.condition.region for r in rulings if r.condition.region))
        for rank, move in enumerate(moves.get(cause, [])):
            aim = _AIMS.get(move)
            wanted = aim(panel, regions) if aim is not None else regions
            if aim is not None and not wanted:
                continue
            said = "; ".join(f"{r.condition.phrase}: {r.reason}" for r in rulings)
            reason = shorten(said, 500, placeholder=" …")
            repair = Repair.model_validate(
                {"kind": kind, "move": move, "regions": wanted, "reason": reason}
            )
            ranked.append((rank, order, repair))
    return [repair for _, _, repair in sorted(ranked, key=lambda entry: entry[:2])]


def _follows(ruling: Ruling, failures: Sequence[Ruling]) -> bool:
    """Faint because it is hardly to be seen: it needs to be seen first."""
    region = ruling.condition.region
    return ruling.cause == "faint" and any(
        other.cause in _UNSEEN and other.condition.region == region for other in failures
    )


def _droppable(panel: Panel, regions: Sequence[str]) -> tuple[str, ...]:
    """What may be given up: the failing regions that are not key, else the last such of all."""
    spare = [r.id for r in panel.regions if not r.key and r.subject is None]
    failing = tuple(region for region in regions if region in spare)
    return failing or tuple(spare[-1:])


def _dampable(panel: Panel, regions: Sequence[str]) -> tuple[str, ...]:
    """Where words can be damped: the regions whose own words name what is unwanted."""
    return naming_unwanted(panel)


_AIMS = {"drop": _droppable, "damp": _dampable, "damp_more": _dampable}
"""Moves that are made on other regions than those that fail, and on none are not made."""


def _wish(result: Arrangement, **changes: Any) -> Arrangement:
    wishes = LayoutWishes.model_validate(result.wishes.model_dump() | changes)
    return _with(result, wishes=wishes)


def _with(result: Arrangement, **changes: Any) -> Arrangement:
    return Arrangement(**{**vars(result), **changes})


def _with_regions(result: Arrangement, names: Sequence[str], **changes: Any) -> Arrangement:
    regions = tuple(
        region.model_copy(update=changes) if region.id in names else region
        for region in result.panel.regions
    )
    return _with(result, panel=result.panel.model_copy(update={"regions": regions}))


def _spread(result: Arrangement, repair: Repair) -> Arrangement:
    return _wish(result, spread=min(1.0, result.wishes.spread + 0.5))


def _wider_shot(result: Arrangement, repair: Repair) -> Arrangement:
    return _wish(result, wider=min(4, result.wishes.wider + 1))


def _rearrange(result: Arrangement, repair: Repair) -> Arrangement:
    return _wish(result, variation=result.wishes.variation + 1)


def _bring_to_front(result: Arrangement, repair: Repair) -> Arrangement:
    front = tuple(dict.fromkeys((*result.wishes.front, *repair.regions)))
    return _wish(result, front=front)


def _scaled(result: Arrangement, regions: Sequence[str], factor: float) -> Arrangement:
    scale = dict(result.wishes.scale)
    for region in regions:
        scale[region] = min(3.0, max(0.2, scale.get(region, 1.0) * factor))
    return _wish(result, scale=scale)


def _shrink(result: Arrangement, repair: Repair) -> Arrangement:
    return _scaled(result, repair.regions, 0.8)


def _enlarge(result: Arrangement, repair: Repair) -> Arrangement:
    return _scaled(result, repair.regions, 1.35)


def _shrink_others(result: Arrangement, repair: Repair) -> Arrangement:
    others = [r.id for r in result.panel.regions if r.id not in repair.regions]
    return _scaled(result, others, 0.8)


def _more_balloon_room(result: Arrangement, repair: Repair) -> Arrangement:
    return _wish(result, balloon_room=min(4.0, result.wishes.balloon_room * 1.5))


def _smaller_balloons(result: Arrangement, repair: Repair) -> Arrangement:
    smaller = _wish(result, line_height=result.wishes.line_height * 0.88)
    return _with(smaller, text_scale=result.text_scale * 0.88)


def _repose(result: Arrangement, repair: Repair) -> Arrangement:
    """A body that stands needs least room and is read best."""
    posed = [r.id for r in result.panel.regions if r.pose is not None and r.subject is not None]
    return _with_regions(result, [r for r in repair.regions if r in posed], pose=Pose.STAND)


def _turn(result: Arrangement, repair: Repair) -> Arrangement:
    """Turn them to the reader, so that nothing of their own hides their faces."""
    return _with_regions(result, repair.regions, facing=Facing.FRONT)


def _step_aside(result: Arrangement, repair: Repair) -> Arrangement:
    """What stood behind, under or inside something now stands beside it, farther away."""
    panel = result.panel
    depths = {region.id: region.depth for region in panel.regions}
    relations, farther = [], {}
    for relation in panel.relations:
        hidden, hider = relation.source, relation.target
        if relation.kind is RelationKind.IN_FRONT_OF:
            hidden, hider = hider, hidden
        if relation.kind in _HIDING and hidden in repair.regions:
            relation = relation.model_copy(update={"kind": RelationKind.NEXT_TO})
            farther[hidden] = min(1.0, depths[hider] + 0.1)
        relations.append(relation)
    panel = panel.model_copy(update={"relations": tuple(relations)})
    result = _with(result, panel=panel)
    for region, depth in farther.items():
        result = _with_regions(result, (region,), depth=depth)
    return result


def _put_down(result: Arrangement, repair: Repair) -> Arrangement:
    return _with(result, panel=put_down(result.panel, repair.regions))


def _part(result: Arrangement, repair: Repair) -> Arrangement:
    return _with(result, panel=parted(result.panel, repair.regions))


def _drop(result: Arrangement, repair: Repair) -> Arrangement:
    gone = set(repair.regions)
    panel = result.panel
    changes = {
        "regions": tuple(r for r in panel.regions if r.id not in gone),
        "relations": tuple(r for r in panel.relations if not gone & {r.source, r.target, r.other}),
        "sounds": tuple(
            s.model_copy(update={"source": None}) if s.source in gone else s for s in panel.sounds
        ),
    }
    dropped = (*result.dropped, *repair.regions)
    return _with(result, panel=panel.model_copy(update=changes), dropped=dropped)


def _other_seed(result: Arrangement, repair: Repair) -> Arrangement:
    return _with(result, reseeded=result.reseeded + 1)


def _stress(result: Arrangement, repair: Repair) -> Arrangement:
    table = _ladder()["attention"]
    factor, most = table[repair.move], table["most"]
    return _with(result, attention=stressed(result.attention, repair.regions, factor, most))


def _damp(result: Arrangement, repair: Repair) -> Arrangement:
    table = _ladder()["attention"]
    factor, least, panel = table[repair.move], table["least"], result.panel
    return _with(result, attention=damped(result.attention, panel, repair.regions, factor, least))


def _same_arrangement(result: Arrangement, repair: Repair) -> Arrangement:
    """Inpainting changes single regions of the brief (see `inpainting`), not the arrangement."""
    return result


_MOVES = {
    "spread": _spread,
    "wider_shot": _wider_shot,
    "rearrange": _rearrange,
    "bring_to_front": _bring_to_front,
    "shrink": _shrink,
    "enlarge": _enlarge,
    "shrink_others": _shrink_others,
    "more_balloon_room": _more_balloon_room,
    "smaller_balloons": _smaller_balloons,
    "repose": _repose,
    "turn": _turn,
    "step_aside": _step_aside,
    "put_down": _put_down,
    "part": _part,
    "drop": _drop,
    "stress": _stress,
    "stress_more": _stress,
    "damp": _damp,
    "damp_more": _damp,
    "other_seed": _other_seed,
    "repaint": _other_seed,
    **dict.fromkeys((*inpainting.AROUND, *inpainting.ERASING), _other_seed),
    **dict.fromkeys(inpainting.LOCAL_MOVES, _same_arrangement),
}
