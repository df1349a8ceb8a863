"""What each move of a repair changes of a panel, its layout, its letters and its seed."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any

from panelwright import inpainting
from panelwright.emphasis import Attentions, damped, stressed
from panelwright.planning.editing.region_edits import without_regions
from panelwright.untying import parted, put_down
from panelwright_tools.domain import Facing, Panel, Pose, RelationKind, Repair
from panelwright_tools.layout.wishes import LayoutWishes

_HIDING = frozenset(
    {RelationKind.BEHIND, RelationKind.UNDER, RelationKind.INSIDE, RelationKind.IN_FRONT_OF}
)


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


def arranged(panel: Panel, repairs: Sequence[Repair], wishes: LayoutWishes) -> Arrangement:
    """The panel after its repairs, applied in order."""
    result = Arrangement(panel=panel, wishes=wishes)
    for repair in repairs:
        result = _MOVES[repair.move](result, repair)
    return result


@lru_cache
def ladder() -> dict[str, Any]:
    """Which moves follow which cause, in order, and how much attention words get."""
    text = resources.files("panelwright").joinpath("data/repairs.toml").read_text("utf-8")
    return tomllib.loads(text)


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
    panel = without_regions(result.panel, set(repair.regions))
    return _with(result, panel=panel, dropped=(*result.dropped, *repair.regions))


def _other_seed(result: Arrangement, repair: Repair) -> Arrangement:
    return _with(result, reseeded=result.reseeded + 1)


def _stress(result: Arrangement, repair: Repair) -> Arrangement:
    table = ladder()["attention"]
    factor, most = table[repair.move], table["most"]
    return _with(result, attention=stressed(result.attention, repair.regions, factor, most))


def _damp(result: Arrangement, repair: Repair) -> Arrangement:
    table = ladder()["attention"]
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
