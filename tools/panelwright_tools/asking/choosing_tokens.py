"""Chooses the next token: the likeliest, or one by chance, of those that a state lets through."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from panelwright_tools.asking.json_frames import State, advance, advance_all

Logits = NDArray[np.float32]
"""(vocabulary,) how much the model wants each token next."""

_WIDTH: Final = 40
"""Likeliest tokens that chance may choose from, and that are tried before all others."""


@dataclass(frozen=True)
class Vocabulary:
    """The bytes that every token stands for."""

    pieces: Sequence[bytes]

    @cached_property
    def first_bytes(self) -> NDArray[np.int16]:
        """(vocabulary,) the first byte of each token; -1 for tokens without text."""
        return np.array([piece[0] if piece else -1 for piece in self.pieces], dtype=np.int16)


def choose(logits: Logits, temperature: float, chance: np.random.Generator) -> int:
    """A token, whatever it is."""
    if temperature <= 0:
        return int(logits.argmax())
    return _drawn(_likeliest(logits), logits, temperature, chance)


def choose_allowed(
    logits: Logits,
    state: State,
    vocabulary: Vocabulary,
    temperature: float,
    chance: np.random.Generator,
) -> tuple[int, State] | None:
    """A token that may come in this state, and the state after it; None when there is none."""
    if temperature <= 0:
        likeliest = _allowed([int(logits.argmax())], state, vocabulary)
        if (found := next(likeliest, None)) is not None:
            return found
    allowed = _allowed(_likeliest(logits), state, vocabulary)
    if temperature <= 0:
        found = next(allowed, None)
    else:
        following = dict(allowed)
        token = _drawn(list(following), logits, temperature, chance) if following else None
        found = None if token is None else (token, following[token])
    return found or next(_allowed(_fitting(logits, state, vocabulary), state, vocabulary), None)


def _allowed(
    tokens: Iterable[int], state: State, vocabulary: Vocabulary
) -> Iterator[tuple[int, State]]:
    """Those that may come, with the state after each."""
    for token in tokens:
        piece = vocabulary.pieces[token]
        following = advance_all(state, piece) if piece else None
        if following is not None:
            yield token, following


def _likeliest(logits: Logits) -> list[int]:
    """A few tokens, the likeliest first."""
    width = min(_WIDTH, len(logits))
    best = np.argpartition(logits, len(logits) - width)[-width:]
    return [int(token) for token in best[np.argsort(-logits[best], kind="stable")]]


def _fitting(logits: Logits, state: State, vocabulary: Vocabulary) -> Iterator[int]:
    """All tokens whose first byte may come, the likeliest first."""
    first = [byte for byte in range(256) if advance(state, byte) is not None]
    fitting = np.flatnonzero(np.isin(vocabulary.first_bytes, first))
    for token in fitting[np.argsort(-logits[fitting], kind="stable")]:
        yield int(token)


def _drawn(
    tokens: Sequence[int], logits: Logits, temperature: float, chance: np.random.Generator
) -> int:
    """One of the tokens, the likelier the oftener."""
    wanted = logits[list(tokens)].astype(np.float64) / temperature
    weights = np.exp(wanted - wanted.max())
    return int(chance.choice(np.asarray(tokens), p=weights / weights.sum()))
