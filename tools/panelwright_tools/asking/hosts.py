"""Where a server is: on this machine, in a private network, or anywhere."""

from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from panelwright_tools.asking.tables import table
from panelwright_tools.domain import UserError

OPENAI: Final = "https://api.openai.com/v1"
"""OpenAI itself."""


def host_of(url: str) -> str:
    """The host of a server's address, in lower case.

    Raises UserError when the text is not the address of a web server.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host, parts = None, None
    if not host or parts is None or parts.scheme not in ("http", "https"):
        raise UserError(
            f"the base_url {url!r} is no address of a server; "
            "write it like http://127.0.0.1:8080/v1."
        )
    return host


def shown(url: str) -> str:
    """An address as it may be shown: without user name, password and query."""
    parts = urlsplit(url)
    port = f":{parts.port}" if parts.port else ""
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return f"{parts.scheme}://{host}{port}{parts.path}".rstrip("/")


def is_loopback(url: str) -> bool:
    """Whether the server runs on this machine."""
    host = host_of(url)
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def is_private(url: str) -> bool:
    """Whether the server runs on this machine or in a private network: nobody sends a bill."""
    host = host_of(url)
    try:
        return not ip_address(host).is_global
    except ValueError:
        return "." not in host or host.endswith(tuple(table("hosts")["endings"]))


def checked_key(key: str | None, variable: str, url: str, *, instead: str) -> str | None:
    """A server's key without blanks around it; None where none is needed.

    `instead` says what to do without one. Raises UserError when it is no key, or one is missing.
    """
    key = (key or "").strip()
    if not (key.isascii() and key.isprintable()):
        raise UserError(f"{variable} holds characters that no key has; set it again.")
    if not key and url.startswith(OPENAI):
        raise UserError(
            f"there is no key for OpenAI; put one into the environment variable {variable}, "
            f"or {instead}."
        )
    return key or None
