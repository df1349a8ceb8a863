"""Errors in words that an agent can act on: tools in place of commands, names in place of paths."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from panelwright.toolbox.places import Places

_COMMAND: Final = re.compile(r"(?:run )?`agent ([a-z]+(?: [a-z]+)?)[^`]*`")


def told(error: BaseException, places: Places) -> str:
    """The sentence of an error, as callers that have tools and know no folders understand it."""
    text = _COMMAND.sub(_tool, str(error))
    for folder in (places.root, *places.inputs):
        text = text.replace(f"{folder}/", "").replace(str(folder), "the root")
    return text


def _tool(found: re.Match[str]) -> str:
    """What to call instead of a command, or the command where no tool does the same."""
    words = found.group(1).split()
    for name in (" ".join(words), words[0]):
        if name in _tools():
            return _tools()[name]
    return found.group(0)


@cache
def _tools() -> Mapping[str, str]:
    text = files("panelwright.toolbox").joinpath("data/commands.toml").read_text("utf-8")
    return tomllib.loads(text)
