"""Looks for UNets: each pixel sees the pictures of the region that owns it, and no others.

An IP-Adapter attends to pictures in a second call of the kernel, after the one over the words. Here
that call is masked as the first one is: diffusers' own masks are scaled smoothly, and so leak over
the edges of boxes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from panelwright_tools.painting.diffusion.regional.interception import Attention
from panelwright_tools.painting.diffusion.regional.plan import RegionPlan
from panelwright_tools.painting.diffusion.regional.routes import Route, attend
from panelwright_tools.painting.diffusion.regional.unet import grid_of

Looks = Callable[[RegionPlan], Attention]
"""What attends to pictures, for a plan."""


def looks_of(strengths: Sequence[Sequence[float]]) -> Looks:
    """Of each region's pictures, which lie one behind the other: how much each counts, 0..1."""
    return lambda plan: _Seen(plan, strengths).attention


@dataclass(frozen=True)
class _Seen:
    plan: RegionPlan
    strengths: Sequence[Sequence[float]]

    def attention(self, query: Tensor, key: Tensor, value: Tensor, **options: Any) -> Tensor:
        """(batch, heads, pixels, width); zero for pixels whose region has no pictures."""
        tokens = key.shape[2] // sum(map(len, self.strengths))
        routes = self._routes(query.shape[2], tokens, query.device)
        kernel = functional.scaled_dot_product_attention
        return attend(kernel, query, key, value, routes, **options)

    def _routes(self, pixels: int, tokens: int, device: Any) -> list[Route]:
        owners = torch.from_numpy(self.plan.owners(grid_of(pixels, self.plan.grid)).ravel().copy())
        routes, start = [], 0
        for number, strengths in enumerate(self.strengths, 1):
            stop = start + len(strengths) * tokens
            mine = (owners == number).nonzero().flatten()
            if len(mine) and strengths:
                gains = torch.tensor(strengths).repeat_interleave(tokens)
                routes.append(Route(mine, torch.arange(start, stop), gains=gains).on(device))
            start = stop
        return routes
