"""Crowded panels in layers: the background first, then one subject after another over it."""

import heapq
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from panelwright_tools.domain import FREE, Box, Brief, BriefRegion, Cost, Relation
from panelwright_tools.painting.diffusion.partial import showing
from panelwright_tools.painting.diffusion.tables import table
from panelwright_tools.painting.options import Layered
from panelwright_tools.painting.picture import Picture

IsThere = Callable[[Picture, Brief], bool | None]
"""Whether the last region of a brief is to be seen on a picture where it should be; None: nobody
could tell."""


class LayerCheck(Protocol):
    """Looks for each subject of a panel that is drawn in layers, before the next is added."""

    @property
    def id(self) -> str:
        """Who looks; part of who painted the panel, since it decides what is painted again."""
        ...

    def price(self, brief: Brief) -> Cost:
        """The most that looking once for the last region of a brief costs."""
        ...

    def is_there(self, picture: Picture, brief: Brief) -> bool | None:
        """Whether the last region of the brief is to be seen where it should be; None: nobody
        could tell, which is no reason to paint it again."""
        ...


def in_layers(brief: Brief, wanted: Layered) -> bool:
    """Whether a brief is drawn in layers; a canvas of small requests is only when always."""
    if wanted == "auto":
        return brief.grid is None and len(brief.regions) > table("layering")["auto_above"]
    return wanted == "always" and bool(brief.regions)


def drawing_order(
    regions: Sequence[BriefRegion], relations: Sequence[Relation]
) -> tuple[BriefRegion, ...]:
    """Supports before what stands on them, holders before what they hold, else far before near.

    Of regions that are equally far the one named first comes first. Where relations go round in
    a circle, the farthest of the circle comes first.
    """
    order = sorted(regions, key=lambda item: -item.region.depth)
    place = {item.region.id: number for number, item in enumerate(order)}
    waits: dict[str, set[str]] = {name: set() for name in place}
    for relation in relations:
        for first, then in _pairs(relation):
            if first in place and then in place and first != then:
                waits[then].add(first)
    return tuple(order[place[name]] for name in _sorted(place, waits))


def layers(brief: Brief) -> tuple[Brief, ...]:
    """The brief of the background, then one for every layer, its mask around its subject's box.

    A layer's brief has the regions so far, the last of which is its subject. There are at most
    `most_layers` over the first; where there are more subjects, the first ones in the order are
    painted with the background.
    """
    rules = table("layering")
    order = drawing_order(brief.regions, brief.relations)
    with_it = max(len(order) - rules["most_layers"], 0)
    steps = [showing(brief, order[:with_it])]
    for count in range(with_it + 1, len(order) + 1):
        item = order[count - 1]
        steps.append(
            showing(brief, order[:count]).model_copy(
                update={"mask": (_grown(item.box, rules["margin"]),), "repaint": (item.region.id,)}
            )
        )
    return tuple(steps)


def drawn(
    steps: Sequence[Brief],
    paint: Callable[[Brief], Picture],
    add: Callable[[Picture, Brief], Picture],
    is_there: IsThere | None = None,
) -> Picture:
    """The background painted, and each layer added to what is there so far.

    With a check, a subject that isn't there is painted again over the same picture with another
    seed, a bounded number of times; the last try stays, and a note says that it wasn't found. So
    there are at most 1 + tries × layers samplings, and tries × layers looks.
    """
    picture = paint(steps[0])
    notes, spent = [*picture.notes, _said(steps, is_there)], picture.evaluations
    tries = table("layering")["tries"]
    for number, step in enumerate(steps[1:]):
        below, found = picture, None
        for attempt in range(tries):
            seed = step.seed + 1 + number * tries + attempt
            picture = add(below, step.model_copy(update={"seed": seed}))
            notes += picture.notes
            spent += picture.evaluations
            found = is_there(picture, step) if is_there is not None else True
            if found is not False:
                break
        notes += _outcome(_called(step.regions[-1]), found, attempt + 1)
    said = tuple(dict.fromkeys(notes))
    return replace(picture, seed=steps[0].seed, notes=said, evaluations=spent)


def _pairs(relation: Relation) -> Iterator[tuple[str, str]]:
    """Who is drawn before whom by a relation."""
    first = table("layering")["first"]
    if relation.kind in first["target"]:
        yield relation.target, relation.source
    elif relation.kind in first["source"]:
        yield relation.source, relation.target
        if relation.other is not None:  # a gift comes after both of those who hold it
            yield relation.other, relation.target


def _sorted(place: Mapping[str, int], waits: Mapping[str, set[str]]) -> Iterator[str]:
    """Names by their places, none before those it waits for, save where they wait in a circle."""
    left = {name: set(others) for name, others in waits.items()}
    ready = [place[name] for name, others in left.items() if not others]
    heapq.heapify(ready)
    names = list(place)
    while left:
        name = (
            names[heapq.heappop(ready)] if ready else min(_in_circles(left), key=place.__getitem__)
        )
        del left[name]
        for other, missing in left.items():
            if name in missing:
                missing.remove(name)
                if not missing:
                    heapq.heappush(ready, place[other])
        yield name


def _in_circles(left: Mapping[str, set[str]]) -> list[str]:
    """Those that wait for themselves by way of others; not those that only wait for a circle."""
    return [name for name in left if name in _awaited(name, left)]


def _awaited(name: str, left: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    ahead = list(left[name])
    while ahead:
        other = ahead.pop()
        if other not in found:
            found.add(other)
            ahead += left[other]
    return found


def _grown(box: Box, margin: float) -> Box:
    return Box(box.x - margin, box.y - margin, box.w + 2 * margin, box.h + 2 * margin).clipped()


def most_looking(brief: Brief, check: LayerCheck) -> Cost:
    """The most that looking costs while a brief is drawn in layers."""
    looks = (check.price(step).times(table("layering")["tries"]) for step in layers(brief)[1:])
    return sum(looks, FREE)


def _called(item: BriefRegion) -> str:
    """How a reader knows a subject: its character's name, else its phrase."""
    if item.character is not None:
        return item.character.name
    return item.region.phrase or item.region.noun or item.region.id


def _outcome(subject: str, found: bool | None, tries: int) -> list[str]:
    """What there is to say of a layer, where it did not go as it should."""
    if found is None:
        return [f"Nobody could tell whether {subject} is in its layer."]
    subject = subject[:1].upper() + subject[1:]
    if not found:
        return [f"{subject} was not found in its layer after {tries} tries."]
    return [f"{subject} was found in its layer at try {tries}."] if tries > 1 else []


def _said(steps: Sequence[Brief], is_there: IsThere | None) -> str:
    names = ", ".join(_called(step.regions[-1]) for step in steps[1:])
    how = "each looked for" if is_there is not None else "none of them looked for"
    below = " and ".join(["the background", *map(_called, steps[0].regions)])
    return f"Drawn in layers, {how}: {below}, then {names}."
