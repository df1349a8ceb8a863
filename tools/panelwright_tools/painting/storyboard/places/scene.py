"""Scenes: what stands where in a world, read from `data/places/<world>.toml` and drawn in order.

An item names a piece and where it stands; every other key goes to the piece's function.
`at` is a list of (x, d); `row` runs along x; `scatter` strews; `any` picks one value for each
instance, `between` a number from a range; `when` draws it only in some light or weather; `front`
says that a building which the panel plays before takes its place.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from panelwright_tools.painting.storyboard.mood import Mood
from panelwright_tools.painting.storyboard.places.pieces import PIECES
from panelwright_tools.painting.storyboard.places.world import World

Item = Mapping[str, Any]
Spot = tuple[float, float]
"""(x, d) in metres."""

_OWN = frozenset(
    {"piece", "at", "row", "scatter", "any", "between", "when", "layer", "reach", "front"}
)


def draw_scene(
    world: World, items: Sequence[Item], layer: str = "set", own: frozenset[str] = frozenset()
) -> None:
    """Draw the items of one layer, in their order, each from its own seed.

    Pieces that are in `own` are left out: a subject of the panel is it.
    """
    for number, item in enumerate(items):
        # Every item has its own stream, so that what one item draws never moves another.
        rng = np.random.default_rng([int(world.rng.integers(2**31)), number])
        if item["piece"] in own:
            continue
        if item.get("layer", "set") != layer or not applies(item.get("when"), world.mood):
            continue
        _draw_item(world, item, rng)


def _draw_item(world: World, item: Item, rng: np.random.Generator) -> None:
    piece = PIECES[item["piece"]]
    # TOML has no word for None.
    fixed = {k: None if v == "none" else v for k, v in item.items() if k not in _OWN}
    spots = list(_spots(item, rng))
    if not spots:
        piece(world, rng=rng, **fixed)
        return
    reach = float(item.get("reach", 5.0))
    for x, d in spots:
        chosen = _chosen(item, rng)
        own = np.random.default_rng(int(rng.integers(2**31)))
        if world.sees(x, d, reach):
            piece(world, rng=own, x=x, d=d, **fixed, **chosen)


def _spots(item: Item, rng: np.random.Generator) -> Iterator[Spot]:
    """Where the instances stand, the far ones first."""
    for x, d in sorted(item.get("at", ()), key=lambda spot: -spot[1]):
        yield float(x), float(d)
    if "row" in item:
        yield from _along(item["row"], rng)
    if "scatter" in item:
        yield from _strewn(item["scatter"], rng)


def _along(row: Mapping[str, Any], rng: np.random.Generator) -> Iterator[Spot]:
    x, jitter = float(row["from"]), float(row.get("jitter", 0.0))
    while x <= float(row["to"]) + 1e-9:
        yield x + rng.uniform(-jitter, jitter), float(row["d"]) + rng.uniform(0, jitter)
        x += float(row["step"])


def _strewn(strew: Mapping[str, Any], rng: np.random.Generator) -> list[Spot]:
    """Spots evenly random in x and d, with the stretch `clear` of x left free near the reader."""
    low, high = strew["x"]
    near, far = strew["d"]
    spots = []
    for _ in range(int(strew["count"])):
        share = rng.random()
        x, d = rng.uniform(low, high), near + (far - near) * share ** float(strew.get("bias", 1.0))
        if abs(x) >= float(strew.get("clear", 0.0)):
            spots.append((x, d))
    return sorted(spots, key=lambda spot: -spot[1])


def _chosen(item: Item, rng: np.random.Generator) -> dict[str, Any]:
    chosen: dict[str, Any] = {}
    for key, values in item.get("any", {}).items():
        chosen[key] = values[int(rng.integers(len(values)))]
    for key, (low, high) in item.get("between", {}).items():
        chosen[key] = float(rng.uniform(low, high))
    return chosen


def applies(when: str | None, mood: Mood) -> bool:
    """Whether a condition such as `dark`, `not snow` or `autumn` holds in this light."""
    if when is None:
        return True
    if when.startswith("not "):
        return not applies(when[4:], mood)
    states = {
        "dark": mood.dark,
        "wet": mood.wet,
        "snow": mood.snow > 0,
        "fog": mood.fog > 0,
        "wind": mood.wind > 0,
        "clear": mood.weather.value == "clear",
    }
    if when in states:
        return states[when]
    return when in (mood.name.value, mood.weather.value, mood.season and mood.season.value)
