"""Text as XML can hold it."""


def xml_text(value: str) -> str:
    """Text without the characters that XML forbids."""
    return "".join(c for c in value if c in "\t\n\r" or _allowed(ord(c)))


def _allowed(code: int) -> bool:
    surrogate = 0xD800 <= code <= 0xDFFF
    return code >= 32 and not surrogate and code not in (0xFFFE, 0xFFFF)
