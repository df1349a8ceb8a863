"""The command that only plans."""

from panelwright.cli import options as o


def plan(
    synopsis: o.Synopsis,
    output: o.NewRun = None,
    panels: o.Panels = None,
    pages: o.Pages = None,
    style: o.Style = None,
    rtl: o.RightToLeft = False,
    reference: o.References = None,
    lora: o.Loras = None,
    seed: o.Seed = None,
    profile: o.Profile = None,
    planner: o.Planner = None,
    model: o.ModelName = None,
    base_url: o.BaseUrl = None,
    approve: o.ApprovePlanning = False,
    max_cost: o.MaxCost = None,
    json: o.Json = False,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
) -> None:
    """Plan a comic and sketch its panels as blocks; nothing is painted.

    Change [bold]story.json[/] in the folder if you like, then [bold]agent draw[/] it.
    """
    from panelwright.cli.session import Session, kept_if_planned, start
    from panelwright.configuration import configured

    settings = configured(
        {
            "panels": panels,
            "pages": pages,
            "style": style,
            "rtl": rtl or None,
            "seed": seed,
            "profile": profile,
            "planner": planner,
            "model": o.model_flags(model, base_url),
            "max_cost": max_cost,
        }
    )
    run = start(synopsis, settings, output, reference or (), lora or (), quiet=quiet)
    with kept_if_planned(run):
        Session(run, False, json, quiet, verbose).plan(approve=approve)
