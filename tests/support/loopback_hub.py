"""A hub on this machine that speaks what downloads need of the Hugging Face hub's protocol."""

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

COMMIT = "c0ffee" + "0" * 34
_LARGE = (".safetensors", ".gguf", ".bin")


@dataclass
class LoopbackHub:
    """Models by hub id, each a folder; and what is to go wrong."""

    models: dict[str, Path]
    gated: set[str] = field(default_factory=set)
    """Ids that want an account."""
    breaks_at: dict[str, int] = field(default_factory=dict)
    """Names of files whose next download breaks off after so many bytes; then the hub is ill."""
    corrupt: set[str] = field(default_factory=set)
    """Names of files of which a byte arrives wrong."""
    ill: bool = False
    """Answers every download with 503."""
    url: str = ""
    asked: list[tuple[str, str | None]] = field(default_factory=list)
    """Files that were asked for, and the range of bytes."""

    @property
    def ranges(self) -> dict[str, str | None]:
        """The last range asked for, by file."""
        return dict(self.asked)


@contextmanager
def serving(hub: LoopbackHub) -> Iterator[LoopbackHub]:
    """Serve until the block ends."""

    class Handler(_Handler):
        pass

    Handler.hub = hub
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    hub.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield hub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    hub: LoopbackHub
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        path = self.path.partition("?")[0].strip("/").split("/")
        if path[:2] == ["api", "models"]:
            self._tell("/".join(path[2:4]))
        elif path[2:3] == ["resolve"]:
            self._give("/".join(path[:2]), "/".join(path[4:]))
        else:
            self._answer(404, b"")

    def _tell(self, name: str) -> None:
        folder = self.hub.models.get(name)
        if folder is None:
            self._answer(404, b"{}", {"X-Error-Code": "RepoNotFound"})
            return
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        siblings = [_sibling(path, str(path.relative_to(folder))) for path in files]
        told = {"id": name, "sha": COMMIT, "siblings": siblings}
        self._answer(200, json.dumps(told).encode(), {"Content-Type": "application/json"})

    def _give(self, name: str, file: str) -> None:
        wanted = self.headers.get("Range")
        self.hub.asked.append((file, wanted))
        if name in self.hub.gated:
            self._answer(403, b"", {"X-Error-Code": "GatedRepo"})
            return
        if self.hub.ill:
            self._answer(503, b"")
            return
        raw = (self.hub.models[name] / file).read_bytes()
        if file in self.hub.corrupt:
            raw = raw[:-1] + bytes([raw[-1] ^ 1])
        begin = int(wanted.removeprefix("bytes=").split("-")[0]) if wanted else 0
        code = 206 if wanted else 200
        ranged = {"Content-Range": f"bytes {begin}-{len(raw) - 1}/{len(raw)}"} if wanted else {}
        headers = {"ETag": '"x"', "X-Repo-Commit": COMMIT, **ranged}
        cut = self.hub.breaks_at.pop(file, None)
        self._answer(code, raw[begin:], headers, cut)

    def _answer(
        self, code: int, body: bytes, headers: dict[str, str] | None = None, cut: int | None = None
    ) -> None:
        self.send_response(code)
        for key, value in (headers or {}).items():
            self.send_header(key, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[:cut])
        if cut is not None:
            self.hub.ill = True
            self.close_connection = True


def _sibling(path: Path, name: str) -> dict[str, object]:
    raw = path.read_bytes()
    told: dict[str, object] = {
        "rfilename": name,
        "size": len(raw),
        "blobId": hashlib.sha1(b"blob %d\0" % len(raw) + raw).hexdigest(),
    }
    if path.suffix in _LARGE:
        told["lfs"] = {
            "sha256": hashlib.sha256(raw).hexdigest(),
            "size": len(raw),
            "pointerSize": 9,
        }
    return told
