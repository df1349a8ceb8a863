"""Gives each text of a plan the places that it would have by itself.

Transformers with rotary embeddings count the tokens of the concatenated text through. A region's
words would then lie farther off than the model has learnt, and the later the farther.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from panelwright_tools.painting.diffusion.regional.layouts import Call, Layout, named
from panelwright_tools.painting.diffusion.regional.plan import RegionPlan


@contextmanager
def restarted(
    model: nn.Module, plan: RegionPlan, layout: Layout, call: Callable[[], Call]
) -> Iterator[None]:
    """Within the context the places of text tokens start anew with each text of the plan.

    `call` tells the call that runs.
    """
    with ExitStack() as stack:
        for hook in _HOOKS[layout.positions](model, plan, layout, call):
            stack.callback(hook.remove)
        yield


def ends(plan: RegionPlan, layout: Layout) -> Tensor:
    """(filled tokens,) places that let each text end where pixels begin, filled as by itself.

    For models that place pixels after the text: what counts is how far a word is from them.
    """
    whole = layout.filled(plan.tokens)
    places = [whole - layout.filled(b - a) + np.arange(b - a) for a, b in plan.spans]
    filling = places[0][-1] + 1 + np.arange(whole - plan.tokens)
    return torch.from_numpy(np.concatenate([*places, filling]).clip(max=whole - 1))


def _none(model: nn.Module, plan: RegionPlan, layout: Layout, call: Any) -> list[Any]:
    return []


def _ids(model: nn.Module, plan: RegionPlan, layout: Layout, call: Any) -> list[Any]:
    """The pipeline hands in the places, (batch, tokens, axes) or (tokens, axes)."""
    places = torch.from_numpy(plan.positions())

    def moved(module: nn.Module, args: Any, kwargs: Any) -> Any:
        ids = kwargs.get("txt_ids")
        if call().regional and ids is not None:
            kwargs = {**kwargs, "txt_ids": ids.index_select(-2, places.to(ids.device))}
        return args, kwargs

    return [model.register_forward_pre_hook(moved, with_kwargs=True)]


def _embeddings(model: Any, plan: RegionPlan, layout: Layout, call: Any) -> list[Any]:
    """A module of the model makes the embeddings: those of pixels, those of the text."""
    places = torch.from_numpy(plan.positions())

    def moved(module: nn.Module, args: Any, outcome: Any) -> Any:
        pixels, text = outcome
        return (pixels, text[places.to(text.device)]) if call().regional else outcome

    return [model.pos_embed.register_forward_hook(moved)]


def _frequencies(model: nn.Module, plan: RegionPlan, layout: Layout, call: Any) -> list[Any]:
    """Each layer is handed the embeddings, (batch, tokens, width), text after pixels."""
    pixels = layout.filled(plan.grid[0] * plan.grid[1])
    text_only = ends(plan, layout)
    joint = torch.cat([torch.arange(pixels), pixels + text_only])

    def moving(order: Tensor) -> Any:
        def moved(module: nn.Module, args: Any, kwargs: Any) -> Any:
            if not call().regional:
                return args, kwargs
            frequencies = kwargs["freqs_cis"].clone()
            rows = frequencies[call().positive]
            rows[:, : len(order)] = rows[:, order.to(rows.device)]
            return args, {**kwargs, "freqs_cis": frequencies}

        return moved

    return [
        layer.register_forward_pre_hook(moving(order), with_kwargs=True)
        for names, order in ((layout.layers, joint), (layout.text_layers, text_only))
        for layer in named(model, names)
    ]


_HOOKS = {"none": _none, "txt_ids": _ids, "pos_embed": _embeddings, "freqs_cis": _frequencies}
