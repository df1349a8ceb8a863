"""Joint placement of everything that is lettered on a panel, by beam search.

Every item has a few variants (line breaks of different proportions) and may stand on every point of
a grid. A state of the search is the places of the first items; what a new item costs depends on the
picture and on all items before it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from panelwright_tools.lettering.candidates import Candidates, candidates_of
from panelwright_tools.lettering.ground import Ground
from panelwright_tools.lettering.items import Item, Numbers, Places, Spot, single
from panelwright_tools.lettering.pairs import pair_cost

_CLIMBS = (0.0, 5.0, 12.0)
"""How strongly early items are driven up to leave room for later ones, tried one by one."""
_BRANCHES = 24
"""Candidates of each item that a state goes on with."""
_PARTS = 8
"""Columns and rows of parts of the panel; of each part only the best candidate is tried."""


@dataclass(frozen=True)
class Placement:
    """The places of all items and what they cost together."""

    spots: tuple[Spot, ...]
    cost: float


def solve(items: Sequence[Item], ground: Ground, beam: int = 10) -> Placement:
    """The best joint placement that the search finds. Same input, same placement.

    A plain beam search sets the first balloons so near their speakers that the last find no room.
    So it runs several times, with early items driven up more and more, and the best result is
    polished by moving one item at a time.
    """
    choices = [candidates_of(item, ground) for item in items]
    several = sum(item.kind == "balloon" for item in items) > 1
    climbs = _CLIMBS if several else _CLIMBS[:1]
    found = [_search(items, choices, ground, beam, climb) for climb in climbs]
    best = min(found, key=lambda placement: placement.cost)
    return _polished(best, items, choices, ground) if len(items) > 1 else best


def _search(
    items: Sequence[Item],
    choices: Sequence[Candidates],
    ground: Ground,
    beam: int,
    climb: float,
) -> Placement:
    """One beam search. States are ranked by cost and drive, judged at the end by cost alone."""
    states: list[tuple[float, float, tuple[Spot, ...]]] = [(0.0, 0.0, ())]
    for number, choice in enumerate(choices):
        drive = _drive(items, number, choice.places, ground, climb)
        reached: list[tuple[float, float, tuple[Spot, ...]]] = []
        for ranked, cost, spots in states:
            total = choice.cost + _beside(number, choice.places, spots, items, ground)
            for index in _distinct(total + drive, choice.places, ground)[:_BRANCHES]:
                own, spot = float(total[index]), choice.places.spot(int(index))
                reached.append((ranked + own + float(drive[index]), cost + own, (*spots, spot)))
        reached.sort(key=lambda state: state[0])
        states = reached[:beam]
    _, cost, spots = min(states, key=lambda state: state[1])
    return Placement(spots, cost)


def _drive(
    items: Sequence[Item], number: int, places: Places, ground: Ground, climb: float
) -> Numbers:
    """What a low place costs a balloon while others are still to come."""
    later = sum(item.kind == "balloon" for item in items[number + 1 :])
    pull = climb * later * (items[number].kind == "balloon")
    return np.asarray(pull * (places.y - ground.area[1]) / ground.height)


def _joined(items: Sequence[Item], first: int, second: int) -> bool:
    return items[second].joined_to == first


def _beside(
    number: int,
    places: Places,
    spots: Sequence[Spot],
    items: Sequence[Item],
    ground: Ground,
) -> Numbers:
    """What an item's places cost beside the spots of the items before it."""
    cost = np.zeros(len(places.x))
    for first, spot in enumerate(spots[:number]):
        pair = (items[first], items[number])
        cost += pair_cost(single(spot), places, pair, _joined(items, first, number), ground)
    return cost


def _ahead(
    number: int,
    places: Places,
    spots: Sequence[Spot],
    items: Sequence[Item],
    ground: Ground,
) -> Numbers:
    """What an item's places cost beside the spots of the items after it."""
    cost = np.zeros(len(places.x))
    for second in range(number + 1, len(spots)):
        pair = (items[number], items[second])
        joined = _joined(items, number, second)
        cost += pair_cost(places, single(spots[second]), pair, joined, ground)
    return cost


def _distinct(cost: Numbers, places: Places, ground: Ground) -> NDArray[np.int64]:
    """The best candidate of each coarse part of the panel, so that the beam stays diverse."""
    column = ((places.middle_x - ground.area[0]) / ground.width * _PARTS).astype(int)
    row = ((places.middle_y - ground.area[1]) / ground.height * _PARTS).astype(int)
    order = np.argsort(cost, kind="stable")
    _, first = np.unique((row * 32 + column)[order], return_index=True)
    return np.asarray(order[np.sort(first)], dtype=np.int64)


def _polished(
    placement: Placement, items: Sequence[Item], choices: Sequence[Candidates], ground: Ground
) -> Placement:
    """Every item moved to its best place beside all others, until nothing improves."""
    spots, total = list(placement.spots), placement.cost
    for _ in range(4):
        gained = 0.0
        for number, choice in enumerate(choices):
            cost = choice.cost + _beside(number, choice.places, spots, items, ground)
            cost = cost + _ahead(number, choice.places, spots, items, ground)
            index = int(np.argmin(cost))
            present = _cost_of(spots[number], choice.places, cost)
            if present - float(cost[index]) > 1e-9:
                gained += present - float(cost[index])
                spots[number] = choice.places.spot(index)
        total -= gained
        if gained < 1e-6:
            break
    return Placement(tuple(spots), total)


def _cost_of(spot: Spot, places: Places, cost: Numbers) -> float:
    """The cost of a spot that is one of the places."""
    same = (places.variant == spot.variant) & (places.x == spot.left) & (places.y == spot.top)
    return float(cost[int(np.argmax(same))])
