"""Commands for formats in and out."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from panelwright.cli import options as o

if TYPE_CHECKING:
    from panelwright.run import Run

_LONG = 20
"""Pages, or panels of a strip, from which on it is told how far a format is."""


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
    with_files: Annotated[
        bool,
        typer.Option(
            "--with-files",
            help="Lay beside the manifest the LoRAs of characters, which it can't be drawn again "
            "without.",
        ),
    ] = False,
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
    from panelwright.run import opened

    found = opened(run)
    if to is not None or preferences is None or with_files:
        _write_formats(found, to or "pdf,cbz,html", output, with_files)
    if preferences is not None:
        _write_preferences(found, preferences)


def _write_formats(run: "Run", names: str, output: Path | None, with_files: bool) -> None:
    from panelwright.cli.counting import counting
    from panelwright.publishing import exported

    with counting("pages") as count:

        def tell(name: str, done: int, of: int) -> None:
            if of >= _LONG:
                count(done, of)

        paths = exported(run, names.split(","), output, with_files=with_files, tell=tell)
    for path in paths:
        print(path)
    if "manifest" in names and not with_files:
        _tell_what_it_needs(run)


def _tell_what_it_needs(run: "Run") -> None:
    from panelwright.cli.manners import printable
    from panelwright.manifest import needed_files

    needed = needed_files(run.read_story())
    if needed:
        told = f"to draw the manifest again takes {needed}, too: --with-files lays it beside."
        print(printable(told), file=sys.stderr)


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
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="A story.json, or a file of AutoStudio, CMIGBench or ViStoryBench; Fountain, "
            "Markdown and plain text are planned.",
        ),
    ],
    output: o.NewRun = None,
    story: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Which one, of a file with several; usually the first."),
    ] = None,
) -> None:
    """Make a run from another program's plan, or from a story in words; prints its folder.

    What was imported from AutoStudio or CMIGBench is exported with every key that the file had.
    """
    from panelwright.cli.manners import printable
    from panelwright.configuration import configured
    from panelwright.importing import imported, is_data, new_run_of_import, read_import

    text = read_import(file)
    if not is_data(text):
        _plan(file, output)
        return
    found = imported(text, file, story)
    run = new_run_of_import(found, text, configured({}), output)
    if found.others and story is None:
        names = ", ".join(found.others[:12]) + (" …" if len(found.others) > 12 else "")
        told = f"{found.label} was imported; there are also {names}, by --story."
        print(printable(told), file=sys.stderr)
    print(run.folder)


def _plan(file: Path, output: Path | None) -> None:
    from panelwright.cli.flags import Manners
    from panelwright.cli.session import Session
    from panelwright.cli.starting import kept_if_planned, start
    from panelwright.configuration import configured

    run = start(str(file), configured({}), output)
    with kept_if_planned(run):
        Session(run, False, Manners()).plan()
