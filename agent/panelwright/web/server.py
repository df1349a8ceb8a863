"""The server of the page: its files and the page itself, behind one door."""

import mimetypes
import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING

from panelwright.web.shelf import FILES, Shelf
from panelwright_tools.domain import UserError

if TYPE_CHECKING:
    from fastapi import FastAPI


@dataclass(frozen=True)
class Address:
    """Where the page is served."""

    host: str
    port: int

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine reaches it."""
        return self.host == "localhost" or self.host.startswith("127.") or self.host == "::1"

    @property
    def url(self) -> str:
        """For a browser."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"


def bound_socket(host: str, port: int) -> socket.socket:
    """A socket that listens; port 0 takes a free one.

    Raises UserError when the port is taken, or the host is none of this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((host, port))
    except (OSError, OverflowError) as error:
        made.close()
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise UserError(
            f"can't serve at {host}, port {port}: {reason}; give another --port, or 0 for a free "
            "one."
        ) from error
    return made


def application(shelf: Shelf) -> "FastAPI":
    """The page and the files of its runs as an ASGI application."""
    from fastapi import FastAPI
    from fastapi.responses import FileResponse, Response

    app = FastAPI(title="Panelwright", docs_url=None, redoc_url=None, openapi_url=None)

    def file(run: str, path: str) -> Response:
        try:
            found = shelf.file(run, path)
        except UserError:
            return Response("There is no such file.", 404)
        kind = mimetypes.guess_type(found.name)[0] or "application/octet-stream"
        return FileResponse(found, media_type=kind)

    app.add_api_route(f"{FILES}/{{run}}/{{path:path}}", file, methods=["GET", "HEAD"])
    from panelwright.web.page import mounted

    return mounted(app, shelf)
