"""Counter-based noise: numbers are functions of (seed, panel, draw), whoever asks, and when.

Philox 4x32-10 (Salmon, Moraes, Dror, Shaw: Parallel random numbers: as easy as 1, 2, 3, SC 2011)
in integer tensors, so that the panels and draws of a batch are made in a few operations.
"""

import math
from collections.abc import Sequence
from typing import Final

import torch

_MULTIPLY: Final = (0xD2511F53, 0xCD9E8D57)
_WEYL: Final = (0x9E3779B9, 0xBB67AE85)
_ROUNDS: Final = 10
_WORD: Final = 0xFFFFFFFF
_PIXELS, _TIMES = 0, 1
"""Streams: which numbers of a draw a counter makes."""


def philox(counter: Sequence[torch.Tensor], key: tuple[int, int]) -> list[torch.Tensor]:
    """Four random words of 32 bits for each counter of four, as int64 tensors of one shape."""
    c0, c1, c2, c3 = counter
    k0, k1 = key
    for _ in range(_ROUNDS):
        high0, low0 = _product(c0, _MULTIPLY[0])
        high1, low1 = _product(c2, _MULTIPLY[1])
        c0, c1, c2, c3 = high1 ^ c1 ^ k0, low1, high0 ^ c3 ^ k1, low0
        k0, k1 = (k0 + _WEYL[0]) & _WORD, (k1 + _WEYL[1]) & _WORD
    return [c0, c1, c2, c3]


def _product(word: torch.Tensor, factor: int) -> tuple[torch.Tensor, torch.Tensor]:
    """The high and low word of a product, by halves of the factor: 64 signed bits suffice."""
    low, high = word * (factor & 0xFFFF), word * (factor >> 16)
    middle = high + (low >> 16)
    return middle >> 16, ((middle & 0xFFFF) << 16) | (low & 0xFFFF)


def normals(
    seed: int, panels: torch.Tensor, draws: torch.Tensor, shape: Sequence[int]
) -> torch.Tensor:
    """Standard normal noise (n, *shape), float64, of draws (n,) of panels (n,), both int64.

    By Box and Muller's method, from words of 32 bits: at most 6.7 from zero.
    """
    size = math.prod(shape)
    blocks = torch.arange(-(-size // 4), device=draws.device)
    words = _words(seed, panels.unsqueeze(1), draws.unsqueeze(1), blocks, _PIXELS)
    pairs = [_normal_pair(words[0], words[1]), _normal_pair(words[2], words[3])]
    numbers = torch.stack([number for pair in pairs for number in pair], dim=-1)
    return numbers.flatten(1)[:, :size].reshape(len(draws), *shape)


def _normal_pair(a: torch.Tensor, b: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    radius = torch.sqrt(-2 * torch.log(_fractions(a)))
    angle = 2 * math.pi * _fractions(b)
    return radius * torch.cos(angle), radius * torch.sin(angle)


def uniforms(seed: int, panels: torch.Tensor, draws: torch.Tensor) -> torch.Tensor:
    """One number in 0..1 (n,), float64, for each draw (n,) of a panel (n,), beside its noise."""
    return _fractions(_words(seed, panels, draws, torch.zeros_like(draws), _TIMES)[0])


def _fractions(words: torch.Tensor) -> torch.Tensor:
    """Midpoints of 2^32 steps of 0..1: never 0 or 1."""
    return (words.double() + 0.5) / 2**32


def _words(
    seed: int, panels: torch.Tensor, draws: torch.Tensor, blocks: torch.Tensor, stream: int
) -> list[torch.Tensor]:
    counter = torch.broadcast_tensors(blocks, draws, panels, torch.full_like(blocks, stream))
    return philox(counter, (seed & _WORD, (seed >> 32) & _WORD))
