"""Regions for UNets: each pixel's cross-attention sees the words of the region that owns it.

Masked cross-attention as in Balaji et al., eDiff-I (2022, "paint with words"), and the region
prompts of Omost and of ComfyUI's attention couple: pixels of a box attend to the box's own text,
the others to the whole picture's; inside a box the outcome is blended with the whole picture's by
the base ratio. Self-attention stays whole, so that light and ground agree.
"""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import torch
from torch import Tensor

from panelwright_tools.domain import ToolError
from panelwright_tools.painting.diffusion.regional.guests import Guest
from panelwright_tools.painting.diffusion.regional.layouts import Call
from panelwright_tools.painting.diffusion.regional.plan import BASE, Grid, RegionPlan
from panelwright_tools.painting.diffusion.regional.routes import Layer, Route, factors

_EVEN: Final = 8
"""Fused kernels take a mask whose rows are a multiple of so many keys."""
_NOBODYS: Final = -1
"""Whose the keys are that fill a row up: pixels of no box see them, and drop what they see."""


def grid_of(pixels: int, finest: Grid) -> Grid:
    """The grid of so many pixels in a UNet, which halves its grid rounding up.

    Raises ToolError when no level has so many.
    """
    rows, columns = finest
    while rows * columns > pixels and rows * columns > 1:
        rows, columns = -(-rows // 2), -(-columns // 2)
    if rows * columns != pixels:
        raise ToolError(
            f"A layer attends with {pixels} pixels, which no level of a "
            f"{finest[0]} x {finest[1]} grid has; tell the plan the grid of the latents."
        )
    return rows, columns


def layer(
    plan: RegionPlan, call: Call, queries: int, keys: int, device: Any, guests: Sequence[Guest] = ()
) -> Layer:
    """A layer whose queries are so many pixels, and whose keys are the text; without guests.

    The negative prompt's rows see the base's span only, which is where their whole text lies.
    """
    owners = torch.from_numpy(plan.owners(grid_of(queries, plan.grid)).ravel().copy())
    routes = (one_by_one if torch.device(device).type == "cpu" else at_once)(plan, call, owners)
    return Layer([route.on(device) for route in routes], torch.arange(queries), torch.arange(keys))


def one_by_one(plan: RegionPlan, call: Call, owners: Tensor) -> list[Route]:
    """A kernel call a region, which computes what counts and nothing else."""
    base = slice(*plan.spans[BASE])
    routes = [Route(None, base)] if plan.base_ratio > 0 else _apart(owners, base, call)
    for number, (region, span) in enumerate(zip(plan.regions, plan.spans[1:], strict=True), 1):
        mine = (owners == number).nonzero().flatten()
        if len(mine):
            gains = factors(region.gains, region.tokens)
            routes.append(Route(mine, slice(*span), 1 - plan.base_ratio, gains, rows=call.positive))
    return routes


def at_once(plan: RegionPlan, call: Call, owners: Tensor) -> list[Route]:
    """One kernel call for all regions, each pixel's other regions hidden from it.

    A graphics card is sooner done with all words than with starting a call for each region.
    """
    routes = [Route(None, slice(*plan.spans[BASE]))]
    if not plan.regions:
        return routes
    texts = [np.full(span.stop - span.start, n) for n, span in enumerate(plan.spans)][1:]
    first = plan.spans[1].start
    filled = -(-(plan.tokens - first) // _EVEN) * _EVEN
    keys = torch.arange(first, first + filled).clamp(max=plan.tokens - 1)
    whose = np.concatenate([*texts, np.full(filled - plan.tokens + first, _NOBODYS)])
    boxed = owners[:, None] != BASE
    others = boxed & (owners[:, None] != torch.from_numpy(whose))
    hidden = torch.zeros_like(others, dtype=torch.float32).masked_fill(others, float("-inf"))
    gains = {
        plan.spans[number].start - first + place: gain
        for number, region in enumerate(plan.regions, 1)
        for place, gain in region.gains.items()
    }
    share = boxed * (1 - plan.base_ratio)
    found = Route(None, keys, share, factors(gains, filled), call.positive, hidden)
    return [*routes, found]


def _apart(owners: Tensor, base: slice, call: Call) -> list[Route]:
    """The base for pixels outside all boxes, and for every pixel of the negative rows."""
    free = (owners == BASE).nonzero().flatten()
    found = [Route(None, base, rows=call.negative)] if call.guided else []
    return [*found, Route(free, base, rows=call.positive)] if len(free) else found
