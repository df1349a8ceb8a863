"""A digest of weights that costs little and tells fine-tuned models apart."""

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

_WHOLE_BYTES: Final = 16 * 2**20
"""Files up to this size are read whole: configurations, tokenizers, tiny models."""
_SAMPLES: Final = 64
_SAMPLE_BYTES: Final = 4096
_FRONT_BYTES: Final = 2**20
"""Read at the front of larger files, where their headers are."""


def fingerprint(files: Sequence[tuple[str, Path]]) -> str:
    """A digest over files and the names that they go by, 16 hexadecimal digits.

    Of large files it reads the front and 64 samples spread evenly: every training changes some
    numbers in all of a network's layers.
    """
    stats = ((name, path, path.stat()) for name, path in files)
    return _fingerprint(
        tuple((name, str(path), s.st_size, s.st_mtime_ns) for name, path, s in stats)
    )


@lru_cache(maxsize=64)
def _fingerprint(files: Sequence[tuple[str, str, int, int]]) -> str:
    total = hashlib.sha256()
    for name, path, size, _ in sorted(files):
        total.update(f"{len(name)} {name} {size}\n".encode())
        _add(total, Path(path), size)
    return total.hexdigest()[:16]


def _add(total: "hashlib._Hash", path: Path, size: int) -> None:
    with path.open("rb") as file:
        if size <= _WHOLE_BYTES:
            total.update(file.read())
            return
        total.update(file.read(_FRONT_BYTES))
        for sample in range(_SAMPLES):
            file.seek(_FRONT_BYTES + sample * (size - _FRONT_BYTES) // _SAMPLES)
            total.update(file.read(_SAMPLE_BYTES))
