"""Whether the files of a model hold what its parts are made of, told without loading any."""

import json
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from math import prod
from pathlib import Path
from typing import Any, Final

from panelwright_tools.domain import UserError
from panelwright_tools.painting.diffusion.model_folder import CONFIG, layout, read_json
from panelwright_tools.painting.diffusion.needs import by_parts
from panelwright_tools.painting.diffusion.quiet import quiet
from panelwright_tools.painting.diffusion.tensors import Tensor
from panelwright_tools.painting.diffusion.weights import Weights

Shapes = Mapping[tuple[int, ...], int]
"""How many tensors there are of each shape."""
_MAY_LACK: Final = 0.1
"""Share of a part's numbers: libraries rename, tie and drop tensors as they load them."""
_QUANTISED: Final = "quantization_config"


def check_complete(weights: Weights) -> None:
    """Raises UserError when a file holds the tensors of something else than its part.

    Shapes are compared, since the libraries take tensors under several names; of a file under its
    makers' names, which joins and splits them, the sum. Imports diffusers and transformers.
    """
    folder, own = weights.layout_folder, weights.making.part
    classes = layout(folder).parts
    for part, tensors in by_parts(weights).items():
        if part not in classes or not (folder / part / CONFIG).is_file():
            continue
        wanted = _wanted(folder / part, classes[part])
        if weights.kind != "folder" and part == own:
            lacks = _fewer(wanted, tensors)
        elif weights.kind != "folder" and weights.whole:
            continue  # other parts of one file, whose names don't tell the encoders apart
        else:
            lacks = _unlike(wanted, tensors)
        if lacks > _MAY_LACK:
            where = folder / part if weights.kind == "folder" or part != own else weights.path
            raise UserError(
                f"the tensors in {where} are not those of a {classes[part]} as its {CONFIG} has "
                f"it ({lacks:.0%} of them are missing); they may be of another model or another "
                "size."
            )


def _unlike(wanted: Shapes, there: Mapping[str, Tensor]) -> float:
    """The share of the wanted numbers whose tensors' shapes are not there."""
    found = Counter(tensor.shape for tensor in there.values())
    lost = sum(prod(shape) * max(0, many - found[shape]) for shape, many in wanted.items())
    return lost / max(1, _numbers(wanted))


def _fewer(wanted: Shapes, there: Mapping[str, Tensor]) -> float:
    return 1 - sum(tensor.numbers for tensor in there.values()) / max(1, _numbers(wanted))


def _numbers(shapes: Shapes) -> int:
    return sum(prod(shape) * many for shape, many in shapes.items())


def _wanted(home: Path, kind: str) -> Shapes:
    """What a part is made of by its configuration; nothing where that doesn't tell."""
    config = read_json(home / CONFIG)
    if _QUANTISED in config:
        return {}
    return _shapes(home, kind, json.dumps(config, sort_keys=True))


@lru_cache(maxsize=32)
def _shapes(home: Path, kind: str, config: str) -> Shapes:
    """`config` has them counted anew when the file has changed."""
    import torch

    try:
        with quiet(), torch.device("meta"):
            model = _empty(home, kind, json.loads(config))
    except Exception:  # of a version that builds it otherwise: loading tells what is wrong
        return {}
    return Counter(tuple(one.shape) for one in model.parameters())


def _empty(home: Path, kind: str, config: Mapping[str, Any]) -> Any:
    """The network without numbers."""
    import diffusers
    import transformers

    if (own := getattr(diffusers, kind, None)) is not None:
        return own.from_config(dict(config))
    other = getattr(transformers, kind)
    return other(other.config_class.from_pretrained(str(home), local_files_only=True))
