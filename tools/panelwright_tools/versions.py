"""Versions made of the code and data themselves: what decides a result is part of its key."""

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Final

_LEFT_OUT: Final = ("__pycache__", "py.typed")
_COMPILED: Final = (".pyc", ".pyo")


@lru_cache
def code_version(*tools: str) -> str:
    """Ten hex digits that change with any source or data file of these folders, and only then.

    `tools` are folders and files of `panelwright_tools`: those that a result depends on. The same
    files give the same digits on every machine, whatever is compiled, cached or hidden beside them
    and however their lines end.
    """
    total = hashlib.sha256()
    for tool in sorted(tools):
        total.update(_folder_digest(tool).encode())
    return total.hexdigest()[:10]


@lru_cache
def _folder_digest(tool: str) -> str:
    total = hashlib.sha256()
    folder = resources.files("panelwright_tools").joinpath(tool)
    for name, file in sorted(_files(folder, tool), key=lambda entry: entry[0]):
        content = file.read_bytes().replace(b"\r\n", b"\n")
        total.update(f"{name}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()


def _files(folder: Traversable, name: str) -> Iterator[tuple[str, Traversable]]:
    """Every file under a folder, or the one file, with its path from the package."""
    if folder.is_file():
        yield name, folder
        return
    for entry in folder.iterdir():
        if entry.name.startswith(".") or entry.name in _LEFT_OUT:
            continue
        path = f"{name}/{entry.name}"
        if entry.is_dir():
            yield from _files(entry, path)
        elif not entry.name.endswith(_COMPILED):
            yield path, entry
