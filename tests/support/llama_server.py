"""Runs llama-cpp-python's own OpenAI-compatible server on loopback, in a process of its own."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from ports import free_port

_PATIENCE_S: Final = 90


@contextmanager
def llama_server(model: Path, context: int = 4096) -> Iterator[str]:
    """The base URL of a server that has the model; it ends with the block."""
    port = free_port()
    options = ["--host", "127.0.0.1", "--port", str(port), "--n_ctx", str(context)]
    options += ["--n_threads", "1", "--n_threads_batch", "1", "--verbose", "False"]
    log = model.with_suffix(".log")
    with log.open("wb") as output:
        command = [sys.executable, "-m", "llama_cpp.server", "--model", str(model), *options]
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
        try:
            _wait(process, port, log)
            yield f"http://127.0.0.1:{port}/v1"
        finally:
            process.terminate()
            process.wait(timeout=30)


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    end = time.monotonic() + _PATIENCE_S
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        with socket.socket() as calling:
            calling.settimeout(1)
            if calling.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(f"llama_cpp.server did not start: {log.read_text('utf-8')[-2000:]}")
