"""The door of the HTTP server: nobody comes in without the token."""

import hmac
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any, Final

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Scope]]
Send = Callable[[Scope], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

_REFUSED: Final = b'{"error": "give the token of this server: Authorization: Bearer TOKEN"}\n'


@dataclass(frozen=True)
class Guarded:
    """An application behind a token, which is compared in constant time."""

    application: Application
    token: str

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let whoever has the token in; others are answered 401."""
        if scope["type"] == "lifespan" or self._is_known(scope):
            await self.application(scope, receive, send)
            return
        headers = [(b"content-type", b"application/json"), (b"www-authenticate", b"Bearer")]
        await send({"type": "http.response.start", "status": 401, "headers": headers})
        await send({"type": "http.response.body", "body": _REFUSED})

    def _is_known(self, scope: Scope) -> bool:
        given = [value for name, value in scope.get("headers", ()) if name == b"authorization"]
        if len(given) != 1:
            return False
        kind, _, token = given[0].partition(b" ")
        right = hmac.compare_digest(token.strip(), self.token.encode())
        return right and kind.lower() == b"bearer"
