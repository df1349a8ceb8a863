"""How each class of models of diffusers is called and lays its tokens out."""

import tomllib
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from importlib import resources
from typing import Any, Literal


@dataclass(frozen=True)
class Layout:
    """A class of models; in layouts.toml."""

    way: Literal["unet", "joint"]
    """Cross-attention of pixels to words, or joint attention of both to both."""
    text: str
    """The argument of the model's forward that holds the text, (batch, tokens, width)."""
    layers: tuple[str, ...]
    """Names of the layers in which words and pixels meet; * stands for anything."""
    text_layers: tuple[str, ...] = ()
    """Names of the layers in which words see words alone."""
    text_first: bool = True
    """Whether text lies before pixels in joint attention."""
    negative_first: bool = True
    """Whether the negative prompt's rows are the first half of a guided batch."""
    multiple: int = 1
    """Above 1: text and pixels are each filled up to a multiple of so many tokens, which attend,
    and texts of one batch may differ in length."""
    positions: Literal["none", "txt_ids", "pos_embed", "freqs_cis"] = "none"
    """Where a model takes the places of its text tokens from (positions.py)."""
    of_text: tuple[str, ...] = ()
    """Names of the layers of any kind that are given words alone."""
    of_both: tuple[str, ...] = ()
    """Names of those that are given words and pixels in one sequence; the others get pixels."""

    def filled(self, tokens: int) -> int:
        """So many tokens, filled up as the model does."""
        return -(-tokens // self.multiple) * self.multiple


@dataclass(frozen=True)
class Call:
    """One call of a model."""

    layout: Layout
    regional: bool
    """Whether its text is the plan's; another, as a negative prompt by itself, runs plainly."""
    text: int
    """How many tokens its text is."""
    positive: slice
    """The rows of the batch in which regions act."""
    negative: slice
    """The other rows; empty without guidance."""

    @property
    def guided(self) -> bool:
        """Whether there are rows of a negative prompt."""
        return bool(self.negative.stop > (self.negative.start or 0))


@cache
def layouts() -> dict[str, Layout]:
    """Class name of a model of diffusers to its layout."""
    text = resources.files(__package__).joinpath("layouts.toml").read_text(encoding="utf-8")
    return {name: Layout(**row) for name, row in tomllib.loads(text).items()}


def named(model: Any, patterns: tuple[str, ...]) -> list[Any]:
    """The model's layers whose names fit one of the patterns."""
    return [
        module
        for name, module in model.named_modules()
        if any(fnmatchcase(name, pattern) for pattern in patterns)
    ]
