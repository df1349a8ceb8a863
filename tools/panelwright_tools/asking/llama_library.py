"""llama-cpp-python and GGUF files: found, loaded quietly, and complained of in one sentence."""

import os
from pathlib import Path
from typing import Any, Final

from panelwright_tools.domain import ToolError
from panelwright_tools.domain.errors import first_line

BATCH: Final = 128
"""Tokens that are evaluated at once."""

_TINY_BYTES: Final = 64 * 1024 * 1024
"""Models below this are faster on one thread than on several that wait for each other."""

_complaints: list[str] = []
"""What llama.cpp said was wrong since the last load."""
_callback: Any = None
"""Kept, since the library holds only a bare pointer to it."""


def library() -> Any:
    """The package llama_cpp, silenced. Raises ToolError when it is not installed or broken."""
    global _callback
    try:
        import llama_cpp
    except ImportError as missing:
        raise ToolError(
            "running a GGUF file needs llama-cpp-python, which is not installed: "
            "run pip install 'panelwright[llama]' (it compiles for about 5 minutes)."
        ) from missing
    except (OSError, RuntimeError) as broken:
        raise ToolError(
            f"llama-cpp-python can't be loaded ({first_line(broken, None)}): "
            "run pip install --force-reinstall --no-cache-dir llama-cpp-python."
        ) from broken
    if _callback is None:
        _callback = llama_cpp.llama_log_callback(_note)
        llama_cpp.llama_log_set(_callback, None)
    return llama_cpp


def load(path: Path, context: int, seed: int) -> Any:
    """The model, ready to evaluate. Raises ToolError when the file is broken or too large."""
    llama_cpp = library()
    threads = _threads(path)
    _complaints.clear()
    try:
        return llama_cpp.Llama(
            str(path),
            n_ctx=context,
            n_batch=BATCH,
            n_ubatch=BATCH,
            n_threads=threads,
            n_threads_batch=threads,
            n_gpu_layers=-1,
            seed=seed,
            verbose=False,
        )
    except (ValueError, RuntimeError, OSError, MemoryError, AssertionError) as failed:
        why = _complaints[-1] if _complaints else first_line(failed, None)
        raise ToolError(
            f"llama.cpp can't load {path}: {why}; the file may be cut short, of a newer kind, "
            "or too large for the memory."
        ) from failed


def _note(level: int, text: bytes, _data: Any) -> None:
    errors = 3
    line = text.decode("utf-8", "replace").strip()
    if level == errors and line:
        _complaints.append(line.partition(": ")[2] or line)
        del _complaints[:-20]


def _threads(path: Path) -> int:
    """One core is left to others: the threads wait for each other, each as fast as the slowest."""
    if path.stat().st_size < _TINY_BYTES:
        return 1
    try:
        cores = len(os.sched_getaffinity(0))
    except AttributeError:  # not on this system
        cores = os.cpu_count() or 1
    return max(1, cores - 1)
