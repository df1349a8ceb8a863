"""Measure what a person waits for: the help, and a comic from a cold process.

    python benchmarks/bench_cold.py
    python benchmarks/bench_cold.py --panels 40 --synopsis examples/the-bell-under-the-mountain.txt

The package's code is compiled before, as `pip install` leaves it, whatever the environment says.
Painting with two processes and with one takes turns. Wall times are of runs that nobody watches:
to ask the system what a process holds costs half a core when it is asked 50 times a second, and
stops the process for as long. Memory and processor time are of one run more, that is watched
every 20 ms. Memory is the sum over all processes of the run of what each holds for itself and its
share of what they hold together (PSS); the plain sum (RSS), which counts shared pages once for
each process, stands beside it. Processor time is that of all processes together: unlike the wall
time it hardly depends on what else the machine does.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent
AGENT = [sys.executable, "-m", "panelwright"]
JOBS = (2, 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--panels", type=int, default=6)
    parser.add_argument("--synopsis", default=str(ROOT / "examples/the-map-in-the-rain.txt"))
    options = parser.parse_args()
    whole: dict[int, list[float]] = {jobs: [] for jobs in JOBS}
    panels: dict[int, list[float]] = {jobs: [] for jobs in JOBS}
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["PYTHONPYCACHEPREFIX"] = f"{scratch}/compiled"
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        timed(_drawing(options, 2, f"{scratch}/compiling"))
        helps = [timed([*AGENT, "--help"]) for _ in range(options.repeat + 2)]
        print(f"agent --help: best {min(helps[1:]):.3f} s of {len(helps) - 1}")
        for number in range(options.repeat):
            for jobs in JOBS:
                folder = f"{scratch}/{jobs}-{number}"
                whole[jobs].append(timed(_drawing(options, jobs, folder)))
                panels[jobs].append(painting_seconds(folder))
        for jobs in JOBS:
            seen = watched(_drawing(options, jobs, f"{scratch}/{jobs}-watched"))
            print(
                f"{options.panels} panels, {jobs} painting: {_told(whole[jobs])} in all, "
                f"{_told(panels[jobs])} from the first panel to the last, "
                f"{seen.cpu_seconds:.2f} s of processor time, "
                f"{seen.peak_mb:.0f} MB at most (PSS; {seen.peak_rss_mb:.0f} MB as a sum of RSS)"
            )
    print(f"two processes instead of one: panels {_gain(panels):.2f} times as fast, "
          f"the whole road {_gain(whole):.2f} times")  # fmt: skip


def _drawing(options: argparse.Namespace, jobs: int, folder: str) -> list[str]:
    wanted = ["plan-and-draw", options.synopsis, "--panels", str(options.panels), "-q"]
    return [*AGENT, *wanted, "-j", str(jobs), "-o", folder]


def _told(seconds: list[float]) -> str:
    return f"{min(seconds):.2f} s (at most {max(seconds):.2f})"


def _gain(seconds: dict[int, list[float]]) -> float:
    """How many times as fast two processes are, by the best of each."""
    return min(seconds[1]) / min(seconds[2])


def timed(command: list[str]) -> float:
    """Run a command, unwatched; its seconds."""
    started = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, cwd=ROOT, check=True)
    return time.perf_counter() - started


def watched(command: list[str]) -> "Seen":
    """Run a command and watch its memory and processor time, which slows it down."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=ROOT)
    seen = Seen()
    watcher = threading.Thread(target=seen.watch, args=(process,), daemon=True)
    watcher.start()
    if process.wait() != 0:
        raise SystemExit(f"{' '.join(command)} failed")
    watcher.join()
    return seen


def painting_seconds(folder: str) -> float:
    """From the first panel that is painted to the last that is done, by the run's own events."""
    import json

    lines = (Path(folder) / "events.jsonl").read_text().splitlines()
    events = [json.loads(line) for line in lines]
    times = [event["at"] for event in events if "panel" in event]
    return float(max(times) - min(times))


@dataclass
class Seen:
    """What was seen of a command's processes."""

    peak_mb: float = 0.0
    peak_rss_mb: float = 0.0
    cpu: dict[int, float] = field(default_factory=dict)
    """Process id to its processor seconds when it was last seen."""

    @property
    def cpu_seconds(self) -> float:
        """Processor seconds of all processes together."""
        return sum(self.cpu.values())

    def watch(self, process: subprocess.Popen[bytes]) -> None:
        """Look every 20 ms until it has ended."""
        while process.poll() is None:
            self._look(process.pid)
            time.sleep(0.02)

    def _look(self, pid: int) -> None:
        pss = rss = 0
        try:
            family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
        except psutil.Error:
            return
        for member in family:
            try:
                memory, used = member.memory_full_info(), member.cpu_times()
            except (psutil.Error, AttributeError):
                continue
            pss, rss = pss + memory.pss, rss + memory.rss
            self.cpu[member.pid] = used.user + used.system
        self.peak_mb = max(self.peak_mb, pss / 2**20)
        self.peak_rss_mb = max(self.peak_rss_mb, rss / 2**20)


if __name__ == "__main__":
    main()
