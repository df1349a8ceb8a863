"""Which model it is: a digest of its files, part of the key of what it makes."""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Final

_DIGITS: Final = 10
_PART: Final = 1 << 20


def model_version(path: Path) -> str:
    """Ten hex digits that change with any file of a model's folder, or with a single file.

    Files are read once a process as long as neither size nor time of change differ.
    """
    root = path if path.is_dir() else path.parent
    files = sorted(file for file in path.rglob("*") if _counts(file, path)) or [path]
    total = hashlib.sha256()
    for file in files:
        facts = file.stat()
        total.update(f"{file.relative_to(root).as_posix()}\0".encode())
        total.update(_digest(file, facts.st_size, facts.st_mtime_ns))
    return total.hexdigest()[:_DIGITS]


def _counts(file: Path, root: Path) -> bool:
    hidden = any(part.startswith(".") for part in file.relative_to(root).parts)
    return file.is_file() and not hidden


@lru_cache(maxsize=256)
def _digest(file: Path, size: int, changed_ns: int) -> bytes:
    total = hashlib.sha256()
    with file.open("rb") as stream:
        while part := stream.read(_PART):
            total.update(part)
    return total.digest()
