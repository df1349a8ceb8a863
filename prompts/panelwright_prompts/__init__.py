"""Every word that a model is told, as templates: one Markdown file a prompt.

A file begins with its variables, then has sections for the speakers, stable text first:

    <!-- variables: story, panel -->
    <!-- system -->
    You plan comics.
    <!-- user -->
    {{ story }}
"""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    from jinja2 import Environment, Template

_VARIABLES: Final = re.compile(r"\A<!-- variables:([^>]*)-->\n")
_SECTION: Final = re.compile(r"^<!-- (system|user|assistant) -->\n", re.MULTILINE)

Speaker = Literal["system", "user", "assistant"]


@dataclass(frozen=True)
class Turn:
    """One section of a prompt, rendered."""

    speaker: Speaker
    text: str


def names() -> list[str]:
    """Every prompt, as `render` takes them: `plan/read`."""
    root = files("panelwright_prompts")
    return sorted(
        f"{folder.name}/{file.name.removesuffix('.md')}"
        for folder in root.iterdir()
        if folder.is_dir()
        for file in folder.iterdir()
        if file.name.endswith(".md")
    )


def variables(name: str) -> frozenset[str]:
    """The variables that a prompt declares. Raises FileNotFoundError when there is no such one."""
    found = _VARIABLES.match(_source(name))
    if found is None:
        raise ValueError(f"the prompt {name} does not begin with its variables")
    return frozenset(filter(None, (word.strip() for word in found.group(1).split(","))))


def render(name: str, **values: Any) -> tuple[Turn, ...]:
    """The turns of a prompt. Raises ValueError when the values are not exactly its variables."""
    if values.keys() != variables(name):
        wanted = ", ".join(sorted(variables(name)))
        raise ValueError(f"the prompt {name} wants {wanted}, not {', '.join(sorted(values))}")
    return tuple(Turn(speaker, body.render(values).strip()) for speaker, body in _sections(name))


@cache
def _sections(name: str) -> "tuple[tuple[Speaker, Template], ...]":
    body = _VARIABLES.sub("", _source(name), count=1)
    _, *parts = _SECTION.split(body)
    return tuple(
        (speaker, _environment().from_string(text))  # type: ignore[misc]
        for speaker, text in zip(parts[::2], parts[1::2], strict=True)
    )


@cache
def _source(name: str) -> str:
    return files("panelwright_prompts").joinpath(f"{name}.md").read_text("utf-8")


@cache
def _environment() -> "Environment":
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    # Text of a story is data: it is put in as it is and never rendered as a template itself.
    return SandboxedEnvironment(
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
