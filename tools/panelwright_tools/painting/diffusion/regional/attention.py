"""The door: within `regional_attention` a model's words act in the boxes that a plan tells."""

import inspect
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from panelwright_tools.domain import ToolError
from panelwright_tools.painting.diffusion.lora.acting import bounded
from panelwright_tools.painting.diffusion.regional import joint, unet
from panelwright_tools.painting.diffusion.regional.guests import Guest, Guests
from panelwright_tools.painting.diffusion.regional.interception import Attention, intercepted
from panelwright_tools.painting.diffusion.regional.layouts import Call, Layout, layouts, named
from panelwright_tools.painting.diffusion.regional.looks import Looks
from panelwright_tools.painting.diffusion.regional.passes import half_of, halves
from panelwright_tools.painting.diffusion.regional.plan import RegionPlan
from panelwright_tools.painting.diffusion.regional.positions import restarted
from panelwright_tools.painting.diffusion.regional.routes import Layer, attend
from panelwright_tools.painting.diffusion.sampling import CharacterLora

Watcher = Callable[[Layer, Call, Tensor, Tensor, dict[str, Any]], None]
"""(layer, call, query, key, options of the kernel): looks at a layer's attention as it runs."""
Router = Callable[[RegionPlan, Call, int, int, Any, Sequence[Guest]], Layer]
"""(plan, call, queries, keys, device, guests): a layer with so many of them."""
_ROUTERS: dict[str, Router] = {"unet": unet.layer, "joint": joint.layer}


def takes_regions(model: nn.Module) -> bool:
    """Whether regions can act in this model by attention; if not, blend latents (latents.py).

    Not in classes that layouts.toml doesn't know, nor where a back end other than PyTorch's kernel
    was set for its attention.
    """
    model = getattr(model, "_orig_mod", model)
    processors = getattr(model, "attn_processors", {}).values()
    backends = {getattr(one, "_attention_backend", None) for one in processors}
    native = all(one is None or "native" in str(getattr(one, "value", one)) for one in backends)
    return native and type(model).__name__ in layouts()


@contextmanager
def regional_attention(
    model: nn.Module,
    plan: RegionPlan,
    *,
    guided: bool = False,
    watcher: Watcher | None = None,
    looks: Looks | None = None,
    guests: Guests | None = None,
    loras: Sequence[Sequence[CharacterLora]] = (),
) -> Iterator[None]:
    """Within the context the model's words act where the plan says.

    The model must be called with the plan's texts concatenated (`RegionPlan.spans`). `guided` says
    that half of every batch is the negative prompt, padded to the same length: it sees the base's
    span only. `looks` attends to pictures where a UNet has an adapter, `guests` brings tokens of
    pictures into joint attention, and `loras` are those of each of the plan's regions. A call with
    a text of another length runs plainly. Processors, adapters and offloading stay as they are,
    compiled models run uncompiled meanwhile, and everything is as before when the context is left,
    by an exception as well.

    Raises ToolError for a model without attention access, and within the context when a layer's
    attention back end cannot be reached.
    """
    model = getattr(model, "_orig_mod", model)  # what torch.compile has wrapped
    layout = layouts().get(type(model).__name__)
    if layout is None:
        raise ToolError(
            f"{type(model).__name__} gives no access to its attention; blend regional latents."
        )
    seen = _Seen(plan, layout, guided, watcher, guests)
    beyond = () if looks is None else (partial(seen.beyond, looks(plan)),)
    words = partial(seen.attention, joint.text_layer, None)
    with ExitStack() as stack:
        hook = model.register_forward_pre_hook(seen.called, with_kwargs=True)
        stack.callback(hook.remove)
        stack.enter_context(restarted(model, plan, layout, lambda: seen.call))
        stack.enter_context(bounded(model, plan, layout, lambda: seen.call, loras))
        stack.enter_context(intercepted(named(model, layout.text_layers), words))
        for number, layer in enumerate(named(model, layout.layers)):
            pixels = partial(seen.attention, _ROUTERS[layout.way], number)
            stack.enter_context(intercepted([layer], pixels, *beyond))
        yield


class _Seen:
    """What the hooks of one context share: the call that runs, and the routes found so far."""

    def __init__(
        self,
        plan: RegionPlan,
        layout: Layout,
        guided: bool,
        watcher: Watcher | None,
        guests: Guests | None,
    ) -> None:
        self.plan, self.layout, self.guided = plan, layout, guided
        self.watcher, self.guests = watcher, guests
        self.call = Call(layout, False, 0, slice(0), slice(0))
        self._planned = self.call
        """The last call with the plan's texts, whose routes are kept."""
        self._layers: dict[Any, Layer] = {}
        self._others: dict[Any, Layer | None] = {}

    def called(self, model: nn.Module, args: Any, kwargs: Any) -> None:
        """Note how the model is called, before it runs."""
        text = inspect.signature(model.forward).bind(*args, **kwargs).arguments[self.layout.text]
        first = self.layout.negative_first
        negative, positive = halves(len(text), self.guided, first, half_of(model))
        tokens = len(text[-1] if first else text[0])
        self.call = Call(self.layout, tokens == self.plan.tokens, tokens, positive, negative)
        if self.call.regional and self.call != self._planned:
            self._planned = self.call
            self._layers.clear()

    def attention(
        self,
        router: Router,
        number: int | None,
        query: Tensor,
        key: Tensor,
        value: Tensor,
        **options: Any,
    ) -> Tensor:
        """The attention of one layer; guests come to those that have a number."""
        kernel = functional.scaled_dot_product_attention
        if not self.call.regional:
            if self.guests is not None and number is not None:
                self.guests.keep(number, self._pixels(key), self._pixels(value))
            apart = self._apart(key) if number is not None and self.plan.looks else None
            if apart is None:
                return kernel(query, key, value, **options)
            return attend(kernel, query, key, value, apart.routes, **options)
        guests, key, value, own = self._joined(number, key, value)
        layer = self._layer(router, query, own, guests)
        if self.watcher is not None:
            self.watcher(layer, self.call, query, key, options)
        return attend(kernel, query, key, value, layer.routes, **options)

    def beyond(
        self, looks: Attention, query: Tensor, key: Tensor, value: Tensor, **options: Any
    ) -> Tensor:
        """What an adapter's pictures add; to the panel alone, not to pictures that run beside."""
        if self.call.regional:
            return looks(query, key, value, **options)
        return query.new_zeros((*query.shape[:-1], value.shape[-1]))

    def _joined(
        self, number: int | None, key: Tensor, value: Tensor
    ) -> tuple[tuple[Guest, ...], Tensor, Tensor, int]:
        """The guests of a layer, all keys and values, and how many are the layer's own."""
        found = self.guests.seen(number) if self.guests is not None and number is not None else ()
        if not found:
            return (), key, value, key.shape[2]
        guests, keys, values = zip(*found, strict=True)
        rows = (len(key), -1, -1, -1)
        all_keys = torch.cat([key, *(more.expand(rows) for more in keys)], dim=2)
        all_values = torch.cat([value, *(more.expand(rows) for more in values)], dim=2)
        return guests, all_keys, all_values, key.shape[2]

    def _layer(self, router: Router, query: Tensor, keys: int, guests: tuple[Guest, ...]) -> Layer:
        place = router, query.shape[2], keys, query.device, guests
        if place not in self._layers:
            found = router(self.plan, self.call, *place[1:])
            self._layers[place] = found.in_numbers(query.dtype)
        return self._layers[place]

    def _apart(self, key: Tensor) -> Layer | None:
        """The layer of a call with another text, where pictures are bound to regions."""
        place = self.call.text, key.shape[2], key.device
        if place not in self._others:
            self._others[place] = joint.apart(self.plan, self.call, *place[1:])
        return self._others[place]

    def _pixels(self, tokens: Tensor) -> Tensor:
        """Those of a call with another text that are no text."""
        text = self.layout.filled(self.call.text)
        return tokens[:, :, text:] if self.layout.text_first else tokens[:, :, :-text]
