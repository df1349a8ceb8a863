"""How a model is laid into the memory of a device."""

from dataclasses import dataclass
from typing import Literal, get_args

from panelwright_tools.painting.diffusion.device import Numbers

Offload = Literal["none", "encoders", "model", "group", "sequential"]
"""What waits in the computer's memory: nothing; the blocks of the text encoders that aren't at
work; the parts that aren't at work; the blocks that aren't; the layers that aren't. The more waits,
the less of the device is needed, and the longer it takes."""


@dataclass(frozen=True)
class Fit:
    """Where a pipeline is put, and how it saves memory."""

    device: str = "cpu"
    """As PyTorch has it."""
    numbers: Numbers = "float32"
    offload: Offload = "none"
    tiled: bool = False
    """Whether the autoencoder goes over a picture in tiles."""
    sliced: bool = False
    """Whether the autoencoder takes one picture of a batch at a time."""
    said: str = ""
    """A sentence about it for the user."""


def is_lighter(fit: Fit, other: Fit) -> bool:
    """Whether a fit, in the same numbers on the same device, leaves more of the device free."""
    ways = get_args(Offload)
    rank, than = (ways.index(one.offload) for one in (fit, other))
    return rank > than or (rank == than and fit.tiled and not other.tiled)
