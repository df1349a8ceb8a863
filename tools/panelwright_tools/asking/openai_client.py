"""The client of the `openai` package, set up for one server."""

from ssl import PROTOCOL_TLS_CLIENT, SSLContext
from typing import TYPE_CHECKING, Final

from panelwright_tools.asking.hosts import is_loopback

if TYPE_CHECKING:
    from openai import DefaultHttpxClient, OpenAI

_NO_KEY: Final = "none"
"""Sent where no key is needed, since the protocol wants one."""
_CONNECT_S: Final = 10.0
"""Longest wait for a connection."""


def client(url: str, key: str | None, timeout_s: float) -> "OpenAI":
    """A client that tries each call once."""
    from httpx2 import Timeout
    from openai import OpenAI

    return OpenAI(
        api_key=key or _NO_KEY,
        base_url=url,
        timeout=Timeout(timeout_s, connect=min(_CONNECT_S, timeout_s)),
        max_retries=0,  # tried again in one place only, in the endpoint
        http_client=_http(url) if is_loopback(url) else None,
    )


def _http(url: str) -> "DefaultHttpxClient":
    """For a server on this machine: a proxy for the way out is none for it, nor are the
    certificates of the world needed, which take longer to read than many an answer."""
    from openai import DefaultHttpxClient

    plain = url.startswith("http:")
    trusted: SSLContext | bool = SSLContext(PROTOCOL_TLS_CLIENT) if plain else True
    return DefaultHttpxClient(trust_env=False, verify=trusted)
