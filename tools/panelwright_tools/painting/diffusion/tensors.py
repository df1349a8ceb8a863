"""A tensor as the header of a file of weights tells it."""

from dataclasses import dataclass
from math import prod


@dataclass(frozen=True)
class Tensor:
    """One tensor of a file."""

    shape: tuple[int, ...]
    """As PyTorch has it: the outermost first."""
    kind: str
    """How its numbers are written: `F16`, `BF16`, `Q4_K`, …."""
    bytes: int

    @property
    def numbers(self) -> int:
        """How many numbers it holds."""
        return prod(self.shape)
