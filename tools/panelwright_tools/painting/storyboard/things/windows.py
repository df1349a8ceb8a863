"""Windows of things: where passengers are seen, from data/windows.toml."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from panelwright_tools.painting.storyboard.geometry import Points

HEAD = 0.80
"""Height of a head, as a share of its window's."""


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("data", "windows.toml").read_text("utf-8"))


@cache
def windows_of(name: str) -> tuple[Points, ...]:
    """The outlines of the windows of a drawing or an icon, in heights of the thing."""
    return tuple(np.asarray(flat, float).reshape(-1, 2) for flat in _table().get(name, ()))


def window_names() -> tuple[str, ...]:
    """Everything that has windows."""
    return tuple(name for name in _table() if name != "head")


def head_at_window(name: str) -> float:
    """How high a head is at the windows of a drawing or an icon, a share of the window's height."""
    return float(_table()["head"].get(name, HEAD))
