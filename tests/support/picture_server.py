"""An OpenAI-compatible server on loopback that paints: real sockets, multipart, no model.

    with PictureServer([Fault(status=503)]) as server:
        HostedPainter("gpt-image-1.5", server.base_url)

It paints one flat colour that follows from the prompt, and within an open mask alone where it is
given one, so that tests see what arrived. Each request takes the next fault of the script.
"""

import hashlib
import json
import socket
import struct
import time
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from threading import Lock, Thread
from typing import Any

from PIL import Image, ImageOps

from faults import Fault

MODEL = "gpt-image-1.5"
_AT_ONCE = struct.pack("ii", 1, 0)


@dataclass(frozen=True)
class Wished:
    """One request for a picture, as it arrived."""

    path: str
    fields: Mapping[str, Any]
    images: tuple[Image.Image, ...] = ()
    mask: Image.Image | None = None
    key: str = ""

    @property
    def prompt(self) -> str:
        """What is to be painted."""
        return str(self.fields["prompt"])

    @property
    def size(self) -> tuple[int, int]:
        """Width and height that were asked for."""
        width, _, height = str(self.fields["size"]).partition("x")
        return int(width), int(height)

    @property
    def is_edit(self) -> bool:
        """Whether pictures came with it."""
        return self.path.endswith("/edits")


def colour(prompt: str) -> tuple[int, int, int]:
    """The colour that a prompt is painted in."""
    red, green, blue = hashlib.sha256(prompt.encode()).digest()[:3]
    return red, green, blue


def paint(wished: Wished) -> Image.Image:
    """The picture: in the prompt's colour, where the mask is open or there is none."""
    fresh = Image.new("RGB", wished.size, colour(wished.prompt))
    if wished.mask is None:
        return fresh
    kept = wished.mask.getchannel("A")
    changed = ImageOps.invert(wished.images[0].convert("RGB"))  # a model touches everything
    return Image.composite(changed, fresh, kept)


def png(image: Image.Image) -> bytes:
    """The picture as a PNG file."""
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def in_base64(wished: Wished) -> dict[str, Any]:
    """An honest answer."""
    return {"created": 0, "data": [{"b64_json": b64encode(png(paint(wished))).decode()}]}


class PictureServer:
    """The server; a context manager that listens while it is open."""

    def __init__(
        self,
        script: Iterable[Fault] = (),
        *,
        good: Callable[[Wished], Mapping[str, Any]] = in_base64,
        refuses: Callable[[Wished], Fault | None] = lambda wished: None,
        files: Mapping[str, bytes] | None = None,
    ) -> None:
        """Behaves by a script; `good` makes the right answer, `refuses` what always fails.

        `files` lie at paths beside it.
        """
        self.wished: list[Wished] = []
        self.fetched: list[str] = []
        self.good, self.refuses, self.files = good, refuses, dict(files or {})
        self._script = list(script)
        self._lock = Lock()
        self._http = _Http(("127.0.0.1", 0), _Handler)
        self._http.behaviour = self
        self._thread = Thread(target=self._http.serve_forever, args=(0.01,), daemon=True)

    @property
    def root(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    @property
    def base_url(self) -> str:
        """As the client of openai takes it."""
        return f"{self.root}/v1"

    def __enter__(self) -> "PictureServer":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def take(self, wished: Wished) -> Fault:
        """What the next request gets."""
        with self._lock:
            self.wished.append(wished)
            always = self.refuses(wished)
            if always is not None:
                return always
            return self._script.pop(0) if self._script else Fault()


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    behaviour: PictureServer

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Says nothing: clients that go away are part of the tests."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Http

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""

    def do_GET(self) -> None:
        self.server.behaviour.fetched.append(self.path)
        content = self.server.behaviour.files.get(self.path)
        self._send(404 if content is None else 200, content or b"", Fault(content_type="image/png"))

    def do_POST(self) -> None:
        content = self.rfile.read(int(self.headers["content-length"]))
        kind = self.headers["content-type"]
        key = self.headers.get("authorization", "")
        wished = _wished(self.path, content, kind, key)
        fault = self.server.behaviour.take(wished)
        time.sleep(fault.wait_s)
        if fault.drop == "at once":
            self._hang_up()
        elif fault.body is not None or fault.status != 200:
            body = fault.body if fault.body is not None else json.dumps(fault.error())
            self._send(fault.status, body.encode(), fault)
        else:
            self._send(200, json.dumps(self.server.behaviour.good(wished)).encode(), fault)

    def _send(self, status: int, content: bytes, fault: Fault) -> None:
        self.send_response(status)
        told = {"content-type": fault.content_type, "content-length": str(len(content))}
        for name, value in (told | dict(fault.headers)).items():
            self.send_header(name, value)
        self.end_headers()
        half = len(content) // 2
        self.wfile.write(content[:half])
        if fault.drop == "in body":
            return self._hang_up()
        self.wfile.write(content[half:])
        return None

    def _hang_up(self) -> None:
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)
        self.wfile.flush()
        self.connection.close()


def _wished(path: str, content: bytes, kind: str, key: str) -> Wished:
    if not kind.startswith("multipart/"):
        return Wished(path, json.loads(content), key=key)
    message = message_from_bytes(b"content-type: " + kind.encode() + b"\r\n\r\n" + content)
    parts = [part for part in message.get_payload() if isinstance(part, Message)]
    named = [(str(part.get_param("name", header="content-disposition")), part) for part in parts]
    fields = {name: _bytes(part).decode() for name, part in named if part.get_filename() is None}
    images = [_image(part) for name, part in named if name in ("image", "image[]")]
    masks = [_image(part) for name, part in named if name == "mask"]
    return Wished(path, fields, tuple(images), masks[0] if masks else None, key)


def _bytes(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content


def _image(part: Message) -> Image.Image:
    image = Image.open(BytesIO(_bytes(part)))
    image.load()
    return image
