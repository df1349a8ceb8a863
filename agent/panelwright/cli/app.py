"""The commands of `agent`; each loads what it needs when it runs."""

import inspect
import os
import sys
from collections.abc import Callable, Sequence
from typing import Any

import typer

from panelwright.cli.commands.calibrate import calibrate
from panelwright.cli.commands.canvas import canvas
from panelwright.cli.commands.chat import chat
from panelwright.cli.commands.doctor import doctor
from panelwright.cli.commands.draw import draw, plan_and_draw, redraw, resume
from panelwright.cli.commands.edit import edit
from panelwright.cli.commands.layout import layout
from panelwright.cli.commands.lift import lift
from panelwright.cli.commands.mcp import mcp
from panelwright.cli.commands.models import models
from panelwright.cli.commands.plan import plan
from panelwright.cli.commands.portrait import portrait
from panelwright.cli.commands.publish import export, import_
from panelwright.cli.commands.show import graph, schema
from panelwright.cli.commands.web import web
from panelwright.cli.manners import Exit, complain, ended, print_error, print_note
from panelwright_tools.painting.listening import hearing

MAKE, CHANGE, LOOK = "Make a comic", "Change and publish it", "Look inside"

_COMMANDS: tuple[tuple[str, str, Callable[..., Any]], ...] = (
    ("plan-and-draw", MAKE, plan_and_draw),
    ("plan", MAKE, plan),
    ("draw", MAKE, draw),
    ("resume", MAKE, resume),
    ("chat", MAKE, chat),
    ("web", MAKE, web),
    ("mcp", MAKE, mcp),
    ("canvas", MAKE, canvas),
    ("portrait", MAKE, portrait),
    ("redraw", CHANGE, redraw),
    ("export", CHANGE, export),
    ("import", CHANGE, import_),
    ("layout", LOOK, layout),
    ("lift", LOOK, lift),
    ("calibrate", LOOK, calibrate),
    ("doctor", LOOK, doctor),
    ("graph", LOOK, graph),
    ("schema", LOOK, schema),
)


def version(wanted: bool) -> None:
    """Print the version and stop."""
    if wanted:
        from importlib.metadata import version as version_of

        print(f"panelwright {version_of('panelwright')}")
        raise typer.Exit


def built() -> typer.Typer:
    """The application with its commands."""
    app = typer.Typer(
        no_args_is_help=True,
        rich_markup_mode="rich",
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["--help", "-h"]},
        help="A story in, a lettered comic out, every panel checked.\n\n"
        "Try [bold]agent plan-and-draw examples/the-map-in-the-rain.txt[/]",
    )
    for name, panel, command in _COMMANDS:
        app.command(name, rich_help_panel=panel)(command)
    app.add_typer(edit, name="edit", rich_help_panel=CHANGE)
    app.add_typer(models, name="models", rich_help_panel=LOOK)
    for group in (app, edit, models):
        for one in group.registered_commands:
            one.help = one.help or _flowing(one.callback)

    @app.callback()
    def agent(
        _version: bool = typer.Option(
            False, "--version", callback=version, is_eager=True, help="Print the version."
        ),
    ) -> None: ...

    return app


def _flowing(command: Callable[..., Any] | None) -> str:
    """What a command says of itself, its paragraphs a line each, so that any terminal wraps them
    at its own width."""
    paragraphs = (inspect.getdoc(command) or "").split("\n\n")
    return "\n\n".join(" ".join(one.split()) for one in paragraphs)


def main() -> None:
    """Run the command line and end the process with its exit code."""
    os.environ.setdefault("LANGSMITH_TRACING", "false")  # nothing leaves this machine unasked
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command; its exit code."""
    verbose = any(flag in arguments for flag in ("-v", "--verbose"))
    quiet = any(flag in arguments for flag in ("-q", "--quiet"))
    try:
        with hearing(lambda said: None if quiet else print_note(said)):
            code = built()(list(arguments), standalone_mode=False, prog_name="agent")
    except typer.Abort:
        return Exit.INTERRUPTED
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except BrokenPipeError:
        # The reader went away; leave without a word, also when Python flushes at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.FAILED
    except Exception as error:  # a person gets one sentence, and the traceback with -v
        if _was_interrupted(error):
            return Exit.INTERRUPTED
        explain_usage = getattr(error, "format_message", None)
        if explain_usage is not None:
            print_error(f"{ended(explain_usage())} See `agent {_known(arguments)}--help`.")
            return Exit.WRONG_INPUT
        return complain(error, verbose=verbose)
    return int(code or 0)


def _was_interrupted(error: BaseException | None) -> bool:
    """Whether an interrupt lies behind an error: libraries wrap it in errors of their own."""
    while error is not None:
        if isinstance(error, KeyboardInterrupt) or "KeyboardInterrupt" in str(error):
            return True
        error = error.__cause__ or error.__context__
    return False


def _known(arguments: Sequence[str]) -> str:
    """The command that the arguments begin with, if there is one by that name."""
    names = {name for name, _, _ in _COMMANDS} | {"edit", "models"}
    return f"{arguments[0]} " if arguments and arguments[0] in names else ""
