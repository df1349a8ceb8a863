"""Pixels of a character's region also attend to a picture of the character, in joint attention.

In every layer in which words and pixels meet, as part of the regions' own attention: see
regional/joint.py for who sees whom. What the anchor's words are there is not seen from the panel.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import torch
from torch import Tensor

from panelwright_tools.painting.diffusion.regional.plan import RegionPlan
from panelwright_tools.painting.diffusion.sharing.beside import TEXT, Anchor, Beside, Noised


def beside(
    model: Any, plan: RegionPlan, anchors: Sequence[Anchor], noised: Noised, *, pool: int
) -> Beside:
    """The anchors as `regional_attention` takes them; to be running in the model before it.

    `noised` is told the level of noise, 0..1. Raises KeyError for a model that shares nothing.
    """
    inputs = _INPUTS[type(getattr(model, "_orig_mod", model)).__name__]
    return Beside(plan, anchors, partial(inputs, noised, plan), pool=pool)


def takes_anchors(model: Any) -> bool:
    """Whether it is a model whose joint attention can be shared."""
    return type(getattr(model, "_orig_mod", model)).__name__ in _INPUTS


def _flux(
    noised: Noised, plan: RegionPlan, anchor: Anchor, given: Mapping[str, Any], span: slice
) -> dict[str, Any]:
    """What FLUX.1 is given: the time is the level of noise, and places are told.

    The anchor is placed to the panel's right, as the other half of one wide picture: models of
    this kind draw a subject alike in both halves by themselves (Shin et al., Diptych Prompting,
    CVPR 2025), and where two pictures lie at the same places a pixel sees its own place most.
    """
    inputs = _common(given, span, ("pooled_projections", "timestep", "guidance"))
    latents = noised(anchor.latents, given["timestep"])
    if anchor.conditions is not None:
        latents = torch.cat([latents, anchor.conditions], dim=2)
    return inputs | {
        "hidden_states": latents.to(given["hidden_states"].dtype),
        "img_ids": _to_the_right(anchor, plan).to(given["img_ids"]),
        "txt_ids": given["txt_ids"][..., span, :],
    }


def _sd3(
    noised: Noised, plan: RegionPlan, anchor: Anchor, given: Mapping[str, Any], span: slice
) -> dict[str, Any]:
    """What Stable Diffusion 3.5 is given, which places every picture in the middle by itself."""
    latents = noised(anchor.latents, given["timestep"][-1:] / 1000)
    return _common(given, span, ("pooled_projections", "timestep")) | {
        "hidden_states": latents.to(given["hidden_states"].dtype)
    }


def _common(given: Mapping[str, Any], span: slice, names: Sequence[str]) -> dict[str, Any]:
    """The region's words, and the last row of what else is given for the panel."""
    rows = {name: given[name][-1:] for name in names if given.get(name) is not None}
    return rows | {TEXT: given[TEXT][-1:, span], "return_dict": False}


def _to_the_right(anchor: Anchor, plan: RegionPlan) -> Tensor:
    """(tokens, 3) of no other picture, its rows, and its columns behind the panel's."""
    rows, columns = (torch.arange(count) for count in anchor.grid)
    places = torch.meshgrid(rows.new_zeros(1), rows, columns + plan.grid[1], indexing="ij")
    return torch.stack(places, dim=-1).reshape(-1, 3)


_INPUTS: dict[str, Callable[..., dict[str, Any]]] = {
    "FluxTransformer2DModel": _flux,
    "SD3Transformer2DModel": _sd3,
}
