"""Contact groups as rigid clusters: a rider with the horse and the lamp in the rider's hand."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from panelwright_tools.domain import Box, Facing
from panelwright_tools.layout.attaching import PLACINGS
from panelwright_tools.layout.cluster import Cluster
from panelwright_tools.layout.figure import Figure
from panelwright_tools.layout.order import sort_stably
from panelwright_tools.layout.sizes import UPRIGHT
from panelwright_tools.layout.spots import Child, Parent
from panelwright_tools.layout.tables import cabin, has_trait, share
from panelwright_tools.layout.throng import stands
from panelwright_tools.layout.ties import Attachment, Manner, Ties

_ROWED = frozenset({Manner.ON, Manner.RIDES, Manner.INSIDE, Manner.UNDER})
_LINE_SHARE = 0.8
"""How much of a line what hangs on it may take up."""
_LINE_DROP = 0.66
"""How far down from a line something may hang, in heights of the line's posts."""
_AT_WINDOW = 0.36
"""Height of a face and shoulders at a window, as a share of the whole body's, that is aimed at."""
_ABOARD = 2.2
"""Length of a boat against the width of those in it, at least."""
_CREW, _ABREAST, _CREWED = 4, 0.62, 1.55
"""From so many on a crew sits close, each partly before the next: the width that it takes, of the
sum of theirs, and the length of its boat against that."""
_MOST_GROWTH = 2.0
_LYING, _BED = 1.4, 1.2
"""Width from which on somebody lies, for a height of 1; how much wider they are than their bed."""
_PAW, _HAND = 0.22, 0.5
"""Largest area of what is held, as a share of its holder's."""
_LONG = 0.7
"""Held things narrower than this may be as high as their holder: swords, brooms, guitars."""
_ARM = 0.62
"""Height of other held things, as a share of their holder's."""
_MOST_WIDENING = 1.6
_CHEST = 0.58
"""Height of a table's top, as a share of the height of who sits or stands behind it."""
_ELBOWS = 0.92
"""Width of those behind a table, as a share of its own."""
_TALLEST = 0.88
"""Height to which a thing grows for what it carries; beyond, it grows wider only."""


@dataclass(frozen=True)
class Scene:
    """What clusters are built from."""

    figures: Mapping[str, Figure]
    """At their heights in the frame."""
    ties: Ties
    facings: Mapping[str, Facing]
    whole: bool
    """False in busts, where everything rests on the lower edge."""
    apart: bool = False
    """What is on or under another shares next to nothing of its box."""
    mirrored: bool = False
    """Free choices of a side go the other way."""
    lines: int = 1
    """Rows in which a throng stands."""


def build(scene: Scene, name: str) -> Cluster:
    """A figure with all that hangs on it, standing on y = 0."""
    figure = scene.figures[name]
    by_manner: dict[Manner, list[tuple[str, Cluster]]] = {}
    for attachment in _ordered(scene, name):
        by_manner.setdefault(attachment.manner, []).append(
            (attachment.child, build(scene, attachment.child))
        )
    figure = _lowered(_grown(figure, by_manner), by_manner.get(Manner.BEHIND, ()))
    box = Box(-figure.width / 2, -figure.height, figure.width, figure.height)
    cluster = Cluster({name: box}, {name: figure.depth})
    for manner, children in by_manner.items():
        if manner is Manner.AMONG:
            cluster = _thronged(cluster, name, children, scene.lines)
            continue
        laden = _laden(figure, by_manner)
        cluster = _attached(scene, cluster, Parent(figure, box, laden), manner, children)
    return cluster


def _laden(figure: Figure, by_manner: Mapping[Manner, Sequence[tuple[str, Cluster]]]) -> bool:
    """Something on it is half as high as itself."""
    above = [
        cluster.boxes[name].h
        for manner in _ROWED
        for name, cluster in by_manner.get(manner, ())
        if manner is not Manner.UNDER
    ]
    return max(above, default=0.0) > 0.5 * figure.height


def _ordered(scene: Scene, parent: str) -> list[Attachment]:
    children = scene.ties.children(parent)
    names = sort_stably([a.child for a in children], scene.ties.before.pairs)
    return sorted(children, key=lambda a: names.index(a.child))


def _grown(figure: Figure, by_manner: Mapping[Manner, Sequence[tuple[str, Cluster]]]) -> Figure:
    """A seat, vessel, house or canopy large enough for what it carries, within reason."""
    if figure.fixed is not None:
        return figure
    factor = 1.0
    for manner, children in by_manner.items():
        if manner in _ROWED:
            factor = max(factor, _growth(figure, manner, children))
    taller = min(factor, _MOST_GROWTH, max(1.0, _TALLEST / figure.height))
    wider = min(factor / taller, _MOST_WIDENING)
    grown = figure.scaled(taller)
    return replace(grown, ratio=grown.ratio * wider)


def _lowered(figure: Figure, behind: Sequence[tuple[str, Cluster]]) -> Figure:
    """A table no higher than the chest of the lowest behind it, but as wide as all of them."""
    if not behind or figure.fixed is not None or not has_trait(figure.noun, "tables"):
        return figure
    chest = _CHEST * min(cluster.boxes[name].h for name, cluster in behind)
    width = sum(cluster.boxes[name].w for name, cluster in behind)
    return figure.scaled(min(1.0, max(chest / figure.height, width / (_ELBOWS * figure.width))))


def _growth(figure: Figure, manner: Manner, children: Sequence[tuple[str, Cluster]]) -> float:
    width = _width(figure, manner, children)
    height = max(cluster.boxes[name].h for name, cluster in children)
    windows = cabin(figure.noun) if manner is Manner.INSIDE else None
    if windows is not None:
        return _AT_WINDOW * height / (windows[0] * figure.height)
    if manner is Manner.INSIDE and has_trait(figure.noun, "ships"):
        return (_CREWED if len(children) >= _CREW else _ABOARD) * width / figure.width
    carries = share(figure.noun, "seats") or share(figure.noun, "vessels")
    if manner is Manner.UNDER:
        return max(height / (0.62 * figure.height), width / (0.95 * figure.width))
    if manner is Manner.INSIDE and share(figure.noun, "vessels") is None:
        return max(height / (0.6 * figure.height), width / (0.85 * figure.width))
    if manner is Manner.INSIDE or carries is not None:
        return width / (0.88 * figure.width)
    if manner is Manner.ON and width > _LYING * height:
        return width / (_BED * figure.width)
    return min(width / (1.1 * figure.width), 1.6) if len(children) > 1 else 1.0


def _width(figure: Figure, manner: Manner, children: Sequence[tuple[str, Cluster]]) -> float:
    """The width that those on or in something take side by side; a crew in a boat sits closer."""
    width = sum(cluster.boxes[name].w for name, cluster in children)
    close = manner is Manner.INSIDE and has_trait(figure.noun, "ships") and len(children) >= _CREW
    return width * _ABREAST if close else width


def _attached(
    scene: Scene,
    cluster: Cluster,
    parent: Parent,
    manner: Manner,
    children: Sequence[tuple[str, Cluster]],
) -> Cluster:
    fitting = _shrink(parent, manner, children)
    kids = _sided(scene, parent, [(name, kid.scaled(fitting)) for name, kid in children], manner)
    spots = PLACINGS[manner](parent, [child for child, _ in kids])
    for (child, kid), (left, bottom, step) in zip(kids, spots, strict=True):
        own = kid.boxes[child.figure.id]
        if not scene.whole and manner in _ROWED:
            bottom = own.bottom
        if scene.apart and manner is Manner.ON:
            bottom = parent.box.y + 0.04 * own.h
        if scene.apart and manner is Manner.UNDER:
            bottom = parent.box.bottom + 0.8 * own.h
        behind = parent.figure.depth + step - kid.depths[child.figure.id]
        cluster = cluster.with_cluster(kid.moved(left - own.x, bottom - own.bottom).deeper(behind))
    return cluster


def _thronged(
    cluster: Cluster, leader: str, children: Sequence[tuple[str, Cluster]], lines: int
) -> Cluster:
    """The leader and its like in rows; what any of them holds moves along."""
    sizes = [(c.boxes[n].w, c.boxes[n].h) for n, c in [(leader, cluster), *children]]
    places = stands(sizes, lines)[1:]
    for (name, member), (x, y, size, depth) in zip(children, places, strict=True):
        smaller = member.scaled(size)
        across = x - smaller.boxes[name].centre[0]
        cluster = cluster.with_cluster(smaller.moved(across, y).deeper(depth))
    return cluster


def _shrink(parent: Parent, manner: Manner, children: Sequence[tuple[str, Cluster]]) -> float:
    """How much smaller the children must be than their sizes say to fit on their parent."""
    width = _width(parent.figure, manner, children)
    if manner is Manner.ON and len(children) > 1:
        return min(1.0, 1.2 * parent.box.w / width)
    if manner is Manner.HANGS:
        tallest = max(cluster.boxes[name].h for name, cluster in children)
        room = _LINE_SHARE * parent.box.w / width
        return min(1.0, room, _LINE_DROP * parent.box.h / tallest)
    if manner in (Manner.HOLDS, Manner.CARRIES, Manner.LOOSED):
        return min(_handy(parent, cluster.boxes[name]) for name, cluster in children)
    if manner not in (Manner.UNDER, Manner.INSIDE):
        return 1.0
    height = max(cluster.boxes[name].h for name, cluster in children)
    windows = cabin(parent.figure.noun) if manner is Manner.INSIDE else None
    if windows is not None:
        return min(1.0, windows[0] * parent.box.h / height)
    open_above = manner is Manner.INSIDE and share(parent.figure.noun, "vessels") is not None
    tall = 3.0 if open_above else 0.72
    return min(1.0, 0.95 * parent.box.w / width, tall * parent.box.h / height)


def _handy(parent: Parent, box: Box) -> float:
    """How much smaller a thing must be for its holder: a cat can't hold a map over its head."""
    share_of_holder = _PAW if parent.figure.ratio > UPRIGHT else _HAND
    by_area = math.sqrt(share_of_holder * parent.box.area / box.area)
    tallest = 1.1 if box.w < _LONG * box.h else _ARM
    return min(1.0, tallest * parent.box.h / box.h, by_area)


def _sided(
    scene: Scene, parent: Parent, children: Sequence[tuple[str, Cluster]], manner: Manner
) -> list[tuple[Child, Cluster]]:
    """Each child with its side: as the relations say, else before the face, then alternating."""
    ranks = {-1: 0, 1: 0}
    sided = []
    for name, cluster in children:
        side = _said_side(scene, parent.figure.id, name) or _free_side(scene, parent, ranks)
        box = cluster.boxes[name]
        if manner is Manner.AROUND and has_trait(scene.figures[name].noun, "rings"):
            cluster = _ring(cluster, name, parent)
            box = cluster.boxes[name]
        figure = replace(scene.figures[name], height=box.h, ratio=box.w / box.h)
        sided.append((Child(figure, box, side, ranks[side]), cluster))
        ranks[side] += 1
    return sided


def _ring(cluster: Cluster, name: str, parent: Parent) -> Cluster:
    box = cluster.boxes[name]
    width = max(box.w, 1.3 * parent.box.w)
    height = min(max(box.h, 0.3 * parent.box.h), parent.box.h)
    ring = Box(box.centre[0] - width / 2, box.bottom - height, width, height)
    return Cluster(cluster.boxes | {name: ring}, cluster.depths)


def _said_side(scene: Scene, parent: str, child: str) -> int:
    before = scene.ties.before
    if before.reaches(child, parent):
        return -1
    return 1 if before.reaches(parent, child) else 0


def _free_side(scene: Scene, parent: Parent, ranks: Mapping[int, int]) -> int:
    facing = scene.facings.get(parent.figure.id)
    first = -1 if facing in (Facing.LEFT, Facing.PROFILE_LEFT) else 1
    if scene.mirrored and facing is None:
        first = -first
    return first if ranks[first] <= ranks[-first] else -first
