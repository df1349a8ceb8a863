"""Windows of things: where passengers are seen, from data/windows.toml."""

import tomllib
from functools import cache
from importlib.resources import files

import numpy as np

from panelwright_tools.painting.storyboard.geometry import Points


@cache
def _table() -> dict[str, list[list[float]]]:
    text = files(__package__).joinpath("data", "windows.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def windows_of(name: str) -> tuple[Points, ...]:
    """The outlines of the windows of a drawing or an icon, in heights of the thing."""
    return tuple(np.asarray(flat, float).reshape(-1, 2) for flat in _table().get(name, ()))


def window_names() -> tuple[str, ...]:
    """Everything that has windows."""
    return tuple(_table())
