"""The page's server as a process of its own, on a folder of runs."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def web_server(runs: Path, *flags: str) -> Iterator[str]:
    """The address of `agent web` on a free port of this machine. Comics are small and quick."""
    runs.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "panelwright", "web", "--port", "0", "--runs", str(runs)]
    quick = ("--quality", "fast", "--attempts", "1")
    with subprocess.Popen(
        [*command, *quick, *flags], stdout=subprocess.PIPE, text=True, cwd=runs
    ) as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline().strip()
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
