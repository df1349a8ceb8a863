"""The limits of the server, read once."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def limits(of: str) -> Mapping[str, Any]:
    """The limits of one kind: calls, pictures, resources or http."""
    text = files("panelwright.mcp_server").joinpath("data/limits.toml").read_text("utf-8")
    found: Mapping[str, Any] = tomllib.loads(text)[of]
    return found
