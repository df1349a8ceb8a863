"""The command that talks."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from panelwright.cli import options as o
from panelwright.cli.flags import Comic, Planning
from panelwright.cli.grouping import grouped

if TYPE_CHECKING:
    from panelwright.chat.engine import Chat


@grouped
def chat(
    source: Annotated[
        Path | None,
        typer.Argument(
            metavar="[RUN]",
            help="A run folder to go on with, or a text or story.json to begin with; nothing: "
            "the first thing that you tell begins a comic.",
        ),
    ] = None,
    *,
    output: o.NewRun = None,
    comic: Comic,
    seed: o.Seed = None,
    quality: o.QualityName = None,
    planning: Planning,
    painter: o.Painter = None,
    grounder: o.Grounder = None,
    critic: o.Critic = None,
    attempts: o.Attempts = None,
    max_cost: o.MaxCost = None,
    jobs: o.Jobs = None,
    ask: Annotated[
        bool,
        typer.Option("--ask", rich_help_panel=o.THIS_TIME, help="Ask before every change."),
    ] = False,
    yes: Annotated[
        bool,
        typer.Option("--yes", "-y", rich_help_panel=o.THIS_TIME, help="Never ask."),
    ] = False,
    json: Annotated[
        bool,
        typer.Option("--json", rich_help_panel=o.THIS_TIME,
                     help="Print everything that is said as JSON, a line each."),
    ] = False,
) -> None:  # fmt: skip
    """Talk a story into panels: tell it in pieces, change anything, ask about it.

    Every change is shown before it is painted, and "undo" takes it back; only panels that changed
    are painted. You are asked before what costs money or takes long. Ctrl-C stops painting and
    keeps what is done; [bold]agent chat RUN[/] picks the conversation up, whatever ended it. Piped
    text is read line by line. The last line of output is the run folder.
    """
    from panelwright.chat.engine import Chat
    from panelwright.cli.conversation import Terminal, asking

    flags: dict[str, Any] = {
        **comic.settings, **planning.settings, "seed": seed, "quality": quality,
        "painter": painter, "grounder": grounder, "critic": critic, "attempts": attempts,
        "max_cost": max_cost,
    }  # fmt: skip
    terminal = Terminal(json)
    options: dict[str, Any] = {
        "asking": asking(ask=ask, yes=yes), "jobs": jobs or 0, "at_stop": terminal.leave_at_once,
    }  # fmt: skip
    with _begun(Chat, source, output, flags, options, terminal) as talk:
        terminal.converse(talk)


def _begun(
    make: "type[Chat]",
    source: Path | None,
    output: Path | None,
    flags: dict[str, Any],
    options: dict[str, Any],
    terminal: Any,
) -> "Chat":
    """The chat about a run, a plan, a text, or about nothing yet."""
    from panelwright.cli.starting import planned_run
    from panelwright.configuration import configured
    from panelwright.readiness import check_ready
    from panelwright.run import opened
    from panelwright.synopsis import read_synopsis

    if source is not None and (source.is_dir() or source.suffix == ".json"):
        for name in ("panels", "pages", "rtl", "profile"):
            flags.pop(name)
        is_as_it_was = output is None and not any(flags.values())
        found = opened(source) if source.is_dir() and is_as_it_was else None
        if found is None or not found.manifest.is_file():
            found = planned_run(source, flags, output)
        return make(found, **options)
    settings = configured(flags)
    check_ready(settings)
    talk = make(settings=settings, folder=output, **options)
    if source is not None:
        text = read_synopsis(str(source))
        talk.warm()
        terminal.told(talk, text)
    return talk
