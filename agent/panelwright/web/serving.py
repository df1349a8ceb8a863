"""Serves the page until somebody stops it."""

import secrets
import signal
import socket
import sys
import webbrowser
from dataclasses import dataclass
from urllib.parse import quote

from panelwright.listening import Address, bound_socket
from panelwright.settings import Settings
from panelwright.web.clerk import Clerk
from panelwright.web.doorman import House as Door
from panelwright.web.rooms import House
from panelwright.web.server import application
from panelwright.web.shelf import Shelf
from panelwright_tools.domain import UserError


@dataclass(frozen=True)
class Serving:
    """How the page is served."""

    host: str = "127.0.0.1"
    port: int = 7860
    """0: a free one."""
    token: str | None = None
    """None: none on loopback, a new one elsewhere."""
    names: frozenset[str] = frozenset()
    """Names of hosts that it is reached by, besides addresses and this machine's own name."""
    opens: bool = False
    """Whether a browser is opened."""


def serve(shelf: Shelf, settings: Settings, serving: Serving, jobs: int = 0) -> None:
    """Print the address and serve until an interrupt, which leaves every run resumable.

    Raises UserError when the packages of the page aren't there or the port is taken.
    """
    try:
        import gradio  # noqa: F401
        import uvicorn
    except ImportError as error:
        raise UserError(
            "the page needs the packages of the extra `web`: pip install 'panelwright[web]'."
        ) from error
    listening = bound_socket(serving.host, serving.port)
    where = Address(serving.host, listening.getsockname()[1])
    token = serving.token or (None if where.is_loopback else secrets.token_urlsafe(18))
    own = frozenset({*serving.names, socket.gethostname().lower()})
    house = House(shelf, settings, jobs)
    app = application(Clerk(house), Door(where.host, own, token))
    _tell(where, shelf, token, opens=serving.opens)
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=2,
        )
    )
    try:
        server.run([listening])
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        house.close()


def _tell(where: Address, shelf: Shelf, token: str | None, *, opens: bool) -> None:
    query = [f"run={quote(shelf.only)}"] if shelf.only is not None else []
    query += [f"token={quote(token)}"] if token is not None else []
    url = f"{where.url}/{'?' if query else ''}{'&'.join(query)}"
    print(url, flush=True)
    if token is not None:
        print("whoever has that token can use the page; Ctrl-C stops it.", file=sys.stderr)
    if opens:
        webbrowser.open(url)
