"""Errors in words that an agent can act on: tools in place of commands, names in place of paths."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from panelwright.toolbox.places import Places

_COMMAND: Final = re.compile(r"(?:run )?`agent ([a-z]+(?: [a-z]+)?)[^`]*`")
_FLAG: Final = re.compile(r"(?<![\w-])--([a-z]+)\b(?!-)")


def told(said: BaseException | str, places: Places) -> str:
    """A sentence, such as an error's, as callers that have tools and know no folders understand it.

    What callers can't choose keeps the name of its flag, with which the server is started.
    """
    text = _FLAG.sub(_argument, _COMMAND.sub(_tool, str(said)))
    for folder in (places.root, *places.inputs):
        text = text.replace(f"{folder}/", "").replace(str(folder), "the root")
    return text


def _tool(found: re.Match[str]) -> str:
    """What to call instead of a command, or the command where no tool does the same."""
    words, tools = found.group(1).split(), _table("commands")
    for name in (" ".join(words), words[0]):
        if name in tools:
            return tools[name]
    return found.group(0)


def _argument(found: re.Match[str]) -> str:
    """The argument that is meant by a flag, or the flag where no tool takes the same."""
    return _table("flags").get(found.group(1), found.group(0))


@cache
def _table(name: str) -> Mapping[str, str]:
    text = files("panelwright.toolbox").joinpath("data/commands.toml").read_text("utf-8")
    table: Mapping[str, str] = tomllib.loads(text)[name]
    return table
