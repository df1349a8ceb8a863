"""An interrupt does not wait for a slow server of one's own, and the run goes on later."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from faults import Fault
from faulty_server import MODEL, FaultyServer


@pytest.mark.parametrize(
    "fault",
    [Fault(wait_s=60), Fault(status=429, headers={"retry-after": "60"})],
    ids=["slow", "busy"],
)
def test_an_interrupt_breaks_off_waiting(fault: Fault, tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text("Mina finds a map in the rain. It glows. She runs home.")
    flags = ["--planner", f"openai:{MODEL}", "-o", "run", "-q"]
    with FaultyServer([fault]) as server:
        process = subprocess.Popen(
            [sys.executable, "-m", "panelwright", "plan", "story.txt", *flags,
             "--base-url", server.base_url],
            cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )  # fmt: skip
        while not server.seen:
            assert process.poll() is None
            time.sleep(0.02)
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "stopped; go on with `agent resume" in told
