"""What may still come of one JSON value, as small frozen frames that are fed byte by byte.

Between the parts stand the same spaces as `json.dumps` writes: whatever the frames let through
parses. What strings and numbers are made of is in `json_text.py` and `json_numbers.py`, objects and
lists in `json_shapes.py`.
"""

from dataclasses import dataclass
from typing import Protocol

State = tuple["Frame", ...]
"""Frames still to be filled, the next one last; empty: the value is complete."""


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
