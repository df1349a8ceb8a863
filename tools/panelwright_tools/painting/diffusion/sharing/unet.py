"""Pixels of a character's region also attend to a picture of the character, in a UNet.

In the self-attention of every layer; the cross-attention to words stays as it is.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import Any, Final

import torch
from torch import Tensor, nn
from torch.nn import functional

from panelwright_tools.painting.diffusion.regional.interception import intercepted
from panelwright_tools.painting.diffusion.regional.layouts import named
from panelwright_tools.painting.diffusion.regional.plan import RegionPlan
from panelwright_tools.painting.diffusion.regional.routes import Route, attend
from panelwright_tools.painting.diffusion.regional.unet import grid_of
from panelwright_tools.painting.diffusion.sharing.beside import TEXT, Anchor, Beside, Noised

_LAYERS: Final = ("*.attn1",)
"""The self-attention of diffusers' transformer blocks."""


@contextmanager
def shared_attention(
    model: nn.Module, plan: RegionPlan, anchors: Sequence[Anchor], noised: Noised, *, pool: int
) -> Iterator[None]:
    """Within the context the pixels of each anchor's region attend to the anchor as well.

    The model is called as `Beside.running` says. Both halves of a guided batch see the anchors.
    """
    model = getattr(model, "_orig_mod", model)
    beside = Beside(plan, anchors, partial(_inputs, noised), pool=pool)
    pixels = _Pixels(plan)
    with ExitStack() as stack:
        stack.enter_context(beside.running(model))
        for number, layer in enumerate(named(model, _LAYERS)):
            stack.enter_context(intercepted([layer], partial(_attention, beside, pixels, number)))
        yield


class _Pixels:
    """The places of each region's pixels among the queries of each layer."""

    def __init__(self, plan: RegionPlan) -> None:
        self._plan = plan
        self._found: dict[tuple[int, int, Any], Tensor] = {}

    def of(self, region: int, query: Tensor) -> Tensor:
        """(pixels,) of one region, on the query's device."""
        place = region, query.shape[2], query.device
        if place not in self._found:
            owners = self._plan.owners(grid_of(query.shape[2], self._plan.grid)).ravel()
            mine = torch.from_numpy(owners == region).nonzero().flatten()
            self._found[place] = mine.to(query.device)
        return self._found[place]


def _attention(
    beside: Beside,
    pixels: _Pixels,
    layer: int,
    query: Tensor,
    key: Tensor,
    value: Tensor,
    **options: Any,
) -> Tensor:
    """The self-attention of one layer."""
    kernel = functional.scaled_dot_product_attention
    guests = () if beside.keep(layer, key, value) else beside.seen(layer)
    if not guests:
        return kernel(query, key, value, **options)
    own = start = key.shape[2]
    keys, values, routes = [key], [value], [Route(None, slice(own))]
    for guest, more_keys, more_values in guests:
        mine = pixels.of(guest.region, query)
        if len(mine):
            routes.append(Route(mine, _seen(own, start, guest.tokens, key), guest.strength))
        keys.append(more_keys.expand(len(key), -1, -1, -1))
        values.append(more_values.expand(len(value), -1, -1, -1))
        start += guest.tokens
    return attend(kernel, query, torch.cat(keys, 2), torch.cat(values, 2), routes, **options)


def _seen(own: int, start: int, tokens: int, key: Tensor) -> Tensor | slice:
    """The places of the layer's own keys and of a guest's, which begin at `start`."""
    if start == own:
        return slice(own + tokens)
    places = torch.arange(own + tokens, device=key.device)
    places[own:] += start - own
    return places


def _inputs(
    noised: Noised, anchor: Anchor, given: Mapping[str, Any], span: slice
) -> dict[str, Any]:
    """What the model is given for an anchor, by what it is given for the panel."""
    latents = noised(anchor.latents, given["timestep"])
    if anchor.conditions is not None:
        latents = torch.cat([latents, anchor.conditions], dim=1)
    inputs = {
        "sample": latents.to(given["sample"].dtype),
        "timestep": given["timestep"],
        TEXT: given[TEXT][-1:, span],
        "return_dict": False,
    }
    if given.get("timestep_cond") is not None:
        inputs["timestep_cond"] = given["timestep_cond"][-1:]
    if given.get("added_cond_kwargs"):
        inputs["added_cond_kwargs"] = _added(given["added_cond_kwargs"], anchor.size)
    return inputs


def _added(given: Mapping[str, Any], size: tuple[int, int]) -> dict[str, Any]:
    """The last row of SDXL's conditions, with the anchor's own size: original, crop, target.

    What an IP-Adapter is given is a list with the rows of each adapter.
    """
    added: dict[str, Any] = {
        name: [one[-1:] for one in rows] if isinstance(rows, list) else rows[-1:]
        for name, rows in given.items()
    }
    if "time_ids" in added:
        edges = (size[1], size[0])
        added["time_ids"] = added["time_ids"].new_tensor([[*edges, 0, 0, *edges]])
    return added
