"""The loop on the miniature: no check, best of n, resampling, and the agent's own loop.

Every picture is painted, measured, judged and repaired by the agent's functions, without a book
around it; what is measured is kept, so that a run that was cut off goes on. An independent judge,
which no way knows of, tells how many pictures are all right.

    OMP_NUM_THREADS=1 PYTHONPATH=agent:tools:prompts:benchmarks python benchmarks/bench_loop.py
        [--prompts 300] [--kept FOLDER] [--margin M | --calibrations FOLDER] [--plot FILE.png]
        [--detected 0]

Two calls with --part 0 and --part 1, side by side, measure half of it each; one without reports.
The margin is one that `agent calibrate --painter miniature -o CALIBRATIONS` has fitted.
"""

import argparse
import json
import tempfile
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from loop.accepting import ANYWHERE, samples, told_accepting, told_of_all
from loop.paper import paper_checks
from loop.report import HEADER, Eyes, row, told
from loop.studios import opened, run_of, settings_of
from loop.ways import Way, best_of, best_of_first, looped, pool, until_accepted
from miniature.prompts import Prompt, prompts

from panelwright.files import append_line
from panelwright.settings import Settings
from panelwright.studio import Studio

FACTS: Mapping[str, Any] = tomllib.loads(
    (Path(__file__).parent / "loop" / "settings.toml").read_text()
)

BEST = f"best of {FACTS['pictures']} by lift"
LOOP = "the agent's loop"


def main() -> None:
    """Measure what is not measured yet, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--prompts", type=int, default=300, help="the first so many of the 300")
    parser.add_argument("--seed", type=int, help="of other prompts, to tune on")
    usual = Path(tempfile.gettempdir()) / "panelwright-bench-loop"
    parser.add_argument("--kept", type=Path, default=usual, help="where results are kept")
    parser.add_argument("--margin", type=float, help="of the lift; else as calibrated")
    parser.add_argument("--calibrations", type=Path, default=usual / "calibrations")
    parser.add_argument("--part", type=int, help="measure every second prompt only, from 0 or 1")
    parser.add_argument("--samples", action="store_true", help="measure no loop yet")
    parser.add_argument(
        "--detected",
        type=int,
        default=0,
        help="measure the loop with the detector too, on the first so many",
    )
    parser.add_argument("--plot", type=Path)
    given = parser.parse_args()
    torch.set_num_threads(1)
    asked = prompts(given.prompts, seed=given.seed)
    settings = settings_of(dict(FACTS), given.margin, given.calibrations)
    given.kept.mkdir(parents=True, exist_ok=True)
    run = run_of(asked, given.kept / "run", settings)
    with opened(run, settings, FACTS["shown"]) as studio:
        mine = asked if given.part is None else asked[given.part :: 2]
        found = sampled_ways(mine, studio, given.kept / "samples.jsonl")
        if given.samples:
            return
        loops = looped_ways(found, studio, given.kept / "loops.jsonl")
        if given.part is not None:
            return
        paper = paper_checks(asked, found, studio, FACTS["paper"], given.kept / "paper.jsonl")
        every = {name: _all_ways(ways, loops[name]) for name, ways in found.items()}
        eyes = Eyes(studio.store, FACTS["side"])
        told(asked, every, paper, eyes, given.plot)
        firsts = {name: ways["no check"] for name, ways in found.items()}
        first = list(samples(asked, firsts, studio, eyes))
        told_accepting(first, settings.thresholds)
        told_of_all(first, asked, {n: ways[BEST] for n, ways in found.items()}, studio, eyes)
        if given.detected:
            detected_too(asked[: given.detected], every, eyes, settings, given.kept)


def sampled_ways(asked: Sequence[Prompt], studio: Studio, kept: Path) -> dict[str, dict[str, Way]]:
    """Prompt to what came of the ways that only sample; those that are kept are read."""
    known = {
        row["id"]: {name: Way.model_validate(way) for name, way in row["ways"].items()}
        for row in _rows(kept)
    }
    found = {}
    for number, one in enumerate(asked):
        found[one.id] = known.get(one.id) or _sampled(one.id, studio)
        if one.id not in known:
            ways = {name: way.model_dump() for name, way in found[one.id].items()}
            _keep(kept, {"id": one.id, "ways": ways}, number + 1, len(asked))
    return found


def _sampled(panel: str, studio: Studio) -> dict[str, Way]:
    records, tried = pool(studio, panel, FACTS["pictures"])
    return {
        "no check": Way(tried=tuple(tried[:1]), kept=0),
        BEST: best_of(records, tried),
        "resample until accepted": until_accepted(records, tried),
    }


def looped_ways(
    sampled: Mapping[str, Mapping[str, Way]], studio: Studio, kept: Path
) -> dict[str, Way]:
    """What came of the agent's loop, which may spend on a prompt what best of n has spent."""
    found = {row["id"]: Way.model_validate(row["way"]) for row in _rows(kept)}
    for number, (panel, ways) in enumerate(sampled.items()):
        if panel not in found:
            tried = ways[BEST].tried
            budget = sum(one.painting + one.checking for one in tried)
            studio.settings = studio.settings.changed(evaluations=budget)
            found[panel] = looped(studio, panel, list(tried))
            row = {"id": panel, "way": found[panel].model_dump()}
            _keep(kept, row, number + 1, len(sampled))
    return found


def detected_too(
    asked: Sequence[Prompt],
    ways: Mapping[str, Mapping[str, Way]],
    eyes: Eyes,
    settings: Settings,
    kept: Path,
) -> None:
    """Print all ways on the first prompts, and the loop with a detector that looks, measured where
    it isn't yet; like the judge, it takes subjects wherever they stand."""
    few = {one.id: ways[one.id] for one in asked}
    settings = settings.changed(thresholds=ANYWHERE.model_dump(exclude_unset=True))
    run = run_of(tuple(asked), kept / "run-detected", settings)
    with opened(run, settings, FACTS["shown"], detector=True) as studio:
        found = looped_ways(few, studio, kept / "loops-detected.jsonl")
        print("\n" + HEADER)
        for name in few[asked[0].id]:
            row(name, [few[one.id][name] for one in asked], asked, eyes)
        own = Eyes(studio.store, FACTS["side"])
        row("the agent's loop with detection", [found[one.id] for one in asked], asked, own)


def _all_ways(sampled: Mapping[str, Way], loop: Way) -> dict[str, Way]:
    """With best of two, which costs about as much as the loop comes to."""
    first, *others = sampled.items()
    two = best_of_first(sampled[BEST].tried, 2)
    return dict((first, ("best of 2 by lift", two), *others, (LOOP, loop)))


def _rows(kept: Path) -> list[dict[str, Any]]:
    lines = kept.read_text("utf-8").splitlines() if kept.exists() else []
    return [json.loads(line) for line in lines]


def _keep(kept: Path, row: Mapping[str, Any], number: int, count: int) -> None:
    append_line(kept, json.dumps(row))
    print(f"{kept.stem}: {number} of {count}", flush=True)


if __name__ == "__main__":
    main()
