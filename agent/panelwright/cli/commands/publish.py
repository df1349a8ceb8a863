"""Commands for formats in and out."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from panelwright.cli import options as o

if TYPE_CHECKING:
    from panelwright.run import Run


def export(
    run: o.RunFolder,
    to: Annotated[
        str | None,
        typer.Option(
            metavar="FORMATS",
            help="With commas: png,pdf,cbz,epub,webtoon,html,ora,autostudio,manifest; "
            "pdf,cbz,html without.",
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FOLDER", help="Where to; usually into the run."),
    ] = None,
    preferences: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="Add the run's pairs of accepted and rejected pictures to a set in this "
            "folder, to fine-tune a model on.",
        ),
    ] = None,
) -> None:
    """Write a finished comic in other formats; prints each file.

    With --preferences: what its checks chose, as Parquet and pictures. Several runs go into one
    folder; a run that is exported again takes the place of its earlier pairs.
    """  # fmt: skip
    from panelwright.publishing import exported
    from panelwright.run import opened

    found = opened(run)
    if to is not None or preferences is None:
        for path in exported(found, (to or "pdf,cbz,html").split(","), output):
            print(path)
    if preferences is not None:
        _write_preferences(found, preferences)


def _write_preferences(run: "Run", folder: Path) -> None:
    from panelwright.preferences import exported_preferences

    found = exported_preferences(run, folder)
    of = f"{found.panels} of {found.of} panels have accepted and rejected pictures"
    pairs, runs = _number(found.pairs, "pair"), _number(found.runs, "run")
    print(f"{pairs}: {of}; the set holds {runs}.", file=sys.stderr)
    print(found.table)


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


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
