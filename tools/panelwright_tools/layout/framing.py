"""Framings: two who talk, one near the lens and one farther away, as a camera would choose."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from panelwright_tools.domain import Angle, Box, Facing, Shot
from panelwright_tools.layout.building import Scene, build
from panelwright_tools.layout.cluster import Cluster
from panelwright_tools.layout.figure import LYING, Figure, Medium
from panelwright_tools.layout.frames import LITTLE
from panelwright_tools.layout.sizes import UPRIGHT
from panelwright_tools.layout.tables import table
from panelwright_tools.layout.ties import Manner, Ties

_IN_HAND = frozenset({Manner.HOLDS, Manner.CARRIES})
_HEADS = 0.34
"""Width of a head, as a share of the height of a bust."""

_TIGHTEST = 0.72
"""Narrower frames do not take a framing."""


@dataclass(frozen=True)
class Talk:
    """What decides how two are framed."""

    shot: Shot
    angle: Angle
    aspect: float
    top: float
    """y under which the far one belongs."""
    number: int
    """The panel's own number: neighbours on a page are framed differently."""


@dataclass(frozen=True)
class Framing:
    """Two in their places."""

    scene: Cluster
    shot: Shot
    facings: Mapping[str, Facing]


def framing_of(
    talk: Talk, figures: Mapping[str, Figure], ties: Ties, order: Sequence[str]
) -> Framing | None:
    """The framing that the panel's turn brings; None leaves the two to the solver.

    `order` names the two from left to right.
    """
    if not _two_upright(figures, ties, order):
        return None
    rows = [
        row
        for row in table("framings")["framing"]
        if row["angle"] == talk.angle
        and talk.shot in row["shots"]
        and talk.aspect >= row.get("aspect", 0.0)
    ]
    # An even number of turns for each row: once with the left one near, once with the right one.
    row = rows[talk.number % len(rows)] if rows else {}
    if "near" not in row:
        return None
    left_near = talk.number // len(rows) % 2 == 0
    near, far = order if left_near else order[::-1]
    return _placed(row, talk, figures, ties, (near, far), left_near)


def number_of(panel: str) -> int:
    """The number in a panel's id; panels without one share the first turn."""
    found = re.search(r"\d+", panel)
    return int(found.group()) if found else 0


def _two_upright(figures: Mapping[str, Figure], ties: Ties, order: Sequence[str]) -> bool:
    """Two on their feet and apart, and nothing else in the picture but what they hold."""
    living = [name for name, figure in figures.items() if figure.living]
    if len(living) != 2 or sorted(living) != sorted(order) or ties.above.pairs:
        return False
    if any(a.manner not in _IN_HAND for a in ties.attachments.values()):
        return False
    if any(name in ties.attachments for name in living):
        return False
    held = set(ties.attachments)
    both = [figures[name] for name in living]
    low, high = sorted(figure.standing for figure in both)
    if low < LITTLE * high:
        return False
    return set(figures) == {*living, *held} and all(map(_stands, both))


def _stands(figure: Figure) -> bool:
    upright = figure.ratio < UPRIGHT and figure.pose not in LYING
    return upright and figure.medium is Medium.GROUND and figure.fixed is None


def _placed(
    row: Mapping[str, Any],
    talk: Talk,
    figures: Mapping[str, Figure],
    ties: Ties,
    pair: tuple[str, str],
    left_near: bool,
) -> Framing | None:
    tallest = max(figures[name].standing for name in pair)
    sizes = {
        name: _height(row[role], talk, figures[name], tallest)
        for name, role in zip(pair, ("near", "far"), strict=True)
    }
    shrink = _narrowing(row, talk, [sizes[name] for name in pair])
    if shrink < _TIGHTEST:
        return None
    scene = Cluster({}, {})
    for name, role in zip(pair, ("near", "far"), strict=True):
        part = row[role]
        cluster = _built(figures, ties, name, sizes[name] * shrink, part)
        share = part["centre"] if left_near else 1 - part["centre"]
        foot = float(part.get("floor", 1.0))
        across = share * talk.aspect - cluster.boxes[name].centre[0]
        scene = scene.with_cluster(_inside(cluster.moved(across, foot), talk.aspect, name))
    facings = {pair[0]: Facing(row["near"]["facing"])} if "facing" in row["near"] else {}
    return Framing(scene, Shot(row.get("shot", talk.shot)), facings)


def _height(part: Mapping[str, Any], talk: Talk, figure: Figure, tallest: float) -> float:
    """Children are lower than grown people, by less than they are when seen whole."""
    relative = (figure.standing / tallest) ** (0.5 if "floor" not in part else 1.0)
    room = float(part.get("floor", 1.0)) - talk.top
    return min(float(part["height"]) * room, float(part["most"])) * float(relative)


def _narrowing(row: Mapping[str, Any], talk: Talk, heights: Sequence[float]) -> float:
    """How much smaller both must be in a narrow frame so that no head hides the other."""
    apart = (float(row["far"]["centre"]) - float(row["near"]["centre"])) * talk.aspect
    return min(1.0, apart / (_HEADS * sum(heights)))


def _built(
    figures: Mapping[str, Figure], ties: Ties, name: str, height: float, part: Mapping[str, Any]
) -> Cluster:
    """Somebody with what they hold, at a height."""
    own = figures[name]
    sized = own.scaled(height / own.height)
    whole = "floor" in part
    if not whole:
        sized = replace(sized, ratio=float(part["ratio"]))
    held = {
        child: figure.scaled(sized.standing / own.standing)
        for child, figure in figures.items()
        if ties.root(child) == name and child != name
    }
    sized = replace(sized, depth=float(part["depth"]))
    return build(Scene({name: sized, **held}, ties, {}, whole), name)


def _inside(cluster: Cluster, aspect: float, name: str) -> Cluster:
    """The box cut at the frame's sides, evenly, so that the middle of the figure stays."""
    box = cluster.boxes[name]
    half = min(box.w / 2, box.centre[0], aspect - box.centre[0])
    cut = Box(box.centre[0] - half, box.y, 2 * half, box.h)
    return Cluster(cluster.boxes | {name: cut}, cluster.depths)
