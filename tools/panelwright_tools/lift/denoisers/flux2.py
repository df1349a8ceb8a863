"""FLUX.2: a flow that is told sigma, on latents of two by two in one, as its autoencoder scales."""

from typing import Any, Final

import torch

from panelwright_tools.lift.denoisers.form import Called, Form, Rows, Text
from panelwright_tools.painting.diffusion.sampling import NetworkCall


def _read(pipeline: Any, text: str, tokens: int) -> Text:
    words, _ = pipeline.encode_prompt(prompt=[text], max_sequence_length=tokens)
    return Text(words)


def _autoencode(pipeline: Any, picture: torch.Tensor) -> torch.Tensor:
    """(1, 4 channels, half the rows, half the columns), normalised by the autoencoder's counts."""
    found: torch.Tensor = pipeline._encode_vae_image(picture.to(pipeline.vae.dtype), None)
    return found


def _predict(pipeline: Any, rows: Rows) -> torch.Tensor:
    seen = rows.noisy.flatten(2).transpose(1, 2)
    found: torch.Tensor = pipeline.transformer(
        hidden_states=seen,
        timestep=rows.told.to(seen.dtype),
        guidance=_guidance(pipeline, rows),
        encoder_hidden_states=rows.words,
        txt_ids=pipeline._prepare_text_ids(rows.words).to(seen.device),
        img_ids=pipeline._prepare_latent_ids(rows.noisy).to(seen.device),
        return_dict=False,
    )[0]
    return found.transpose(1, 2).reshape(rows.noisy.shape)


def _guidance(pipeline: Any, rows: Rows) -> torch.Tensor | None:
    """Klein has none."""
    if not pipeline.transformer.config.guidance_embeds:
        return None
    return rows.told.new_full((len(rows.told),), rows.guidance, dtype=torch.float32)


def _called(call: NetworkCall) -> Called:
    """Behind the picture's own tokens are those of references."""
    places = call.kwargs["img_ids"][0]
    own = places[places[:, 0] == 0]
    rows, columns = (int(side) + 1 for side in own[:, 1:3].amax(dim=0))
    noisy, predicted = (
        tokens[:, : len(own)].transpose(1, 2).unflatten(2, (rows, columns))
        for tokens in (call.kwargs["hidden_states"], call.predicted)
    )
    return Called(noisy, float(call.kwargs["timestep"][0]), predicted)


FLUX2: Final = Form("transformer", _read, _autoencode, _predict, _called)
