"""Notices when a model says the same over and over until there is no room."""

from typing import Final

_LONGEST: Final = 500
"""Characters of what is said over."""
_TIMES: Final = 3
_LEAST: Final = 150
"""Characters that all the times take together at least."""


def looped_part(text: str) -> int:
    """Characters at the end that only repeat what stands before them; 0 if there is no loop."""
    for period in range(1, min(_LONGEST, len(text) // _TIMES) + 1):
        times = max(_TIMES, -(-_LEAST // period))
        if text.endswith(text[-period:] * times):
            return _repeated(text, period)
    return 0


def _repeated(text: str, period: int) -> int:
    """Characters at the end that are each the same as the one a period before."""
    at = len(text) - 1
    while at >= period and text[at] == text[at - period]:
        at -= 1
    return len(text) - 1 - at
