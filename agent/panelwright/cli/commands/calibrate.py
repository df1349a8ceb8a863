"""The command that fits a critic's margin to the model that it asks."""

import json as js
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from panelwright.cli import options as o
from panelwright.cli.flags import Manners, Painting
from panelwright.cli.grouping import grouped

if TYPE_CHECKING:
    from panelwright.calibrating import Asked, Calibrated
    from panelwright.settings import Settings
    from panelwright_tools.lift.calibration.fitting import Rates
    from panelwright_tools.lift.margins import Margin

_Pairs = Annotated[
    int,
    typer.Option("--pairs", metavar="N", min=1,
                 help="Pictures to paint; half of them fit the margin, half tell what it's worth."),
]  # fmt: skip
_Evaluations = Annotated[
    int | None,
    typer.Option("--evaluations", metavar="N", min=1,
                 help="Paint no further picture once the critic's network was asked so often."),
]  # fmt: skip
_Words = Annotated[
    Path | None,
    typer.Option("--words", metavar="FILE",
                 help="A TOML file with things and colours to make prompts of; usually such as "
                      "any model knows."),
]  # fmt: skip
_Run = Annotated[
    Path | None,
    typer.Option("--run", metavar="RUN",
                 help="Paint the panels of this run anew with other seeds, instead of prompts."),
]  # fmt: skip
_Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FOLDER",
                 help="Where to; usually beside your agent.toml, where it is found by itself."),
]  # fmt: skip


@grouped
def calibrate(
    *,
    pairs: _Pairs = 200,
    run: _Run = None,
    words: _Words = None,
    evaluations: _Evaluations = None,
    output: _Output = None,
    anew: Annotated[
        bool, typer.Option("--anew", help="Forget what an earlier call has painted and scored.")
    ] = False,
    seed: o.Seed = None,
    profile: o.Profile = None,
    painter: o.Painter = None,
    critic: o.Critic = None,
    painting: Painting,
    max_cost: o.MaxCost = None,
    manners: Manners,
) -> None:
    """Fit the margin of the critic to the model that it asks, so that it says "present" of what a
    picture doesn't show with at most the probability alpha.

    Pictures are painted, each is asked about what it was painted for and about something else, and
    the margin is set where at most alpha of the latter pass. Level, draws and weighting are those
    of the table scoring in agent.toml (alpha 0.05, 64, eps). Runs with the same weights and scoring
    then use it by themselves, and say so. Every pair is kept: broken off, the same command goes on;
    with more --pairs it adds to them.
    """
    from panelwright.calibrating import calibrated
    from panelwright.cli.counting import counting
    from panelwright.configuration import configured
    from panelwright.readiness import check_ready

    folder = {"calibrations": str(output)} if output is not None else None
    settings = configured(
        {**painting.settings(), "seed": seed, "profile": profile, "painter": painter,
         "critic": critic, "scoring": folder, "max_cost": max_cost}
    )  # fmt: skip
    asked = _asked(settings, pairs, evaluations, words, run, anew=anew)
    check_ready(settings, ("painter", "critic"))
    with counting("pairs", quiet=manners.quiet) as tell:
        found = calibrated(settings, asked, tell)
    if not manners.quiet:
        print("\n".join(_notes(found, pairs)), file=sys.stderr)
    print(_data(found) if manners.json else "\n".join(_told(found)))


def _asked(
    settings: "Settings",
    pairs: int,
    evaluations: int | None,
    words: Path | None,
    run: Path | None,
    *,
    anew: bool,
) -> "Asked":
    from panelwright import backends
    from panelwright.calibrating import Asked
    from panelwright.run import opened
    from panelwright_tools.domain import UserError
    from panelwright_tools.lift.calibration.pairs import read_words, usual_words

    if run is not None and words is not None:
        raise UserError("give either --run or --words.")
    if run is not None:
        return Asked(opened(run), pairs, evaluations, anew)
    painter = backends.chosen(settings, "painter")
    chosen = (
        read_words(words) if words is not None else usual_words(settings.painting.model or painter)
    )
    return Asked(chosen, pairs, evaluations, anew)


def _told(found: "Calibrated") -> list[str]:
    """The result as a table."""
    margin = found.margin
    rows = [
        ("", f"margin {margin.margin:.3g}", "margin 0"),
        *(
            (name, f"{value(found.fitted):.1%}", f"{value(found.plain):.1%}")
            for name, value in _RATES
        ),
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    return [
        f"margin {margin.margin:.3g} for {margin.model or 'the model'}, {_kind(margin)}, "
        f"at alpha {margin.alpha:g} and up to {margin.draws} draws, fitted on {margin.pairs} pairs",
        f"area under the ROC curve of the lift: {margin.auc:.3f}",
        f"of {margin.held_out} pairs that were held out:",
        *(f"  {a:{widths[0]}}  {b:>{widths[1]}}  {c:>{widths[2]}}".rstrip() for a, b, c in rows),
        str(found.plot),
        str(found.file),
    ]


def _kind(margin: "Margin") -> str:
    """Which lift it is a margin of."""
    return " ".join(part for part in (margin.to.weighting, margin.to.measured) if part)


_RATES: Final[tuple[tuple[str, Callable[["Rates"], float]], ...]] = (
    ("false acceptance: not painted, called present", lambda rates: rates.false_acceptance),
    ("true acceptance: painted, called present", lambda rates: rates.true_acceptance),
    ("false rejection: painted, called absent", lambda rates: rates.false_rejection),
)


def _notes(found: "Calibrated", wanted: int) -> list[str]:
    """Sentences on what the reader should know of the figures."""
    notes = []
    if found.kept:
        notes.append(f"{found.kept} of the pairs were kept from an earlier call.")
    if found.failed:
        notes.append(f"of {found.failed} pairs nothing could be measured; they are left out.")
    used = found.margin.pairs + found.margin.held_out
    if used + found.failed < wanted:
        notes.append(f"the evaluations were spent after {used + found.failed} of {wanted} pairs.")
    if found.few is not None:
        notes.append(
            f"{used} pairs are few for alpha {found.margin.alpha:g}: the margin keeps its promise "
            f"on average, and with luck is far from it; {found.few} or more are ample."
        )
    return notes


def _data(found: "Calibrated") -> str:
    return js.dumps(
        {
            **found.margin.model_dump(mode="json"),
            "file": str(found.file),
            "plot": str(found.plot),
            "evaluations": found.evaluations,
            "failed": found.failed,
            "uncalibrated": {
                "false_acceptance": found.plain.false_acceptance,
                "true_acceptance": found.plain.true_acceptance,
                "false_rejection": found.plain.false_rejection,
            },
        },
        ensure_ascii=False,
    )
