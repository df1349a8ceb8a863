"""A Redux model beside FLUX.1, by which that looks at pictures of characters."""

from pathlib import Path
from typing import Any, Final

from panelwright_tools.domain import ToolError, UserError
from panelwright_tools.domain.errors import first_line
from panelwright_tools.painting.diffusion.fingerprint import fingerprint
from panelwright_tools.painting.diffusion.model_folder import INDEX, read_json
from panelwright_tools.painting.diffusion.named_sets import beside
from panelwright_tools.painting.diffusion.weights import path_of

_CLASS: Final = "FluxPriorReduxPipeline"
_HOME: Final = "black-forest-labs/FLUX.1-Redux-dev"
_ENDINGS: Final = (".json", ".safetensors")


def redux_folder(name: str) -> Path:
    """The folder of a Redux model by its path, hub id or set. Raises UserError."""
    folder = path_of(beside(name, "redux"))
    kind = read_json(folder / INDEX).get("_class_name") if (folder / INDEX).is_file() else None
    if kind != _CLASS:
        raise UserError(
            f"{name} is no Redux model in diffusers' layout ({kind or f'it has no {INDEX}'}); "
            f"{_HOME} is one."
        )
    return folder


def redux_digest(name: str) -> str:
    """Of everything that decides what it makes of a picture, 16 hexadecimal digits."""
    folder = redux_folder(name)
    files = sorted(path for path in folder.rglob("*") if path.suffix in _ENDINGS)
    return fingerprint([(str(path.relative_to(folder)), path) for path in files])


def loaded_redux(name: str) -> Any:
    """The Redux pipeline, without the network.

    It stays in the computer's memory and computes there, a few seconds a picture, so that the
    device has room for FLUX.1 alone. Raises UserError when it is damaged, ToolError without
    diffusers.
    """
    folder = redux_folder(name)
    try:
        import torch
        from diffusers import FluxPriorReduxPipeline
    except ImportError as missing:
        raise ToolError(
            f'{name} needs torch and diffusers; run: pip install "panelwright[local]".'
        ) from missing
    try:
        return FluxPriorReduxPipeline.from_pretrained(
            str(folder), local_files_only=True, use_safetensors=True, dtype=torch.float32
        )
    except Exception as error:
        raise UserError(f"diffusers can't load {name} ({first_line(error)}).") from error
