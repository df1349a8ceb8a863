"""Panels to pages: the cheapest cuts, by dynamic programming."""

import math
from collections.abc import Sequence
from itertools import accumulate

from panelwright_tools.layout.needs import Need
from panelwright_tools.layout.tables import table

_BAND = 24
"""How far a cut may stray from its even place when the number of pages is wished, in panels."""
_OPENS, _TURN = 0.06, 0.05
"""What a cut costs that doesn't open a scene; more where the reader turns the page."""
_TURNING = 0.4
"""What a cut behind a turning point is worth; a page may be a third emptier for it."""
_CROWDED = 0.12
_LONELY = 0.5


def paginated(needs: Sequence[Need], pages: int | None, title: bool) -> list[int]:
    """Number of panels on each page.

    A wished number of pages is honoured when each page can have 1 to 9 panels, else the nearest
    such number is taken.
    """
    if pages is None:
        return _cheapest(needs, title)
    most = int(table("pages")["page"]["most"])
    wished = min(max(pages, math.ceil(len(needs) / most)), len(needs))
    return _cheapest_of(needs, wished, title)


class _Cost:
    """What a page costs that shows `needs[first:last]`."""

    def __init__(self, needs: Sequence[Need], title: bool, load: float) -> None:
        self._needs = needs
        self._sums = [0.0, *accumulate(need.area for need in needs)]
        self._title = title
        self._load = load
        page = table("pages")["page"]
        self._few, self._many = int(page["few"]), int(page["many"])

    def page(self, first: int, last: int, number: int) -> float:
        """Cost of the page with this number (from 1)."""
        count = last - first
        splash = any(need.splash for need in self._needs[first:last])
        load = self._load * (0.85 if self._title and number == 1 else 1.0)
        if splash and count == 1:
            miss = 0.0
        else:
            miss = (self._sums[last] - self._sums[first]) / load - 1.0 + (0.5 if splash else 0.0)
        cost = miss * miss + _CROWDED * max(0, count - self._many)
        if not (splash and count == 1):
            cost += _CROWDED * max(0, self._few - count)
        return cost + self._cut(last, number) + self._last(first, last, splash)

    def _cut(self, last: int, number: int) -> float:
        if last == len(self._needs):
            return 0.0
        if self._needs[last].turned_to:
            return -_TURNING
        if self._needs[last].opens:
            return 0.0
        return _OPENS + (_TURN if number % 2 else 0.0)

    def _last(self, first: int, last: int, splash: bool) -> float:
        """The last page must not be nearly empty."""
        if last < len(self._needs) or splash:
            return 0.0
        return _LONELY * max(0, 3 - (last - first))


def _cheapest(needs: Sequence[Need], title: bool) -> list[int]:
    """Any number of pages. State: panels done and whether the page number is odd."""
    most = int(table("pages")["page"]["most"])
    cost = _Cost(needs, title, float(table("pages")["page"]["load"]))
    best: dict[tuple[int, int], tuple[float, int]] = {(0, 0): (0.0, 0)}
    for last in range(1, len(needs) + 1):
        for parity in (0, 1):
            options = []
            for first in range(max(0, last - most), last):
                before = best.get((first, 1 - parity))
                if before is None:
                    continue
                number = 1 if first == 0 else 3 - parity
                options.append((before[0] + cost.page(first, last, number), first))
            if options:
                best[last, parity] = min(options)
    return _cuts(needs, best)


def _cuts(needs: Sequence[Need], best: dict[tuple[int, int], tuple[float, int]]) -> list[int]:
    last = len(needs)
    parity = min((p for p in (0, 1) if (last, p) in best), key=lambda p: best[last, p])
    counts = []
    while last > 0:
        first = best[last, parity][1]
        counts.append(last - first)
        last, parity = first, 1 - parity
    return counts[::-1]


def _cheapest_of(needs: Sequence[Need], pages: int, title: bool) -> list[int]:
    """Exactly so many pages; cuts stay within a band about their even places."""
    most = int(table("pages")["page"]["most"])
    cost = _Cost(needs, title, sum(need.area for need in needs) / pages)
    layers: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    for number in range(1, pages + 1):
        layer: dict[int, tuple[float, int]] = {}
        for last in _band(number, pages, len(needs), most):
            options = [
                (layers[-1][first][0] + cost.page(first, last, number), first)
                for first in range(max(0, last - most), last)
                if first in layers[-1]
            ]
            if options:
                layer[last] = min(options)
        layers.append(layer)
    counts, last = [], len(needs)
    for layer in reversed(layers[1:]):
        first = layer[last][1]
        counts.append(last - first)
        last = first
    return counts[::-1]


def _band(number: int, pages: int, count: int, most: int) -> range:
    even = round(count * number / pages)
    low = max(number, count - most * (pages - number), even - _BAND)
    high = min(most * number, count - (pages - number), even + _BAND)
    return range(low, high + 1)
