"""Commands for formats in and out."""

from pathlib import Path
from typing import Annotated

import typer

from panelwright.cli import options as o


def export(
    run: o.RunFolder,
    to: Annotated[
        str,
        typer.Option(metavar="FORMATS", help="With commas: png,pdf,cbz,webtoon,html,autostudio."),
    ] = "pdf,cbz,html",
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FOLDER", help="Where to; usually into the run."),
    ] = None,
) -> None:
    """Write a finished comic in other formats; prints each file."""
    from panelwright.publishing import exported
    from panelwright.run import opened

    for path in exported(opened(run), to.split(","), output):
        print(path)


def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A plan from another program.")],
    output: o.NewRun = None,
) -> None:
    """Make a run from another program's plan; prints its folder."""
    from panelwright.configuration import configured
    from panelwright.publishing import imported
    from panelwright.work import new_run_of_story

    story = imported(file)
    print(new_run_of_story(story, configured({}), output).folder)
