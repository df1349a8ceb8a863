"""Files that appear whole or not at all."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from panelwright_tools.domain import ToolError


def write_whole(path: Path, content: bytes | str) -> None:
    """Write under a temporary name, then rename; a kill leaves the old file or the new one.

    Raises ToolError when the disk is full, read-only or not there.
    """
    with whole_file(path) as file:
        file.write(content.encode() if isinstance(content, str) else content)


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write piece by piece; it gets its name when the block ends without an error.

    Raises ToolError when the disk is full, read-only or not there.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}.tmp")
    with disk_errors(path):
        file = temporary.open("w+b")
    try:
        with _write_errors(path), file:
            yield file
        with disk_errors(path):
            os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def disk_errors(path: Path) -> Iterator[None]:
    """Turn what the system says about a file into one sentence."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ToolError(f"can't write {path}: {reason.lower()}.") from error


@contextmanager
def _write_errors(path: Path) -> Iterator[None]:
    """The same for an open file. An error that names a file, or is none of the system's, is about
    something that was read meanwhile."""
    try:
        yield
    except OSError as error:
        if error.errno is None or error.filename is not None:
            raise
        raise ToolError(f"can't write {path}: {os.strerror(error.errno).lower()}.") from error


def append_line(path: Path, line: str) -> None:
    """Add a line to a file, from any process; a half line that a killed one left is ended first."""
    with disk_errors(path):
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
        try:
            start = "\n" if _torn(handle) else ""
            os.write(handle, f"{start}{line}\n".encode())
        finally:
            os.close(handle)


def _torn(handle: int) -> bool:
    size = os.fstat(handle).st_size
    if size == 0:
        return False
    os.lseek(handle, size - 1, os.SEEK_SET)
    return os.read(handle, 1) != b"\n"


def place_copy(source: Path, target: Path) -> None:
    """Make target hold what source holds, whole or not at all; does nothing if it already does."""
    content = source.read_bytes()
    if not (target.exists() and target.read_bytes() == content):
        write_whole(target, content)


def sweep(folder: Path) -> None:
    """Remove temporary files that a killed process left in a folder."""
    for leftover in folder.glob(".*.tmp"):
        leftover.unlink(missing_ok=True)
