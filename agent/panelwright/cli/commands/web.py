"""The command that serves the page."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from panelwright.cli import options as o
from panelwright.cli.flags import Comic, Looking, Planning
from panelwright.cli.grouping import grouped

PAGE = "The page"


@dataclass(frozen=True)
class Page:
    """Where it is, and who may reach it."""

    runs: Annotated[
        Path | None,
        typer.Option(
            "--runs",
            metavar="FOLDER",
            rich_help_panel=PAGE,
            help="Where comics lie and new ones are made; else comics/.",
        ),
    ] = None
    host: Annotated[
        str,
        typer.Option(
            "--host",
            metavar="NAME",
            rich_help_panel=PAGE,
            help="Who may reach it: 127.0.0.1 this machine alone, 0.0.0.0 others with the token.",
        ),
    ] = "127.0.0.1"
    port: Annotated[
        int,
        typer.Option(
            "--port",
            metavar="N",
            min=0,
            max=65535,
            rich_help_panel=PAGE,
            help="0 takes a free one.",
        ),
    ] = 7860
    token: Annotated[
        str | None,
        typer.Option(
            "--token",
            metavar="TEXT",
            rich_help_panel=PAGE,
            envvar="PANELWRIGHT_WEB_TOKEN",
            help="What one must know to use the page; made anew where others reach it "
            "and none is given.",
        ),
    ] = None
    allow_host: Annotated[
        list[str] | None,
        typer.Option(
            "--allow-host",
            metavar="NAME",
            rich_help_panel=PAGE,
            help="A name that the page is reached by, such as a proxy's; repeatable.",
        ),
    ] = None
    open_browser: Annotated[
        bool,
        typer.Option("--open/--no-open", rich_help_panel=PAGE, help="Open a browser."),
    ] = False


@grouped
def web(
    run: Annotated[
        Path | None,
        typer.Argument(metavar="[RUN]", help="A run folder to serve, and nothing beside it."),
    ] = None,
    *,
    page: Page,
    comic: Comic,
    seed: o.Seed = None,
    quality: o.QualityName = None,
    planning: Planning,
    looking: Looking,
    attempts: o.Attempts = None,
    max_cost: o.MaxCost = None,
    jobs: o.Jobs = None,
) -> None:  # fmt: skip
    """Talk a story into panels in the browser: the conversation beside the book.

    Comics that are made there have the settings that are given here; those that are there keep
    their own. Nothing is loaded from elsewhere. Ctrl-C stops; what was being painted is resumed by
    "go on". Off this machine a token is wanted, which is printed with the address.
    """
    from panelwright.configuration import configured
    from panelwright.readiness import check_ready
    from panelwright.web.serving import Serving, serve

    flags: dict[str, Any] = {
        **comic.settings, **planning.settings, **looking.settings, "seed": seed,
        "quality": quality, "attempts": attempts, "max_cost": max_cost,
    }  # fmt: skip
    settings = configured(flags)
    check_ready(settings)
    shelf = _shelf(run, page.runs or Path(settings.runs))
    names = frozenset(name.strip().lower() for name in page.allow_host or ())
    serving = Serving(page.host, page.port, page.token or None, names, page.open_browser)
    serve(shelf, settings.changed(runs=str(shelf.folder)), serving, jobs or 0)


def _shelf(run: Path | None, runs: Path) -> Any:
    """One run alone, or all of a folder. Raises UserError when there is no such run."""
    from panelwright.run import opened
    from panelwright.web.shelf import Shelf

    if run is None:
        return Shelf(runs.expanduser().resolve())
    found = opened(run).folder.resolve()
    return Shelf(found.parent, only=found.name)
