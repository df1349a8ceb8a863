"""Clusters above each other as one pile: layers from the ground up."""

from collections.abc import Iterable, Mapping, Sequence

from panelwright_tools.layout.cluster import Cluster
from panelwright_tools.layout.columns import near_wishes, slack
from panelwright_tools.layout.order import Pair, levels, sort_stably
from panelwright_tools.layout.spots import GAP

_FAR = 100.0
_TOUCH = 1e-9


def piled(
    clusters: Mapping[str, Cluster], above: Sequence[Pair], before: Sequence[Pair], room: float
) -> Cluster:
    """One cluster of all: uppers over lowers, side by side within a layer.

    `above` and `before` are acyclic pairs of the clusters' names; `room` is the greatest height.
    """
    names = list(clusters)
    layer = levels(names, [(lower, upper) for upper, lower in above])
    placed: dict[str, Cluster] = {}
    for level in range(max(layer.values()) + 1):
        row = sort_stably([name for name in names if layer[name] == level], before)
        lowers = {name: [low for up, low in above if up == name] for name in row}
        placed |= _layer({name: clusters[name] for name in row}, lowers, placed, before)
    pile = _joined(placed.values())
    return pile.scaled(min(1.0, room / -pile.extent.y)) if pile.extent.y < 0 else pile


def _layer(
    row: Mapping[str, Cluster],
    lowers: Mapping[str, Sequence[str]],
    placed: Mapping[str, Cluster],
    before: Sequence[Pair],
) -> dict[str, Cluster]:
    """One layer, in several lines where many stand over the same few."""
    result: dict[str, Cluster] = {}
    lift: dict[str, float] = {}
    for line in _lines(row, lowers, placed):
        done = _line({name: row[name] for name in line}, lowers, placed, before, lift)
        for name, cluster in done.items():
            result[name] = _raised_clear(cluster, [*placed.values(), *result.values()])
        for name in line:
            for low in lowers[name]:
                lift[low] = min(lift.get(low, 0.0), result[name].extent.y)
    return result


def _lines(
    row: Mapping[str, Cluster], lowers: Mapping[str, Sequence[str]], placed: Mapping[str, Cluster]
) -> list[list[str]]:
    """Names cut to lines that aren't much wider than what is below them."""
    names = dict.fromkeys(low for lows in lowers.values() for low in lows)
    below = [placed[low].extent for low in names]
    if not below:
        return [list(row)]
    widest = max([1.25 * sum(box.w for box in below), *(c.extent.w for c in row.values())])
    lines: list[list[str]] = [[]]
    used = 0.0
    for name, cluster in row.items():
        if lines[-1] and used + cluster.extent.w > widest:
            lines.append([])
            used = 0.0
        lines[-1].append(name)
        used += cluster.extent.w + GAP
    return lines


def _line(
    row: Mapping[str, Cluster],
    lowers: Mapping[str, Sequence[str]],
    placed: Mapping[str, Cluster],
    before: Sequence[Pair],
    lift: Mapping[str, float],
) -> dict[str, Cluster]:
    names = list(row)
    extents = [row[name].extent for name in names]
    edges = {(i, i + 1): extents[i].right - extents[i + 1].x + GAP for i in range(len(names) - 1)}
    wishes = [_wish(name, row[name], lowers[name], placed, before) for name in names]
    places = near_wishes(slack([(-_FAR, _FAR)] * len(names), edges), edges, wishes)
    result = {}
    for name, place in zip(names, places, strict=True):
        tops = [min(placed[low].extent.y, lift.get(low, 0.0)) for low in lowers[name]]
        up = min(tops) - GAP - row[name].extent.bottom if tops else 0.0
        result[name] = row[name].moved(place, up)
    return result


def _raised_clear(cluster: Cluster, placed: Iterable[Cluster]) -> Cluster:
    """The cluster so high that it is over everything that it would stand in the way of."""
    others = [other.extent for other in placed]
    while True:
        met = [box.y for box in others if cluster.extent.intersection(box) > _TOUCH]
        if not met:
            return cluster
        cluster = cluster.moved(0.0, min(met) - GAP - cluster.extent.bottom)


def _wish(
    name: str,
    cluster: Cluster,
    lowers: Sequence[str],
    placed: Mapping[str, Cluster],
    before: Sequence[Pair],
) -> float:
    """Over the middle of what is below, or beside it when it is also left or right of it."""
    if not lowers:
        return 0.0
    spots = []
    for low in lowers:
        under, extent = placed[low].extent, cluster.extent
        spot = under.centre[0]
        if (name, low) in before:
            spot = under.x - extent.w / 2
        elif (low, name) in before:
            spot = under.right + extent.w / 2
        spots.append(spot)
    return sum(spots) / len(spots) - cluster.extent.centre[0]


def _joined(clusters: Iterable[Cluster]) -> Cluster:
    joined = Cluster({}, {})
    for cluster in clusters:
        joined = joined.with_cluster(cluster)
    return joined
