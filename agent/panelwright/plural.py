"""Numbers of things in words."""


def some(number: int, noun: str) -> str:
    """So many of them: 1 panel, 2 panels."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
