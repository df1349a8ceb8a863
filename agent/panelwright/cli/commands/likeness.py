"""Commands that give characters pictures and LoRAs, so that painters keep them alike."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from panelwright.cli import options as o
from panelwright.cli.manners import printable


def reference(
    run: o.RunFolder,
    character: o.Character,
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="Pictures of the character.")
    ],
) -> None:
    """Give a character reference pictures, for painters that look at pictures."""
    from panelwright.changing import illustrated
    from panelwright.references import Reference, first_frames_told, read_picture
    from panelwright.run import opened

    pictures = [Reference(character, read_picture(file)) for file in files]
    illustrated(opened(run), pictures)
    for told in first_frames_told(files):
        print(printable(told), file=sys.stderr)
    count = "a picture" if len(pictures) == 1 else f"{len(pictures)} pictures"
    print(printable(f"{character} has {count} more now; paint it with: agent draw {run}"))


def portrait(
    run: o.RunFolder,
    character: o.Character,
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="A picture.")] = None,
    none: Annotated[bool, typer.Option("--none", help="Have it painted again.")] = False,
) -> None:
    """Let a picture of your own stand for a character's portrait, which is then not painted.

    Panels are painted by it where the painter looks at pictures; [bold]agent redraw --portrait[/]
    has another one painted instead.
    """
    from panelwright.changing import portrayed_by
    from panelwright.references import first_frames_told, read_picture
    from panelwright.run import opened
    from panelwright_tools.domain import UserError

    if none == (file is not None):
        raise UserError("name either a picture's file or --none.")
    portrayed_by(opened(run), character, read_picture(file) if file is not None else None)
    for told in first_frames_told([file] if file is not None else []):
        print(printable(told), file=sys.stderr)
    what = f"{file.name} for a portrait" if file is not None else "a painted portrait"
    print(printable(f"{character} has {what} now; paint it with: agent draw {run}"))


def crops(
    run: o.RunFolder,
    character: Annotated[
        str | None, typer.Argument(metavar="[CHARACTER]", help="A name or id; else everyone.")
    ] = None,
    least: Annotated[
        float, typer.Option(min=0, max=1, help="Likeness from which on a crop joins.")
    ] = 0.8,
    most: Annotated[
        int, typer.Option(min=0, max=8, help="How many are kept of each, the best; 0 for none.")
    ] = 2,
) -> None:
    """Let crops of accepted panels join the pictures of characters, for the panels that come later.

    For painters that look at pictures, in a run whose likeness was measured. Those that joined
    before are replaced; the panel that a crop is cut from, and those before it, stay as they are.
    """
    from panelwright.changing import cropped
    from panelwright.run import opened

    for name, found in cropped(opened(run), character, least, most).items():
        told = ", ".join(f"panel {one.panel} ({one.likeness:.2f})" for one in found) or "none"
        print(printable(f"{name}: {told}"))
    print(printable(f"paint it with: agent draw {run}"))


def lora(
    run: o.RunFolder,
    character: o.Character,
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="A safetensors file.")
    ] = None,
    strength: Annotated[
        float, typer.Option(min=-2, max=2, help="Factor on its change; 1 as it was trained.")
    ] = 1.0,
    words: Annotated[
        str, typer.Option(metavar="TEXT", help="What it was trained to be called by.")
    ] = "",
    none: Annotated[bool, typer.Option("--none", help="Take all of the character's away.")] = False,
) -> None:
    """Give a character a LoRA, for painters whose models take them.

    The same file again changes its strength and words.
    """
    from panelwright.changing import trained, untrained
    from panelwright.loras import given_lora
    from panelwright.run import opened
    from panelwright_tools.domain import UserError

    if none == (file is not None):
        raise UserError("name either a LoRA's file or --none.")
    if file is None:
        untrained(opened(run), character)
        print(printable(f"{character} has no LoRA now; paint it with: agent draw {run}"))
        return
    trained(opened(run), [given_lora(character, file, strength, words)])
    print(printable(f"{character} has the LoRA {file.name} now; paint it with: agent draw {run}"))
