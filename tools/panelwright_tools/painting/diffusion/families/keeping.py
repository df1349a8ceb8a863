"""Keeps a picture outside a mask while a pipeline that knows no inpainting samples.

After every step the latents outside the mask are put back to the picture's, noised as far as that
step is, as in Lugmayr et al., RePaint (CVPR 2022), equation 8, for flow matching.
"""

from dataclasses import dataclass
from typing import Any

from panelwright_tools.painting.diffusion.sampling import Repaint


@dataclass(frozen=True)
class Keeping:
    """A pipeline's `callback_on_step_end`; latents are (1, tokens, channels)."""

    picture: Any
    """Latents of the picture."""
    noise: Any
    """The noise that sampling starts from."""
    repainted: Any
    """(1, tokens, 1) bool, True where it is painted anew."""
    held: int
    """Steps during which the picture is kept inside the mask as well: strength below 1."""

    def __call__(
        self, pipeline: Any, step: int, timestep: Any, tensors: dict[str, Any]
    ) -> dict[str, Any]:
        """Put back what is kept, after the step of that number, from 0."""
        latents = tensors["latents"]
        sigma = pipeline.scheduler.sigmas[step + 1].to(latents)
        kept = ((1 - sigma) * self.picture + sigma * self.noise).to(latents)
        if step < self.held:
            return {"latents": kept}
        return {"latents": latents.where(self.repainted, kept)}


def keeping(repaint: Repaint, picture: Any, noise: Any, *, grain: int, steps: int) -> Keeping:
    """The callback for a repaint; every token of `grain` by `grain` pixels that is touched."""
    import torch

    height, width = repaint.mask.shape
    cells = repaint.mask.reshape(height // grain, grain, width // grain, grain)
    touched = torch.from_numpy(cells.any(axis=(1, 3)).reshape(1, -1, 1)).to(picture.device)
    held = min(round(steps * (1 - repaint.strength)), steps - 1)
    return Keeping(picture, noise.to(picture), touched, held)
