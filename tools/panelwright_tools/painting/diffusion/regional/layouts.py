"""How each class of models of diffusers is called and lays its tokens out."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal


@dataclass(frozen=True)
class Layout:
    """A class of models; in layouts.toml."""

    way: Literal["unet", "joint"]
    """Cross-attention of pixels to words, or joint attention of both to both."""
    text: str
    """The argument of the model's forward that holds the text, (batch, tokens, width)."""
    negative_first: bool = True
    """Whether the negative prompt's rows are the first half of a guided batch."""


@dataclass(frozen=True)
class Call:
    """One call of a model."""

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
