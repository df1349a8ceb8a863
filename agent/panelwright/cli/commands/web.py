"""The command that serves the page."""

from pathlib import Path
from typing import Annotated

import typer

from panelwright.cli import options as o


def web(
    run: Annotated[
        Path | None,
        typer.Argument(metavar="[RUN]", help="A run folder to serve, and nothing beside it."),
    ] = None,
    runs: Annotated[
        Path | None,
        typer.Option("--runs", metavar="FOLDER", help="Where comics lie; else comics/."),
    ] = None,
    host: Annotated[
        str,
        typer.Option("--host", metavar="NAME", rich_help_panel=o.THIS_TIME,
                     help="Who may reach it; usually this machine alone."),
    ] = "127.0.0.1",
    port: Annotated[
        int,
        typer.Option("--port", metavar="N", min=0, max=65535, rich_help_panel=o.THIS_TIME,
                     help="0 takes a free one."),
    ] = 7860,
) -> None:  # fmt: skip
    """Talk a story into panels in the browser."""
    from panelwright.configuration import configured
    from panelwright.run import opened
    from panelwright.web.serving import serve
    from panelwright.web.shelf import Shelf

    settings = configured({})
    if run is not None:
        opened(run)
        shelf = Shelf(run.resolve().parent, only=run.resolve().name)
    else:
        shelf = Shelf((runs or Path(settings.runs)).resolve())
    serve(shelf, host, port)
