"""Planning without painting, told on the command line."""

import json
import sys
from pathlib import Path

from panelwright.cli.progress import watching
from panelwright.cli.session import kept_if_planned, start
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
        print(json.dumps({"run": str(run.folder), "story": story.model_dump(mode="json")}))
        return
    if not quiet:
        print(f"paint it with: agent draw {run.folder}", file=sys.stderr)
    print(run.folder)
