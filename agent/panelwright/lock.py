"""One process at a time on a run."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from panelwright.files import disk_errors
from panelwright_tools.domain import UserError


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock file; the system lets go of it when the process ends, however it ends.

    Raises UserError when another living process holds it.
    """
    with disk_errors(path):
        file = path.open("a+", encoding="utf-8")
    with file:
        if not _taken(file):
            file.seek(0)
            holder = file.read(20).strip() or "another process"
            raise UserError(
                f"{path.parent} is in use by process {holder}; wait for it, or stop it first."
            )
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        try:
            yield
        finally:
            file.truncate(0)  # a living process whose work failed is not at work


def _taken(file: IO[str]) -> bool:
    if os.name == "nt":
        import msvcrt

        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
