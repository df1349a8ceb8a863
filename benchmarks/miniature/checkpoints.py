"""Checkpoints: everything that training needs to go on as if it had never stopped."""

from pathlib import Path
from typing import Any

import torch


def save(path: Path, state: dict[str, Any]) -> None:
    """Write it whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    torch.save(state, partial)
    partial.replace(path)


def load(path: Path) -> dict[str, Any] | None:
    """What was saved last; None when nothing was."""
    if not path.is_file():
        return None
    return torch.load(path, map_location="cpu", weights_only=True)  # type: ignore[no-any-return]
