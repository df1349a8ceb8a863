"""Gives a device's memory back, so that a language model and a painter can take turns on it."""

import gc
import sys


def release() -> None:
    """Let the system have the memory of everything on devices that nobody holds any more.

    Drop the pipelines first: PyTorch keeps what a dropped model had for the next one, and others on
    the same card can't use it. Does nothing where torch was never loaded.
    """
    gc.collect()
    torch = sys.modules.get("torch")
    if torch is None:
        return
    if torch.cuda.is_available():
        torch.cuda.empty_cache()
    if torch.xpu.is_available():
        torch.xpu.empty_cache()
    if torch.backends.mps.is_available():
        torch.mps.empty_cache()
