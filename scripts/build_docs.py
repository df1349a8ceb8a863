"""Write the reference documentation from the code: docs/cli.md and docs/story.schema.json.

Usage: python scripts/build_docs.py
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from panelwright.cli.app import built
from panelwright_tools.domain.reading import story_schema

DOCS = Path(__file__).resolve().parent.parent / "docs"
MARKUP = re.compile(r"(?<!\\)\[/?[a-z ]*\]")


def plain(text: str | None) -> str:
    """Help text in one line, without the terminal's markup and its escapes."""
    return " ".join(MARKUP.sub("", text or "").replace("\\[", "[").split())


def cell(text: str) -> str:
    """Text that can stand in a Markdown table."""
    return text.replace("|", "\\|").replace("<", "&lt;")


def command_lines(name: str, command: Any) -> Iterator[str]:
    """The section of one command, and of the commands below it."""
    children = getattr(command, "commands", {})
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option" and not p.hidden]
    usage = " ".join([name, *(f"{argument.name.upper()}" for argument in arguments)])
    yield from (f"## `{usage}`", "", plain(command.help), "")
    if arguments or options:
        yield from ("| | |", "|---|---|")
    for argument in arguments:
        yield f"| `{argument.name.upper()}` | {cell(plain(argument.help))} |"
    for option in options:
        names = ", ".join(f"`{flag}`" for flag in (*option.opts, *option.secondary_opts))
        yield f"| {names} | {cell(plain(option.help))} |"
    yield ""
    for child, below in children.items():
        yield from command_lines(f"{name} {child}", below)


def cli_reference() -> str:
    """The whole of docs/cli.md."""
    lines = ["# The command line", ""]
    lines += ["Written by `scripts/build_docs.py` from the code; do not edit.", ""]
    lines += ["`panelwright` is the same command under another name.", ""]
    root: Any = typer.main.get_command(built())
    for name, command in root.commands.items():
        lines += command_lines(f"agent {name}", command)
    return "\n".join(lines).rstrip() + "\n"


def schema_reference() -> str:
    """The whole of docs/story.schema.json."""
    return json.dumps(story_schema(), indent=2, ensure_ascii=False) + "\n"


def references() -> dict[Path, str]:
    """Every generated file with the text that it should have."""
    return {DOCS / "cli.md": cli_reference(), DOCS / "story.schema.json": schema_reference()}


def main() -> None:
    """Write every file."""
    for path, text in references().items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(path.name)


if __name__ == "__main__":
    main()
