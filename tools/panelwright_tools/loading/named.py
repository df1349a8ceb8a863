"""Models that look at pictures, as their pages tell of them; none was run here."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class NamedModel:
    """A model of data/models.toml."""

    repository: str
    """Hub id."""
    title: str
    use: str
    """The flag and the tool that it goes with: `--grounder groundingdino`."""
    size: float | None = None
    """To download, in GB of 10^9 bytes; None: unknown."""
    licence: str | None = None
    """None: unknown."""
    read: str | None = None
    """The page that says so; None: none was found."""


@cache
def named_models() -> Mapping[str, NamedModel]:
    """All of them, by hub id."""
    text = (files(__package__) / "data" / "models.toml").read_text("utf-8")
    return {name: NamedModel(name, **row) for name, row in tomllib.loads(text).items()}
