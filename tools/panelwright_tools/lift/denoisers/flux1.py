"""FLUX.1: a flow on packed latents that is told sigma, and its guidance where that is distilled."""

from collections.abc import Sequence
from typing import Any, Final

import torch

from panelwright_tools.lift.denoisers.form import Called, Form, Rows, Text, autoencode, each
from panelwright_tools.lift.denoisers.packing import packed, unpacked
from panelwright_tools.painting.diffusion.sampling import NetworkCall


def _read(pipeline: Any, text: str, tokens: int) -> Text:
    words, summary, _ = pipeline.encode_prompt(
        prompt=text, prompt_2=text, max_sequence_length=tokens
    )
    return Text(words, summary)


def _beside(pipeline: Any, size: Sequence[int]) -> torch.Tensor | None:
    """Fill sees, behind each token, the latents of an empty picture and a mask of everything."""
    config = pipeline.transformer.config
    if not config.out_channels or config.in_channels == config.out_channels:
        return None
    scale = int(pipeline.vae_scale_factor)
    blank = torch.zeros(1, 3, *(side * scale for side in size), device=pipeline._execution_device)
    masked = packed(autoencode(pipeline, blank))
    mask = masked.new_ones(1, masked.shape[1], scale**2 * 4)
    return torch.cat([masked, mask], dim=2)


def _predict(pipeline: Any, rows: Rows) -> torch.Tensor:
    size = rows.noisy.shape[-2:]
    seen = packed(rows.noisy)
    if rows.beside is not None:
        seen = torch.cat([seen, each(rows.beside, rows)], dim=2)
    found = pipeline.transformer(
        hidden_states=seen,
        timestep=rows.told.to(seen.dtype),
        guidance=_guidance(pipeline, rows),
        pooled_projections=rows.summary,
        encoder_hidden_states=rows.words,
        txt_ids=seen.new_zeros(rows.words.shape[1], 3),
        img_ids=_places(seen, size),
        return_dict=False,
    )[0]
    return unpacked(found, size)


def _guidance(pipeline: Any, rows: Rows) -> torch.Tensor | None:
    if not pipeline.transformer.config.guidance_embeds:
        return None
    return rows.told.new_full((len(rows.told),), rows.guidance, dtype=torch.float32)


def _places(seen: torch.Tensor, size: Sequence[int]) -> torch.Tensor:
    """Row and column of each token, (tokens, 3), behind a zero."""
    lines = [torch.arange(side // 2, device=seen.device) for side in size]
    zero = torch.zeros(1, device=seen.device, dtype=torch.long)
    return torch.cartesian_prod(zero, *lines).to(seen.dtype)


def _called(call: NetworkCall) -> Called:
    """Behind the picture's own tokens are Kontext's references, behind latents is Fill's mask."""
    places = call.kwargs["img_ids"]
    own = places[places[:, 0] == 0]
    size = [2 * (int(side) + 1) for side in own[:, 1:].amax(dim=0)]
    tokens, channels = len(own), call.predicted.shape[2]
    seen = call.kwargs["hidden_states"][:, :tokens, :channels]
    time = float(call.kwargs["timestep"][0])
    return Called(unpacked(seen, size), time, unpacked(call.predicted[:, :tokens], size))


FLUX1: Final = Form("transformer", _read, autoencode, _predict, _called, _beside)
