"""Which pixels and which tokens each region of a picture has, at every resolution."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from panelwright_tools.domain import Box
from panelwright_tools.painting.diffusion.sampling import RegionPrompt

BASE = 0
"""Whose pixels lie in no box, and whose words are the whole picture's; region i is i + 1."""

Grid = tuple[int, int]
"""Rows and columns of latent pixels."""
Owners = npt.NDArray[np.int64]
"""(rows, columns), BASE or the number of the region that each pixel belongs to."""


class Span(NamedTuple):
    """Tokens start..stop - 1 of the concatenated text."""

    start: int
    stop: int


@dataclass(frozen=True)
class PlannedRegion:
    """One region as an attention layer sees it."""

    id: str
    box: Box
    """Fractions of the picture, within 0..1 and not empty."""
    depth: float
    """0 near, 1 far."""
    tokens: int
    """How many tokens its text is."""
    gains: Mapping[int, float] = field(default_factory=dict)
    """Place of a token in the region's text, and the factor on the attention it gets."""


@dataclass(frozen=True)
class Look:
    """A picture to look at, whose tokens a model appends to the pixels."""

    regions: tuple[int, ...]
    """The numbers of the regions, from 1, that it belongs to; empty: it is everyone's."""
    places: tuple[int, ...]
    """Where its tokens lie among those behind the pixels."""


@dataclass(frozen=True)
class RegionPlan:
    """What a model is told: the texts concatenated (the base's, then each region's), and boxes."""

    grid: Grid
    """The finest grid of pixels that attend: a UNet's latents, a transformer's patches."""
    base_tokens: int
    """How many tokens the whole picture's text is."""
    regions: tuple[PlannedRegion, ...] = ()
    base_ratio: float = 0.3
    """Share of the base's words inside the boxes, 0..1."""
    looks: tuple[Look, ...] = ()
    """Pictures that joint attention sees behind the pixels; what is in none is everyone's."""

    def __post_init__(self) -> None:
        """Raises ValueError for a share outside 0..1 and for texts without tokens."""
        if not 0 <= self.base_ratio <= 1:
            raise ValueError(f"base_ratio is {self.base_ratio}; it must lie within 0..1")
        if self.base_tokens < 1 or any(region.tokens < 1 for region in self.regions):
            raise ValueError("every text of a regional plan needs at least one token")

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """The tokens of the base, then of each region, in the concatenated text."""
        spans, start = [], 0
        for tokens in (self.base_tokens, *(region.tokens for region in self.regions)):
            spans.append(Span(start, start + tokens))
            start += tokens
        return tuple(spans)

    @property
    def cells(self) -> int:
        """How many pixels the finest grid has."""
        return self.grid[0] * self.grid[1]

    @property
    def tokens(self) -> int:
        """How many tokens the concatenated text is."""
        return self.spans[-1].stop

    def looks_of(self, number: int) -> list[int]:
        """The places, among the tokens behind the pixels, of the pictures of a region."""
        return self._places_of_looks.get(number, [])

    @cached_property
    def _places_of_looks(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for look in self.looks:
            for number in look.regions:
                found.setdefault(number, []).extend(look.places)
        return {number: sorted(set(places)) for number, places in found.items()}

    def owners(self, grid: Grid | None = None) -> Owners:
        """Who owns each pixel of a grid; the finest when none is told.

        A coarser pixel belongs to whoever owns most of it, and a region that would vanish keeps
        the pixel of which it owns most: at 8 x 8 a distant face still has its words.
        """
        finest = _painted(self.grid, tuple((region.box, region.depth) for region in self.regions))
        if grid is None or grid == self.grid:
            return finest
        return _coarser(finest, grid, len(self.regions) + 1)

    def marked(self) -> dict[str, list[int]]:
        """Region id to the places, in the concatenated text, of its tokens that have a gain."""
        return {
            region.id: [span.start + place for place in region.gains]
            for region, span in zip(self.regions, self.spans[1:], strict=True)
        }

    def positions(self) -> npt.NDArray[np.int64]:
        """(tokens,) place of each token in its own text, from 0, for positional embeddings."""
        return np.concatenate([np.arange(span.stop - span.start) for span in self.spans])


def usable(regions: Sequence[RegionPrompt]) -> tuple[list[RegionPrompt], list[str]]:
    """The regions that can act, with their boxes clipped to the canvas, and what was changed.

    Each change is one sentence. Regions that are dropped need not be encoded.
    """
    kept, said = [], []
    for region in regions:
        clipped = _clipped(region.box)
        if clipped is None or not region.prompt.strip():
            why = "its prompt is empty" if clipped else "nothing of its box lies on the canvas"
            said.append(f"Region {region.id} is left out: {why}.")
            continue
        if not _about_equal(clipped, region.box):
            said.append(f"The box of region {region.id} is cut where it leaves the canvas.")
        kept.append(replace(region, box=clipped))
    return kept, said


def planned(
    regions: Sequence[RegionPrompt],
    tokens: Sequence[int],
    grid: Grid,
    *,
    base_ratio: float,
    gains: Sequence[Mapping[int, float]] = (),
    looks: Sequence[Look] = (),
) -> RegionPlan:
    """The plan of usable regions.

    `tokens` holds how many tokens the base's text is, then each region's; `gains`, when given, one
    mapping for each region (emphasis.token_gains). Raises ValueError when the numbers differ.
    """
    gains = gains or [{}] * len(regions)
    rows = zip(regions, tokens[1:], gains, strict=True)
    return RegionPlan(
        grid=grid,
        base_tokens=tokens[0],
        regions=tuple(
            PlannedRegion(region.id, region.box, region.depth, count, factors)
            for region, count, factors in rows
        ),
        base_ratio=base_ratio,
        looks=tuple(looks),
    )


def _clipped(box: Box) -> Box | None:
    if not all(math.isfinite(side) for side in box):
        return None
    left, right = (min(max(edge, 0.0), 1.0) for edge in (box.x, box.right))
    top, bottom = (min(max(edge, 0.0), 1.0) for edge in (box.y, box.bottom))
    return Box.from_corners(left, top, right, bottom) if left < right and top < bottom else None


def _about_equal(one: Box, other: Box) -> bool:
    return all(abs(a - b) < 1e-6 for a, b in zip(one, other, strict=True))


def _cells(start: float, stop: float, cells: int) -> slice:
    """The cells whose middle a stretch covers; if there is none, the one of its own middle."""
    first, last = (math.floor(edge * cells + 0.5) for edge in (start, stop))
    if first < last:
        return slice(first, last)
    middle = min(math.floor((start + stop) / 2 * cells), cells - 1)
    return slice(middle, middle + 1)


@lru_cache(maxsize=64)
def _painted(grid: Grid, boxes: tuple[tuple[Box, float], ...]) -> Owners:
    """Paint the boxes from far to near; of two equally far ones the smaller lies on top."""
    owners = np.full(grid, BASE, dtype=np.int64)
    order = sorted(range(len(boxes)), key=lambda i: (-boxes[i][1], -boxes[i][0].area))
    for number in order:
        box = boxes[number][0]
        rows = _cells(box.y, box.bottom, grid[0])
        columns = _cells(box.x, box.right, grid[1])
        owners[rows, columns] = number + 1
    owners.setflags(write=False)
    return owners


def _coarser(finest: Owners, grid: Grid, count: int) -> Owners:
    """The owners by majority, and then for each one that is lost the cell it has most of."""
    rows = np.arange(finest.shape[0]) * grid[0] // finest.shape[0]
    columns = np.arange(finest.shape[1]) * grid[1] // finest.shape[1]
    cells = rows[:, None] * grid[1] + columns[None, :]
    size = grid[0] * grid[1]
    shares = np.bincount((finest * size + cells).ravel(), minlength=count * size)
    shares = shares.reshape(count, size)
    owners = np.asarray(shares.argmax(axis=0), dtype=np.int64)
    for lost in range(1, count):
        if shares[lost].any() and not (owners == lost).any():
            held = np.bincount(owners, minlength=count)
            spare = np.where((held[owners] > 1) | (owners == BASE), shares[lost], 0)
            if spare.any():
                owners[spare.argmax()] = lost
    return owners.reshape(grid)
