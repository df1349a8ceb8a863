"""Scenes: one to three subjects at places of their own, drawn small on a background."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from PIL import Image

from miniature.backgrounds import background
from miniature.sprites import aspect, sprite
from miniature.tables import table

_TRIES = 60

Size = tuple[int, int]


@dataclass(frozen=True)
class Thing:
    """A subject of a scene."""

    kind: str
    colour: str
    box: tuple[float, float, float, float]
    """Left, top, width and height of its ink, pixels of the scene."""

    @property
    def centre(self) -> tuple[float, float]:
        """x and y, pixels."""
        x, y, width, height = self.box
        return x + width / 2, y + height / 2


@dataclass(frozen=True)
class Scene:
    """What is to be drawn."""

    size: Size
    """Width and height, pixels."""
    things: tuple[Thing, ...]
    ground: int
    """The seed of the background."""


def scene(chance: np.random.Generator, size: Size = (32, 32), number: int | None = None) -> Scene:
    """A scene of one to three subjects that don't overlap; all of different kind and colour pairs.

    `number` fixes how many they are.
    """
    table_ = table("scenes")
    if number is None:
        shares = table_["subjects"]
        number = int(chance.choice([int(n) for n in shares], p=list(shares.values())))
    pairs = [(kind, colour) for kind in table_["kinds"] for colour in table_["colours"]]
    chosen = chance.choice(len(pairs), number, replace=False)
    low, high = table_["sides"][str(number)]
    while True:
        things = placed(chance, [pairs[n] for n in chosen], size, (low, high))
        if things is not None:
            return Scene(size, things, int(chance.integers(2**31)))


def placed(
    chance: np.random.Generator,
    pairs: list[tuple[str, str]],
    size: Size,
    sides: tuple[float, float],
) -> tuple[Thing, ...] | None:
    """Things at random places, none on another; None when one found no room.

    `sides`: of a square of the area of a box, pixels.
    """
    edge = float(table("scenes")["room"]["edge"])
    found: list[Thing] = []
    for kind, colour in pairs:
        for _ in range(_TRIES):
            side, wide = float(chance.uniform(*sides)), aspect(kind) ** 0.5
            width, height = _quarters(side * wide), _quarters(side / wide)
            if width > size[0] - 2 * edge or height > size[1] - 2 * edge:
                continue
            x = _quarters(chance.uniform(edge, size[0] - width - edge))
            y = _quarters(chance.uniform(edge, size[1] - height - edge))
            thing = Thing(kind, colour, (x, y, width, height))
            if not any(_touch(thing, other) for other in found):
                found.append(thing)
                break
        else:
            return None
    return tuple(found)


def _quarters(length: float) -> float:
    """Rounded to what is composed exactly."""
    fineness = int(table("scenes")["fineness"])
    return round(length * fineness) / fineness


def _touch(one: Thing, other: Thing) -> bool:
    apart = float(table("scenes")["room"]["apart"])
    (x, y, w, h), (a, b, c, d) = one.box, other.box
    return x < a + c + apart and a < x + w + apart and y < b + d + apart and b < y + h + apart


def drawn(what: Scene, ground: Image.Image | None = None) -> Image.Image:
    """The scene's picture, RGB, antialiased; on another picture of its size where one is given."""
    fineness = int(table("scenes")["fineness"])
    fine = (what.size[0] * fineness, what.size[1] * fineness)
    if ground is None:
        picture = background(what.ground, fine)
    else:
        picture = ground.resize(fine, Image.Resampling.NEAREST)
    for thing in what.things:
        x, y, width, height = (round(length * fineness) for length in thing.box)
        small = _scaled(thing.kind, thing.colour, width, height)
        picture.paste(small, (x, y), small)
    return picture.resize(what.size, Image.Resampling.BOX)


@cache
def _scaled(kind: str, colour: str, width: int, height: int) -> Image.Image:
    return sprite(kind, colour).resize((width, height), Image.Resampling.BOX)
