"""Measure what planning by a language model takes, step by step, and what asking costs besides.

    python benchmarks/bench_planning_calls.py
    python benchmarks/bench_planning_calls.py --gguf tiny
    python benchmarks/bench_planning_calls.py --gguf PATH.gguf --panels 4

Without --gguf the model is a server on loopback, in a process of its own, that knows the right
answers and gives them at once: what is left is what Panelwright itself takes. Its own time is taken
off. Calls are made one after the other. The first plan of a process is not counted: it loads code.
With --gguf the model is run in this process; `tiny` is one with random weights.
"""

import argparse
import cProfile
import pstats
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "support"))

from faulty_server import MODEL, FaultyServer  # noqa: E402
from panelwright.planning.embedded import EmbeddedPlanner  # noqa: E402
from panelwright.reckoning import plan_wishes, planning_facts  # noqa: E402
from panelwright.settings import ModelSettings, Settings  # noqa: E402
from panelwright.work import Work, new_run, opened_studio  # noqa: E402
from panelwright_tools.asking.asker import Asker  # noqa: E402
from panelwright_tools.binding.report_planning import PlanningFacts  # noqa: E402
from scripted_plan import ScriptedPlan  # noqa: E402

AIM_MS = 15


class TimedServer(FaultyServer):
    """Knows how long it took to answer."""

    seconds = 0.0

    def answer(self, *request: Any) -> Any:
        """The same answer, timed."""
        began = time.perf_counter()
        try:
            return super().answer(*request)
        finally:
            self.seconds += time.perf_counter() - began


@dataclass(frozen=True)
class Planned:
    """One plan, made and timed."""

    panels: int
    facts: PlanningFacts
    seconds: float
    """From the synopsis to the story."""
    asking_s: float
    """Of them, from each question to its valid answer."""
    server_s: float
    """Of those, inside the scripted server."""
    working_s: float
    """Processor time of this process while asking."""
    rules_s: float
    """Of `seconds`, the plan by rules that fills what a model leaves missing."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "synopsis", nargs="?", default=str(ROOT / "examples/the-missing-trombone.txt")
    )
    parser.add_argument("--panels", type=int)
    parser.add_argument("--gguf", help="a file, or `tiny`")
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--profile", action="store_true", help="show where the time goes")
    options = parser.parse_args()
    text = Path(options.synopsis).read_text("utf-8")
    with tempfile.TemporaryDirectory() as scratch:
        if options.gguf is not None:
            model = ModelSettings(name=_gguf(options.gguf, Path(scratch)))
            settings = Settings(planner="llama", panels=options.panels, model=model)
            show(_planned(text, settings, Path(scratch) / "run"))
        else:
            with served(text, options.panels) as (base_url, server):
                model = ModelSettings(name=MODEL, base_url=base_url, concurrency=1)
                settings = Settings(planner="openai", panels=options.panels, model=model)
                repeated(text, settings, Path(scratch), server, options)


def repeated(
    text: str, settings: Settings, folder: Path, server: Connection, options: argparse.Namespace
) -> None:
    """Plan again and again, each time in a run that has none beside it, whose answers it would
    take, and show the last one and the medians."""
    _planned(text, settings, folder / "warm" / "run", server)
    profile = cProfile.Profile()
    plans = []
    for number in range(options.repeat):
        if options.profile:
            profile.enable()
        plans.append(_planned(text, settings, folder / str(number) / "run", server))
        profile.disable()
    show(plans[-1])
    calls = plans[-1].facts.usage.calls
    asking = [1000 * (plan.asking_s - plan.server_s) / calls for plan in plans]
    steps = [1000 * (plan.seconds - plan.asking_s - plan.rules_s) / calls for plan in plans]
    rules = statistics.median(1000 * plan.rules_s for plan in plans)
    working = statistics.median(1000 * plan.working_s / calls for plan in plans)
    print(
        f"a call, besides the server's own time: asking {statistics.median(asking):.1f} ms "
        f"({min(asking):.1f} to {max(asking):.1f}; aim {AIM_MS}; processor time {working:.1f} ms), "
        f"the steps around it {statistics.median(steps):.1f} ms; once a plan, the plan by rules "
        f"that fills what is missing {rules:.0f} ms; {options.repeat} plans of {calls} calls"
    )
    if options.profile:
        pstats.Stats(profile).sort_stats("tottime").print_stats(30)


def show(plan: Planned) -> None:
    """A table of the steps, a panel."""
    print(f"{plan.panels} panels planned in {plan.seconds:.2f} s")
    print("| step | calls | calls a panel | prompt tokens a panel | of them reused "
          "| answer tokens a panel | model's seconds a panel |")  # fmt: skip
    print("|---|---|---|---|---|---|---|")
    for step in plan.facts.steps:
        _row(step.name, step.usage, plan.panels)
    _row("in all", plan.facts.usage, plan.panels)


def _row(name: str, usage: Any, panels: int) -> None:
    reused = 100 * usage.reused_tokens / max(1, usage.prompt_tokens)
    print(f"| {name} | {usage.calls} | {usage.calls / panels:.2f} "
          f"| {usage.prompt_tokens / panels:,.0f} | {reused:.0f} % "
          f"| {usage.answer_tokens / panels:,.0f} | {usage.seconds / panels:.3f} |")  # fmt: skip


def _planned(
    text: str, settings: Settings, folder: Path, server: Connection | None = None
) -> Planned:
    run = new_run(text, "bench", settings, folder)
    _server_seconds(server)
    with (
        opened_studio(run, Work(), None) as studio,
        timed(Asker, "ask") as asking,
        timed(EmbeddedPlanner, "plan") as rules,
    ):
        planner = studio.planner
        began = time.perf_counter()
        story = planner.plan(text, plan_wishes(settings))
        seconds = time.perf_counter() - began
    facts = planning_facts(run)
    assert facts is not None, "no model was asked"
    return Planned(
        panels=len(story.panels),
        facts=facts,
        seconds=seconds,
        asking_s=sum(wall for wall, _ in asking),
        server_s=_server_seconds(server),
        working_s=sum(processor for _, processor in asking),
        rules_s=sum(wall for wall, _ in rules),
    )


@contextmanager
def timed(owner: type, name: str) -> Iterator[list[tuple[float, float]]]:
    """Seconds that each call of a method takes: by the clock, and of processor time."""
    plain, seconds = getattr(owner, name), []

    def method(*given: Any, **more: Any) -> Any:
        began, worked = time.perf_counter(), time.process_time()
        try:
            return plain(*given, **more)
        finally:
            seconds.append((time.perf_counter() - began, time.process_time() - worked))

    setattr(owner, name, method)
    try:
        yield seconds
    finally:
        setattr(owner, name, plain)


@contextmanager
def served(text: str, panels: int | None) -> Iterator[tuple[str, Connection]]:
    """The scripted server in a process of its own: its address, and a line to ask for its time."""
    here, there = get_context("spawn").Pipe()
    process = get_context("spawn").Process(target=_serve, args=(there, text, panels), daemon=True)
    process.start()
    try:
        yield here.recv(), here
    finally:
        process.terminate()
        process.join()


def _serve(line: Connection, text: str, panels: int | None) -> None:
    plan = ScriptedPlan(text, panels)
    _ = plan.story
    server = TimedServer(good=plan)
    with server:
        line.send(server.base_url)
        while True:
            line.recv()
            line.send(server.seconds)
            server.seconds = 0.0
            server.asked.clear()


def _server_seconds(server: Connection | None) -> float:
    """Seconds of the server's own since the last time that it was asked."""
    if server is None:
        return 0.0
    server.send(None)
    return float(server.recv())


def _gguf(name: str, scratch: Path) -> str:
    if name != "tiny":
        return name
    from tiny_gguf import write_tiny_gguf

    write_tiny_gguf(scratch / "tiny.gguf", context=8192)
    return str(scratch / "tiny.gguf")


if __name__ == "__main__":
    main()
