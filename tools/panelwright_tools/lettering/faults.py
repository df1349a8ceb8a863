"""What is plainly wrong with a placement, so that ways to letter a panel can be compared."""

from collections.abc import Sequence

from panelwright_tools.lettering.ground import Ground, mean_under
from panelwright_tools.lettering.items import Item, Spot, single
from panelwright_tools.lettering.model import Rect
from panelwright_tools.lettering.order import reads_before
from panelwright_tools.lettering.placing import Placement

_FACE = 12.0
"""A face wholly under letters."""
_STRAY = 4.0
"""An item wholly outside its room."""
_OVERLAP = 2.0
_DISORDER = 1.5


def faults(placement: Placement, items: Sequence[Item], ground: Ground) -> float:
    """The sum of all faults, 0 when nothing is wrong; a covered face counts most."""
    total = 0.0
    placed = list(zip(items, placement.spots, strict=True))
    for index, (item, spot) in enumerate(placed):
        total += _FACE * _on_faces(spot, ground) + _STRAY * _beyond(spot, item, ground)
        for earlier, (other, before) in enumerate(placed[:index]):
            allowed = 0.12 if item.joined_to == earlier else 0.02
            total += _OVERLAP * (_shared(spot.rect, before.rect) > allowed)
            if item.kind != "sound" and other.kind != "sound":
                total += _DISORDER * (not _in_order(before, spot, ground.rtl))
    return total


def _on_faces(spot: Spot, ground: Ground) -> float:
    """Shares of faces under the spot, summed."""
    faces = [actor.face for actor in ground.stage.actors if actor.face is not None]
    return sum(_shared(spot.rect, face) for face in faces)


def _shared(rect: Rect, other: Rect) -> float:
    """Share of the smaller of two rectangles that lies on the other."""
    across = min(rect[2], other[2]) - max(rect[0], other[0])
    down = min(rect[3], other[3]) - max(rect[1], other[1])
    if across <= 0 or down <= 0:
        return 0.0
    smaller = min((r[2] - r[0]) * (r[3] - r[1]) for r in (rect, other))
    return across * down / max(smaller, 1e-6)


def _beyond(spot: Spot, item: Item, ground: Ground) -> float:
    """Share of an item's box outside the room for letters or outside the frame."""
    if item.kind == "sound":
        return 0.0
    left, top, right, bottom = spot.rect
    across = min(right, ground.area[2]) - max(left, ground.area[0])
    down = min(bottom, ground.area[3]) - max(top, ground.area[1])
    inside = max(0.0, across) * max(0.0, down) / (spot.width * spot.height)
    return max(0.0, 1 - inside) + float(mean_under(ground.outside, single(spot))[0])


def _in_order(earlier: Spot, later: Spot, rtl: bool) -> bool:
    if later.last or earlier.last:
        return later.last and not earlier.last
    return reads_before(earlier.rect, later.rect, rtl)
