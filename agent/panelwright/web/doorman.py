"""Who may ask the server for what: known hosts, the page's own requests, holders of the token."""

import hmac
import re
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from ipaddress import ip_address
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode, urlsplit

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

LARGEST_BODY: Final = 25_000_000
"""Bytes of a request."""
_COOKIE: Final = "panelwright"
_SAFE: Final = frozenset({"GET", "HEAD"})
_CLOSED: Final = re.compile(
    r"(?:/gradio_api)?/(?:upload|upload_progress|file[=/]|proxy=|stream/|process_recording|info"
    r"|openapi\.json|api/|call/|mcp|runs(?:$|/)|run-history|vibe|undo-vibe|profiling|monitoring|deep_link|dev/)"
    r"|/monitoring|/svelte/"
)
"""What the page's framework offers and the page does not use, some of which tells of the disk."""
_HEADERS: Final = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
)
_POLICY: Final = (
    b"default-src 'self'; img-src 'self' data: blob:; font-src 'self' data:; "
    b"style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    b"connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; "
    b"form-action 'self'; frame-ancestors 'none'"
)
"""Nothing is loaded from elsewhere; Gradio makes functions of its templates, hence the eval."""


@dataclass(frozen=True)
class House:
    """Where the page is served, and to whom."""

    host: str
    names: frozenset[str] = frozenset()
    """Names of hosts that requests may be for, besides addresses and this machine's own names."""
    token: str | None = None
    """What one must know; None: nobody is asked, as only this machine reaches the page."""

    def knows(self, host: str) -> bool:
        """Whether a request is for a host of ours. A page elsewhere can have its own name lead
        here, and then its requests would count as its own; an address can't be faked so."""
        name = _hostname(host)
        if name in {"localhost", self.host.lower(), *self.names}:
            return True
        try:
            found = ip_address(name)
        except ValueError:
            return False
        return found.is_loopback if self.token is None else True


@dataclass(frozen=True)
class Doorman:
    """Stands before an application and turns away what it must not see."""

    app: App
    house: House

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return  # the page opens no sockets
        reason = self._reason(scope)
        if reason is not None:
            await _answered(send, *reason)
        elif self.house.token is not None and not self._is_known(scope):
            await self._asked(scope, receive, send)
        else:
            await self.app(scope, _bounded(receive), _guarded(send))

    def _reason(self, scope: Scope) -> tuple[int, str] | None:
        """Why a request is refused, whoever it is from."""
        headers = _headers(scope)
        host = headers.get("host", "")
        if not self.house.knows(host):
            return 421, "This page is not served under that name; see --allow-host."
        if not _is_own(scope["method"], headers, host):
            return 403, "Requests from other sites are refused."
        if _CLOSED.match(scope["path"]):
            return 404, "There is nothing here."
        if int(headers.get("content-length", "0") or "0") > LARGEST_BODY:
            return 413, f"{LARGEST_BODY // 1_000_000} MB are the most."
        return None

    def _is_known(self, scope: Scope) -> bool:
        headers = _headers(scope)
        kind, _, told = headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer" and self._is_token(told.strip()):
            return True
        return self._is_token(_cookie(headers.get("cookie", "")))

    def _is_token(self, told: str) -> bool:
        return hmac.compare_digest(told.encode(), (self.house.token or "").encode())

    async def _asked(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let in whoever brings the token in the address or the form, and ask the others for it."""
        query = dict(parse_qsl(scope["query_string"].decode("latin-1")))
        told = query.pop("token", "")
        if scope["method"] == "POST" and scope["path"] == "/enter":
            told = dict(parse_qsl((await _body(receive)).decode("latin-1"))).get("token", "")
        if told and self._is_token(told):
            target = "/" + (f"?{urlencode(query)}" if query else "")
            cookie = f"{_COOKIE}={told}; Path=/; HttpOnly; SameSite=Strict"
            headers = [(b"location", target.encode()), (b"set-cookie", cookie.encode())]
            await _answered(send, 303, "", headers)
        elif scope["path"] in ("/", "/enter"):
            await _answered(send, 401, _form(wrong=bool(told)), kind=b"text/html; charset=utf-8")
        else:
            await _answered(send, 401, "This page wants its token.")


def _is_own(method: str, headers: dict[str, str], host: str) -> bool:
    """Whether a request is the page's own, or a person's who opens it.

    Browsers tell so by Sec-Fetch-Site, older ones by Origin; what tells neither is no browser.
    """
    site = headers.get("sec-fetch-site")
    if site in ("same-origin", "none"):
        return True
    if method in _SAFE and site is not None:
        return (
            headers.get("sec-fetch-mode") == "navigate"
            and headers.get("sec-fetch-dest") == "document"
        )
    if site is not None:
        return False
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc.lower() == host.lower()


def _hostname(host: str) -> str:
    """The name in `localhost:7860` and `[::1]:7860`."""
    name = urlsplit(f"//{host}").hostname if host and not re.search(r"[\s/@\\]", host) else None
    return (name or "").rstrip(".").lower()


def _headers(scope: Scope) -> dict[str, str]:
    return {name.decode("latin-1").lower(): value.decode("latin-1")
            for name, value in scope["headers"]}  # fmt: skip


def _cookie(header: str) -> str:
    try:
        found = SimpleCookie(header).get(_COOKIE)
    except CookieError:
        return ""
    return found.value if found is not None else ""


def _bounded(receive: Receive) -> Receive:
    """Ends a body that is longer than it may be."""
    got = 0

    async def read() -> Message:
        nonlocal got
        message = await receive()
        got += len(message.get("body", b""))
        if got > LARGEST_BODY:
            return {"type": "http.disconnect"}
        return message

    return read


def _guarded(send: Send) -> Send:
    """Adds what tells browsers to load nothing from elsewhere."""

    async def told(message: Message) -> None:
        if message["type"] == "http.response.start":
            there = {name.lower() for name, _ in message.get("headers", [])}
            own = [*_HEADERS, (b"content-security-policy", _POLICY)]
            message["headers"] = [
                *message.get("headers", []),
                *(one for one in own if one[0] not in there),
            ]
        await send(message)

    return told


async def _body(receive: Receive) -> bytes:
    """A short body; more is not read."""
    text = b""
    while len(text) < 10_000:
        message = await receive()
        text += message.get("body", b"")
        if not message.get("more_body"):
            break
    return text[:10_000]


async def _answered(
    send: Send,
    status: int,
    text: str,
    headers: list[tuple[bytes, bytes]] | None = None,
    kind: bytes = b"text/plain; charset=utf-8",
) -> None:
    body = text.encode()
    start = [(b"content-type", kind), (b"content-length", str(len(body)).encode()),
             (b"cache-control", b"no-store"), (b"content-security-policy", _FORM_POLICY),
             *_HEADERS, *(headers or [])]  # fmt: skip
    await send({"type": "http.response.start", "status": status, "headers": start})
    await send({"type": "http.response.body", "body": body})


_FORM_POLICY: Final = (
    b"default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'"
)


def _form(*, wrong: bool) -> str:
    from panelwright.web.rendering import rendered

    return rendered("enter.html.j2", wrong=wrong)
