"""Posts to one server and reads what it sends, through the client of the `openai` package."""

from collections.abc import Iterator
from ssl import PROTOCOL_TLS_CLIENT, SSLContext
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, Any, Final, Protocol
from weakref import finalize

from panelwright_tools.asking.hosts import is_loopback
from panelwright_tools.asking.openai_failures import Failed, parsed, translated
from panelwright_tools.asking.openai_trouble import Kind, Trouble
from panelwright_tools.asking.openai_wire import content_text

if TYPE_CHECKING:
    from openai import DefaultHttpxClient, OpenAI

_NO_KEY: Final = "none"
"""Sent where no key is needed, since the protocol wants one."""
_CONNECT_S: Final = 10.0
"""Longest wait for a connection."""
_MOST_BYTES: Final = 16 * 2**20
"""Of an answer; more is no answer to anything that we ask."""


class Streamed(Protocol):
    """An answer that is read in pieces."""

    def iter_bytes(self) -> Iterator[bytes]:
        """The pieces."""
        ...


class Server:
    """One server; every method makes one request, and raises Failed when that fails.

    It may be used from several threads. Raises UserError where `openai` isn't installed.
    """

    def __init__(self, url: str, key: str | None, timeout_s: float) -> None:
        """A server by its address; nothing is connected yet."""
        self._url = url
        self._key = key
        self._timeout_s = timeout_s
        self._lock = Lock()
        self._made: OpenAI | None = None

    def answer(self, body: dict[str, Any], deadline: float) -> dict[str, Any]:
        """The body of the answer, read in pieces: some servers send blanks while they think.

        `deadline` is a time of `monotonic`, in seconds.
        """
        with translated():
            chat = self._client().chat.completions.with_streaming_response
            with chat.create(**body) as response:
                return parsed(_whole(response, _MOST_BYTES, deadline))

    def picture(self, body: dict[str, Any], deadline: float, most_bytes: int) -> dict[str, Any]:
        """The body of the answer to a wish for a picture, which has an `image` if it is to be made
        from others. `deadline` is a time of `monotonic`, in seconds."""
        with translated():
            images = self._client().images.with_streaming_response
            with (images.edit if "image" in body else images.generate)(**body) as response:
                return parsed(_whole(response, most_bytes, deadline))

    def fetched(self, url: str, deadline: float, most_bytes: int) -> bytes:
        """What lies at an address of the same server."""
        with translated():
            client = self._client()._client
            with client.stream("GET", url) as response:
                response.raise_for_status()
                return _whole(response, most_bytes, deadline)

    def pieces(self, body: dict[str, Any]) -> Iterator[str]:
        """The text of the answer, piece by piece."""
        with (
            translated(),
            self._client().chat.completions.create(**body, stream=True) as chunks,
        ):
            for chunk in chunks:
                for choice in chunk.choices or ():
                    text = content_text(choice.delta.content) if choice.delta else ""
                    if text:
                        yield text

    def models(self, timeout_s: float) -> dict[str, Any]:
        """The list of the server's models, as it sends it."""
        with translated():
            client = self._client().with_options(timeout=timeout_s)
            return parsed(client.models.with_raw_response.list().content)

    def _client(self) -> "OpenAI":
        with self._lock:
            if self._made is None:
                self._made = _client(self._url, self._key, self._timeout_s)
                # The package's own clean-up comes too late for sockets that lie in cycles.
                finalize(self, self._made.close)
            return self._made


def _whole(response: "Streamed", most_bytes: int, deadline: float) -> bytes:
    """All of an answer. Raises Failed when it comes too slowly, or never ends."""
    content = bytearray()
    for piece in response.iter_bytes():
        content += piece
        if monotonic() > deadline:
            raise Failed(Trouble(kind=Kind.SILENT))
        if len(content) > most_bytes:
            raise Failed(Trouble(status=200, message="an endless answer", kind=Kind.OTHER))
    return bytes(content)


def _client(url: str, key: str | None, timeout_s: float) -> "OpenAI":
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
