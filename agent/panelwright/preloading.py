"""What a fork server loads before it forks painting processes; importing this loads it there.

The server has one thread, opens no files and listens to nobody but us, so that what it forks is
whole; its children share what it has loaded, until they write to it.
"""

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import Final

from panelwright.tooling import ToolPaths, tools

MODULE: Final = __name__
_TOLD: Final = "_PANELWRIGHT_FORK_SERVER"
"""The environment variable that tells the server its tools, as JSON; nobody else has it."""
_FRUGAL: Final = {
    "OPENBLAS_NUM_THREADS": "1",  # a process with one thread can be forked
    "MALLOC_MMAP_THRESHOLD_": str(8 * 2**20),  # large arrays go back to the system at once
    "MALLOC_TRIM_THRESHOLD_": str(32 * 2**20),  # smaller ones don't, or each would be paged in anew
}


@contextmanager
def told(paths: ToolPaths) -> Iterator[None]:
    """Let a fork server that starts now know which tools to load, and be frugal."""
    before = {name: os.environ.get(name) for name in (_TOLD, *_FRUGAL)}
    os.environ[_TOLD] = paths.model_dump_json()
    for name, value in _FRUGAL.items():
        os.environ.setdefault(name, value)
    try:
        yield
    finally:
        for name, old in before.items():
            if old is None:
                del os.environ[name]
            else:
                os.environ[name] = old


_ALSO: Final = ("panelwright.binding", "panelwright.reporting", "panelwright_tools.binding.page")
"""What else most processes are asked for; the PDF writer is large, and only one writes it."""


def load(paths: ToolPaths) -> None:
    """Make the tools and load what painting needs; what fails here fails again where it is told."""
    gc.disable()  # loading makes hardly any garbage, and a search looks at all that is loaded
    with suppress(Exception):
        tools(paths).painter.prepare()
        for module in _ALSO:
            import_module(module)
    gc.collect()
    gc.freeze()  # a collection in a child would write to every object, and so copy it
    gc.enable()


if _TOLD in os.environ:
    load(ToolPaths.model_validate_json(os.environ.pop(_TOLD)))
