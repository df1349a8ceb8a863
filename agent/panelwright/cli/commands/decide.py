"""Commands that decide about a panel's picture: that it stays, that it is right, or another."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from panelwright.cli import options as o
from panelwright.cli.manners import printable

if TYPE_CHECKING:
    from collections.abc import Callable

    from panelwright.deciding import Decision
    from panelwright.run import Run

_Panel = Annotated[str, typer.Argument(metavar="PANEL", help="Its number or id.")]


def lock(
    run: o.RunFolder,
    panel: _Panel,
    none: Annotated[bool, typer.Option("--none", help="Have it painted as planned again.")] = False,
) -> None:
    """Let a panel keep the picture that it has, whatever becomes of the plan.

    Its words still follow the plan. [bold]--none[/] also takes a picture of your own away.
    """
    from panelwright.deciding import locked, unlocked

    _carry_out(run, panel, unlocked if none else locked)


def approve(
    run: o.RunFolder,
    panel: _Panel,
    none: Annotated[
        bool, typer.Option("--none", help="Let what was measured count again.")
    ] = False,
) -> None:
    """Say that a panel's picture is right, whatever was measured: it is flagged no more."""
    from panelwright.deciding import approved, disapproved

    _carry_out(run, panel, disapproved if none else approved)


def picture(
    run: o.RunFolder,
    panel: _Panel,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A picture.")],
) -> None:
    """Put a picture of your own on a panel, which keeps it.

    As much of its middle is shown as has the panel's proportions, and it is lettered as any other;
    [bold]agent edit lock --none[/] has the panel painted again.
    """
    from panelwright import deciding
    from panelwright.references import first_frames_told, read_picture
    from panelwright.run import opened

    found = opened(run)
    decision = deciding.replaced(found, panel, read_picture(file, "the picture"))
    _decide(found, decision, f"panel {panel} shows {file.name}")
    for told in first_frames_told([file]):
        print(printable(told), file=sys.stderr)


def _carry_out(run: Path, panel: str, decide: "Callable[[Run, str], Decision]") -> None:
    from panelwright.run import opened

    found = opened(run)
    decision = decide(found, panel)
    _decide(found, decision, decision.said)


def _decide(run: "Run", decision: "Decision", told: str) -> None:
    from panelwright.deciding import decided

    before = run.read_story()
    is_new = decided(run, decision) != before
    end = (
        f"; the book follows with: agent draw {run.folder}"
        if is_new
        else ", as the plan says already."
    )
    print(printable(f"{told}{end}"))
