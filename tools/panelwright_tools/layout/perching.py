"""Who is on or at a part of the place: on the roof, before the window, seen by a moved camera."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from panelwright_tools.domain import Box, Pose
from panelwright_tools.domain.spots import Spot
from panelwright_tools.layout.figure import Figure
from panelwright_tools.layout.frames import Frame, fitted
from panelwright_tools.layout.sizes import UPRIGHT

_SEATED = frozenset({Pose.SIT, Pose.EAT, Pose.READ, Pose.DRINK, Pose.PLAY})
_HANGS = 0.3
"""How far the legs of who sits on an edge hang below it, as a share of the height."""
_LEAST = 0.13
"""Least height of somebody far away on a roof: smaller, nobody would find them."""
_FAR = 0.85
"""Depth of who is there: behind all who stand on the floor."""
_EDGE = 0.01
_TOP = 0.06
"""Highest that a head may be."""


@dataclass(frozen=True)
class Perches:
    """The figures, those on their spots fixed there."""

    figures: Mapping[str, Figure]
    pan: float | None
    on: Mapping[str, Box]
    """Where those are who are on top of a spot."""


def named(spots: Sequence[Spot], word: str) -> list[Spot]:
    """The spots that a word of the text means: its own name or its last word's."""
    if not word:
        return []
    return [spot for spot in spots if word in spot.nouns or word.split()[-1] in spot.nouns]


def perched(
    figures: Mapping[str, Figure], spots: Sequence[Spot], frame: Frame, aspect: float
) -> Perches | None:
    """Everybody whose spot one stands upon, in a box there; None when the frame can't show it.

    The first of them moves the camera. They may stand where letters would be: those give way.
    """
    sizes = fitted(figures, frame, aspect, 1.0)
    result, on = dict(figures), dict[str, Box]()
    pan: float | None = None
    names = [n for n, f in figures.items() if any(s.upon for s in named(spots, f.spot))]
    for name in names:
        wanted = _wanted(list(figures).index(name), len(figures))
        choices = [
            (box, moved)
            for spot in named(spots, figures[name].spot)
            for moved in [spot.pan_to(wanted) if pan is None else pan]
            for box in _beside(_box(sizes[name], spot, moved, aspect), on.values())
            if spot.upon and box.y >= _TOP and box.x >= _EDGE and box.right <= 1 - _EDGE
        ]
        if not choices:
            return None
        box, pan = min(choices, key=lambda choice: abs(choice[0].centre[0] - wanted))
        on[name] = box.rounded()
        smaller = figures[name].scaled(box.h / sizes[name].height)
        result[name] = replace(smaller, fixed=on[name], depth=_FAR)
    return Perches(result, pan, on)


def _beside(box: Box, others: Iterable[Box]) -> list[Box]:
    """The box on its spot, to the right or left of those who are there already."""
    there = [other for other in others if abs(other.bottom - box.bottom) < 0.5 * box.h]
    if not there:
        return [box]
    right, left = max(b.right for b in there) + _EDGE, min(b.x for b in there) - box.w - _EDGE
    return [Box(x, box.y, box.w, box.h) for x in (right, left)]


def _wanted(place: int, count: int) -> float:
    """Where across the panel the one belongs who is at this place of the order.

    Not at the far left, where the caption of most panels is.
    """
    return 0.36 + 0.44 * (place + 0.5) / count


def _box(figure: Figure, spot: Spot, pan: float, aspect: float) -> Box:
    height = figure.height * spot.scale
    if figure.living:
        height = max(height, _LEAST)
    width = height * figure.ratio / aspect
    sits = figure.living and figure.pose in _SEATED and figure.ratio < UPRIGHT
    bottom = spot.y + (_HANGS * height if sits else 0.0)
    return Box(spot.seen_at(pan) - width / 2, bottom - height, width, height)


def panned(
    figures: Mapping[str, Figure], boxes: Mapping[str, Box], spots: Sequence[Spot]
) -> float | None:
    """How far the camera goes so that the first who stands at a spot stands before it."""
    for name, figure in figures.items():
        found = [spot for spot in named(spots, figure.spot) if not spot.upon]
        if found and name in boxes:
            x = boxes[name].centre[0]
            spot = min(found, key=lambda s: (abs(s.seen_at(s.pan_to(x)) - x), abs(s.pan_to(x))))
            return spot.pan_to(x)
    return None


def missed(figures: Mapping[str, Figure], spots: Sequence[Spot]) -> list[str]:
    """A sentence for each whose spot the place doesn't have, or no shot of it can show."""
    lines = []
    for name, figure in figures.items():
        found = named(spots, figure.spot)
        if figure.spot and (not found or any(spot.upon for spot in found)):
            why = "no shot shows it" if found else "the place has none"
            lines.append(f"{name} at the {figure.spot}: {why}, so it stands on the floor")
    return lines
