"""Where a server of this machine listens."""

import socket
from dataclasses import dataclass
from ipaddress import ip_address

from panelwright_tools.domain import UserError


@dataclass(frozen=True)
class Address:
    """Where something is served."""

    host: str
    port: int

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine reaches it."""
        if self.host == "localhost":
            return True
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def url(self) -> str:
        """For a browser on this machine."""
        host = "127.0.0.1" if self.host == "0.0.0.0" else "::1" if self.host == "::" else self.host
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"


def bound_socket(host: str, port: int) -> socket.socket:
    """A socket that listens; port 0 takes a free one.

    Raises UserError when the port is taken, or the host is none of this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Told the protocol, asyncio sends small answers at once; else each waits 40 ms for the next.
    made = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((host, port))
        made.listen()  # who is told the address at once finds somebody there
    except (OSError, OverflowError) as error:
        made.close()
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise UserError(
            f"can't serve at {host}, port {port}: {reason}; give another --port, or 0 for a free "
            "one."
        ) from error
    return made
