"""A detector of the miniature's subjects: a small transformer, which knows nothing of the judge.

`python -m miniature.detector_training` trains it anew and measures it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import torch
from PIL import Image
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import nn

from miniature.tables import table
from panelwright_tools.domain import Box, UserError

WEIGHTS: Final = Path(__file__).parent / "data" / "detector.safetensors"
STRIDE: Final = 4
"""Pixels on the side of a cell."""
_UNIT: Final = 8.0
"""Pixels that are one unit of a predicted distance."""


@dataclass(frozen=True)
class Spotted:
    """Something that the detector takes for a subject."""

    box: Box
    """Fractions of the picture."""
    sure: float
    """Probability that a subject is there."""
    kinds: npt.NDArray[np.float32]
    """(kinds,) probabilities, in the order of scenes.toml."""
    colours: npt.NDArray[np.float32]
    """(colours,) likewise."""


class Layer(nn.Module):  # type: ignore[misc, unused-ignore]
    """Attention over all cells of a picture, after a look at their neighbours."""

    def __init__(self, width: int, heads: int, inner: int) -> None:
        """With random weights."""
        super().__init__()
        self.near = nn.Conv2d(width, width, 3, padding=1, groups=width)
        self.heads, self.before, self.after = heads, nn.LayerNorm(width), nn.LayerNorm(width)
        self.ask, self.give = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.wide, self.back = nn.Linear(width, inner * width), nn.Linear(inner * width, width)

    def forward(self, seen: torch.Tensor) -> torch.Tensor:
        """(n, width, rows, columns) of the same."""
        seen = seen + self.near(seen)  # tells cells where they are beside each other
        cells = seen.flatten(2).transpose(1, 2)
        parts = (
            self.ask(self.before(cells)).unflatten(2, (3, self.heads, -1)).permute(2, 0, 3, 1, 4)
        )
        told = nn.functional.scaled_dot_product_attention(*parts).transpose(1, 2).flatten(2)
        cells = cells + self.give(told)
        cells = cells + self.back(nn.functional.gelu(self.wide(self.after(cells))))
        return cells.transpose(1, 2).unflatten(2, seen.shape[2:])


class Detector(nn.Module):  # type: ignore[misc, unused-ignore]
    """For every cell whether a subject's middle is near, how far its edges are, and what it is."""

    def __init__(self) -> None:
        """With random weights."""
        super().__init__()
        facts, scenes = table("detector"), table("scenes")
        widths = facts["stem"]
        layers: list[nn.Module] = [nn.Conv2d(3, widths[0], 3, padding=1), nn.GELU()]
        for one, other in pairwise(widths):
            layers += [nn.Conv2d(one, other, 3, stride=2, padding=1), nn.GELU()]
            layers += [nn.Conv2d(other, other, 3, padding=1), nn.GELU()]
        self.stem = nn.Sequential(*layers)
        self.layers = nn.ModuleList(
            Layer(widths[-1], facts["heads"], facts["inner"]) for _ in range(facts["layers"])
        )
        self.parts = (1, 4, len(scenes["kinds"]), len(scenes["colours"]))
        self.last = nn.Sequential(
            nn.GroupNorm(1, widths[-1]), nn.Conv2d(widths[-1], sum(self.parts), 1)
        )

    def forward(self, shown: torch.Tensor) -> tuple[torch.Tensor, ...]:
        """Confidence, distances, kinds and colours, each (n, so many, height / 4, width / 4), of
        (n, 3, height, width) in -1..1."""
        seen = self.stem(shown)
        for layer in self.layers:
            seen = layer(seen)
        sure, far, kinds, colours = torch.split(self.last(seen), self.parts, 1)
        return sure, nn.functional.softplus(far), kinds, colours


def spotted(detector: Detector, pictures: Sequence[Image.Image]) -> list[list[Spotted]]:
    """What a detector sees on pictures of one shape, whatever their size; each thing once."""
    small = [sized(picture) for picture in pictures]
    shown = torch.from_numpy(np.stack([np.asarray(one) for one in small])).permute(0, 3, 1, 2)
    with torch.inference_mode():
        confidence, far, kinds, colours = detector(shown.float() / 127.5 - 1)
    boxes, chances = edges(far), confidence.sigmoid()[:, 0]
    told = [part.numpy() for part in (chances, boxes, kinds.softmax(1), colours.softmax(1))]
    return [
        _each_once(sure, box, kind, colour, one.size)
        for one, sure, box, kind, colour in zip(small, *told, strict=True)
    ]


def sized(picture: Image.Image) -> Image.Image:
    """The picture as the detector looks at it: small, in RGB, of whole cells."""
    scale = table("detector")["side"] / min(picture.size)
    width, height = (max(1, round(edge * scale / STRIDE)) * STRIDE for edge in picture.size)
    return picture.convert("RGB").resize((width, height), Image.Resampling.BOX)


def edges(far: torch.Tensor) -> torch.Tensor:
    """Left, top, right and bottom, (n, 4, rows, columns) pixels, of distances from the cells."""
    rows, columns = torch.meshgrid(*(middles(n) for n in far.shape[2:]), indexing="ij")
    left, top, right, bottom = (far * _UNIT).unbind(1)
    return torch.stack([columns - left, rows - top, columns + right, rows + bottom], 1)


def middles(cells: int) -> torch.Tensor:
    """Where cells in a row have their middles, pixels."""
    return (torch.arange(cells) + 0.5) * STRIDE


def _each_once(
    sure: npt.NDArray[np.float32],
    boxes: npt.NDArray[np.float32],
    kinds: npt.NDArray[np.float32],
    colours: npt.NDArray[np.float32],
    size: tuple[int, int],
) -> list[Spotted]:
    """The surest first, and none that is the same as a surer one."""
    facts, (width, height) = table("detector"), size
    found: list[Spotted] = []
    for row, column in sorted(
        np.argwhere(sure > facts["least"]).tolist(), key=lambda at: -sure[*at]
    ):
        left, top, right, bottom = boxes[:, row, column].tolist()
        box = Box.from_corners(left / width, top / height, right / width, bottom / height).clipped()
        if all(box.iou(other.box) <= facts["same"] for other in found):
            at = (slice(None), row, column)
            found.append(Spotted(box, float(sure[row, column]), kinds[at], colours[at]))
    return found


@cache
def the_detector(path: Path = WEIGHTS) -> Detector:
    """The detector with trained weights. Raises UserError for a file that holds none."""
    detector = Detector()
    try:
        weights = {name: value.float() for name, value in load_file(path).items()}
        detector.load_state_dict(weights)
    except (OSError, SafetensorError, RuntimeError) as error:
        raise UserError(
            f"{path} doesn't hold the weights of the miniature's detector; train it anew by "
            "python -m miniature.detector_training."
        ) from error
    detector.eval()
    return detector
