"""The command that only plans."""

from panelwright.cli import options as o
from panelwright.cli.flags import Comic, Manners, Planning
from panelwright.cli.grouping import grouped


@grouped
def plan(
    synopsis: o.Synopsis,
    *,
    output: o.NewRun = None,
    comic: Comic,
    reference: o.References = None,
    lora: o.Loras = None,
    seed: o.Seed = None,
    planning: Planning,
    approve: o.ApprovePlanning = False,
    max_cost: o.MaxCost = None,
    manners: Manners,
) -> None:
    """Plan a comic and sketch its panels as blocks; nothing is painted.

    Change [bold]story.json[/] in the folder if you like, then [bold]agent draw[/] it.
    """
    from panelwright.cli.session import Session
    from panelwright.cli.starting import kept_if_planned, start
    from panelwright.configuration import configured

    settings = configured(
        {**comic.settings, **planning.settings, "seed": seed, "max_cost": max_cost}
    )
    run = start(synopsis, settings, output, reference or (), lora or (), quiet=manners.quiet)
    with kept_if_planned(run):
        Session(run, False, manners).plan(approve=approve)
