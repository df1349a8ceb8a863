"""A LoRA's file, looked over without torch: whole, and of a kind that is taken."""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Final

from panelwright_tools.domain import UserError
from panelwright_tools.painting.diffusion.safetensors_header import safetensors
from panelwright_tools.painting.diffusion.tables import table

_ENDING: Final = ".safetensors"
_CHUNK: Final = 2**20


def check_lora(path: Path) -> None:
    """Raises UserError when a file is missing, damaged, cut short or no LoRA that is taken."""
    if path.suffix.lower() != _ENDING or path.is_dir():
        raise UserError(f"{path} is no LoRA: name a {_ENDING} file.")
    names, told = safetensors(path).keys(), table("lora")
    for mark, kind in told["others"]:
        if any(mark in name for name in names):
            raise UserError(f"{path} is {kind}, which is not taken; give a plain LoRA.")
    if not any(mark in name for name in names for mark in told["marks"]):
        raise UserError(f"{path} is no LoRA: none of its {len(names)} tensors is named as one.")


def lora_digest(path: Path) -> str:
    """What a LoRA goes by: of all of its bytes, 24 hexadecimal digits. Raises UserError."""
    try:
        facts = path.stat()
        return _digest(path, facts.st_size, facts.st_mtime_ns)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UserError(f"can't read the LoRA {path}: {reason}.") from error


@lru_cache(maxsize=64)
def _digest(path: Path, size: int, changed: int) -> str:
    total = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            total.update(chunk)
    return total.hexdigest()[:24]
