"""The command that asks a model what any picture owes to words."""

import json as js
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from panelwright.cli import options as o
from panelwright.cli.manners import printable

if TYPE_CHECKING:
    from panelwright.lifting import Answer, Found

_Clauses = Annotated[
    list[str] | None,
    typer.Option("--clause", "-c", metavar="TEXT[@X,Y,W,H]",
                 help="What the picture is to show, perhaps in a box: left, top, width, height in "
                      "fractions of it; repeatable."),
]  # fmt: skip
_Avoid = Annotated[
    list[str] | None,
    typer.Option("--avoid", metavar="TEXT", help="What it must not show; repeatable."),
]
_Prompt = Annotated[
    str,
    typer.Option("--prompt", metavar="TEXT",
                 help="What it was painted from: distilled models are asked by it."),
]  # fmt: skip
_Draws = Annotated[
    int | None,
    typer.Option("--draws", metavar="N",
                 help="Noises after which a clause stays undecided; 32 at least, usually 64."),
]  # fmt: skip
_Evaluations = Annotated[
    int | None,
    typer.Option("--evaluations", metavar="N", help="Most evaluations of the network."),
]
_Alpha = Annotated[
    float | None,
    typer.Option("--alpha", metavar="P", help="Most probability of a wrong decision; 0.05."),
]
_Maps = Annotated[
    Path | None,
    typer.Option("--maps", metavar="FOLDER",
                 help="Write where the evidence of each clause lies: green for it, red against."),
]  # fmt: skip


def lift(
    picture: Annotated[Path, typer.Argument(metavar="PICTURE", help="Any PNG, JPEG or WebP.")],
    clause: _Clauses = None,
    avoid: _Avoid = None,
    prompt: _Prompt = "",
    draws: _Draws = None,
    evaluations: _Evaluations = None,
    alpha: _Alpha = None,
    maps: _Maps = None,
    painter: o.Painter = None,
    critic: o.Critic = None,
    device: o.Device = None,
    components: o.Components = None,
    json: o.Json = False,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
) -> None:
    """Ask a diffusion model which clauses a picture shows: present, absent or undecided, with the
    lift, its standard error and the evaluations of the network that it took.

    The model is that of --painter (diffusers:MODEL or miniature), or of --critic complift:MODEL.
    Lift can't count, tell left from right, or read.
    """
    from panelwright.configuration import configured
    from panelwright.lifting import Claimed, lifted, readable
    from panelwright.readiness import check_ready

    claimed = Claimed(readable(clause or []), tuple(avoid or ()), prompt)
    settings = configured(
        {"painter": painter, "critic": critic,
         "painting": o.given(device=device, components=components),
         "scoring": o.given(draws=draws, evaluations=evaluations, alpha=alpha)}
    )  # fmt: skip
    check_ready(settings, ("critic",))
    answer = lifted(picture, claimed, settings, maps)
    if not quiet:
        for note in answer.notes:
            print(printable(note), file=sys.stderr)
    print(js.dumps(_data(answer), ensure_ascii=False) if json else "\n".join(_told(answer)))


def _told(answer: "Answer") -> list[str]:
    return [printable(line) for row in answer.rows for line in _lines(row)]


def _lines(row: "Found") -> list[str]:
    what = f"{row.text}, to be avoided" if row.avoided else row.text
    if row.box is not None:
        what += f" @{row.box.x:g},{row.box.y:g},{row.box.w:g},{row.box.h:g}"
    if row.lift is None:
        return [f"{row.found:10} {what}: {row.reason}"]
    lift = row.lift
    said = (
        f"{row.found:10} {what}: lift {lift.value:.3g} ± {lift.standard_error:.2g}, margin "
        f"{lift.margin or 0:.2g} ({lift.calibration}), {lift.evaluations} evaluations"
    )
    return [said] if row.map is None else [said, f"           {row.map}"]


def _data(answer: "Answer") -> dict[str, Any]:
    return {
        "clauses": [_row(row) for row in answer.rows],
        "evaluations": answer.evaluations,
        "notes": list(answer.notes),
    }


def _row(row: "Found") -> dict[str, Any]:
    box = [row.box.x, row.box.y, row.box.w, row.box.h] if row.box is not None else None
    lift = row.lift
    return {
        "text": row.text,
        "box": box,
        "avoid": row.avoided,
        "found": row.found,
        "reason": row.reason,
        "lift": lift.value if lift is not None else None,
        "standard_error": lift.standard_error if lift is not None else None,
        "margin": lift.margin if lift is not None else None,
        "calibration": lift.calibration if lift is not None else "",
        "evaluations": lift.evaluations if lift is not None else 0,
        "method": lift.method if lift is not None else "",
        "map": str(row.map) if row.map is not None else None,
    }
