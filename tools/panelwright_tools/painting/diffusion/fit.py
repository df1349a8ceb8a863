"""How a model is laid into the memory of a device."""

from dataclasses import dataclass
from typing import Literal

from panelwright_tools.painting.diffusion.device import Numbers

Offload = Literal["none", "model", "group", "sequential"]
"""What waits in the computer's memory: nothing; the parts that aren't at work; all but the blocks
at work; all but the layer at work. Each needs less of the device than the one before, and more
time."""


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
