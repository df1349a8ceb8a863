"""Measure what a person waits for: the help, and a six-panel comic from a cold process.

    python benchmarks/bench_cold.py

Memory is the sum over all processes of the run of what each holds for itself and its share of
what they hold together (PSS), sampled every 20 ms; the plain sum (RSS), which counts shared pages
once for each process, stands beside it. Processor time is that of all processes together: unlike
the wall time it hardly depends on what else the machine does.
"""

import argparse
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


@dataclass(frozen=True)
class Measure:
    """One command."""

    seconds: float
    cpu_seconds: float
    peak_mb: float
    peak_rss_mb: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--synopsis", default=str(ROOT / "examples/the-map-in-the-rain.txt"))
    options = parser.parse_args()
    helps = [measured([*AGENT, "--help"]).seconds for _ in range(options.repeat + 2)]
    print(f"agent --help: best {min(helps):.3f} s of {len(helps)}")
    with tempfile.TemporaryDirectory() as scratch:
        best: dict[int, float] = {}
        for jobs in (2, 1):
            runs = []
            for number in range(options.repeat):
                folder = f"{scratch}/{jobs}-{number}"
                command = [*AGENT, "plan-and-draw", options.synopsis, "--panels", "6", "-q"]
                runs.append(measured([*command, "-j", str(jobs), "-o", folder]))
                (Path(scratch) / "last").write_text(folder)
            best[jobs] = min(run.seconds for run in runs)
            peak = max(run.peak_mb for run in runs)
            rss = max(run.peak_rss_mb for run in runs)
            cpu = min(run.cpu_seconds for run in runs)
            painting = min(painting_seconds(f"{scratch}/{jobs}-{n}") for n in range(options.repeat))
            print(
                f"six panels, {jobs} painting: {best[jobs]:.2f} s in all, {painting:.2f} s from "
                f"the first panel to the last, {cpu:.2f} s of processor time, "
                f"{peak:.0f} MB at most (PSS; {rss:.0f} MB as a sum of RSS)"
            )
            best[-jobs] = painting
        print(f"two processes instead of one: panels {best[-1] / best[-2]:.2f} times as fast, "
              f"the whole road {best[1] / best[2]:.2f} times")  # fmt: skip


def measured(command: list[str]) -> Measure:
    """Run a command and watch its memory and processor time."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=ROOT)
    seen = Seen()
    watcher = threading.Thread(target=seen.watch, args=(process,), daemon=True)
    watcher.start()
    if process.wait() != 0:
        raise SystemExit(f"{' '.join(command)} failed")
    seconds = time.perf_counter() - started
    watcher.join()
    return Measure(seconds, sum(seen.cpu.values()), seen.peak_mb, seen.peak_rss_mb)


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
