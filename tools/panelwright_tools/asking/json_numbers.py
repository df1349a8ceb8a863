"""JSON numbers as frames: within their bounds, with no more digits than asked for."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from panelwright_tools.asking.json_frames import State

_MINUS: Final = 0x2D
_POINT: Final = 0x2E
_DIGITS: Final = frozenset(b"0123456789")
_MOST_DIGITS: Final = 18


@dataclass(frozen=True)
class Whole:
    """A whole number within bounds."""

    low: int
    high: int
    written: bytes = b""

    @property
    def ended(self) -> bool:
        """Whether what is written is a number within the bounds."""
        return self.written == next(self._completions(), b"") != b""

    @property
    def forced(self) -> bytes:
        """Nothing: another digit is always a choice."""
        return b""

    @property
    def shortest(self) -> bytes:
        """Digits up to a number within the bounds."""
        if not self.written:
            return str(min(max(0, self.low), self.high)).encode()
        return next(self._completions())[len(self.written) :]

    def after(self, byte: int) -> State | None:
        """The number with this digit or sign, if the bounds can still be kept."""
        if byte not in _DIGITS and (byte != _MINUS or self.written):
            return None
        grown = replace(self, written=self.written + bytes([byte]))
        return (grown,) if next(grown._completions(), None) else None

    def _completions(self) -> Iterator[bytes]:
        """Numbers within the bounds that begin with what is written, the shortest first."""
        negative = self.written.startswith(b"-")
        digits = self.written[negative:]
        low, high = (-self.high, -self.low) if negative else (self.low, self.high)
        if digits.startswith(b"0"):
            if digits == b"0" and low <= 0 <= high:
                yield self.written
            return
        for more in range(not digits, _MOST_DIGITS):
            least = int(digits) * 10**more if digits else 10 ** (more - 1)
            most = least + 10**more - 1 if digits else 10**more - 1
            if (nearest := max(least, low)) <= min(most, high):
                yield self.written + str(nearest).encode()[len(digits) :]


@dataclass(frozen=True)
class Fraction:
    """The point and the digits that may follow a whole number."""

    most: int
    """Digits that may still come."""
    begun: bool = False
    needed: bool = False
    """A digit must come, since the point was just written."""

    @property
    def ended(self) -> bool:
        """Always, except behind the point itself."""
        return not self.needed

    @property
    def forced(self) -> bytes:
        """Nothing."""
        return b""

    @property
    def shortest(self) -> bytes:
        """A digit behind a bare point."""
        return b"0" if self.needed else b""

    def after(self, byte: int) -> State | None:
        """The fraction with this digit in it."""
        if byte == _POINT and not self.begun and self.most:
            return (Fraction(self.most, begun=True, needed=True),)
        if byte in _DIGITS and self.begun and self.most:
            return (Fraction(self.most - 1, begun=True),)
        return None


@dataclass(frozen=True)
class Decimal:
    """A number within whole bounds, with a few digits behind the point."""

    whole: Whole
    digits: int

    @property
    def ended(self) -> bool:
        """Whether what is written is a number within the bounds."""
        return self.whole.ended

    @property
    def forced(self) -> bytes:
        """Nothing."""
        return b""

    @property
    def shortest(self) -> bytes:
        """Digits up to a number within the bounds."""
        return self.whole.shortest

    def after(self, byte: int) -> State | None:
        """The number with this digit, sign or point."""
        if byte == _POINT and self.whole.ended and self._may_go_on:
            return Fraction(self.digits).after(byte)
        grown = self.whole.after(byte)
        return None if grown is None else (replace(self, whole=grown[0]),)  # type: ignore[arg-type]

    @property
    def _may_go_on(self) -> bool:
        # A fraction moves the number away from zero, by less than one.
        written, value = self.whole.written, int(self.whole.written)
        negative = written.startswith(b"-")
        return value - 1 >= self.whole.low if negative else value + 1 <= self.whole.high
