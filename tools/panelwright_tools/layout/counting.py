"""How many of each thing: numbers, comparisons, and plurals that go with their subject."""

from collections.abc import Sequence

from panelwright_tools.domain import RelationKind
from panelwright_tools.layout.comparing import Comparison
from panelwright_tools.layout.inventory import Thing
from panelwright_tools.layout.linking import Link
from panelwright_tools.layout.nouns import MOST, count_of
from panelwright_tools.layout.sizes import known_noun

_DISTRIBUTES = frozenset(
    {RelationKind.HOLDS, RelationKind.CARRIES, RelationKind.RIDES, RelationKind.ON}
)
_RING = 4
"""How many surround something."""
_USUAL = 2
"""How many a plural without a number shows."""


def counted(
    things: Sequence[Thing], links: Sequence[Link], comparisons: Sequence[Comparison]
) -> None:
    """Settle the number of each thing and give every single one its id."""
    for comparison in comparisons:
        _compare(things, comparison)
    for link in links:
        _distribute(link)
    used: dict[str, int] = {}
    total = 0
    for thing in things:
        count = min(count_of(thing.count, _USUAL), MOST - total)
        total += count
        stem = _slug(thing.noun)
        for _ in range(count):
            used[stem] = used.get(stem, 0) + 1
            thing.ids.append(f"{stem}-{used[stem]}")


def _compare(things: Sequence[Thing], comparison: Comparison) -> None:
    """Set the number that is not given from the one that is."""
    more = _find(things, comparison.more)
    less = _find(things, comparison.less)
    if more is None or less is None or more is less:
        return
    if more.count is not None and less.count is None:
        less.count = max(0, (more.count - comparison.surplus) // comparison.factor)
        return
    if less.count is None:
        less.count = max(_USUAL, 1 - comparison.surplus)
    more.count = max(0, comparison.factor * less.count + comparison.surplus)


def _find(things: Sequence[Thing], name: str) -> Thing | None:
    """The thing that a comparison names, in the singular or the plural."""
    words = name.lower().split()
    last = _single(words[-1])
    fitting = [t for t in things if _single(t.noun.split()[-1]) == last]
    unsettled = [t for t in fitting if t.count is not None]
    return next(iter(unsettled or fitting), None)


def _single(word: str) -> str:
    known = known_noun(word)
    if known is not None:
        return known
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _distribute(link: Link) -> None:
    """Two men holding umbrellas hold two; three riders on horses ride three."""
    source, target = link.source, link.target
    if link.kind is RelationKind.AROUND and source.count is None:
        source.count = _RING
    if link.kind not in _DISTRIBUTES:
        return
    if target.count is None and (source.count or 1) > 1:
        target.count = source.count
    elif source.count is None and target.count is not None and link.kind is RelationKind.RIDES:
        source.count = target.count


def _slug(noun: str) -> str:
    """A region id's stem from a noun."""
    letters = "".join(c if c.isascii() and c.isalnum() else "-" for c in noun.lower())
    return "-".join(part for part in letters.split("-") if part)[:40] or "thing"
