"""What the first bytes of a GGUF file say of its tensors, read without any library."""

import struct
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Final

from panelwright_tools.asking.gguf_header import FORMS, LIST, MAGIC, STRING, numbers_in, text_in
from panelwright_tools.domain import UserError
from panelwright_tools.painting.diffusion.tables import table
from panelwright_tools.painting.diffusion.tensors import Tensor

_MOST: Final = 1_000_000
"""Of tensors, facts or items of a list; more means a damaged file."""
_ALIGNMENT: Final = "general.alignment"


def gguf_tensors(path: Path) -> Mapping[str, Tensor]:
    """The tensors of a file, by name. Raises UserError when it is damaged, cut short or none."""
    try:
        with path.open("rb") as file:
            if file.read(4) != MAGIC:
                raise UserError(f"{path} is no GGUF file; its first four bytes are not GGUF.")
            tensors, end = _tensors(file)
            size = path.stat().st_size
    except OSError as error:
        raise UserError(f"{path} can't be read: {error.strerror}.") from error
    except (struct.error, KeyError, OverflowError, MemoryError) as error:
        raise UserError(f"{path} is cut short or damaged; download it again.") from error
    if size < end:
        raise UserError(
            f"{path} is cut short: {size:,} of {end:,} bytes are there; download it again."
        )
    return tensors


def _tensors(file: IO[bytes]) -> tuple[dict[str, Tensor], int]:
    """The tensors, and where the last of them ends in the file."""
    _, count, facts = numbers_in(file, "<IQQ")
    if max(count, facts) > _MOST:
        raise struct.error
    alignment = _passed_facts(file, facts)
    tensors, end = {}, 0
    for _ in range(count):
        name, tensor, offset = _tensor(file)
        tensors[name] = tensor
        end = max(end, offset + tensor.bytes)
    begin = -(-file.tell() // alignment) * alignment
    return tensors, begin + end


def _tensor(file: IO[bytes]) -> tuple[str, Tensor, int]:
    name = text_in(file)
    (depth,) = numbers_in(file, "<I")
    *sizes, kind, offset = numbers_in(file, f"<{min(depth, 8)}QIQ")
    title, block, block_bytes = table("ggml_types")["types"][str(kind)]
    shape = tuple(reversed(sizes))
    count = Tensor(shape, title, 0).numbers
    return name, Tensor(shape, title, count // block * block_bytes), offset


def _passed_facts(file: IO[bytes], count: int) -> int:
    """Pass over the facts before the tensors; to how many bytes the tensors are aligned."""
    alignment = 32
    for _ in range(count):
        name = text_in(file)
        (kind,) = numbers_in(file, "<I")
        value = _passed(file, kind)
        if name == _ALIGNMENT and isinstance(value, int) and value > 0:
            alignment = value
    return alignment


def _passed(file: IO[bytes], kind: int) -> object:
    """Pass over a value; the value, if it is a number or a text."""
    if kind == STRING:
        return text_in(file)
    if kind != LIST:
        return numbers_in(file, f"<{FORMS[kind]}")[0]
    kind, items = numbers_in(file, "<IQ")
    if items > _MOST:
        raise struct.error
    if kind in FORMS:
        file.seek(items * struct.calcsize(FORMS[kind]), 1)
        return None
    for _ in range(items):
        _passed(file, kind)
    return None
