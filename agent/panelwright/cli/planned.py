"""Planning without painting, told on the command line."""

import json
import sys
from pathlib import Path

from panelwright.cli.progress import watching
from panelwright.cli.session import cost_line, kept_if_planned, start
from panelwright.estimate import kept_estimate
from panelwright.settings import Settings
from panelwright.work import Work, carry_out


def plan_only(
    synopsis: str,
    settings: Settings,
    output: Path | None,
    *,
    json_wanted: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Make a run, plan it, sketch its pages, and stop before anything is painted."""
    run = start(synopsis, settings, output)
    with kept_if_planned(run), watching(quiet=quiet, verbose=verbose) as watcher:
        carry_out(run, Work(approve=True), watcher)
    story = run.read_story()
    if json_wanted:
        estimate = kept_estimate(run)
        told = {
            "run": str(run.folder),
            "story": story.model_dump(mode="json"),
            "estimate": estimate.model_dump() if estimate is not None else None,
        }
        print(json.dumps(told))
        return
    if not quiet:
        print(cost_line(run), file=sys.stderr)
        print(f"paint it with: agent draw {run.folder}", file=sys.stderr)
    print(run.folder)
