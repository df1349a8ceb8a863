"""Where a model lies that is named by a folder or a hub id."""

import os
import re
from pathlib import Path
from typing import Final

from panelwright_tools.domain import ToolError, UserError

_HUB_ID: Final = re.compile(r"[A-Za-z0-9][\w.-]{0,95}/[A-Za-z0-9][\w.-]{0,95}")
_WANTED: Final = ("*.json", "*.safetensors", "*.txt", "*.model")
"""Files that a model of transformers consists of; no pickles, no code."""


def model_folder(name: str) -> Path:
    """The folder of a model; one of the hub is taken from the cache, else downloaded.

    Raises UserError when there is no such folder, ToolError when the model is not in the cache and
    can't be downloaded.
    """
    path = Path(name).expanduser()
    if path.is_dir():
        if not (path / "config.json").is_file():
            raise UserError(f"{name} is no model: it has no config.json.")
        return path
    if path.exists():
        raise UserError(f"{name} is a file; a model of this kind is a folder with a config.json.")
    if not _HUB_ID.fullmatch(name) or name.startswith("."):
        raise UserError(f"there is no model {name}: no such folder, and no name on the hub.")
    return _from_hub(name)


def _from_hub(name: str) -> Path:
    from huggingface_hub import constants, snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, LocalEntryNotFoundError

    wanted = list(_WANTED)
    try:
        kept = Path(snapshot_download(name, allow_patterns=wanted, local_files_only=True))
        if (kept / "config.json").is_file():
            return kept
    except (LocalEntryNotFoundError, OSError):
        pass  # not in the cache
    if constants.HF_HUB_OFFLINE or os.environ.get("TRANSFORMERS_OFFLINE"):
        raise ToolError(
            f"there is no folder {name}, and the hub's model of that name is not in the cache of "
            "this machine, which is told to stay offline; download it first, or name its folder."
        )
    try:
        return Path(snapshot_download(name, allow_patterns=wanted))
    except (HfHubHTTPError, OSError) as error:
        raise ToolError(
            f"there is no folder {name}, and the hub's model of that name is neither in the cache "
            f"nor could it be downloaded ({type(error).__name__}); check the name and the network."
        ) from error
