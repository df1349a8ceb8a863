"""Pictures of characters as anchors of a UNet's self-attention: encoded, noised, acting."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from PIL import Image

from panelwright_tools.painting.diffusion.families import running
from panelwright_tools.painting.diffusion.families.texts import Joined
from panelwright_tools.painting.diffusion.sampling import Reference, Sampling
from panelwright_tools.painting.diffusion.tables import table


def can_share(pipeline: Any) -> bool:
    """Whether a step's noise is known from its time, as with every scheduler of these families."""
    return hasattr(pipeline.scheduler, "alphas_cumprod")


@contextmanager
def sharing(pipeline: Any, sampling: Sampling, words: Joined, repaints: str) -> Iterator[None]:
    """Within it, the pixels of each region that has an anchor attend to it as well.

    `repaints` is the class of pipeline that encodes pictures for this UNet.
    """
    anchored = [
        (number, region.anchor)
        for number, region in enumerate(sampling.regions, start=1)
        if region.anchor is not None and region.anchor.strength > 0
    ]
    if not anchored:
        yield
        return
    from panelwright_tools.painting.diffusion.regional.plan import planned
    from panelwright_tools.painting.diffusion.sharing.unet import shared_attention

    width, height = sampling.size
    grain = int(pipeline.vae_scale_factor)
    grid = (height // grain, width // grain)
    plan = planned(sampling.regions, words.tokens, grid, base_ratio=sampling.base_ratio)
    encoder, facts = running.sibling(pipeline, repaints), table("sharing")
    anchors = [_anchor(encoder, number, look, sampling.size) for number, look in anchored]
    with shared_attention(
        pipeline.unet, plan, anchors, _noised(pipeline), margin=facts["margin"], pool=facts["pool"]
    ):
        yield


def anchor_size(picture: tuple[int, int], panel: tuple[int, int], grain: int) -> tuple[int, int]:
    """Width and height, multiples of the grain, in which a picture is shown to the model.

    It keeps its proportions, and its area is that of the panel times the square of `side`.
    """
    area = panel[0] * panel[1] * table("sharing")["side"] ** 2
    scale = (area / (picture[0] * picture[1])) ** 0.5
    width, height = (max(grain, round(edge * scale / grain) * grain) for edge in picture)
    return width, height


def _anchor(encoder: Any, region: int, look: Reference, panel: tuple[int, int]) -> Any:
    """The picture encoded; an inpainting checkpoint is told that nothing of it is missing."""
    import torch

    from panelwright_tools.painting.diffusion.sharing.unet import Anchor

    grain = int(encoder.vae_scale_factor)
    size = anchor_size(look.picture.size, panel, grain)
    shown = look.picture.convert("RGB").resize(size, Image.Resampling.LANCZOS)
    pixels = encoder.image_processor.preprocess(shown)
    pixels = pixels.to(encoder._execution_device, encoder.unet.dtype)
    latents = encoder._encode_vae_image(pixels, running.generator(0))
    conditions = None
    if encoder.unet.config.in_channels > latents.shape[1]:
        conditions = torch.cat([torch.zeros_like(latents[:, :1]), latents], dim=1)
    return Anchor(region, latents, conditions, look.strength, size)


def _noised(pipeline: Any) -> Any:
    """What noises latents to a step's level, always with the same noise.

    Whatever the scheduler, a UNet is given sqrt(a) x + sqrt(1 - a) noise, where a is
    `alphas_cumprod` at the step's time (Ho et al., DDPM, 2020, equation 4); between two times it is
    interpolated.
    """
    import torch

    levels = pipeline.scheduler.alphas_cumprod.double().cpu()
    seed = int(table("sharing")["noise"])

    def noised(latents: torch.Tensor, time: Any) -> torch.Tensor:
        noise = torch.randn(latents.shape, generator=running.generator(seed)).to(latents)
        at = min(max(float(torch.as_tensor(time).flatten()[0]), 0.0), len(levels) - 1.0)
        low = int(at)
        high = min(low + 1, len(levels) - 1)
        level = float(torch.lerp(levels[low], levels[high], at - low))
        return level**0.5 * latents + (1 - level) ** 0.5 * noise

    return noised
