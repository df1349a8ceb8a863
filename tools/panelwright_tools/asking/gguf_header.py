"""What the first bytes of a GGUF file say of the model in it, read without any library."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from panelwright_tools.domain import UserError

MAGIC: Final = b"GGUF"
"""What every GGUF file begins with."""
FORMS: Final = dict(zip((*range(8), 10, 11, 12), "BbHhIif?Qqd", strict=True))
"""How `struct` reads the numbers, by type."""
STRING: Final = 8
LIST: Final = 9
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
            if file.read(4) != MAGIC:
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
        _, _, count = numbers_in(file, "<IQQ")
        for _ in range(min(count, _MOST_FACTS)):
            name = text_in(file)
            (kind,) = numbers_in(file, "<I")
            if kind != LIST:
                yield name, _value(file, kind)
                continue
            kind, items = numbers_in(file, "<IQ")
            if items > _MOST_FACTS:
                return
            for _ in range(items):
                _value(file, kind)
    except (struct.error, KeyError):
        return  # the file ends, or its numbers are senseless


def _value(file: IO[bytes], kind: int) -> _Value:
    return text_in(file) if kind == STRING else numbers_in(file, f"<{FORMS[kind]}")[0]


def numbers_in(file: IO[bytes], form: str) -> tuple[Any, ...]:
    """The next numbers. Raises struct.error when the file ends."""
    return struct.unpack(form, file.read(struct.calcsize(form)))


def text_in(file: IO[bytes]) -> str:
    """The next text. Raises struct.error when the file ends, or nonsense is there."""
    (length,) = numbers_in(file, "<Q")
    if length > _MOST_BYTES:
        raise struct.error
    return file.read(length).decode("utf-8", "replace")
