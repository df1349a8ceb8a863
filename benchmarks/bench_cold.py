"""Measure what a person waits for: the help, and a six-panel comic from a cold process.

    python benchmarks/bench_cold.py

Memory is the sum over all processes of the run of what each holds for itself and its share of
what they hold together (PSS), sampled every 20 ms.
"""

import argparse
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent
AGENT = [sys.executable, "-m", "panelwright"]


@dataclass(frozen=True)
class Measure:
    """One command."""

    seconds: float
    peak_mb: float


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
            painting = min(painting_seconds(f"{scratch}/{jobs}-{n}") for n in range(options.repeat))
            print(
                f"six panels, {jobs} painting: {best[jobs]:.2f} s in all, {painting:.2f} s from "
                f"the first panel to the last, {peak:.0f} MB at most"
            )
            best[-jobs] = painting
        print(f"two processes instead of one: panels {best[-1] / best[-2]:.2f} times as fast, "
              f"the whole road {best[1] / best[2]:.2f} times")  # fmt: skip


def measured(command: list[str]) -> Measure:
    """Run a command and watch its memory."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=ROOT)
    peak = [0.0]
    watcher = threading.Thread(target=_watch, args=(process, peak), daemon=True)
    watcher.start()
    if process.wait() != 0:
        raise SystemExit(f"{' '.join(command)} failed")
    seconds = time.perf_counter() - started
    watcher.join()
    return Measure(seconds, peak[0])


def painting_seconds(folder: str) -> float:
    """From the first panel that is painted to the last that is done, by the run's own events."""
    import json

    lines = (Path(folder) / "events.jsonl").read_text().splitlines()
    events = [json.loads(line) for line in lines]
    times = [event["at"] for event in events if "panel" in event]
    return float(max(times) - min(times))


def _watch(process: subprocess.Popen[bytes], peak: list[float]) -> None:
    while process.poll() is None:
        peak[0] = max(peak[0], _memory_mb(process.pid))
        time.sleep(0.02)


def _memory_mb(pid: int) -> float:
    total = 0
    try:
        family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    except psutil.Error:
        return 0.0
    for member in family:
        try:
            total += member.memory_full_info().pss
        except (psutil.Error, AttributeError):
            continue
    return total / 2**20


if __name__ == "__main__":
    main()
