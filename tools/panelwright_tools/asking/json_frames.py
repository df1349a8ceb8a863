"""What may still come of one JSON value, as small frozen frames that are fed byte by byte.

Strings hold no control characters, no lone surrogates and no broken UTF-8, numbers keep to their
bounds, and between the parts stand the same spaces as `json.dumps` writes: whatever the frames let
through parses.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, Protocol

State = tuple["Frame", ...]
"""Frames still to be filled, the next one last; empty: the value is complete."""

_QUOTE: Final = 0x22
_BACKSLASH: Final = 0x5C
_ESCAPED: Final = frozenset(b'"\\/nt')
_MINUS: Final = 0x2D
_POINT: Final = 0x2E
_DIGITS: Final = frozenset(b"0123456789")
_MOST_DIGITS: Final = 18

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


class Frame(Protocol):
    """A part of a value that is not complete yet."""

    def after(self, byte: int) -> State | None:
        """What is left of it after a byte; None when the byte can't come here."""
        ...

    @property
    def ended(self) -> bool:
        """Whether it may end without another byte."""
        ...

    @property
    def forced(self) -> bytes:
        """Bytes that must come next, whatever is chosen later."""
        ...

    @property
    def shortest(self) -> bytes:
        """The fewest bytes that end it, for an answer that has grown too long."""
        ...


@dataclass(frozen=True)
class Fixed:
    """Bytes that must come."""

    rest: bytes

    @property
    def ended(self) -> bool:
        """Never."""
        return False

    @property
    def forced(self) -> bytes:
        """All of them."""
        return self.rest

    @property
    def shortest(self) -> bytes:
        """All of them."""
        return self.rest

    def after(self, byte: int) -> State | None:
        """The rest of them."""
        if byte != self.rest[0]:
            return None
        return (Fixed(self.rest[1:]),) if len(self.rest) > 1 else ()


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


@dataclass(frozen=True)
class Either:
    """One of several things; what is written decides which."""

    alternatives: tuple[State, ...]
    """At least one; the first of them ends it when it must end."""

    @property
    def ended(self) -> bool:
        """Whether one of them may end here."""
        return any(all(frame.ended for frame in one) for one in self.alternatives)

    @property
    def forced(self) -> bytes:
        """What is forced when only one is left."""
        return forced(self.alternatives[0]) if len(self.alternatives) == 1 else b""

    @property
    def shortest(self) -> bytes:
        """The end of the first."""
        return shortest(self.alternatives[0])

    def after(self, byte: int) -> State | None:
        """Those that go on with the byte."""
        going = tuple(left for one in self.alternatives if (left := advance(one, byte)) is not None)
        if not going:
            return None
        return going[0] if len(going) == 1 else (Either(going),)


def advance(state: State, byte: int) -> State | None:
    """The state after one more byte; None when it can't come here."""
    while state:
        *below, top = state
        left = top.after(byte)
        if left is not None:
            return (*below, *left)
        if not top.ended:
            return None
        state = tuple(below)
    return None


def advance_all(state: State, text: bytes) -> State | None:
    """The state after some bytes; None when they can't all come here."""
    for byte in text:
        following = advance(state, byte)
        if following is None:
            return None
        state = following
    return state


def forced(state: State) -> bytes:
    """All the bytes that must come next, whatever the model would like."""
    written = b""
    while state and (piece := state[-1].forced):
        written += piece
        following = advance_all(state, piece)
        if following is None:
            raise AssertionError(f"{piece!r} is forced and refused by {state[-1]}")
        state = following
    return written


def shortest(state: State) -> bytes:
    """The bytes that complete the value soonest."""
    return b"".join(frame.shortest for frame in reversed(state))
