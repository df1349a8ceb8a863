"""How the command line ends and speaks: exit codes, one sentence an error, results on stdout."""

import sys
import traceback
from enum import IntEnum


class Exit(IntEnum):
    """Exit codes."""

    DONE = 0
    FAILED = 1
    WRONG_INPUT = 2
    FLAGGED = 3
    INTERRUPTED = 130


def complain(error: BaseException, *, verbose: bool) -> Exit:
    """Say what went wrong on standard error; the exit code that fits."""
    from panelwright_tools.domain import PanelwrightError, UserError

    if verbose:
        traceback.print_exception(error)
    if isinstance(error, UserError):
        print_error(str(error))
        return Exit.WRONG_INPUT
    if isinstance(error, PanelwrightError):
        print_error(str(error))
        return Exit.FAILED
    print_error(f"unexpected {type(error).__name__}: {error}; run again with -v for the details.")
    return Exit.FAILED


def print_error(sentence: str) -> None:
    """One line on standard error, safe for a terminal."""
    text = printable(" ".join(sentence.split()))
    first = text.partition(" ")[0]
    stays = first == "I" or first[1:2].isupper()  # such as PANELWRIGHT_SEED
    start = text[:1] if stays else text[:1].lower()
    print(f"agent: {start}{ended(text[1:])}", file=sys.stderr)


def print_note(sentence: str) -> None:
    """One line on standard error that tells what was decided, safe for a terminal."""
    print(f"note: {printable(' '.join(sentence.split()))}", file=sys.stderr, flush=True)


def ended(sentence: str) -> str:
    """The sentence with a stop at its end."""
    return sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."


def printable(text: str) -> str:
    """The text without anything that a terminal would obey."""
    return "".join(char for char in text if char.isprintable() or char in "\n\t")
