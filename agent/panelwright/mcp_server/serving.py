"""Serves the toolbox over standard input and output, or over HTTP, until it is stopped."""

import asyncio
import logging
import sys
from dataclasses import dataclass

import uvicorn
from mcp.server.stdio import stdio_server
from mcp.server.transport_security import TransportSecuritySettings

from panelwright.listening import Address, bound_socket
from panelwright.mcp_server.guarding import Guarded
from panelwright.mcp_server.limits import limits
from panelwright.mcp_server.server import server_of
from panelwright.toolbox.desk import Desk

PATH = "/mcp"


@dataclass(frozen=True)
class Door:
    """Where and to whom it is open."""

    host: str
    port: int
    token: str
    names: tuple[str, ...] = ()
    """Further names by which the machine is called, as clients write them into Host."""


def serve_stdio(desk: Desk) -> None:
    """Serve one client until it closes its end. Nothing but the protocol goes to its pipe."""
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING)

    async def served() -> None:
        server = server_of(desk)
        async with stdio_server() as (incoming, outgoing):
            await server.run(incoming, outgoing, server.create_initialization_options())

    try:
        asyncio.run(served())
    except* BrokenPipeError:
        pass  # the client has gone without a word
    finally:
        desk.bench.close()


def serve_http(desk: Desk, door: Door) -> None:
    """Serve clients that know the token until an interrupt; says where on standard error.

    Raises UserError when the port is taken.
    """
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING)
    listening = bound_socket(door.host, door.port)
    where = Address(door.host, listening.getsockname()[1])
    allowed = limits("http")
    application = server_of(desk).streamable_http_app(
        streamable_http_path=PATH,
        max_request_body_size=allowed["body_bytes"],
        max_sessions=allowed["sessions"],
        session_idle_timeout=allowed["idle_s"],
        transport_security=_security(door, where),
        host=door.host,
    )
    config = uvicorn.Config(
        Guarded(application, door.token),
        log_level="warning",
        limit_concurrency=allowed["connections"],
        backlog=allowed["backlog"],
        timeout_graceful_shutdown=3,
    )
    print(f"serving at {where.url}{PATH}", file=sys.stderr, flush=True)
    try:
        uvicorn.Server(config).run([listening])
    finally:
        desk.bench.close()


def _security(door: Door, where: Address) -> TransportSecuritySettings:
    """By which names the server may be called, and by pages of which: of none but its own."""
    names = {"127.0.0.1", "localhost", "[::1]", *door.names}
    if not where.is_loopback and door.host not in ("0.0.0.0", "::"):
        names.add(f"[{door.host}]" if ":" in door.host else door.host)
    hosts = [f"{name}:*" for name in sorted(names)] + sorted(door.names)
    return TransportSecuritySettings(
        allowed_hosts=hosts,
        allowed_origins=[f"{scheme}://{host}" for scheme in ("http", "https") for host in hosts],
    )
