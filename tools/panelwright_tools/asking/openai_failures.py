"""Errors of the `openai` package and of servers, translated into our own at this one place."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from panelwright_tools.asking.openai_trouble import Kind, Trouble
from panelwright_tools.asking.retrying import asked_wait_s
from panelwright_tools.domain import UserError


class Failed(Exception):
    """A try that failed, and why."""

    def __init__(self, trouble: Trouble) -> None:
        """With what the server told."""
        super().__init__(trouble.message)
        self.trouble = trouble


@contextmanager
def translated() -> Iterator[None]:
    """Foreign errors as `Failed`. Raises UserError when the package isn't installed."""
    try:
        import httpx2
        import openai
    except ImportError as error:
        raise UserError(
            'models behind a server need the openai package: pip install "panelwright[openai]".'
        ) from error
    try:
        yield
    except openai.APIStatusError as error:
        raise Failed(_refused(error)) from error
    except (openai.APITimeoutError, httpx2.TimeoutException) as error:
        raise Failed(_late(error)) from error
    except openai.APIConnectionError as error:
        lost = isinstance(error.__cause__, httpx2.ConnectError | httpx2.UnsupportedProtocol)
        kind = Kind.UNREACHABLE if lost else Kind.FAULT
        raise Failed(Trouble(message=str(error.__cause__ or error), kind=kind)) from error
    except httpx2.InvalidURL as error:
        raise Failed(Trouble(message=str(error), kind=Kind.ADDRESS)) from error
    except httpx2.HTTPError as error:
        raise Failed(Trouble(message=str(error), kind=Kind.FAULT)) from error
    except openai.APIError as error:  # told in the middle of a stream
        raise Failed(_told_in_body(error.body, error.message)) from error
    except ValueError as error:  # a piece of a stream that is no JSON
        raise Failed(Trouble(message=f"no JSON: {error}", kind=Kind.FAULT)) from error


def _refused(error: Any) -> Trouble:
    """The trouble that a status tells of."""
    headers = error.response.headers
    told = _told_in_body(error.body, error.message)
    return Trouble(
        status=error.status_code,
        code=told.code,
        parameter=told.parameter,
        message=told.message,
        asked_wait_s=asked_wait_s(headers),
        retriable=headers.get("x-should-retry") != "false",
    )


def _late(error: Exception) -> Trouble:
    import httpx2

    cause = error.__cause__ or error
    kind = Kind.UNREACHABLE if isinstance(cause, httpx2.ConnectTimeout) else Kind.SILENT
    return Trouble(message="no connection in time", kind=kind)


def parsed(content: bytes) -> dict[str, Any]:
    """The JSON object of an answer. Raises Failed when it is none, or tells of an error."""
    try:
        body = json.loads(content, strict=False)
    except (ValueError, RecursionError) as error:
        raise Failed(_garbled(content)) from error
    if not isinstance(body, dict):
        raise Failed(_garbled(content))
    if body.get("error") and not body.get("choices"):
        raise Failed(_told_in_body(body["error"], ""))
    return body


def _garbled(content: bytes) -> Trouble:
    """No JSON: a page of a web site behind a wrong address, or an answer that was cut off."""
    start = content.lstrip()[:200].decode("utf-8", "replace")
    kind = Kind.ADDRESS if start.startswith("<") else Kind.FAULT
    return Trouble(status=200, message=f"no JSON: {start}", kind=kind)


def _told_in_body(told: object, otherwise: str) -> Trouble:
    """The trouble that an error's body tells of, in one of several manners."""
    if not isinstance(told, dict):
        return Trouble(status=_status(told), message=told if isinstance(told, str) else otherwise)
    inner = told.get("error")
    if isinstance(inner, dict | str):
        return _told_in_body(inner, otherwise)
    message = told.get("message") or told.get("detail") or otherwise
    text = message if isinstance(message, str) else json.dumps(message, ensure_ascii=False)
    code = " ".join(str(told[name]) for name in ("code", "type") if told.get(name))
    return Trouble(_status(told.get("code")), code, str(told.get("param") or ""), text)


def _status(code: object) -> int | None:
    """The status that a body tells of; 500 where it tells of none."""
    return code if isinstance(code, int) and 400 <= code < 600 else 500
