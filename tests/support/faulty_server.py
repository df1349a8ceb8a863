"""An OpenAI-compatible server on loopback that misbehaves by a script: real sockets, no model.

    with FaultyServer([Fault(status=503), Fault(cut=0.5)], good='{"title": "Rain"}') as server:
        OpenAI(base_url=server.base_url, api_key=KEY)

Each request for an answer takes the next fault of the script; when none is left the server is
honest. What it `lacks` it refuses always, and that takes no fault.
"""

import json
import socket
import struct
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any

from faults import Fault, completion, events

MODEL = "scripted"
KEY = "a-key-of-the-tests"
_AT_ONCE = struct.pack("ii", 1, 0)


@dataclass(frozen=True)
class Asked:
    """One request for an answer, as it arrived, and what it got."""

    body: Mapping[str, Any]
    fault: Fault

    @property
    def rung(self) -> str:
        """The way of asking: schema, tool, json or text."""
        if "tools" in self.body:
            return "tool"
        kind = (self.body.get("response_format") or {}).get("type", "text")
        return {"json_schema": "schema", "json_object": "json"}.get(kind, "text")

    @property
    def schema(self) -> Mapping[str, Any] | None:
        """The schema, where the request has one."""
        return (self._told() or {}).get("schema") or (self._told() or {}).get("parameters")

    @property
    def schema_name(self) -> str | None:
        """The schema's name, where the request has one."""
        return (self._told() or {}).get("name")

    @property
    def most_tokens(self) -> int | None:
        """The bound on the answer, by either of its names."""
        return self.body.get("max_completion_tokens") or self.body.get("max_tokens")

    @property
    def prompt(self) -> str:
        """All text of the messages."""
        return "\n".join(_texts(message["content"]) for message in self.body["messages"])

    def _told(self) -> Mapping[str, Any] | None:
        if "tools" in self.body:
            return dict(self.body["tools"][0]["function"])
        return (self.body.get("response_format") or {}).get("json_schema")


class FaultyServer:
    """The server; a context manager that listens while it is open."""

    def __init__(
        self,
        script: Iterable[Fault] = (),
        *,
        good: str | Callable[[Asked], str] = "{}",
        lacks: Iterable[str] = (),
        key: str | None = None,
    ) -> None:
        """Behaves by a script; `good` is the right answer, or makes it from the request.

        `lacks`: of schema, strict, tools and json (ways of asking), names of parameters, and
        `keyword:NAME` for a word of JSON Schema. `key`: the only right one; None takes any.
        """
        self.asked: list[Asked] = []
        self.seen = 0
        """Requests of all kinds."""
        self._script = list(script)
        self._good = good
        self._lacks = frozenset(lacks)
        self._key = key
        self._lock = Lock()
        self._http = _Http(("127.0.0.1", 0), _Handler)
        self._http.behaviour = self
        self._thread = Thread(target=self._http.serve_forever, args=(0.01,), daemon=True)

    @property
    def base_url(self) -> str:
        """As the client of openai takes it."""
        return f"http://127.0.0.1:{self._http.server_address[1]}/v1"

    def recover(self) -> None:
        """Give right answers from now on, whatever was left of the script."""
        self.comes([])

    def comes(self, script: Iterable[Fault]) -> None:
        """Behave by this from now on, whatever was left of the script."""
        with self._lock:
            self._script = list(script)

    @property
    def billed(self) -> int:
        """Answers that a provider would charge for."""
        return sum(asked.fault.billed for asked in self.asked)

    def __enter__(self) -> "FaultyServer":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def answer(self, body: Mapping[str, Any], key: str) -> tuple[Asked, str, dict[str, Any]]:
        """What the next request gets: its fault, the right answer, and the usage."""
        with self._lock:
            self.seen += 1
            fault = self._refusal(body, key)
            if fault is None:
                fault = self._script.pop(0) if self._script else Fault()
            asked = Asked(body, fault)
            before = [one.prompt for one in self.asked if one.fault.billed]
            self.asked.append(asked)
        good = self._good if isinstance(self._good, str) else self._good(asked)
        return asked, good, _usage(asked, fault.text(good), before)

    def _refusal(self, body: Mapping[str, Any], key: str) -> Fault | None:
        if self._key is not None and key != f"Bearer {self._key}":
            return Fault(status=401, code="invalid_api_key", message="Incorrect API key provided")
        if body.get("model") != MODEL:
            return Fault(status=404, code="model_not_found", message="The model does not exist")
        probe = Asked(body, Fault())
        if probe.rung in {"schema", "json"} and probe.rung in self._lacks:
            return Fault(status=400, message="response_format is not supported")
        if probe.rung == "tool" and "tools" in self._lacks:
            return Fault(status=400, message="tools are not supported by this model")
        if "strict" in self._lacks and '"strict"' in json.dumps(body):
            return Fault(status=422, message="Extra inputs are not permitted: strict")
        for name in sorted(self._lacks & body.keys() - {"tools"}):
            return Fault(
                status=400, code="unsupported_parameter", message=f"Unsupported parameter: '{name}'"
            )
        return self._keyword_refusal(probe)

    def _keyword_refusal(self, probe: Asked) -> Fault | None:
        written = json.dumps(probe.schema or {})
        for lack in sorted(self._lacks):
            word = lack.removeprefix("keyword:")
            if word != lack and f'"{word}":' in written:
                return Fault(status=400, message=f"Invalid schema: '{word}' is not permitted")
        return None


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    behaviour: FaultyServer

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Says nothing: clients that go away are part of the tests."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Http

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""

    def do_GET(self) -> None:
        self.server.behaviour.seen += 1
        models = {"object": "list", "data": [{"id": MODEL, "object": "model", "created": 0}]}
        known = self.path.rstrip("/").endswith("/models")
        self._send(200 if known else 404, json.dumps(models if known else {}))

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        key = self.headers.get("authorization", "")
        asked, good, usage = self.server.behaviour.answer(body, key)
        fault = asked.fault
        time.sleep(fault.wait_s)
        if fault.drop == "at once":
            self._hang_up()
        elif fault.body is None and fault.status == 200 and body.get("stream"):
            self._stream(fault, events(fault, good, body, usage))
        else:
            self._answer(fault, good, body, usage)

    def _answer(self, fault: Fault, good: str, body: Mapping[str, Any], usage: Any) -> None:
        if fault.body is not None:
            text = fault.body
        elif fault.status == 200:
            text = json.dumps(completion(fault, good, body, usage))
        else:
            text = json.dumps(fault.error())
        self._send(fault.status, text, fault)

    def _send(self, status: int, text: str, fault: Fault | None = None) -> None:
        fault = fault or Fault()
        sent = text.encode("utf-8", "surrogatepass")
        headers = {"content-type": fault.content_type, "content-length": str(len(sent))}
        self._head(status, headers | dict(fault.headers))
        if fault.drop == "after headers":
            return self._hang_up()
        half = len(sent) // 2
        self.wfile.write(sent[:half])
        if fault.drop == "in body":
            return self._hang_up()
        time.sleep(fault.pace_s)
        self.wfile.write(sent[half:])
        return None

    def _stream(self, fault: Fault, lines: list[str]) -> None:
        self._head(200, {"content-type": "text/event-stream", "connection": "close"})
        if fault.drop == "after headers":
            return self._hang_up()
        for number, line in enumerate(lines):
            if fault.drop == "in body" and number == len(lines) // 2:
                return self._hang_up()
            time.sleep(fault.pace_s)
            self.wfile.write(line.encode())
        self.close_connection = True
        return None

    def _head(self, status: int, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def _hang_up(self) -> None:
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)
        self.wfile.flush()
        self.connection.close()


def _texts(content: object) -> str:
    if isinstance(content, list):
        return " ".join(str(part.get("text", "")) for part in content)
    return str(content or "")


def _usage(asked: Asked, said: str, before: Iterable[str]) -> dict[str, Any]:
    """Four characters a token; of the prompt, what an earlier one began with too is cached."""
    prompt, answer = len(asked.prompt) // 4, len(said) // 4
    shared = max((_common(asked.prompt, earlier) for earlier in before), default=0) // 4
    return {
        "prompt_tokens": prompt,
        "completion_tokens": answer,
        "total_tokens": prompt + answer,
        "prompt_tokens_details": {"cached_tokens": shared},
    }


def _common(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
