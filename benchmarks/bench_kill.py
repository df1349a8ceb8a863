"""Kill a run at random instants, resume it, and compare it with an undisturbed one.

    python benchmarks/bench_kill.py --kills 50 --painter storyboard

Each time a 12-panel run is started from its synopsis in a process of its own, killed with SIGKILL,
and resumed. Moments are drawn uniformly, half of them from the run's first events to its last, half
from the time before the first picture: start, planning, checking, casting. It counts when every
file of the run but its log and its memory is the same, byte for byte, and no picture was painted
twice. A run that was killed before its folder stood is started again.
"""

import argparse
import hashlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from panelwright.run import Run

ROOT = Path(__file__).resolve().parent.parent
GOOD = "same bytes, nothing painted twice"
FOLDERS = ("cast", "panels", "pages", "attempts")
FILES = ("story.json", "run.toml", "pages.json", "book.pdf", "book.cbz", "book.html", "report.html")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--painter", default="storyboard")
    parser.add_argument("--panels", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--synopsis", default=str(ROOT / "examples/the-map-in-the-rain.txt"))
    options = parser.parse_args()
    moments = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as scratch:
        calm = Run(Path(scratch) / "calm")
        started = time.monotonic()
        first = _first_picture(_start(calm, options), calm, started)
        length, wanted = time.monotonic() - started, _digests(calm)
        print(
            f"undisturbed: {length:.1f} s, the first picture after {first:.1f} s; "
            f"{len(wanted)} files compared",
            flush=True,
        )
        good, stages = 0, Counter[str]()
        for number in range(options.kills):
            run = Run(Path(scratch) / f"run{number}")
            moment = moments.uniform(0, first) if number % 2 else moments.uniform(0, length)
            stage, verdict = _killed_and_resumed(run, options, moment, wanted)
            good += verdict == GOOD
            stages[stage] += 1
            print(f"{number + 1:3} killed after {moment:5.2f} s, {stage}: {verdict}", flush=True)
            shutil.rmtree(run.folder, ignore_errors=True)
    print(f"{good} of {options.kills}: {GOOD}")
    print("killed", ", ".join(f"{count} times {stage}" for stage, count in stages.most_common()))
    sys.exit(0 if good == options.kills else 1)


def _first_picture(process: subprocess.Popen[bytes], run: Run, started: float) -> float:
    """Seconds until the first picture was in the store; waits for the end of the run."""
    while not _painted(run) and process.poll() is None:
        time.sleep(0.01)
    first = time.monotonic() - started
    if process.wait() != 0:
        raise SystemExit("the undisturbed run failed")
    return first


def _killed_and_resumed(
    run: Run, options: argparse.Namespace, moment: float, wanted: dict[str, str]
) -> tuple[str, str]:
    process = _start(run, options)
    time.sleep(moment)
    process.send_signal(signal.SIGKILL)
    process.wait()
    stage = _stage(run)
    process = _start(run, options) if stage == "before its folder stood" else _resume(run)
    return stage, _compared(run, process.wait(), wanted)


def _stage(run: Run) -> str:
    """How far the run had come when it was killed, by what it left."""
    if not run.manifest.is_file():
        shutil.rmtree(run.folder, ignore_errors=True)
        return "before its folder stood"
    if not run.story.is_file():
        return "before its plan was kept"
    if not _painted(run):
        return "before its first picture"
    return "in painting" if not (run.folder / "pages/page-01.png").is_file() else "in binding"


def _compared(run: Run, code: int, wanted: dict[str, str]) -> str:
    if code != 0:
        return f"resume failed with code {code}"
    found = _digests(run)
    different = sorted(name for name in wanted.keys() | found.keys()
                       if wanted.get(name) != found.get(name))  # fmt: skip
    painted = _painted(run)
    if different:
        return f"{len(different)} files differ: {', '.join(different[:4])}"
    if len(painted) != len(set(painted)):
        return f"{len(painted) - len(set(painted))} pictures painted twice"
    return GOOD


def _start(run: Run, options: argparse.Namespace) -> subprocess.Popen[bytes]:
    flags = ["--painter", options.painter, "--panels", str(options.panels), "--quality", "fast"]
    return _agent("plan-and-draw", options.synopsis, "-o", str(run.folder), *flags)


def _resume(run: Run) -> subprocess.Popen[bytes]:
    return _agent("resume", str(run.folder))


def _agent(*arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "panelwright", *arguments, "-q"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _painted(run: Run) -> list[str]:
    log = run.store / "painted.log"
    return log.read_text().split() if log.exists() else []


def _digests(run: Run) -> dict[str, str]:
    paths = [path for name in FOLDERS for path in (run.folder / name).iterdir()]
    paths += [run.folder / name for name in FILES if (run.folder / name).exists()]
    return {
        str(path.relative_to(run.folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in paths
    }


if __name__ == "__main__":
    main()
