"""Places from difference constraints: `place[b] >= place[a] + distance`, within bounds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Edges = Mapping[tuple[int, int], float]
"""(a, b) with a < b to the least distance from a's place to b's."""


@dataclass(frozen=True)
class Slack:
    """The leftmost and the rightmost solution; every mix of both solves the constraints too."""

    low: tuple[float, ...]
    high: tuple[float, ...]

    @property
    def excess(self) -> float:
        """By how much the constraints miss their bounds; 0 when they are feasible."""
        return max((low - high for low, high in zip(self.low, self.high, strict=True)), default=0.0)

    def mix(self, share: float) -> list[float]:
        """Places at a share of the slack: 0 leftmost, 0.5 in the middle, 1 rightmost."""
        return [a + share * (b - a) for a, b in zip(self.low, self.high, strict=True)]


def slack(bounds: Sequence[tuple[float, float]], edges: Edges) -> Slack:
    """Longest paths from both sides. Names are indices in an order that all edges follow."""
    count = len(bounds)
    into: list[list[tuple[int, float]]] = [[] for _ in range(count)]
    out: list[list[tuple[int, float]]] = [[] for _ in range(count)]
    for (first, last), distance in edges.items():
        into[last].append((first, distance))
        out[first].append((last, distance))
    low = [0.0] * count
    high = [0.0] * count
    for here in range(count):
        low[here] = max([bounds[here][0], *(low[a] + d for a, d in into[here])])
    for here in reversed(range(count)):
        high[here] = min([bounds[here][1], *(high[b] - d for b, d in out[here])])
    return Slack(tuple(low), tuple(high))


def near_wishes(slack: Slack, edges: Edges, wishes: Sequence[float]) -> list[float]:
    """Feasible places close to the wished ones: the mean of a pass from each side.

    Both passes keep the (feasible) constraints, so their mean does.
    """
    rightwards = list(wishes)
    for here in range(len(wishes)):
        least = [rightwards[a] + d for (a, b), d in edges.items() if b == here]
        rightwards[here] = min(slack.high[here], max([wishes[here], slack.low[here], *least]))
    leftwards = list(wishes)
    for here in reversed(range(len(wishes))):
        most = [leftwards[b] - d for (a, b), d in edges.items() if a == here]
        leftwards[here] = max(slack.low[here], min([wishes[here], slack.high[here], *most]))
    return [(a + b) / 2 for a, b in zip(rightwards, leftwards, strict=True)]
