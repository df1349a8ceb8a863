"""Stable Diffusion 1.5, 2 and XL: a UNet that is told the number of a step."""

from collections.abc import Sequence
from typing import Any, Final

import torch

from panelwright_tools.lift.denoisers.form import Called, Form, Rows, Text, autoencode, each
from panelwright_tools.painting.diffusion.adapter import HELD, Adapter
from panelwright_tools.painting.diffusion.families import sd15, sdxl, unet
from panelwright_tools.painting.diffusion.sampling import NetworkCall


def _read_sd15(pipeline: Any, text: str, tokens: int) -> Text:
    return Text(unet.text(pipeline, text, sd15.WAY).words)


def _read_sdxl(pipeline: Any, text: str, tokens: int) -> Text:
    """No words are what the pipeline takes for no negative prompt: zeros for the base model."""
    found = unet.text(pipeline, text or None, sdxl.WAY)
    return Text(found.words, found.summary)


def _beside(pipeline: Any, size: Sequence[int]) -> torch.Tensor | None:
    """A mask of everything, and the latents of a picture without anything."""
    if unet.kind(pipeline) != "inpaint":
        return None
    scale = int(pipeline.vae_scale_factor)
    blank = torch.zeros(1, 3, *(side * scale for side in size), device=pipeline._execution_device)
    masked = autoencode(pipeline, blank)
    return torch.cat([torch.ones_like(masked[:, :1]), masked], dim=1)


def _predict(pipeline: Any, rows: Rows) -> torch.Tensor:
    seen = rows.noisy
    if rows.beside is not None:
        seen = torch.cat([seen, each(rows.beside, rows)], dim=1)
    found: torch.Tensor = pipeline.unet(
        seen,
        rows.told,
        encoder_hidden_states=rows.words,
        timestep_cond=_guidance(pipeline, rows),
        added_cond_kwargs=_added(pipeline, rows),
        return_dict=False,
    )[0]
    return found


def _guidance(pipeline: Any, rows: Rows) -> torch.Tensor | None:
    """For consistency-distilled checkpoints, which read guidance as an input."""
    width = pipeline.unet.config.time_cond_proj_dim
    if width is None:
        return None
    scale = torch.tensor([rows.guidance - 1.0])
    return each(pipeline.get_guidance_scale_embedding(scale, embedding_dim=width), rows)


def _added(pipeline: Any, rows: Rows) -> dict[str, Any] | None:
    """SDXL's summary and sizes, uncropped; a blank that counts nothing for an IP-Adapter."""
    added: dict[str, Any] = {}
    if rows.summary is not None:
        scale = int(pipeline.vae_scale_factor)
        height, width = (side * scale for side in rows.noisy.shape[-2:])
        sizes = torch.tensor([[height, width, 0, 0, height, width]])
        added = {"text_embeds": rows.summary, "time_ids": each(sizes, rows)}
    adapter = getattr(pipeline, HELD, None)
    if adapter is not None:
        pipeline.set_ip_adapter_scale(0.0)
        added["image_embeds"] = [each(_nothing(adapter), rows)]
    return added or None


def _nothing(adapter: Adapter) -> torch.Tensor:
    """One picture's embeddings, (1, 1, …), all zero."""
    config = adapter.encoder.config
    if not adapter.plus:
        return torch.zeros(1, 1, config.projection_dim)
    return torch.zeros(1, 1, (config.image_size // config.patch_size) ** 2 + 1, config.hidden_size)


def _called(call: NetworkCall) -> Called:
    """The negative prompt comes first; behind the latents is what inpainting checkpoints see."""
    seen, step = call.args[:2]
    noisy = seen[:, : call.predicted.shape[1]]
    return Called(noisy.flip(0), float(step), call.predicted.flip(0))


SD15: Final = Form("unet", _read_sd15, autoencode, _predict, _called, _beside)
SDXL: Final = Form("unet", _read_sdxl, autoencode, _predict, _called, _beside)
