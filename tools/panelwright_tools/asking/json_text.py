"""The inside of a JSON string as a frame: no control characters, no surrogates, no broken UTF-8."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from panelwright_tools.asking.json_frames import State

_QUOTE: Final = 0x22
_BACKSLASH: Final = 0x5C
_ESCAPED: Final = frozenset(b'"\\/nt')

_TAILS: Final[Mapping[int, tuple[tuple[int, int], ...]]] = {
    **dict.fromkeys(range(0xC3, 0xE0), ((0x80, 0xBF),)),
    0xC2: ((0xA0, 0xBF),),  # below lie control characters
    **dict.fromkeys(range(0xE1, 0xF0), ((0x80, 0xBF),) * 2),
    0xE0: ((0xA0, 0xBF), (0x80, 0xBF)),
    0xED: ((0x80, 0x9F), (0x80, 0xBF)),  # above lie surrogates
    **dict.fromkeys(range(0xF1, 0xF4), ((0x80, 0xBF),) * 3),
    0xF0: ((0x90, 0xBF), (0x80, 0xBF), (0x80, 0xBF)),
    0xF4: ((0x80, 0x8F), (0x80, 0xBF), (0x80, 0xBF)),
}
"""Ranges of the bytes that must follow a first byte of UTF-8."""


@dataclass(frozen=True)
class Text:
    """The inside of a string and its closing quote."""

    least: int
    most: int
    """Characters that must, and that may, still come."""
    tail: tuple[tuple[int, int], ...] = ()
    """Ranges of the bytes that complete the character that was begun."""
    escaped: bool = False

    @property
    def ended(self) -> bool:
        """Never: the quote is missing."""
        return False

    @property
    def forced(self) -> bytes:
        """The quote, when no more characters may come."""
        return b"" if self.most or self.tail or self.escaped else b'"'

    @property
    def shortest(self) -> bytes:
        """The character completed, padding up to the least length, and the quote."""
        begun = b"/" if self.escaped else bytes(low for low, _ in self.tail)
        return begun + b"." * self.least + b'"'

    def after(self, byte: int) -> State | None:
        """The string with this byte in it; nothing after the closing quote."""
        if self.tail:
            low, high = self.tail[0]
            return (replace(self, tail=self.tail[1:]),) if low <= byte <= high else None
        if self.escaped:
            return (replace(self, escaped=False),) if byte in _ESCAPED else None
        if byte == _QUOTE:
            return () if self.least == 0 else None
        return self._with_character(byte) if self.most else None

    def _with_character(self, byte: int) -> State | None:
        grown = replace(self, least=max(0, self.least - 1), most=self.most - 1)
        if byte == _BACKSLASH:
            return (replace(grown, escaped=True),)
        if 0x20 <= byte < 0x7F:
            return (grown,)
        return (replace(grown, tail=_TAILS[byte]),) if byte in _TAILS else None
