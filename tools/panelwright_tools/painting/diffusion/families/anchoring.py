"""Pictures of characters as anchors of attention: encoded, noised, acting."""

import copy
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image

from panelwright_tools.painting.diffusion.families import running
from panelwright_tools.painting.diffusion.families.texts import Joined, plan_of
from panelwright_tools.painting.diffusion.sampling import Reference, Sampling
from panelwright_tools.painting.diffusion.tables import table

if TYPE_CHECKING:
    from torch import Tensor

    from panelwright_tools.painting.diffusion.sharing.beside import Anchor, Beside, Noised

    Mix = Callable[[Tensor, Tensor, Any], Tensor]
    """(latents, noise, time that the model is told) to both of them mixed."""


def can_share(pipeline: Any) -> bool:
    """Whether a picture can be noised as far as a step of a UNet is; nearly every scheduler can."""
    scheduler = pipeline.scheduler
    return _by_levels(scheduler) or hasattr(scheduler, "add_noise")


@contextmanager
def sharing(pipeline: Any, sampling: Sampling, words: Joined, repaints: str) -> Iterator[None]:
    """Within it, the pixels of each region that has an anchor attend to it as well, in a UNet.

    `repaints` is the class of pipeline that encodes pictures for this UNet.
    """
    looks = _looks(sampling)
    if not looks:
        yield
        return
    from panelwright_tools.painting.diffusion.sharing.unet import shared_attention

    plan = plan_of(sampling, words, int(pipeline.vae_scale_factor))
    encoder = running.sibling(pipeline, repaints)
    anchors = [_unet_anchor(encoder, *look, sampling.size) for look in looks]
    with shared_attention(
        pipeline.unet, plan, anchors, noising(pipeline.scheduler), pool=_facts("unet")["pool"]
    ):
        yield


@contextmanager
def beside(
    pipeline: Any, sampling: Sampling, words: Joined, grain: int, repaints: str
) -> Iterator["Beside | None"]:
    """The anchors of the regions, running in a transformer, as `texts.acting` takes them.

    `grain` is the pixels along one token, and `repaints` the class of pipeline that encodes
    pictures for this transformer; None without anchors.
    """
    looks = _looks(sampling)
    if not looks:
        yield None
        return
    from panelwright_tools.painting.diffusion.sharing import joint

    plan, facts = plan_of(sampling, words, grain), _facts("joint")
    encoder = running.sibling(pipeline, repaints)
    anchors = [_transformer_anchor(encoder, *look, sampling.size, grain) for look in looks]
    noised = _drawing_noise(lambda latents, noise, level: (1 - level) * latents + level * noise)
    found = joint.beside(pipeline.transformer, plan, anchors, noised, pool=facts["pool"])
    with found.running(pipeline.transformer):
        yield found


def anchor_size(
    picture: tuple[int, int], panel: tuple[int, int], grain: int, side: float
) -> tuple[int, int]:
    """Width and height, multiples of the grain, in which a picture is shown to the model.

    It keeps its proportions, and its area is that of the panel times the square of `side`.
    """
    area = panel[0] * panel[1] * side**2
    scale = (area / (picture[0] * picture[1])) ** 0.5
    width, height = (max(grain, round(edge * scale / grain) * grain) for edge in picture)
    return width, height


def _facts(way: str) -> Mapping[str, Any]:
    """Of sharing.toml, for UNets or for joint attention."""
    facts = table("sharing")
    return {**facts, **facts[way]}


def _looks(sampling: Sampling) -> list[tuple[int, Reference]]:
    """The number of each region that has an anchor, and that."""
    return [
        (number, region.anchor)
        for number, region in enumerate(sampling.regions, start=1)
        if region.anchor is not None and region.anchor.strength > 0
    ]


def _unet_anchor(encoder: Any, region: int, look: Reference, panel: tuple[int, int]) -> "Anchor":
    """The picture encoded; an inpainting checkpoint is told that nothing of it is missing."""
    import torch

    from panelwright_tools.painting.diffusion.sharing.beside import Anchor

    facts = _facts("unet")
    size = anchor_size(look.picture.size, panel, int(encoder.vae_scale_factor), facts["side"])
    latents = _latents(encoder, look, size, encoder.unet.dtype)
    subject = _subject(look, (latents.shape[2], latents.shape[3]), facts["margin"])
    conditions = None
    if encoder.unet.config.in_channels > latents.shape[1]:
        conditions = torch.cat([torch.zeros_like(latents[:, :1]), latents], dim=1)
    return Anchor(region, latents, subject, look.strength, size, conditions)


def _transformer_anchor(
    encoder: Any, region: int, look: Reference, panel: tuple[int, int], grain: int
) -> "Anchor":
    """The picture encoded, and packed where the transformer is given packed latents."""
    import torch

    from panelwright_tools.painting.diffusion.sharing.beside import Anchor

    facts = _facts("joint")
    size = anchor_size(look.picture.size, panel, grain, facts["side"])
    latents = _latents(encoder, look, size, encoder.transformer.dtype)
    subject = _subject(look, (size[1] // grain, size[0] // grain), facts["margin"])
    conditions = None
    if hasattr(encoder, "_pack_latents"):
        latents = encoder._pack_latents(latents, *latents.shape)
        missing = encoder.transformer.config.in_channels - 2 * latents.shape[2]
        if missing > 0:  # the picture once more, and a mask that marks nothing of it
            mask = latents.new_zeros(*latents.shape[:2], missing)
            conditions = torch.cat([latents, mask], dim=2)
    return Anchor(region, latents, subject, look.strength, size, conditions)


def _latents(encoder: Any, look: Reference, size: tuple[int, int], dtype: Any) -> "Tensor":
    shown = look.picture.convert("RGB").resize(size, Image.Resampling.LANCZOS)
    pixels = encoder.image_processor.preprocess(shown).to(encoder._execution_device, dtype)
    latents: Tensor = encoder._encode_vae_image(pixels, running.generator(0))
    return latents.to(dtype)


def _subject(look: Reference, grid: tuple[int, int], margin: float) -> "Tensor":
    """(rows, columns) how much of each place shows the character: by the picture's mask, else all
    but its edges."""
    import torch

    from panelwright_tools.painting.diffusion.sharing.merging import middle

    if look.mask is None or not look.mask.any():
        return middle(grid, margin)
    shown = torch.from_numpy(look.mask.astype(np.float32))[None]
    return torch.nn.functional.adaptive_avg_pool2d(shown, grid)[0]


def _by_levels(scheduler: Any) -> bool:
    """Whether a UNet is given sqrt(a) x + sqrt(1 - a) noise, where a is `alphas_cumprod` at the
    step's time, as with all schedulers for networks that predict noise (Ho et al., DDPM, 2020,
    equation 4) unless they are told to go along a flow."""
    flowing = scheduler.config.get("use_flow_sigmas") or (
        scheduler.config.get("prediction_type") == "flow_prediction"
    )
    return hasattr(scheduler, "alphas_cumprod") and not flowing


def noising(scheduler: Any) -> "Noised":
    """What noises latents as far as a step is, and scales them as the UNet gets them."""
    if _by_levels(scheduler):
        return _drawing_noise(_levelled(scheduler))

    def noised(latents: "Tensor", noise: "Tensor", time: Any) -> "Tensor":
        now = copy.copy(scheduler)  # which counts its steps, and must not count this one
        mixed = now.add_noise(latents, noise, time.reshape(1))
        scaled: Tensor = now.scale_model_input(mixed, time)
        return scaled

    return _drawing_noise(noised)


def _levelled(scheduler: Any) -> "Mix":
    """By `alphas_cumprod`; between two times it is interpolated."""
    import torch

    levels = scheduler.alphas_cumprod.double().cpu()

    def noised(latents: "Tensor", noise: "Tensor", time: Any) -> "Tensor":
        at = min(max(float(torch.as_tensor(time).flatten()[0]), 0.0), len(levels) - 1.0)
        low = int(at)
        high = min(low + 1, len(levels) - 1)
        level = float(torch.lerp(levels[low], levels[high], at - low))
        return level**0.5 * latents + (1 - level) ** 0.5 * noise

    return noised


def _drawing_noise(mix: "Mix") -> "Noised":
    """The mixture of latents with noise at a time, always with the same noise."""
    import torch

    seed = int(table("sharing")["noise"])

    def noised(latents: "Tensor", time: Any) -> "Tensor":
        noise = torch.randn(latents.shape, generator=running.generator(seed)).to(latents)
        return mix(latents, noise, time)

    return noised
