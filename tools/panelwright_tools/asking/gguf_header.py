"""What the first bytes of a GGUF file say of the model in it, read without any library."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from panelwright_tools.domain import UserError

_MAGIC: Final = b"GGUF"
_FORMS: Final = dict(zip((*range(8), 10, 11, 12), "BbHhIif?Qqd", strict=True))
"""How `struct` reads the numbers, by type."""
_STRING: Final = 8
_LIST: Final = 9
_Value = str | int | float
_MOST_BYTES: Final = 65_536
"""Of one text; a longer one means a damaged file."""
_MOST_FACTS: Final = 256


@dataclass(frozen=True)
class Header:
    """What a GGUF file says of itself."""

    bytes: int
    """Size of the file."""
    architecture: str | None
    """Such as `llama` or `qwen3`; None where the file doesn't say it near its beginning."""
    context: int | None
    """Tokens that the model was trained on at once."""


def header(path: Path) -> Header:
    """The header of a file. Raises UserError when it is not there, not readable, or no GGUF."""
    try:
        with path.open("rb") as file:
            if file.read(4) != _MAGIC:
                raise UserError(f"{path} is no GGUF file; its first four bytes are not GGUF.")
            facts = dict(_facts(file))
            size = path.stat().st_size
    except FileNotFoundError as error:
        raise UserError(f"there is no file {path}.") from error
    except OSError as error:
        raise UserError(f"{path} can't be read: {error.strerror}.") from error
    architecture = facts.get("general.architecture")
    context = facts.get(f"{architecture}.context_length")
    return Header(
        bytes=size,
        architecture=architecture if isinstance(architecture, str) else None,
        context=context if isinstance(context, int) else None,
    )


def _facts(file: IO[bytes]) -> Iterator[tuple[str, _Value]]:
    """Names and values up to the first long list: that is the vocabulary, which comes last."""
    try:
        _, _, count = _read(file, "<IQQ")
        for _ in range(min(count, _MOST_FACTS)):
            name = _text(file)
            (kind,) = _read(file, "<I")
            if kind != _LIST:
                yield name, _value(file, kind)
                continue
            kind, items = _read(file, "<IQ")
            if items > _MOST_FACTS:
                return
            for _ in range(items):
                _value(file, kind)
    except (struct.error, KeyError):
        return  # the file ends, or its numbers are senseless


def _value(file: IO[bytes], kind: int) -> _Value:
    return _text(file) if kind == _STRING else _read(file, f"<{_FORMS[kind]}")[0]


def _read(file: IO[bytes], form: str) -> tuple[Any, ...]:
    return struct.unpack(form, file.read(struct.calcsize(form)))


def _text(file: IO[bytes]) -> str:
    (length,) = _read(file, "<Q")
    if length > _MOST_BYTES:
        raise struct.error
    return file.read(length).decode("utf-8", "replace")
