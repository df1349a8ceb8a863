"""Regions for UNets: each pixel's cross-attention sees the words of the region that owns it.

Masked cross-attention as in Balaji et al., eDiff-I (2022, "paint with words"), and the region
prompts of Omost and of ComfyUI's attention couple: pixels of a box attend to the box's own text,
the others to the whole picture's; inside a box the outcome is blended with the whole picture's by
the base ratio. Self-attention stays whole, so that light and ground agree.
"""

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor

from panelwright_tools.domain import ToolError
from panelwright_tools.painting.diffusion.regional.guests import Guest
from panelwright_tools.painting.diffusion.regional.layouts import Call
from panelwright_tools.painting.diffusion.regional.plan import BASE, Grid, RegionPlan, Span
from panelwright_tools.painting.diffusion.regional.routes import Layer, Route, factors


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
    base = _places(plan.spans[BASE])
    routes = [Route(None, base)] if plan.base_ratio > 0 else _apart(owners, base, call)
    for number, (region, span) in enumerate(zip(plan.regions, plan.spans[1:], strict=True), 1):
        mine = (owners == number).nonzero().flatten()
        if len(mine):
            gains = factors(region.gains, region.tokens)
            routes.append(
                Route(mine, _places(span), 1 - plan.base_ratio, gains, rows=call.positive)
            )
    return Layer([route.on(device) for route in routes], torch.arange(queries), torch.arange(keys))


def _apart(owners: Tensor, base: Tensor, call: Call) -> list[Route]:
    """The base for pixels outside all boxes, and for every pixel of the negative rows."""
    free = (owners == BASE).nonzero().flatten()
    found = [Route(None, base, rows=call.negative)] if call.guided else []
    return [*found, Route(free, base, rows=call.positive)] if len(free) else found


def _places(span: Span) -> Tensor:
    return torch.arange(span.start, span.stop)
