"""Commands that paint: plan-and-draw, draw, resume, redraw."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from panelwright.cli import options as o
from panelwright.cli.flags import Comic, Looking, Manners, Painting, Planning
from panelwright.cli.grouping import grouped


@grouped
def plan_and_draw(
    synopsis: o.Synopsis,
    *,
    output: o.NewRun = None,
    comic: Comic,
    reference: o.References = None,
    lora: o.Loras = None,
    seed: o.Seed = None,
    quality: o.QualityName = None,
    planning: Planning,
    looking: Looking,
    painting: Painting,
    attempts: o.Attempts = None,
    approve: o.Approve = False,
    max_cost: o.MaxCost = None,
    jobs: o.Jobs = None,
    strict: o.Strict = False,
    manners: Manners,
) -> None:
    """The whole road: read a story, plan it, paint it, check it, letter it, bind it.

    The last line of output is the folder with the comic: [bold]pages/[/], [bold]book.pdf[/],
    [bold]book.cbz[/], [bold]book.html[/], and [bold]report.html[/], which shows how every panel
    was checked.
    """
    from panelwright.cli.session import Session
    from panelwright.cli.starting import kept_if_planned, start
    from panelwright.configuration import configured
    from panelwright.readiness import check_ready

    settings = configured(
        {**comic.settings, **planning.settings, **looking.settings, **painting.settings(),
         "seed": seed, "quality": quality, "attempts": attempts, "max_cost": max_cost}
    )  # fmt: skip
    check_ready(settings)
    run = start(synopsis, settings, output, reference or (), lora or (), quiet=manners.quiet)
    with kept_if_planned(run):
        Session(run, strict, manners).draw(approve=approve, jobs=jobs)


@grouped
def draw(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="RUN",
            help="A run folder, a story.json of your own, or the manifest of a run.",
        ),
    ],
    *,
    output: o.NewRun = None,
    style: o.Style = None,
    reference: o.References = None,
    lora: o.Loras = None,
    seed: o.Seed = None,
    quality: o.QualityName = None,
    looking: Looking,
    painting: Painting,
    attempts: o.Attempts = None,
    approve: o.Approve = False,
    max_cost: o.MaxCost = None,
    jobs: o.Jobs = None,
    strict: o.Strict = False,
    manners: Manners,
) -> None:
    """Paint a plan that is there already, edited by hand perhaps.

    Panels that did not change are not painted again. A manifest ([bold]agent export --to
    manifest[/]) is drawn again as it says, and compared byte by byte.
    """
    from panelwright.cli.session import Session
    from panelwright.cli.starting import compared, planned_run

    changes = {
        **looking.settings, **painting.settings(), "style": style, "seed": seed,
        "quality": quality, "attempts": attempts, "max_cost": max_cost,
    }  # fmt: skip
    run = planned_run(source, changes, output, reference or (), lora or (), quiet=manners.quiet)
    with compared(run, source, quiet=manners.quiet):
        Session(run, strict, manners).draw(approve=approve, jobs=jobs)


@grouped
def resume(
    run: o.RunFolder,
    *,
    max_cost: o.MaxCost = None,
    jobs: o.Jobs = None,
    strict: o.Strict = False,
    manners: Manners,
) -> None:
    """Go on where a run stopped, for whatever reason; approves a plan or portraits that wait."""
    from panelwright.cli.session import Session
    from panelwright.cli.starting import opened_with

    found = opened_with(run, {"max_cost": max_cost})
    Session(found, strict, manners).draw(go_on=True, jobs=jobs)


@grouped
def redraw(
    run: o.RunFolder,
    *,
    panel: Annotated[
        str | None, typer.Option("--panel", "-p", metavar="N", help="Its number or id: 3 or p03.")
    ] = None,
    portrait: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Instead: whose portrait, by a name or id of the cast."),
    ] = None,
    say: Annotated[
        str | None,
        typer.Option(metavar="WISH", help='What to change: "closer, at dusk, without the dog".'),
    ] = None,
    max_cost: o.MaxCost = None,
    jobs: o.Jobs = None,
    strict: o.Strict = False,
    manners: Manners,
) -> None:
    """Draw one panel again, differently or as you say; everything else stays.

    Or one portrait, and nothing else; [bold]agent draw[/] and [bold]agent resume[/] then paint the
    panels anew that are painted by it.
    """
    from panelwright.changing import redrawn
    from panelwright.cli.manners import printable
    from panelwright.cli.session import Session
    from panelwright.cli.starting import opened_with
    from panelwright_tools.domain import UserError

    if (panel is None) == (portrait is None):
        raise UserError("name what is to be drawn again: --panel N or --portrait NAME.")
    if portrait is not None and say is not None:
        raise UserError("--say goes with --panel; change how somebody looks with `agent edit say`.")
    opened_run = opened_with(run, {"max_cost": max_cost})
    session = Session(opened_run, strict, manners)
    if portrait is not None:
        session.portray(portrait)
    elif panel is not None:
        notes = redrawn(opened_run, panel, say)
        if notes and not manners.quiet:
            print(printable("\n".join(notes)), file=sys.stderr)
        session.draw(jobs=jobs)
