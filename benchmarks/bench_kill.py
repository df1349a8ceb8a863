"""Kill a run at random instants, resume it, and compare it with an undisturbed one.

    python benchmarks/bench_kill.py --kills 50 --painter storyboard

Each time a 12-panel run is started in a process of its own, killed with SIGKILL at a moment drawn
uniformly from the length of an undisturbed run, and resumed. It counts when every file that is
promised to be the same is the same, byte for byte, and no picture that was in the store was
painted again.
"""

import argparse
import hashlib
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from stories import walking_story

from panelwright.run import Run, created
from panelwright.settings import Settings
from panelwright.work import versions

FOLDERS = ("panels", "pages", "attempts")
FILES = ("story.json", "run.toml", "book.pdf", "book.cbz", "book.html")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--painter", default="storyboard")
    parser.add_argument("--panels", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    settings = Settings(painter=options.painter, quality="fast")
    moments = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as scratch:
        calm = _new(Path(scratch) / "calm", settings, options.panels)
        started = time.monotonic()
        _agent("draw", calm).wait()
        length, wanted = time.monotonic() - started, _digests(calm)
        print(f"undisturbed: {length:.1f} s, {len(wanted)} files compared", flush=True)
        good = 0
        for number in range(options.kills):
            run = _new(Path(scratch) / f"run{number}", settings, options.panels)
            moment = moments.uniform(0, length)
            verdict = _killed_and_resumed(run, moment, wanted)
            good += verdict == "same bytes, nothing painted twice"
            print(f"{number + 1:3} killed after {moment:5.2f} s: {verdict}", flush=True)
    print(f"{good} of {options.kills}: same bytes, nothing painted twice")
    sys.exit(0 if good == options.kills else 1)


def _killed_and_resumed(run: Run, moment: float, wanted: dict[str, str]) -> str:
    process = _agent("draw", run)
    time.sleep(moment)
    process.send_signal(signal.SIGKILL)
    process.wait()
    before = len(_painted(run))
    if _agent("resume", run).wait() != 0:
        return f"resume failed ({before} painted before)"
    found = _digests(run)
    different = sorted(name for name in wanted.keys() | found.keys()
                       if wanted.get(name) != found.get(name))  # fmt: skip
    painted = _painted(run)
    if different:
        return f"{len(different)} files differ: {', '.join(different[:4])}"
    if len(painted) != len(set(painted)):
        return f"{len(painted) - len(set(painted))} pictures painted twice"
    return "same bytes, nothing painted twice"


def _new(folder: Path, settings: Settings, panels: int) -> Run:
    run = created(folder)
    run.write_story(walking_story(panels))
    run.write_manifest(settings, versions(settings), {})
    return run


def _agent(command: str, run: Run) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "panelwright", command, str(run.folder), "-q"],
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
