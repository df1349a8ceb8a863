"""The plan of a model in memory: by what is set, what the machine has, and what is painted."""

from dataclasses import dataclass

from panelwright_tools.painting.diffusion.demand import Beside, Demand
from panelwright_tools.painting.diffusion.device import Device, Numbers
from panelwright_tools.painting.diffusion.fit import Fit, Offload
from panelwright_tools.painting.diffusion.memory_plan import fitted
from panelwright_tools.painting.diffusion.model_folder import CONFIG, read_json
from panelwright_tools.painting.diffusion.weights import Weights


@dataclass(frozen=True)
class Plan:
    """All that decides how a model is laid into memory, but for the pictures."""

    weights: Weights
    where: Device
    """As it was before the model was loaded."""
    beside: Beside
    offload: Offload | None = None
    """The user's; None: chosen."""
    numbers: Numbers | None = None
    """Likewise."""
    main_memory: int | None = None
    """The computer's free bytes, where the device has memory of its own."""

    def fit(self, demand: Demand) -> Fit:
        """How the model is laid so that such pictures can be painted."""
        return fitted(
            self.weights,
            self.where,
            demand,
            beside=self.beside,
            offload=self.offload,
            numbers=self.numbers,
            main_memory=self.main_memory,
        )


def trained_side(weights: Weights, native: int) -> int:
    """Pixels along the side of the square that a model was trained on, told without loading it.

    A UNet says so itself; `native` is the family's.
    """
    home = weights.layout_folder
    if weights.making.part != "unet":
        return native
    latents = read_json(home / "unet" / CONFIG).get("sample_size")
    blocks = read_json(home / "vae" / CONFIG).get("block_out_channels") or [0]
    return latents * 2 ** (len(blocks) - 1) if isinstance(latents, int) else native
