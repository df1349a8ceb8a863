"""Files that appear whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from panelwright_tools.domain import ToolError


def write_whole(path: Path, content: bytes | str) -> None:
    """Write under a temporary name, then rename; a kill leaves the old file or the new one.

    Raises ToolError when the disk is full, read-only or not there.
    """
    data = content.encode() if isinstance(content, str) else content
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    with disk_errors(path):
        try:
            temporary.write_bytes(data)
            os.replace(temporary, path)
        except OSError:
            temporary.unlink(missing_ok=True)
            raise


@contextmanager
def disk_errors(path: Path) -> Iterator[None]:
    """Turn what the system says about a file into one sentence."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ToolError(f"can't write {path}: {reason.lower()}.") from error


def place_copy(source: Path, target: Path) -> None:
    """Make target hold what source holds, whole or not at all; does nothing if it already does."""
    content = source.read_bytes()
    if not (target.exists() and target.read_bytes() == content):
        write_whole(target, content)


def sweep(folder: Path) -> None:
    """Remove temporary files that a killed process left in a folder."""
    for leftover in folder.glob(".*.tmp"):
        leftover.unlink(missing_ok=True)
