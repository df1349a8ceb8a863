"""Orders without cycles: who comes before whom."""

from collections.abc import Iterable, Sequence

Pair = tuple[str, str]
"""The first comes before the second."""


class Order:
    """Pairs that stay free of cycles; what is said first wins."""

    def __init__(self) -> None:
        """An order that says nothing yet."""
        self.pairs: list[Pair] = []

    def reaches(self, first: str, last: str) -> bool:
        """Whether the pairs already put `first` before `last` (or they are the same)."""
        seen, open_ends = {first}, [first]
        while open_ends:
            here = open_ends.pop()
            if here == last:
                return True
            ahead = [b for a, b in self.pairs if a == here and b not in seen]
            seen.update(ahead)
            open_ends.extend(ahead)
        return False

    def add(self, first: str, last: str) -> bool:
        """Put `first` before `last`; False when that contradicts what was said before."""
        if self.reaches(last, first):
            return False
        if (first, last) not in self.pairs:
            self.pairs.append((first, last))
        return True


def sort_stably(names: Sequence[str], pairs: Iterable[Pair]) -> list[str]:
    """The names in their order, changed only where the (acyclic) pairs ask for it."""
    known = set(names)
    waiting = {name: set[str]() for name in names}
    for first, last in pairs:
        if first in known and last in known and first != last:
            waiting[last].add(first)
    ordered: list[str] = []
    rest = list(names)
    while rest:
        ready = next((name for name in rest if not waiting[name] & set(rest)), rest[0])
        ordered.append(ready)
        rest.remove(ready)
    return ordered


def levels(names: Sequence[str], pairs: Sequence[Pair]) -> dict[str, int]:
    """Longest chain of (acyclic) pairs that ends at each name: 0 for those with none before."""
    level = dict.fromkeys(names, 0)
    for name in sort_stably(names, pairs):
        before = [level[first] for first, last in pairs if last == name and first in level]
        level[name] = 1 + max(before) if before else 0
    return level
