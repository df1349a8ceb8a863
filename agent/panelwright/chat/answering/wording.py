"""Puts numbers and lists into words."""

from collections.abc import Sequence

from panelwright.planning.embedded.names import listed

_MOST = 14


def some(number: int, noun: str) -> str:
    """`1 panel`, `3 panels`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def panels_told(numbers: Sequence[int]) -> str:
    """`panel 3`, `panels 1, 2 and 5`; a long list is cut."""
    if len(numbers) == 1:
        return f"panel {numbers[0]}"
    shown = [str(number) for number in numbers[:_MOST]]
    if len(numbers) > _MOST:
        return f"panels {', '.join(shown)} and {len(numbers) - _MOST} more"
    return f"panels {listed(shown)}"


def sentence(text: str) -> str:
    """The text as a sentence."""
    text = " ".join(text.split())
    start = text[:1].upper() + text[1:]
    return start if start.endswith((".", "!", "?", "”")) else f"{start}."
