"""Counting tokens: exactly with a model's own tokenizer, else by a bound that always holds."""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

from panelwright_tools.prompting.windows import window_texts

_FORMS: Final = ("NFC", "NFKC", "NFD")
"""Normal forms that tokenizers apply before they split; some of them make a text longer."""


class TokenCounter(Protocol):
    """Counts the tokens of a text as one text encoder does, special tokens included."""

    @property
    def limit(self) -> int:
        """The most tokens that the encoder takes, special tokens included."""
        ...

    def count(self, text: str) -> int:
        """How many tokens the text is, special tokens included."""
        ...


class Tokenizer(Protocol):
    """What is needed of a tokenizer of transformers."""

    def __call__(self, text: str, **options: Any) -> Mapping[str, Any]:
        """A mapping whose `input_ids` are the tokens of one text."""
        ...


@dataclass(frozen=True)
class ExactCounter:
    """Counts with the tokenizer itself what `framed` makes of a text."""

    tokenize: Callable[[str], int]
    """How many tokens a text is, with all that the pipeline puts around it."""
    limit: int

    def count(self, text: str) -> int:
        """How many tokens the encoder gets for the text."""
        return self.tokenize(text)


@dataclass(frozen=True)
class WindowedCounter:
    """Counts for an encoder that reads one window after another, as CLIP does for a long prompt.

    No phrase is split over two windows, so that all windows but the last count as full.
    """

    tokenize: Callable[[str], int]
    """How many tokens a text is in one window, special tokens included."""
    window: int
    """Tokens of one window, special tokens included: 77."""
    windows: int = 1
    """How many windows the painter concatenates."""

    @property
    def limit(self) -> int:
        """Tokens of all windows."""
        return self.window * self.windows

    def count(self, text: str) -> int:
        """Tokens that the windows of the text take; a phrase too long for one is counted whole."""
        if self.windows == 1:
            return self.tokenize(text)
        sizes = [self.tokenize(part) for part in window_texts(text, [self.one()])]
        if max(sizes) > self.window:
            return max(self.limit + 1, sum(sizes))
        return self.window * (len(sizes) - 1) + sizes[-1]

    def one(self) -> "WindowedCounter":
        """The counter of a single window."""
        return WindowedCounter(self.tokenize, self.window)


@dataclass(frozen=True)
class UpperBound:
    """The most tokens that a text can be for a kind of tokenizer, without asking one.

    Byte-level vocabularies make at most a token of each UTF-8 byte, SentencePiece at most one of
    each character and one before the first; real texts are a quarter of that. `frame` tokens are
    added for what the pipeline puts around the text.
    """

    limit: int
    frame: int

    def count(self, text: str) -> int:
        """A number of tokens that no tokenizer of these kinds exceeds."""
        sizes = [_bytes_of(unicodedata.normalize(form, text)) for form in _FORMS]
        return self.frame + max(sizes) + (1 if text else 0)


@dataclass(frozen=True)
class CharacterCounter:
    """Counts characters, where a service states its limit in them."""

    limit: int

    def count(self, text: str) -> int:
        """The characters of the text."""
        return len(text)


def _bytes_of(text: str) -> int:
    return max(len(text.encode("utf-8", "replace")), len(text.lower().encode("utf-8", "replace")))
