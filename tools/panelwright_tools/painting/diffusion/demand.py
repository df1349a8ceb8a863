"""What painting takes beside the model itself: pictures, references, adapters, LoRAs."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from panelwright_tools.painting.diffusion.adapter import AdapterFiles
from panelwright_tools.painting.diffusion.family import Abilities
from panelwright_tools.painting.diffusion.redux import redux_folder
from panelwright_tools.painting.diffusion.safetensors_header import safetensors
from panelwright_tools.painting.diffusion.sampling import Sampling

_SINGLE: Final = 4
"""Bytes of a number of an image encoder, which calculates in 32 bits in the computer's memory."""
_HALF: Final = 2


@dataclass(frozen=True)
class Demand:
    """What pictures take; a plan for more of each serves for less."""

    pixels: int
    """Of a picture as it is sampled."""
    looked_at: int = 0
    """Pixels of pictures that the network sees beside, each counted as large as the picture."""
    loras: int = 0
    """Bytes of the LoRAs that act, in 16 bits."""

    def with_more(self, other: "Demand") -> "Demand":
        """The larger of both, in each."""
        return Demand(
            max(self.pixels, other.pixels),
            max(self.looked_at, other.looked_at),
            max(self.loras, other.loras),
        )


@dataclass(frozen=True)
class Beside:
    """Weights that lie beside a model's own."""

    adapter: int = 0
    """Numbers of an IP-Adapter, in the UNet."""
    encoders: int = 0
    """Bytes of image encoders, which stay in the computer's memory."""


def beside(adapter: AdapterFiles | None, redux: str | None) -> Beside:
    """What an IP-Adapter and a Redux model take. Raises UserError when a file is damaged."""
    numbers, encoders = 0, 0
    if adapter is not None:
        numbers = _numbers(adapter.weights)
        encoders += sum(map(_numbers, adapter.encoder.glob("*.safetensors")))
    if redux is not None:
        encoders += sum(map(_numbers, redux_folder(redux).glob("*/*.safetensors")))
    return Beside(numbers, encoders * _SINGLE)


def demanded(sampling: Sampling, size: tuple[int, int], able: Abilities) -> Demand:
    """What sampling a picture at a size takes, with its references, portraits and LoRAs."""
    pixels, regions = size[0] * size[1], sampling.regions
    seen = sum(region.anchor is not None for region in regions)
    if able.references == "context":
        seen += sum(len(region.references) for region in regions)
    loras = {id(one.weights): one.weights for region in regions for one in region.loras}
    return Demand(pixels, seen * pixels, sum(_HALF * lora.numbers for lora in loras.values()))


def _numbers(path: Path) -> int:
    return sum(tensor.numbers for tensor in safetensors(path).values())
