"""What a process has loaded, asked there."""

import os
import signal
import sys


def has_loaded(module: str) -> bool:
    """Whether the process has loaded a module."""
    return module in sys.modules


def heeds_interrupts(_: None) -> bool:
    """Whether an interrupt from the terminal would stop the process."""
    return signal.getsignal(signal.SIGINT) is not signal.SIG_IGN


def environment(name: str) -> str | None:
    """A variable of the process's environment."""
    return os.environ.get(name)
