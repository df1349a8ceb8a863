"""Regions where a model gives no access to its attention: one prediction a text, blended by place.

Bar-Tal et al., MultiDiffusion (ICML 2023), with one window, the whole picture, and a prompt a
mask: at each step the predictions of the texts are averaged with the weights of their regions.
Costs one run of the model for each region, where attention costs a few percent.
"""

import inspect
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import wraps
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from panelwright_tools.painting.diffusion.regional.layouts import layouts
from panelwright_tools.painting.diffusion.regional.passes import calling, half_of, halves, rows_of
from panelwright_tools.painting.diffusion.regional.plan import RegionPlan

FEATHER = 1.0
"""Latent pixels over which two regions blend into each other."""

TEXT: Final = "encoder_hidden_states"
"""What models call the argument that holds the text, unless layouts.toml says otherwise."""
_ALONG: Final = {"txt_ids": -2, "encoder_hidden_states_mask": -1}
"""Arguments that have an entry for each token of the text, and along which axis."""

Weights = npt.NDArray[np.float64]
"""(1 + regions, rows, columns) each text's share of each pixel; they sum to 1."""


def region_weights(plan: RegionPlan, feather: float = FEATHER) -> Weights:
    """Each text's share of each latent pixel, soft over `feather` pixels at the edges.

    In a box the base's text has the base ratio.
    """
    owners = plan.owners()
    numbers = np.arange(len(plan.regions) + 1)
    own = _blurred((owners == numbers[:, None, None]).astype(np.float64), feather)
    own[1:] *= 1 - plan.base_ratio
    own[0] = 1 - own[1:].sum(axis=0)
    return own


@contextmanager
def regional_latents(model: nn.Module, plan: RegionPlan, *, guided: bool = False) -> Iterator[None]:
    """Within the context each call of the model is one for every text, and they are blended.

    The model must be called as within `regional_attention`, with the plan's texts concatenated;
    `guided` says that half of every batch is the negative prompt, which is told nothing of
    regions. It must return a tuple or an output with the prediction first: (batch, channels, rows,
    columns), (batch, pixels, channels), or a list with an entry (channels, …, rows, columns) a row.
    A call with a text of another length runs as it is.
    """
    model = getattr(model, "_orig_mod", model)
    layout = layouts().get(type(model).__name__)
    text = layout.text if layout is not None else TEXT
    negative_first = layout is None or layout.negative_first
    weights = region_weights(plan)
    forward = model.forward
    signature = inspect.signature(forward)

    @wraps(forward)
    def run(*args: Any, **kwargs: Any) -> Any:
        given = dict(signature.bind(*args, **kwargs).arguments)
        rows = len(given[text])
        _, positive = halves(rows, guided, negative_first, half_of(model))
        if len(given[text][positive][:1]) == 0:
            return forward(**_told(given, text, plan, 0))
        if len(given[text][positive][0]) != plan.tokens:
            return forward(*args, **kwargs)
        output = forward(**_told(given, text, plan, 0))
        parts = [(0, output[0][positive])]
        for number in range(1, len(weights)):
            if weights[number].any():
                asked = rows_of(_told(given, text, plan, number), positive, rows)
                parts.append((number, forward(**asked)[0]))
        return _with_prediction(output, positive, parts, weights)

    with calling(model, run):
        yield


def _told(given: Mapping[str, Any], text: str, plan: RegionPlan, number: int) -> dict[str, Any]:
    """What a model is given for one of the texts: 0 the base's, then each region's.

    What lies along the text is as long as it, from the beginning, so that places start anew.
    """
    span = plan.spans[number]
    words, length = slice(*span), span.stop - span.start
    told = dict(given)
    if isinstance(given[text], list):
        told[text] = [r[words] if len(r) == plan.tokens else r for r in given[text]]
    elif given[text].shape[1] == plan.tokens:
        told[text] = given[text][:, words]
    for name, axis in _ALONG.items():
        if isinstance(given.get(name), Tensor) and given[name].shape[axis] == plan.tokens:
            told[name] = given[name].narrow(axis, 0, length)
    return told


def _with_prediction(
    output: Any, positive: slice, parts: Sequence[tuple[int, Any]], weights: Weights
) -> Any:
    """An output like the model's, with the rows of the positive prompt blended."""
    whole = output[0]
    if isinstance(whole, list):
        every = zip(*(prediction for _, prediction in parts), strict=True)
        mixed = [
            sum(
                one * _share(one, weights, number)
                for (number, _), one in zip(parts, row, strict=True)
            )
            for row in every
        ]
        prediction: Any = list(whole)
        prediction[positive] = mixed
    else:
        prediction = whole.clone()
        prediction[positive] = sum(one * _share(one, weights, number) for number, one in parts)
    return (prediction, *output[1:]) if isinstance(output, tuple) else type(output)(prediction)


def _share(prediction: Tensor, weights: Weights, number: int) -> Tensor:
    """A text's share of each place, so that it multiplies a prediction.

    (batch, pixels, channels) may have more pixels than the plan, of pictures that are looked at:
    what is predicted of them counts for nothing, and the base's is kept.
    """
    weight = torch.from_numpy(weights[number]).to(prediction)
    if prediction.dim() == 3:
        beyond = weight.new_full((prediction.shape[1] - weight.numel(),), float(number == 0))
        return torch.cat([weight.flatten(), beyond])[:, None]
    for axis in (0, 1):
        times = prediction.shape[axis - 2] // weight.shape[axis]
        weight = weight.repeat_interleave(times, axis)
    return weight


def _blurred(masks: Weights, feather: float) -> Weights:
    """The masks with edges that rise over `feather` pixels to each side, by a box in both ways."""
    reach = round(feather)
    for axis in (1, 2):
        padding = [(0, 0), (0, 0), (0, 0)]
        padding[axis] = (reach, reach)
        wide = np.pad(masks, padding, mode="edge")
        windows = np.lib.stride_tricks.sliding_window_view(wide, 2 * reach + 1, axis=axis)
        masks = windows.mean(axis=-1)
    return masks
