"""What the user types at a terminal, turn by turn: lines that are pasted together are one turn."""

import sys
from collections.abc import Iterator
from typing import Final

_PASTES_MARKED: Final = "\x1b[?2004h"
"""Asks the terminal to mark where what is pasted begins and ends (bracketed paste of xterm)."""
_PASTES_PLAIN: Final = "\x1b[?2004l"


def typed() -> Iterator[str]:
    """Each turn, until the user leaves. Raises KeyboardInterrupt at the second interrupt in a row.

    What is typed or pasted while a turn runs waits for the prompt.
    """
    marks = _edits_lines() and sys.stdout.isatty()
    interrupted = False
    try:
        while True:
            try:
                line = input("> ")
                interrupted = False
            except EOFError:
                print()
                return
            except KeyboardInterrupt:
                print()
                if interrupted:
                    raise
                interrupted = True
                print("(again to leave; or say quit)")
                continue
            if marks:  # readline marks pastes only while it reads
                print(_PASTES_MARKED, end="", flush=True)
            if line.strip():
                yield line
    finally:
        if marks:
            print(_PASTES_PLAIN, end="", flush=True)


def _edits_lines() -> bool:
    """Have lines edited and remembered by GNU readline, where Python has it; whether it does."""
    try:
        import readline
    except ImportError:  # Windows
        return False
    if "libedit" in (readline.__doc__ or ""):  # macOS: it knows no marks
        return False
    readline.parse_and_bind("set enable-bracketed-paste on")
    return True
