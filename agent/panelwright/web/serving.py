"""Serves the page until it is stopped."""

from panelwright.web.server import Address, application, bound_socket
from panelwright.web.shelf import Shelf
from panelwright_tools.domain import UserError


def serve(shelf: Shelf, host: str, port: int) -> None:
    """Print the address and serve until an interrupt.

    Raises UserError when the packages of the page aren't there or the port is taken.
    """
    try:
        import uvicorn
    except ImportError as error:
        raise UserError(
            "the page needs the packages of the extra `web`: pip install 'panelwright[web]'."
        ) from error
    listening = bound_socket(host, port)
    where = Address(host, listening.getsockname()[1])
    app = application(shelf)
    print(where.url, flush=True)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
    server.run([listening])
