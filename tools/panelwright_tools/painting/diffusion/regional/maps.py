"""Where in the picture a phrase's words are attended to, read out while the model runs.

Cross-attention maps averaged over heads, layers and steps show where a word acts: Hertz et al.,
Prompt-to-Prompt (ICLR 2023); Tang et al., What the DAAM (ACL 2023).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor
from torch.nn import functional

from panelwright_tools.painting.diffusion.regional.layouts import Call
from panelwright_tools.painting.diffusion.regional.plan import RegionPlan
from panelwright_tools.painting.diffusion.regional.routes import Layer, attend
from panelwright_tools.painting.diffusion.regional.unet import grid_of

LEGIBLE = 32
"""Most rows or columns of a map that is read out: finer layers of a UNet see texture."""

Map = npt.NDArray[np.float64]
"""(rows, columns), the share of a pixel's attention that a phrase's words get, 0..1."""


class PhraseMaps:
    """A watcher for `regional_attention` that adds up maps of phrases.

    Each watched layer costs one more attention call, whose values tell the phrases apart: the
    kernel then gives each pixel's attention to each phrase, and no map of tokens is ever whole in
    memory.
    """

    def __init__(self, plan: RegionPlan, phrases: Mapping[str, Sequence[int]]) -> None:
        """`phrases` holds the places of each phrase's tokens in the plan's concatenated text."""
        self._plan = plan
        self._phrases = {phrase: list(places) for phrase, places in phrases.items()}
        self._sums: dict[int, Tensor] = {}
        self._counts: dict[int, int] = defaultdict(int)

    def __call__(
        self, layer: Layer, call: Call, query: Tensor, key: Tensor, options: dict[str, Any]
    ) -> None:
        """Look at one layer, when it has pixels."""
        if not len(layer.pixels) or not self._phrases:
            return
        seen = self._shares(layer, query, key, options)[call.positive]
        pixels = len(layer.pixels)
        found = seen.index_select(2, layer.pixels.to(seen.device)).float().mean((0, 1)).cpu()
        self._sums[pixels] = self._sums.get(pixels, torch.zeros_like(found)) + found
        self._counts[pixels] += 1

    def read(self) -> dict[str, Map]:
        """The mean map of each phrase, at the finest grid of at most 32 rows and columns that the
        model has, or at its coarsest; no maps when no layer was seen."""
        grids = {pixels: grid_of(pixels, self._plan.grid) for pixels in sorted(self._sums)}
        if not grids:
            return {}
        legible = [pixels for pixels, grid in grids.items() if max(grid) <= LEGIBLE]
        pixels = max(legible) if legible else min(grids)
        mean = (self._sums[pixels] / self._counts[pixels]).double().numpy()
        return {
            phrase: mean[:, number].reshape(grids[pixels])
            for number, phrase in enumerate(self._phrases)
        }

    def _shares(self, layer: Layer, query: Tensor, key: Tensor, options: dict[str, Any]) -> Tensor:
        """(batch, heads, queries, phrases) attention of each query to each phrase."""
        value = key.new_zeros((len(self._phrases), key.shape[2]))
        words = layer.words.to(key.device)
        for number, places in enumerate(self._phrases.values()):
            value[number, words[places]] = 1
        width = key.shape[3]  # the fused kernels want values as wide as keys
        parts = [
            attend(
                functional.scaled_dot_product_attention,
                query,
                key,
                _filled(part, width).expand(*key.shape[:2], -1, -1),
                layer.routes,
                **options,
            )[..., : len(part)]
            for part in value.split(width)
        ]
        return torch.cat(parts, dim=-1)


def _filled(marks: Tensor, width: int) -> Tensor:
    """(keys, width) from (phrases, keys), filled up with zeros."""
    return functional.pad(marks, (0, 0, 0, width - len(marks))).T
