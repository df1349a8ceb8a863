"""The command that serves the tools to other agents."""

import secrets
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from panelwright.cli import options as o
from panelwright.cli.flags import Looking, Painting, Planning
from panelwright.cli.grouping import grouped

if TYPE_CHECKING:
    from panelwright.toolbox.desk import Desk

HTTP = "Over HTTP"

_Root = Annotated[
    Path | None,
    typer.Option("--root", metavar="FOLDER",
                 help="Where runs and pictures are made, and nothing is written elsewhere; usually "
                      "comics/."),
]  # fmt: skip
_Inputs = Annotated[
    list[Path] | None,
    typer.Option("--inputs", metavar="FOLDER",
                 help="A further folder whose files may be read, such as pictures; repeatable."),
]  # fmt: skip
_AtOnce = Annotated[
    int, typer.Option("--at-once", metavar="N", min=1, max=16,
                      help="Runs that are worked on at the same time; others wait.")
]  # fmt: skip
_Http = Annotated[
    bool, typer.Option("--http", rich_help_panel=HTTP,
                       help="Serve over streamable HTTP, instead of standard input and output.")
]  # fmt: skip
_Host = Annotated[
    str, typer.Option("--host", metavar="ADDRESS", rich_help_panel=HTTP,
                      help="Where to listen; only this machine reaches 127.0.0.1.")
]  # fmt: skip
_Port = Annotated[
    int, typer.Option("--port", metavar="N", min=0, max=65535, rich_help_panel=HTTP,
                      help="0 takes a free one.")
]  # fmt: skip
_Token = Annotated[
    str | None,
    typer.Option("--token", metavar="TOKEN", rich_help_panel=HTTP, envvar="MCP_TOKEN",
                 help="What clients must show, as Authorization: Bearer TOKEN, 16 characters at "
                      "least; without, one is made and told."),
]  # fmt: skip
_Names = Annotated[
    list[str] | None,
    typer.Option("--allow-host", metavar="NAME", rich_help_panel=HTTP,
                 help="A further name by which clients call this machine; repeatable."),
]  # fmt: skip


@dataclass(frozen=True)
class Listening:
    """Where and for whom to listen over HTTP."""

    host: _Host = "127.0.0.1"
    port: _Port = 8808
    token: _Token = None
    allow_host: _Names = None


@grouped
def mcp(
    *,
    root: _Root = None,
    inputs: _Inputs = None,
    at_once: _AtOnce = 1,
    http: _Http = False,
    listening: Listening,
    quality: o.QualityName = None,
    planning: Planning,
    looking: Looking,
    painting: Painting,
    attempts: o.Attempts = None,
    max_cost: o.MaxCost = None,
    jobs: o.Jobs = None,
) -> None:
    """Serve the tools to other agents by the Model Context Protocol.

    Clients start it themselves and talk over its standard input and output; or, with
    [bold]--http[/], over HTTP with a token. Who plans, paints and looks is decided here: clients
    can't change it, nor pass --max-cost.
    """
    _check_installed()
    flags = {
        **planning.settings, **looking.settings, **painting.settings(), "quality": quality,
        "attempts": attempts, "max_cost": max_cost, "jobs": jobs or None,
    }  # fmt: skip
    desk = _desk(root, inputs or (), at_once, flags)
    from panelwright.mcp_server.serving import Door, serve_http, serve_stdio

    if not http:
        serve_stdio(desk)
        return
    names = tuple(listening.allow_host or ())
    serve_http(desk, Door(listening.host, listening.port, _checked(listening.token), names))


def _desk(
    root: Path | None, inputs: Sequence[Path], at_once: int, flags: Mapping[str, Any]
) -> "Desk":
    from panelwright.configuration import configured
    from panelwright.readiness import check_ready
    from panelwright.toolbox.desk import opened_desk
    from panelwright_tools.domain import UserError

    settings = configured(flags)
    check_ready(settings)
    for folder in inputs:
        if not folder.is_dir():
            raise UserError(f"--inputs {folder} is no folder.")
    where = root if root is not None else Path(settings.runs)
    return opened_desk(where, settings, inputs=tuple(inputs), at_once=at_once)


def _check_installed() -> None:
    """Raises UserError where the protocol's package isn't there, or is too old."""
    from importlib.util import find_spec

    from panelwright_tools.domain import UserError

    if find_spec("mcp") is None or find_spec("mcp.server.lowlevel") is None:
        raise UserError(
            "serving tools needs mcp, which isn't installed; run: pip install 'panelwright[mcp]'"
        )


def _checked(token: str | None) -> str:
    """The token of the server, a new one where none was given, which is told on standard error."""
    from panelwright_tools.domain import UserError

    if token is None:
        made = secrets.token_urlsafe(24)
        print(f"token: {made}", file=sys.stderr, flush=True)
        return made
    if len(token) < 16 or not token.isascii() or not token.isprintable() or " " in token:
        raise UserError("--token needs 16 plain characters or more, without spaces.")
    return token
