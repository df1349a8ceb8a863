"""What the first bytes of a safetensors file say of its tensors, read without any library."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from panelwright_tools.domain import UserError
from panelwright_tools.painting.diffusion.tensors import Tensor

_MOST_BYTES: Final = 100_000_000
"""Of a header; the format's own limit."""


def safetensors(path: Path) -> Mapping[str, Tensor]:
    """The tensors of a file, by name. Raises UserError when it is damaged, cut short or none."""
    try:
        with path.open("rb") as file:
            length = int.from_bytes(file.read(8), "little")
            raw = file.read(length) if 2 <= length <= _MOST_BYTES else b""
            size = path.stat().st_size
    except OSError as error:
        raise UserError(f"{path} can't be read: {error.strerror}.") from error
    if raw[:1] == b"{" and len(raw) < length:
        raise _cut_short(path)
    try:
        entries = json.loads(raw)
        tensors = {n: _tensor(entry) for n, entry in entries.items() if n != "__metadata__"}
        end = max((entry["data_offsets"][1] for n, entry in entries.items() if n in tensors))
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise UserError(f"{path} is no safetensors file, or its header is damaged.") from error
    if size < 8 + length + end:
        raise _cut_short(path, 8 + length + end, size)
    return tensors


def _tensor(entry: Mapping[str, Any]) -> Tensor:
    begin, end = entry["data_offsets"]
    return Tensor(tuple(map(int, entry["shape"])), str(entry["dtype"]), int(end) - int(begin))


def _cut_short(path: Path, due: int = 0, there: int = 0) -> UserError:
    of = f": {there:,} of {due:,} bytes are there" if due else ""
    return UserError(f"{path} is cut short{of}; download it again.")
