"""What the code of a package is at the moment: it decides pixels, so it is part of their keys."""

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from pathlib import Path


@lru_cache
def code_digest(path: str) -> str:
    """Ten hex digits that change with any Python file beside what lies at `module:Class`.

    They are of the whole package that the module is in (of the one file where it is in none), so
    that a package that is being worked on, whose version stays, mixes no two hands.
    """
    total = hashlib.sha256()
    for name, file in sorted(_files(path.partition(":")[0])):
        content = file.read_bytes().replace(b"\r\n", b"\n")
        total.update(f"{name}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()[:10]


def _files(module: str) -> Iterator[tuple[str, Path]]:
    spec = _outermost(module)
    if spec is None or spec.origin is None or not Path(spec.origin).is_file():
        return  # in an archive: the version has to do
    file = Path(spec.origin)
    if spec.submodule_search_locations is None:
        yield file.name, file
        return
    for source in file.parent.rglob("*.py"):
        yield source.relative_to(file.parent).as_posix(), source


def _outermost(module: str) -> ModuleSpec | None:
    """The outermost package with code of its own; spaces that several packages share have none."""
    parts = module.split(".")
    for end in range(1, len(parts) + 1):
        spec = find_spec(".".join(parts[:end]))
        if spec is None or spec.origin is not None:
            return spec
    return None
