"""The command that paints many small requests into one picture."""

import json as js
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from panelwright.cli import options as o
from panelwright.cli.flags import Manners, Painting
from panelwright.cli.grouping import grouped
from panelwright.plural import some

if TYPE_CHECKING:
    from panelwright.canvas import Painted
    from panelwright.settings import Settings
    from panelwright_tools.prompting.canvas.items import Canvas

_NAMED = 5
"""Requests that a sentence names."""
_SHOWN = 60
"""Characters of each."""


_Items = Annotated[
    str,
    typer.Argument(metavar="ITEMS",
                   help="A JSON file with items, each of text, cell and time; - for stdin."),
]  # fmt: skip
_Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FOLDER",
                 help="Its folder, new or with an earlier version; usually by the file's name."),
]  # fmt: skip
_Prompt = Annotated[
    str | None,
    typer.Option(metavar="FAMILY",
                 help="Paint nothing; print the regional prompt for sd15, "
                      "sdxl, sd35, flux1, flux2, qwenimage or zimage as JSON."),
]  # fmt: skip
_Tokenizers = Annotated[
    Path | None,
    typer.Option(metavar="MODEL",
                 help="With --prompt: a model's folder whose tokenizers count; "
                      "without, bounds that are always kept."),
]  # fmt: skip
_Anew = Annotated[
    bool, typer.Option("--anew", help="Paint the whole picture, not only what changed.")
]


@grouped
def canvas(
    items: _Items,
    *,
    output: _Output = None,
    prompt: _Prompt = None,
    tokenizers: _Tokenizers = None,
    anew: _Anew = False,
    style: o.Style = None,
    seed: o.Seed = None,
    quality: o.QualityName = None,
    painter: o.Painter = None,
    grounder: o.Grounder = None,
    painting: Painting,
    max_cost: o.MaxCost = None,
    manners: Manners,
) -> None:
    """Paint many small requests on a grid into one picture, and print its path.

    Called again with more, other or fewer items, only what changed is inpainted. Items look like
    {"text": "a red boat", "cell": \\[x, y, w, h], "time": 7}, in cells of a grid of 30 by 30 unless
    the file says otherwise; style and theme are found in them and said once.
    """  # fmt: skip
    from panelwright.cli.counting import counting_steps
    from panelwright.configuration import configured
    from panelwright_tools.domain import UserError

    asked = _read(items, style)
    if prompt is not None:
        print(_regional_prompt(asked, prompt, tokenizers))
        return
    if tokenizers is not None:
        raise UserError("--tokenizers goes with --prompt.")
    settings = configured(
        {**painting.settings(), "seed": seed, "quality": quality, "painter": painter,
         "grounder": grounder, "max_cost": max_cost}
    )  # fmt: skip
    with counting_steps(quiet=manners.quiet):
        result = _painted(asked, output or _folder(items, settings), settings, anew)
    if not manners.quiet:
        print("\n".join(_told(result)), file=sys.stderr)
    print(_data(result) if manners.json else result.picture)


def _folder(items: str, settings: "Settings") -> Path:
    """Where the canvas of a file usually lies."""
    from panelwright.names import slug

    name = Path(items).stem if items != "-" else "canvas"
    return Path(settings.runs) / f"canvas-{slug(name, 'items')}"


def _painted(asked: "Canvas", folder: Path, settings: "Settings", anew: bool) -> "Painted":
    from panelwright.canvas import painted
    from panelwright.readiness import check_ready

    check_ready(settings, ("painter", "grounder", "segmenter"))
    return painted(asked, folder, settings, anew=anew)


def _read(items: str, style: str | None) -> "Canvas":
    from panelwright.run import read_text
    from panelwright_tools.prompting.canvas.items import read_canvas

    text = sys.stdin.read() if items == "-" else read_text(Path(items))
    found = read_canvas(text, "standard input" if items == "-" else items)
    return found.model_copy(update={"style": style}) if style is not None else found


def _regional_prompt(asked: "Canvas", family: str, tokenizers: Path | None) -> str:
    from panelwright_tools.prompting.canvas.prompt import regional_prompt

    return js.dumps(regional_prompt(asked, family, tokenizers), ensure_ascii=False)


def _told(result: "Painted") -> list[str]:
    """Sentences on what came out."""
    from panelwright.cli.manners import printable

    what = some(result.requests, "request")
    if result.anew:
        lines = [f"{what} painted."]
    elif result.changed:
        lines = [
            f"{what}, {len(result.changed)} of them new, changed or gone: {_few(result.changed)}."
        ]
    else:
        lines = [f"{what}, none of them new; the picture is as it was."]
    if result.unseen:
        lines.append(f"not to be seen on the picture: {_few(result.unseen)}.")
    return [printable(line) for line in (*lines, *result.notes[:20])]


def _few(texts: tuple[str, ...]) -> str:
    more = f" and {len(texts) - _NAMED} more" if len(texts) > _NAMED else ""
    return ", ".join(_short(text) for text in texts[:_NAMED]) + more


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1].rstrip()}…"


def _data(result: "Painted") -> str:
    return js.dumps(
        {
            "picture": str(result.picture),
            "requests": result.requests,
            "changed": list(result.changed),
            "anew": result.anew,
            "unseen": list(result.unseen) if result.unseen is not None else None,
            "left_out": list(result.left_out),
            "notes": list(result.notes),
        },
        ensure_ascii=False,
    )
