"""Z-Image: a flow that runs the other way, from noise at 0 to the picture at 1."""

from typing import Any, Final

import torch

from panelwright_tools.lift.denoisers.form import Called, Form, Rows, Text, autoencode
from panelwright_tools.painting.diffusion.sampling import NetworkCall


def _read(pipeline: Any, text: str, tokens: int) -> Text:
    (words,), _ = pipeline.encode_prompt(
        prompt=[text], do_classifier_free_guidance=False, max_sequence_length=tokens
    )
    return Text(words[None])


def _predict(pipeline: Any, rows: Rows) -> torch.Tensor:
    """Its velocity is `x - eps`, and it is told `1 - sigma`."""
    found = pipeline.transformer(
        list(rows.noisy[:, :, None]), 1 - rows.told, list(rows.words), return_dict=False
    )[0]
    return -torch.stack(list(found))[:, :, 0]


def _called(call: NetworkCall) -> Called:
    """The prompt comes first."""
    noisy, predicted = (torch.stack(list(one))[:, :, 0] for one in (call.args[0], call.predicted))
    return Called(noisy, 1 - float(call.args[1][0]), -predicted)


Z_IMAGE: Final = Form("transformer", _read, autoencode, _predict, _called)
