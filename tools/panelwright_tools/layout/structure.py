"""Which contact groups form piles, and how the piles stand from left to right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from panelwright_tools.layout.figure import Figure
from panelwright_tools.layout.order import Order, Pair, sort_stably
from panelwright_tools.layout.ties import Ties


@dataclass(frozen=True)
class Structure:
    """What does not depend on scale."""

    piles: Mapping[str, tuple[str, ...]]
    """Name of a pile to the roots of its contact groups; piles are in their order from the left."""
    above: tuple[Pair, ...]
    """Upper root before lower root, within piles."""
    before: tuple[Pair, ...]
    """Left before right: roots within a pile."""
    columns: tuple[Pair, ...]
    """Left before right: piles."""
    apart: tuple[Pair, ...]
    """Piles that should be far from each other."""
    relaxed: tuple[str, ...]


def structure_of(
    figures: Mapping[str, Figure], ties: Ties, speakers: Sequence[str], variation: int
) -> Structure:
    """Sort the figures into piles and the piles into columns.

    `speakers` are figures in the order in which they should stand where nothing else is said.
    """
    roots = [name for name in figures if name not in ties.attachments]
    relaxed: list[str] = []
    above, relaxed_above = _between_roots(ties.above.pairs, ties, "above")
    relaxed += relaxed_above
    pile_of = _union(roots, above.pairs)
    inside, columns = Order(), Order()
    _order_columns(figures, ties, pile_of, inside, columns, relaxed)
    _order_between(ties, pile_of, columns, relaxed)
    _order_softly(speakers, ties, pile_of, columns, relaxed)
    names = list(dict.fromkeys(pile_of[root] for root in roots))
    names = _neighbours(_varied(names, variation), ties, pile_of, columns)
    piles = {name: tuple(r for r in roots if pile_of[r] == name) for name in names}
    far = [(pile_of[ties.root(a)], pile_of[ties.root(b)]) for a, b in ties.far]
    return Structure(
        piles=piles,
        above=tuple(above.pairs),
        before=tuple(inside.pairs),
        columns=tuple(columns.pairs),
        apart=tuple((a, b) for a, b in far if a != b),
        relaxed=tuple(relaxed),
    )


def _between_roots(pairs: Sequence[Pair], ties: Ties, word: str) -> tuple[Order, list[str]]:
    order, relaxed = Order(), []
    for first, last in pairs:
        a, b = ties.root(first), ties.root(last)
        if a != b and not order.add(a, b):
            relaxed.append(f"{first} {word} {last}: their groups stand the other way round")
    return order, relaxed


def _union(roots: Sequence[str], pairs: Sequence[Pair]) -> dict[str, str]:
    """Each root to the first root of its pile."""
    pile = {root: root for root in roots}
    for a, b in pairs:
        keep, join = sorted((pile[a], pile[b]), key=list(roots).index)
        pile = {root: keep if name == join else name for root, name in pile.items()}
    return pile


def _order_columns(
    figures: Mapping[str, Figure],
    ties: Ties,
    pile_of: Mapping[str, str],
    inside: Order,
    columns: Order,
    relaxed: list[str],
) -> None:
    fixed = sorted(
        (name for name, figure in figures.items() if figure.fixed is not None),
        key=lambda name: (figures[name].fixed or (0.0,))[0],
    )
    pairs = list(pairwise(fixed)) + ties.before.pairs + _sides(figures)
    for left, right in pairs:
        a, b = ties.root(left), ties.root(right)
        if a == b:
            continue
        done = inside.add(a, b) if pile_of[a] == pile_of[b] else columns.add(pile_of[a], pile_of[b])
        if not done:
            relaxed.append(f"{left} left of {right}: their groups stand the other way round")


def _sides(figures: Mapping[str, Figure]) -> list[Pair]:
    """What is wanted at the left stands before the rest, what at the right after it."""
    rank = {"left": 0, "right": 2}
    ranks = {name: rank.get(figure.across, 1) for name, figure in figures.items()}
    return [(a, b) for a in figures for b in figures if ranks[a] < ranks[b]]


def _order_between(
    ties: Ties, pile_of: Mapping[str, str], columns: Order, relaxed: list[str]
) -> None:
    for first, middle, last in ties.between:
        a, m, b = (pile_of[ties.root(name)] for name in (first, middle, last))
        if columns.reaches(b, a) or columns.reaches(m, a) or columns.reaches(b, m):
            a, b = b, a
        if not (columns.add(a, m) and columns.add(m, b)):
            relaxed.append(f"{middle} between {first} and {last}: contradicts what was said before")


def _order_softly(
    speakers: Sequence[str],
    ties: Ties,
    pile_of: Mapping[str, str],
    columns: Order,
    relaxed: list[str],
) -> None:
    for first, last in pairwise(speakers):
        a, b = pile_of[ties.root(first)], pile_of[ties.root(last)]
        if a != b and not columns.add(a, b):
            relaxed.append(f"speaking order: {first} can't stand before {last}")


def _varied(names: list[str], variation: int) -> list[str]:
    """Another free order: as read, reversed, then shuffles by seed."""
    if variation == 0:
        return names
    if variation == 1:
        return names[::-1]
    shuffled = np.random.default_rng(variation).permutation(len(names))
    return [names[int(i)] for i in shuffled]


def _neighbours(
    names: list[str], ties: Ties, pile_of: Mapping[str, str], columns: Order
) -> list[str]:
    """The order of the columns, with those that are near each other side by side."""
    ordered = sort_stably(names, columns.pairs)
    for source, target in ties.near + ties.looks:
        a, b = pile_of[ties.root(source)], pile_of[ties.root(target)]
        if a == b or abs(ordered.index(a) - ordered.index(b)) == 1:
            continue
        ordered = _moved_beside(ordered, a, b, columns.pairs)
    return ordered


def _moved_beside(ordered: list[str], a: str, b: str, pairs: Sequence[Pair]) -> list[str]:
    rest = [name for name in ordered if name != a]
    for place in (rest.index(b) + 1, rest.index(b)):
        trial = [*rest[:place], a, *rest[place:]]
        if all(trial.index(left) < trial.index(right) for left, right in pairs):
            return trial
    return ordered
