"""Regions where a model gives no access to its attention: one prediction a text, blended by place.

Bar-Tal et al., MultiDiffusion (ICML 2023), with one window, the whole picture, and a prompt a
mask: at each step the predictions of the texts are averaged with the weights of their regions.
Costs one run of the model for each region, where attention costs a few percent.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import wraps
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from panelwright_tools.painting.diffusion.regional.plan import RegionPlan

FEATHER = 1.0
"""Latent pixels over which two regions blend into each other."""

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


def blended(predict: Callable[[int], Tensor], weights: Weights) -> Tensor:
    """The predictions of all texts, (…, rows, columns), weighted by place.

    `predict` is given the number of a text: 0 the base's, then each region's. A text without a
    share anywhere is not predicted.
    """
    total: Tensor | None = None
    for number, weight in enumerate(weights):
        if weight.any():
            found = predict(number)
            part = found * torch.from_numpy(weight).to(found)
            total = part if total is None else total + part
    assert total is not None, "weights sum to 1, so that one text has a share"
    return total


@contextmanager
def regional_latents(
    model: nn.Module, plan: RegionPlan, texts: Sequence[Mapping[str, Any]]
) -> Iterator[None]:
    """Within the context each call of the model is one for every text, and they are blended.

    `texts` holds the arguments of the model's forward that differ between the texts (the words,
    their summary), the base's first. The model must return a tuple or an output with the
    prediction first: (batch, channels, rows, columns), or (batch, pixels, channels). A call with
    other words than the base's, as a negative prompt by itself, runs as it is.

    Raises ValueError when the texts are not as many as the plan's.
    """
    if len(texts) != len(plan.regions) + 1:
        raise ValueError(f"{len(texts)} texts for a base and {len(plan.regions)} regions")
    weights = region_weights(plan)
    forward, own = model.forward, "forward" in vars(model)

    @wraps(forward)
    def run(*args: Any, **kwargs: Any) -> Any:
        if not _same(kwargs, texts[0]):
            return forward(*args, **kwargs)
        outputs: list[Any] = []

        def predict(number: int) -> Tensor:
            outputs.append(forward(*args, **{**kwargs, **texts[number]}))
            return _by_place(outputs[-1][0], plan)

        return _with_prediction(outputs, blended(predict, weights))

    model.forward = run
    try:
        yield
    finally:
        if own:
            model.forward = forward
        else:
            del model.forward


def _same(given: Mapping[str, Any], text: Mapping[str, Any]) -> bool:
    """Whether a call is given this text, and not a negative prompt by itself."""
    return all(
        name in given and given[name].shape == value.shape and bool((given[name] == value).all())
        for name, value in text.items()
    )


def _by_place(prediction: Tensor, plan: RegionPlan) -> Tensor:
    """(batch, channels, rows, columns), whatever the model's order."""
    if prediction.dim() == 4:
        return prediction
    return prediction.transpose(1, 2).unflatten(2, plan.grid)


def _with_prediction(outputs: Sequence[Any], prediction: Tensor) -> Any:
    """An output like the model's, with another prediction."""
    output = outputs[0]
    if output[0].dim() == 3:
        prediction = prediction.flatten(2).transpose(1, 2)
    if isinstance(output, tuple):
        return (prediction, *output[1:])
    return type(output)(sample=prediction)


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
