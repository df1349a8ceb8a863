"""Pixels of a character's region also attend to a picture of the character, in a UNet.

Before each step the picture, noised as far as the step is, runs through the UNet by itself, and the
keys and values of its self-attention are kept. In the step the pixels that a region owns see them
beside all of their own picture; no other pixel does. Sharing the self-attention of several pictures
is from Zhou et al., StoryDiffusion (NeurIPS 2024); keeping it to the subject is from Tewel et al.,
ConsiStory (SIGGRAPH 2024). There the pictures are sampled side by side; here one is painted first,
so that a panel's pixels follow from that picture and from nothing else of the run.

It costs one evaluation more for each character and step, of the picture's smaller size.
"""

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import torch
from torch import Tensor, nn
from torch.nn import functional

from panelwright_tools.painting.diffusion.regional.interception import intercepted
from panelwright_tools.painting.diffusion.regional.layouts import named
from panelwright_tools.painting.diffusion.regional.plan import Grid, RegionPlan
from panelwright_tools.painting.diffusion.regional.routes import Route, attend
from panelwright_tools.painting.diffusion.regional.unet import grid_of
from panelwright_tools.painting.diffusion.sharing.merging import merged, middle

_LAYERS: Final = ("*.attn1",)
"""The self-attention of diffusers' transformer blocks."""
_TEXT: Final = "encoder_hidden_states"


@dataclass(frozen=True)
class Anchor:
    """A picture of a character, as a UNet is given it."""

    region: int
    """The number of the plan's region that shows the character, from 1."""
    latents: Tensor
    """(1, channels, rows, columns), without noise."""
    conditions: Tensor | None
    """(1, more channels, rows, columns), what an inpainting checkpoint sees beside them."""
    strength: float
    """Share of the shared attention's outcome over that of the panel's own, 0..1."""
    size: tuple[int, int]
    """Width and height in pixels."""

    @property
    def grid(self) -> Grid:
        """Rows and columns of latents."""
        return self.latents.shape[2], self.latents.shape[3]


Noised = Callable[[Tensor, Tensor], Tensor]
"""(latents, timestep) to the latents as the model gets them at that step."""


@contextmanager
def shared_attention(
    model: nn.Module,
    plan: RegionPlan,
    anchors: Sequence[Anchor],
    noised: Noised,
    *,
    margin: float,
    pool: int,
) -> Iterator[None]:
    """Within the context the pixels of each anchor's region attend to the anchor as well.

    The model must be called as within `regional_attention`, with the plan's texts concatenated and
    the positive prompt in the last row of the batch; the anchor is told the words of its region.
    `margin` and `pool` are those of merging.py. Both halves of a guided batch see the anchors.
    """
    model = getattr(model, "_orig_mod", model)
    sharing = _Sharing(plan, anchors, noised, margin, pool)
    with ExitStack() as stack:
        hook = model.register_forward_pre_hook(sharing.called, prepend=True, with_kwargs=True)
        stack.callback(hook.remove)
        for number, layer in enumerate(named(model, _LAYERS)):
            stack.enter_context(intercepted([layer], partial(sharing.attention, number)))
        yield


class _Sharing:
    """What the hooks of one context share: whose keys and values are kept, by layer."""

    def __init__(
        self,
        plan: RegionPlan,
        anchors: Sequence[Anchor],
        noised: Noised,
        margin: float,
        pool: int,
    ) -> None:
        self.plan, self.anchors, self.noised = plan, anchors, noised
        self.margin, self.pool = margin, pool
        self.kept: dict[tuple[int, int], tuple[Tensor, Tensor]] = {}
        self._running: int | None = None
        """The number of the anchor that is running by itself."""
        self._owned: dict[tuple[int, int, Any], Tensor] = {}

    def called(self, model: nn.Module, args: Any, kwargs: Any) -> None:
        """Run the anchors before the panel's own step."""
        if self._running is not None:
            return
        given = inspect.signature(model.forward).bind(*args, **kwargs).arguments
        self.kept.clear()
        if given[_TEXT].shape[1] != self.plan.tokens:
            return
        try:
            for number, anchor in enumerate(self.anchors):
                self._running = number
                model(**self._inputs(anchor, given))
        finally:
            self._running = None

    def attention(
        self, layer: int, query: Tensor, key: Tensor, value: Tensor, **options: Any
    ) -> Tensor:
        """The self-attention of one layer."""
        kernel = functional.scaled_dot_product_attention
        if self._running is not None:
            self.kept[layer, self._running] = self._reduced(key), self._reduced(value)
            return kernel(query, key, value, **options)
        seen = [number for number in range(len(self.anchors)) if (layer, number) in self.kept]
        keys, values, routes = [key], [value], [Route(None, _places(0, key.shape[2], key))]
        start = key.shape[2]
        for number in seen:
            more_keys, more_values = self.kept[layer, number]
            stop = start + more_keys.shape[2]
            mine = self._pixels(number, query)
            if len(mine):
                sees = torch.cat([_places(0, key.shape[2], key), _places(start, stop, key)])
                routes.append(Route(mine, sees, self.anchors[number].strength))
            keys.append(more_keys.expand(len(key), -1, -1, -1))
            values.append(more_values.expand(len(value), -1, -1, -1))
            start = stop
        return attend(kernel, query, torch.cat(keys, 2), torch.cat(values, 2), routes, **options)

    def _reduced(self, tokens: Tensor) -> Tensor:
        """The few tokens that stand for the anchor that is running."""
        anchor = self.anchors[self._running or 0]
        inner, grid = middle(tokens, grid_of(tokens.shape[2], anchor.grid), self.margin)
        return merged(inner, grid, self.pool)

    def _pixels(self, number: int, query: Tensor) -> Tensor:
        """The places of the pixels of an anchor's region among the queries."""
        place = number, query.shape[2], query.device
        if place not in self._owned:
            owners = self.plan.owners(grid_of(query.shape[2], self.plan.grid)).ravel()
            mine = torch.from_numpy(owners == self.anchors[number].region).nonzero().flatten()
            self._owned[place] = mine.to(query.device)
        return self._owned[place]

    def _inputs(self, anchor: Anchor, given: Mapping[str, Any]) -> dict[str, Any]:
        """What the model is given for an anchor, by what it is given for the panel."""
        latents = self.noised(anchor.latents, given["timestep"])
        if anchor.conditions is not None:
            latents = torch.cat([latents, anchor.conditions], dim=1)
        span = self.plan.spans[anchor.region]
        inputs = {
            "sample": latents.to(given["sample"].dtype),
            "timestep": given["timestep"],
            _TEXT: given[_TEXT][-1:, span.start : span.stop],
            "return_dict": False,
        }
        if given.get("timestep_cond") is not None:
            inputs["timestep_cond"] = given["timestep_cond"][-1:]
        if given.get("added_cond_kwargs"):
            inputs["added_cond_kwargs"] = _added(given["added_cond_kwargs"], anchor.size)
        return inputs


def _added(given: Mapping[str, Any], size: tuple[int, int]) -> dict[str, Any]:
    """The last row of SDXL's conditions, with the anchor's own size: original, crop, target."""
    added = {name: rows[-1:] for name, rows in given.items()}
    if "time_ids" in added:
        edges = (size[1], size[0])
        added["time_ids"] = added["time_ids"].new_tensor([[*edges, 0, 0, *edges]])
    return added


def _places(start: int, stop: int, like: Tensor) -> Tensor:
    return torch.arange(start, stop, device=like.device)
