"""Measure what the machine itself costs a panel, for stories of 10, 100 and 1,000 panels.

    python benchmarks/bench_scaling.py

Panels are painted by the block painter in one process. Orchestration is the processor time from
the start of the machine until all panels are lettered, less the time inside the tools (layout,
painting panels and portraits, measuring, lettering): LangGraph, checkpoints, store look-ups,
judging, files, events. Code is loaded before, and garbage is looked for as seldom as a command of
`agent` does it. Each size runs in a process of its own; peak memory is that of the whole process.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Any

SIZES = (10, 100, 1000)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--one", type=int, help="measure one size in this process")
    options = parser.parse_args()
    if options.one is not None:
        print(json.dumps(measured(options.one)))
        return
    print(f"{'panels':>7} {'ms/panel':>9} {'bytes/panel':>12} {'peak MB':>8} {'wall s':>7}")
    for size in SIZES:
        result = json.loads(
            subprocess.run(
                [sys.executable, __file__, "--one", str(size)], check=True, capture_output=True
            ).stdout
        )
        print(
            f"{size:7} {result['ms']:9.1f} {result['bytes']:12.0f} {result['peak_mb']:8.0f} "
            f"{result['wall']:7.1f}",
            flush=True,
        )


def measured(panels: int) -> dict[str, float]:
    """Draw a story of that many panels and measure the machine."""
    from stories import walking_story

    from panelwright import machine, portraits, studio  # noqa: F401  (before the clock starts)
    from panelwright.cli.collecting import collect_seldom
    from panelwright.making import created
    from panelwright.nodes import cast, lay_out, paint
    from panelwright.settings import Settings
    from panelwright.tooling import tool_paths
    from panelwright.tooling import tools as loaded
    from panelwright.work import Work, carry_out, versions

    collect_seldom()
    tools = Stopwatch()
    for module, name in (
        (paint, "paint_and_look"),
        (cast, "paint_portrait"),
        (lay_out, "solve"),
        (portraits, "lay_out"),
        (studio, "lay_out"),
    ):
        setattr(module, name, tools.timed(getattr(module, name)))
    clock: dict[str, float] = {}
    settings = Settings(painter="blocks", quality="fast", jobs=1)
    _ = loaded(tool_paths(settings)).painter.id
    with tempfile.TemporaryDirectory() as scratch:
        run = created(Path(scratch) / "run")
        run.write_story(walking_story(panels))
        run.write_manifest(settings, versions(settings), {})
        started = time.monotonic()
        carry_out(run, Work(), lambda event: _note(str(event["event"]), clock, tools))
        wall = time.monotonic() - started
        size = sum(path.stat().st_size for path in run.folder.glob("run.sqlite*"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    spent = clock["lettered"] - clock["read"] - clock["tools"]
    return {"ms": 1000 * spent / panels, "bytes": size / panels, "peak_mb": peak, "wall": wall}


class Stopwatch:
    """Adds up the processor time of functions, whichever thread runs them."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._lock = Lock()

    def timed(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, with its time added up."""

        def wrapper(*arguments: Any) -> Any:
            before = time.thread_time()
            try:
                return function(*arguments)
            finally:
                with self._lock:
                    self.seconds += time.thread_time() - before

        return wrapper


def _note(event: str, clock: dict[str, float], tools: Stopwatch) -> None:
    if event in ("read", "lettered"):
        clock[event] = time.process_time()
        clock["tools"] = tools.seconds


if __name__ == "__main__":
    main()
