"""What a second interrupt from the keyboard does: it ends the process at once."""

import os
import signal
import sys
from pathlib import Path
from types import FrameType

from panelwright.cli.manners import Exit, print_error

_SHOW_CURSOR = "\x1b[?25h"


def leave_when_interrupted(run: Path) -> None:
    """From now on an interrupt ends the process without waiting for anything.

    A run bears being killed at any moment; what an answer on its way costs is told when it goes on.
    """

    def leave(signal_number: int, frame: FrameType | None) -> None:
        if sys.stderr.isatty():
            print(_SHOW_CURSOR, end="", file=sys.stderr)  # the live display had hidden it
        print_error(f"stopped at once; go on with `agent resume {run}`.")
        os._exit(Exit.INTERRUPTED)

    signal.signal(signal.SIGINT, leave)
