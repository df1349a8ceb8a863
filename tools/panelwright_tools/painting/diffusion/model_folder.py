"""A model's folder in diffusers' layout: a folder a part, and model_index.json beside them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from panelwright_tools.domain import UserError
from panelwright_tools.painting.diffusion.tables import table

INDEX: Final = "model_index.json"
CONFIG: Final = "config.json"
_WEIGHTS: Final = ".safetensors"
_SHARDS: Final = ".safetensors.index.json"
_HALF: Final = ".fp16"
"""Before the ending of the files that hold numbers of 16 bits beside others of 32."""


@dataclass(frozen=True)
class Layout:
    """What model_index.json says."""

    pipeline: str
    """The class of the pipeline."""
    parts: Mapping[str, str]
    """The class of every part that is there, by the part's name."""


def layout(folder: Path) -> Layout:
    """The parts of a folder. Raises UserError when it is damaged or wants code of its own."""
    index = read_json(folder / INDEX)
    pipeline = index.get("_class_name")
    if not isinstance(pipeline, str):
        raise UserError(f"{folder / INDEX} names no class of diffusers as its pipeline.")
    parts = {}
    for name, value in index.items():
        if name.startswith("_") or not isinstance(value, list) or value[-1] is None:
            continue
        if name in table("recognition")["files"]["ignored"]:
            continue
        parts[name] = _class(folder, name, value)
    return Layout(pipeline, parts)


def _class(folder: Path, name: str, value: Sequence[object]) -> str:
    """A part's class. Raises UserError when it is not of diffusers or transformers."""
    match value:
        case [str(library), str(kind)] if library in table("recognition")["files"]["libraries"]:
            return kind
    raise UserError(
        f"{folder / INDEX} wants {value} as its {name}; only classes of diffusers and "
        "transformers are loaded."
    )


def weight_files(folder: Path, part: str, *, half: bool = False) -> tuple[Path, ...]:
    """The safetensors files of a part; none for a tokenizer and the like.

    Raises UserError when they are missing, incomplete, or there only as pickles.
    """
    home = folder / part
    if not home.is_dir():
        raise UserError(f"{folder} lacks the part {part}; download the model again.")
    if not (home / CONFIG).is_file():
        return ()
    shards = [path for path in sorted(home.glob(f"*{_SHARDS}")) if (_HALF in path.name) == half]
    if shards:
        return _shards(shards[0])
    found = [path for path in sorted(home.glob(f"*{_WEIGHTS}")) if _is_of(path, half)]
    if found:
        return tuple(found[:1])
    if any(path.suffix in table("recognition")["files"]["pickles"] for path in home.iterdir()):
        raise UserError(
            f"{home} holds its weights as a pickle, which can run code; "
            "use a model that has them as safetensors."
        )
    raise UserError(f"{home} has no weights (*{_WEIGHTS}); download the model again.")


def is_half(folder: Path, parts: Mapping[str, str]) -> bool:
    """Whether the weights are only there as files of 16 bits, with `fp16` in their names."""
    for part in parts:
        files = list((folder / part).glob(f"*{_WEIGHTS}"))
        if files:
            return all(_HALF in path.name for path in files)
    return False


def read_json(path: Path) -> Mapping[str, Any]:
    """A file's JSON object. Raises UserError when there is none."""
    try:
        value = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise UserError(f"{path} can't be read: {error.strerror}.") from error
    except (ValueError, RecursionError) as error:
        raise UserError(f"{path} is damaged: it is no JSON; download the model again.") from error
    if not isinstance(value, dict):
        raise UserError(f"{path} is damaged: it is no JSON object; download the model again.")
    return value


def _is_of(path: Path, half: bool) -> bool:
    return (_HALF in path.name) == half and ".non_ema" not in path.name


def _shards(index: Path) -> tuple[Path, ...]:
    names = read_json(index).get("weight_map", {})
    paths = tuple(index.parent / Path(str(name)).name for name in sorted(set(names.values())))
    missing = [path.name for path in paths if not path.is_file()]
    if missing or not paths:
        raise UserError(
            f"{index.parent} lacks {', '.join(missing) or 'all its weights'}; "
            "download the model again."
        )
    return paths
