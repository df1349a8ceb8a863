"""The simple distributions of the plane and their compositions, each with an exact membership."""

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
"""(n, 2), x and y."""
Mask = NDArray[np.bool_]
Kind = Literal["product", "mixture", "negation"]
TABLE = Path(__file__).with_name("shapes.toml")
LIMIT_SD = 3.0
"""Where a blob ends, in standard deviations."""


class Shape(Protocol):
    """A distribution with a sharp support."""

    def sample(self, count: int, random: np.random.Generator) -> Points:
        """So many points of it."""
        ...

    def holds(self, points: Points) -> Mask:
        """Which points it can make."""
        ...


@dataclass(frozen=True)
class Box:
    """Uniform between two corners."""

    low: tuple[float, float]
    high: tuple[float, float]

    def sample(self, count: int, random: np.random.Generator) -> Points:
        """Points of it."""
        return random.uniform(self.low, self.high, (count, 2))

    def holds(self, points: Points) -> Mask:
        """Which points lie in it."""
        along, up = ((points >= self.low) & (points <= self.high)).T
        inside: Mask = along & up
        return inside


@dataclass(frozen=True)
class Ring:
    """Uniform between two circles; a disc with `inner` 0, a moon with part of the degrees."""

    centre: tuple[float, float]
    inner: float
    outer: float
    degrees: tuple[float, float] = (0.0, 360.0)

    def sample(self, count: int, random: np.random.Generator) -> Points:
        """Points of it."""
        radii = np.sqrt(random.uniform(self.inner**2, self.outer**2, count))
        first, last = self.degrees
        angles = np.radians(random.uniform(first, last, count))
        placed: Points = _polar(radii, angles) + self.centre
        return placed

    def holds(self, points: Points) -> Mask:
        """Which points lie in it."""
        offset = points - self.centre
        radii = np.hypot(offset[:, 0], offset[:, 1])
        angles = np.degrees(np.arctan2(offset[:, 1], offset[:, 0])) % 360
        first, last = self.degrees
        held: Mask = (
            (radii >= self.inner) & (radii <= self.outer) & (angles >= first) & (angles <= last)
        )
        return held


@dataclass(frozen=True)
class Blobs:
    """Round normals of one spread, cut at LIMIT_SD."""

    centres: tuple[tuple[float, float], ...]
    spread: float

    def sample(self, count: int, random: np.random.Generator) -> Points:
        """Points of it."""
        chosen = np.asarray(self.centres)[random.integers(len(self.centres), size=count)]
        shares = random.uniform(0, 1 - math.exp(-(LIMIT_SD**2) / 2), count)
        radii = self.spread * np.sqrt(-2 * np.log1p(-shares))
        return chosen + _polar(radii, random.uniform(0, 2 * math.pi, count))

    def holds(self, points: Points) -> Mask:
        """Which points lie in it."""
        offsets = points[:, None] - np.asarray(self.centres)
        near: Mask = (
            np.hypot(offsets[..., 0], offsets[..., 1]).min(axis=1) <= LIMIT_SD * self.spread
        )
        return near


@dataclass(frozen=True)
class Checkers:
    """Uniform on every second of `squares` by `squares` squares, the lower left one among them."""

    low: tuple[float, float]
    high: tuple[float, float]
    squares: int

    def sample(self, count: int, random: np.random.Generator) -> Points:
        """Points of it."""
        dark = np.argwhere(np.add.outer(*[np.arange(self.squares)] * 2) % 2 == 0)
        places = dark[random.integers(len(dark), size=count)] + random.uniform(0, 1, (count, 2))
        return np.asarray(self.low) + places * self._side()

    def holds(self, points: Points) -> Mask:
        """Which points lie in it."""
        cells = np.floor((points - self.low) / self._side())
        inside = ((cells >= 0) & (cells < self.squares)).all(axis=1)
        dark: Mask = inside & (cells.sum(axis=1) % 2 == 0)
        return dark

    def _side(self) -> Points:
        return (np.asarray(self.high) - self.low) / self.squares


@dataclass(frozen=True)
class Composition:
    """Two shapes, and what a sample of their composition must belong to."""

    name: str
    kind: Kind
    parts: tuple[str, str]
    shapes: tuple[Shape, Shape]
    tuned: bool
    """Whether settings were chosen on it, so that it isn't reported."""

    def holds(self, points: Points) -> Mask:
        """Which points lie in it."""
        first, second = (shape.holds(points) for shape in self.shapes)
        return {"product": first & second, "mixture": first | second, "negation": first & ~second}[
            self.kind
        ]

    def sample(self, count: int, random: np.random.Generator) -> Points:
        """Points of the target; of a mixture as many from either part."""
        if self.kind == "mixture":
            drawn = [shape.sample(count, random) for shape in self.shapes]
            return np.where(random.integers(2, size=(count, 1)) == 0, *drawn)
        found = np.empty((0, 2))
        while len(found) < count:
            tried = self.shapes[0].sample(count, random)
            found = np.concatenate([found, tried[self.holds(tried)]])
        return found[:count]


SHAPES = {"box": Box, "ring": Ring, "blobs": Blobs, "checkers": Checkers}


def read_shapes(path: Path = TABLE) -> dict[str, Shape]:
    """All distributions by name."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))["shapes"]
    return {name: _shape(dict(entry)) for name, entry in table.items()}


def read_compositions(path: Path = TABLE) -> list[Composition]:
    """All environments, in the file's order."""
    shapes = read_shapes(path)
    table = tomllib.loads(path.read_text(encoding="utf-8"))["environments"]
    return [_composition(entry, shapes) for entry in table]


def _composition(entry: Mapping[str, Any], shapes: Mapping[str, Shape]) -> Composition:
    first, second = entry["parts"]
    return Composition(
        name=entry["name"],
        kind=entry["kind"],
        parts=(first, second),
        shapes=(shapes[first], shapes[second]),
        tuned=entry.get("tuned", False),
    )


def _shape(entry: dict[str, Any]) -> Shape:
    made: Shape = SHAPES[entry.pop("kind")](**{k: _frozen(v) for k, v in entry.items()})
    return made


def _frozen(value: Any) -> Any:
    return tuple(_frozen(item) for item in value) if isinstance(value, list) else value


def _polar(radii: NDArray[np.float64], angles: NDArray[np.float64]) -> Points:
    return np.stack([radii * np.cos(angles), radii * np.sin(angles)], axis=1)
