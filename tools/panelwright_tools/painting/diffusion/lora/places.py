"""What of a layer's outcome belongs to one region: its words, and the pixels of its box."""

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Literal

import torch
from torch import Tensor

from panelwright_tools.painting.diffusion.regional.joint import places
from panelwright_tools.painting.diffusion.regional.layouts import Call, Layout
from panelwright_tools.painting.diffusion.regional.plan import Grid, RegionPlan

Given = Literal["words", "pixels", "both"]
_WHOLE: Grid = (1, 1)


@dataclass(frozen=True)
class Part:
    """A part of a layer's outcome: rows of the batch, and places among the tokens of each."""

    rows: slice
    places: Tensor
    """(n,) of tokens; (rows, columns) bool of a picture."""


def given(layer: str, layout: Layout) -> Given:
    """What a layer is given, by its name."""
    if any(fnmatchcase(layer, pattern) for pattern in layout.of_text):
        return "words"
    both = any(fnmatchcase(layer, pattern) for pattern in layout.of_both)
    return "both" if both else "pixels"


def parts(
    plan: RegionPlan, call: Call, number: int, what: Given, shape: tuple[int, ...]
) -> list[Part]:
    """The region's parts of an outcome (batch, tokens, width) or (batch, channels, rows, columns).

    None of an outcome for the picture as a whole, such as what comes of a time step or of a summary
    of the words, and none in a call for another picture. The negative prompt's words are all's.
    """
    if len(shape) == 4:
        return _of_picture(plan, call, number, (shape[2], shape[3]))
    if len(shape) != 3:
        return []
    if call.layout.way == "unet":
        return _of_unet(plan, call, number, what, shape[1])
    return _of_sequence(plan, call, number, what, shape[1])


def _of_picture(plan: RegionPlan, call: Call, number: int, grid: Grid) -> list[Part]:
    if grid not in _levels(plan.grid) or not (call.regional or call.layout.way == "joint"):
        return []
    return [Part(slice(None), torch.from_numpy(plan.owners(grid) == number))]


def _of_unet(plan: RegionPlan, call: Call, number: int, what: Given, tokens: int) -> list[Part]:
    """A UNet is given both prompts at once: another text is of another picture."""
    if not call.regional:
        return []
    if what == "words":
        return [Part(call.positive, torch.arange(*plan.spans[number]))]
    level = next((grid for grid in _levels(plan.grid) if grid[0] * grid[1] == tokens), None)
    return [] if level is None else [Part(slice(None), _mine(plan, number, level))]


def _of_sequence(plan: RegionPlan, call: Call, number: int, what: Given, tokens: int) -> list[Part]:
    """The negative prompt may have a call of its own, whose pixels are the same picture's."""
    words, cells = torch.arange(*plan.spans[number]), _mine(plan, number, plan.grid)
    cells = torch.cat([cells, torch.tensor(plan.looks_of(number), dtype=torch.long) + plan.cells])
    if what == "words":
        return [Part(call.positive, words)] if call.regional else []
    if what == "pixels":
        return [Part(slice(None), cells[cells < tokens])] if tokens >= plan.cells else []
    text, pixels = places(plan, call, tokens)
    if len(pixels) < plan.cells or len(text) + len(pixels) > tokens:
        return []  # a smaller picture that runs beside
    found = [Part(slice(None), pixels[cells[cells < len(pixels)]])]
    return [*found, Part(call.positive, text[words])] if call.regional else found


def _mine(plan: RegionPlan, number: int, grid: Grid) -> Tensor:
    return torch.from_numpy((plan.owners(grid) == number).ravel()).nonzero().flatten()


def _levels(finest: Grid) -> list[Grid]:
    """The grids of a UNet, which halves rounding up."""
    found = [finest]
    while found[-1] != _WHOLE:
        found.append((-(-found[-1][0] // 2), -(-found[-1][1] // 2)))
    return found
