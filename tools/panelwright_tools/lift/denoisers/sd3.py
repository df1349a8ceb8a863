"""Stable Diffusion 3 and 3.5: a flow that is told a thousand times sigma.

Its scheduler shifts which sigmas a picture is sampled at; lift draws sigma itself.
"""

from typing import Any, Final

import torch

from panelwright_tools.lift.denoisers.form import Called, Form, Rows, Text, autoencode
from panelwright_tools.painting.diffusion.sampling import NetworkCall

_TIMES: Final = 1000
"""What the pipeline tells of sigma is so many times sigma."""


def _read(pipeline: Any, text: str, tokens: int) -> Text:
    words, _, summary, _ = pipeline.encode_prompt(
        prompt=text,
        prompt_2=text,
        prompt_3=text,
        do_classifier_free_guidance=False,
        max_sequence_length=tokens,
    )
    return Text(words, summary)


def _predict(pipeline: Any, rows: Rows) -> torch.Tensor:
    found: torch.Tensor = pipeline.transformer(
        hidden_states=rows.noisy,
        timestep=rows.told * _TIMES,
        encoder_hidden_states=rows.words,
        pooled_projections=rows.summary,
        return_dict=False,
    )[0]
    return found


def _called(call: NetworkCall) -> Called:
    """The negative prompt comes first."""
    time = float(call.kwargs["timestep"][0]) / _TIMES
    return Called(call.kwargs["hidden_states"].flip(0), time, call.predicted.flip(0))


SD3: Final = Form("transformer", _read, autoencode, _predict, _called)
