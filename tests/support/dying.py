"""Work that kills its process, the first time."""

import os


def die_once(mark: str) -> str:
    """End the process without a word unless the file is there already."""
    try:
        os.close(os.open(mark, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return "done"
    os._exit(1)
