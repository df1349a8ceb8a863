"""Words of models and servers as part of our own sentences."""


def one_line(text: str, most: int) -> str:
    """Printable, in one line, of at most so many characters, without the full stop at its end."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line.rstrip(".") if len(line) <= most else f"{line[:most]}…"
