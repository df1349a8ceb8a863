"""Commands that correct a plan."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from panelwright.cli import options as o
from panelwright.cli.commands.decide import approve, lock, picture
from panelwright.cli.commands.likeness import crops, lora, portrait, reference
from panelwright.cli.manners import printable
from panelwright.cli.saying import difference_lines

if TYPE_CHECKING:
    from panelwright.planning.requests.going_back import Steps

edit = typer.Typer(
    no_args_is_help=True,
    help="Correct what the planner guessed; then [bold]agent draw[/] the run again. "
    "Only panels that changed are painted.",
)

_LONGEST_NAME = 200

_Count = Annotated[int, typer.Argument(metavar="[COUNT]", min=1, help="How many of them.")]


@edit.command()
def merge(
    run: o.RunFolder,
    character: o.Character,
    other: Annotated[
        str, typer.Argument(metavar="OTHER", help="The same one, under another name.")
    ],
) -> None:
    """Make two characters one: OTHER becomes CHARACTER everywhere."""
    from panelwright.changing import character_id, edited
    from panelwright.planning.edits import MergeCharacters
    from panelwright.run import opened

    found = opened(run)
    story = found.read_story()
    one, two = character_id(story, character), character_id(story, other)
    edited(found, [MergeCharacters(character=one, other=two)])
    print(printable(f"{other} is {character} now; paint it with: agent draw {run}"))


@edit.command()
def rename(
    run: o.RunFolder,
    character: o.Character,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The new name.")],
) -> None:
    """Give a character another name."""
    from panelwright.changing import character_id, edited
    from panelwright.planning.edits import RenameCharacter
    from panelwright.run import opened
    from panelwright_tools.domain import UserError

    found = opened(run)
    one, called = character_id(found.read_story(), character), " ".join(printable(name).split())
    if not 1 <= len(called) <= _LONGEST_NAME:
        raise UserError(f"a new name needs 1 to {_LONGEST_NAME} characters that can be printed.")
    edited(found, [RenameCharacter(character=one, name=called)])
    print(printable(f"{character} is called {called} now; paint it with: agent draw {run}"))


@edit.command()
def speaker(
    run: o.RunFolder,
    panel: Annotated[str, typer.Argument(metavar="PANEL", help="Its number or id.")],
    balloon: Annotated[int, typer.Argument(metavar="BALLOON", help="Which balloon, from 1.")],
    character: Annotated[
        str, typer.Argument(metavar="CHARACTER", help="Who says it; nobody for an unknown voice.")
    ],
) -> None:
    """Give a balloon to another character."""
    from panelwright.changing import character_id, edited, panel_id
    from panelwright.planning.edits import ReassignSpeech
    from panelwright.run import opened
    from panelwright_tools.domain import UserError

    found = opened(run)
    story = found.read_story()
    where = panel_id(story, panel)
    balloons = len(story.panel(where).speech)
    if not 1 <= balloon <= balloons:
        raise UserError(f"there is no balloon {balloon} on panel {where}; it has {balloons}.")
    who = None if character == "nobody" else character_id(story, character)
    edited(found, [ReassignSpeech(panel=where, index=balloon - 1, speaker=who)])
    print(printable(f"{character} says it now; paint it with: agent draw {run}"))


for _command in (reference, portrait, crops, lora, lock, approve, picture):
    edit.command()(_command)


@edit.command()
def say(
    run: o.RunFolder,
    text: Annotated[
        str,
        typer.Argument(
            metavar="TEXT",
            help='What to change: "Mina\'s coat is blue from page 2 on, and swap panels 2 and 3".',
        ),
    ],
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Change the plan without asking.")
    ] = False,
    planner: o.Planner = None,
    model: o.ModelName = None,
    base_url: o.BaseUrl = None,
    max_cost: o.MaxCost = None,
) -> None:
    """Change anything of the plan by saying it; what would change is shown first.

    Panels, their order, which pictures stay, the cast and its looks, places, words, style. What no
    rule understands is put to the language model that the run plans with; [bold]--planner[/] gives
    it one, to keep.
    """
    from panelwright.changing import edited
    from panelwright.cli.starting import opened_with
    from panelwright.planning.requests.going_back import steps_told
    from panelwright.proposing import proposed

    steps = steps_told(text)
    if steps is not None:
        _go(run, steps)
        return
    told = o.given(name=model, base_url=base_url)
    found = opened_with(run, {"planner": planner, "model": told, "max_cost": max_cost})
    proposal = proposed(found, text)
    if not proposal.changes:
        print("that is what the plan says already; nothing is changed.")
        return
    for line in difference_lines(proposal.changes, proposal.notes, proposal.repainted):
        print(printable(line))
    if not yes and not _confirmed():
        print("nothing is changed.")
        return
    edited(found, proposal.edits, text)
    print(printable(f"the plan is changed; paint it with: agent draw {run}"))
    print(printable(f"or take it back with: agent edit undo {run}"))


def _confirmed() -> bool:
    """Ask on a terminal. Raises UserError where nobody can answer."""
    from panelwright_tools.domain import UserError

    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UserError("nothing is changed, since nobody can be asked here; give --yes to do it.")
    return typer.confirm("Change the plan so?")


@edit.command()
def undo(run: o.RunFolder, count: _Count = 1) -> None:
    """Take the last changes of the plan back."""
    from panelwright.planning.requests.going_back import Steps

    _go(run, Steps("undo", count))


@edit.command()
def redo(run: o.RunFolder, count: _Count = 1) -> None:
    """Make changes again that were taken back."""
    from panelwright.planning.requests.going_back import Steps

    _go(run, Steps("redo", count))


def _go(run: Path, steps: "Steps") -> None:
    from panelwright.changing import retraced
    from panelwright.run import opened

    said = "undone" if steps.way == "undo" else "done again"
    for version in retraced(opened(run), steps):
        print(printable(f"{said}: {version.said}"))
    print(printable(f"paint it with: agent draw {run}"))


@edit.command()
def log(run: o.RunFolder) -> None:
    """List the changes of the plan, the newest last, with what each edit did."""
    from panelwright.history import History
    from panelwright.planning.edits import describe
    from panelwright.run import opened

    for version in History(opened(run)).versions():
        state = " (undone)" if version.undone is not None else ""
        print(printable(f"{version.number}. {version.said}{state}"))
        told = [describe(change) for change in version.edits]
        for line in told if told != [version.said] else ():
            print(printable(f"   {line}"))
