"""The command that turns prompts into regions."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer


def layout(
    prompt: Annotated[
        str | None,
        typer.Argument(metavar="PROMPT", help='Such as "three red balls left of a wooden bench".'),
    ] = None,
    lines: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="A prompt a line, a line of JSON for each; - for stdin."),
    ] = None,
) -> None:
    """Turn a prompt into regions with boxes, as JSON.

    One region for each single thing; boxes are fractions of the picture: left, top, width, height.
    """
    from panelwright_tools.domain import UserError
    from panelwright_tools.layout.prompt import layout_prompt

    if (prompt is None) == (lines is None):
        raise UserError("give either a prompt or --lines FILE.")
    for text in [prompt] if prompt is not None else _prompts(lines):
        result = layout_prompt(text or "")
        print(json.dumps(result.model_dump(mode="json"), ensure_ascii=False), flush=True)


def _prompts(file: Path | None) -> list[str]:
    from panelwright.run import read_text

    text = sys.stdin.read() if str(file) == "-" else read_text(Path(str(file)))
    return [line.strip() for line in text.splitlines() if line.strip()]
