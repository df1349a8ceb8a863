"""Qwen-Image and Qwen-Image-Edit without a picture: a flow on packed latents, told sigma."""

from typing import Any, Final

import torch

from panelwright_tools.lift.denoisers.form import Called, Form, Rows, Text
from panelwright_tools.lift.denoisers.packing import packed, unpacked
from panelwright_tools.painting.diffusion.families.qwen_image import NO_NEGATIVE, words_read
from panelwright_tools.painting.diffusion.sampling import NetworkCall


def _read(pipeline: Any, text: str, tokens: int) -> Text:
    (words,) = words_read(pipeline, [text or NO_NEGATIVE], tokens)
    return Text(words)


def _autoencode(pipeline: Any, picture: torch.Tensor) -> torch.Tensor:
    """Of a film of one frame, each channel normalised by what the autoencoder says of it."""
    vae = pipeline.vae
    latents = vae.encode(picture.to(vae.dtype)[:, :, None]).latent_dist.mode()[:, :, 0]
    mean, spread = (
        latents.new_tensor(told).reshape(1, -1, 1, 1)
        for told in (vae.config.latents_mean, vae.config.latents_std)
    )
    found: torch.Tensor = (latents - mean) / spread
    return found


def _predict(pipeline: Any, rows: Rows) -> torch.Tensor:
    seen = packed(rows.noisy)
    height, width = (side // 2 for side in rows.noisy.shape[-2:])
    guided = pipeline.transformer.config.guidance_embeds
    found = pipeline.transformer(
        hidden_states=seen,
        timestep=rows.told.to(seen.dtype),
        guidance=torch.full_like(rows.told, rows.guidance) if guided else None,
        encoder_hidden_states=rows.words,
        encoder_hidden_states_mask=torch.ones_like(rows.words[..., 0], dtype=torch.long),
        img_shapes=[[(1, height, width)]] * len(seen),
        return_dict=False,
    )[0]
    return unpacked(found, rows.noisy.shape[-2:])


def _called(call: NetworkCall) -> Called:
    """Behind the picture's own tokens are those of pictures that are edited."""
    _, height, width = call.kwargs["img_shapes"][0][0]
    noisy, predicted = (
        unpacked(tokens[:, : height * width], (2 * height, 2 * width))
        for tokens in (call.kwargs["hidden_states"], call.predicted)
    )
    return Called(noisy, float(call.kwargs["timestep"][0]), predicted)


QWEN_IMAGE: Final = Form("transformer", _read, _autoencode, _predict, _called)
