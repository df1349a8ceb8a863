"""Tokens from beside the picture that the pixels of one region see as well."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from torch import Tensor


@dataclass(frozen=True)
class Guest:
    """Some tokens of another picture; in a layer they stand behind all the layer's own keys."""

    region: int
    """The number of the region, from 1, whose pixels see them; nothing else does."""
    strength: float
    """Share of what those pixels see with them over what they see without, 0..1."""
    tokens: int


Visit = tuple[Guest, Tensor, Tensor]
"""A guest with its keys and values, each (1, heads, tokens, width)."""


class Guests(Protocol):
    """Where guests come from: pictures that run through the same model."""

    def keep(self, layer: int, key: Tensor, value: Tensor) -> bool:
        """Told the picture's keys and values in a call whose text is not the plan's.

        Whether one of the pictures was running, so that the call is none of the panel's.
        """
        ...

    def seen(self, layer: int) -> Sequence[Visit]:
        """The guests of a layer, in the panel's own call."""
        ...
