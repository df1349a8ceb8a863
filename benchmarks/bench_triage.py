"""Triage on the trajectory on the miniature: whether seeds that are dropped early are bad ones.

Four seeds of each prompt are painted to the end, and an independent judge tells which pictures are
all right; of the states that the sampler went through in its first steps it is told which seed
triage would have finished. Beside that stands one picture of as many network evaluations.

    OMP_NUM_THREADS=1 PYTHONPATH=agent:tools:prompts:benchmarks python benchmarks/bench_triage.py
        [--prompts 100] [--seed S] [--kept FOLDER] [--part 0|1]

Two calls with --part 0 and --part 1, side by side, measure half of it each; one without reports.
"""

import argparse
import json
import tempfile
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, cast

import torch
from loop.deciding import auc
from loop.studios import opened, run_of, settings_of
from miniature.judge import Wanted, fits, judged_all
from miniature.prompts import Prompt, prompts

from panelwright.files import append_line
from panelwright.nodes.brief import brief
from panelwright.nodes.lay_out import lay_out
from panelwright.state import PanelState
from panelwright.studio import Studio
from panelwright.tooling import tools
from panelwright_tools.domain import Brief
from panelwright_tools.lift.by_denoiser import DenoisingCritic
from panelwright_tools.lift.complift.triage import Look, looked
from panelwright_tools.lift.denoisers.picking import denoiser_of
from panelwright_tools.lift.denoisers.pipelines import PipelineDenoiser
from panelwright_tools.lift.denoisers.recording import Recorder
from panelwright_tools.lift.triaging import asked_of, seeds_of
from panelwright_tools.painting.diffusion.holding import held
from panelwright_tools.painting.diffusion.painter import DiffusionPainter
from panelwright_tools.painting.listening import watching

FACTS: Final = tomllib.loads((Path(__file__).parent / "loop" / "settings.toml").read_text())
SEEDS: Final = 4
AFTER: Final = (5, 8, 10)
"""Steps of 25 after which seeds are compared."""
Row = dict[str, Any]


def main() -> None:
    """Measure what is not measured yet, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--prompts", type=int, default=100)
    parser.add_argument("--seed", type=int, help="of other prompts, to tune on")
    usual = Path(tempfile.gettempdir()) / "panelwright-bench-triage"
    parser.add_argument("--kept", type=Path, default=usual, help="where results are kept")
    parser.add_argument("--part", type=int, help="measure every second prompt only, from 0 or 1")
    given = parser.parse_args()
    torch.set_num_threads(1)
    asked = prompts(given.prompts, seed=given.seed)
    mine = asked if given.part is None else asked[given.part :: 2]
    given.kept.mkdir(parents=True, exist_ok=True)
    settings = settings_of(dict(FACTS), 0.0, given.kept)
    name = "run" if given.part is None else f"run{given.part}"
    kept = given.kept / "triage.jsonl"
    with opened(run_of(asked, given.kept / name, settings), settings, FACTS["shown"]) as studio:
        rows = _rows(kept)
        for one in mine:
            if one.id not in rows:
                rows[one.id] = _measured(one, studio)
                append_line(kept, json.dumps(rows[one.id]))
                print(f"{len(rows)} of {len(asked)}", flush=True)
    if given.part is None:
        _told([rows[one.id] for one in asked])


def _rows(kept: Path) -> dict[str, Row]:
    lines = kept.read_text("utf-8").splitlines() if kept.exists() else []
    return {row["id"]: row for row in map(json.loads, lines)}


class _At:
    """What the nodes take of LangGraph's runtime."""

    def __init__(self, studio: Studio) -> None:
        self.context = studio


def _measured(asked: Prompt, studio: Studio) -> Row:
    own = tools(studio.workshop.paths)
    painter, critic = cast(DiffusionPainter, own.painter), cast(DenoisingCritic, own.critic)
    state = PanelState(panel=asked.id)
    for node in (lay_out, brief):
        state = PanelState(**{**state, **node(state, _At(studio))})  # type: ignore[arg-type]
    what = Brief.model_validate(state["brief"])
    model = held(painter.options)
    denoiser = denoiser_of(model.pipeline, model.family)
    seeds = [
        _seed(asked, what.model_copy(update={"seed": seed}), painter, critic, denoiser)
        for seed in seeds_of(what.seed, SEEDS)
    ]
    steps = (2 * FACTS["steps"] + 2 * SEEDS * AFTER[1]) // 2
    longer = replace(painter, options=painter.options.model_copy(update={"steps": steps}))
    return {
        "id": asked.id,
        "subjects": len(asked.wanted),
        "seeds": seeds,
        "longer": _right(longer.paint(what).image, asked),
    }


def _seed(
    asked: Prompt,
    what: Brief,
    painter: DiffusionPainter,
    critic: DenoisingCritic,
    denoiser: PipelineDenoiser,
) -> Row:
    until = max(AFTER) / FACTS["steps"]
    recorder = Recorder(denoiser, guidance=FACTS["guidance"], until=until, most=max(AFTER))
    with watching(lambda _, call: recorder(call)):
        picture = painter.paint(what)
    found, looks = recorder.trajectory, {}
    rows, columns = found.states[0].noisy.shape[1:]
    clauses = asked_of(what, (rows, columns), critic.scoring)
    for count in AFTER:
        look = looked(denoiser, replace(found, states=found.states[:count]), clauses, batch=32)
        looks[count] = _scores(look)
    return {"right": _right(picture.image, asked), "nfe": picture.evaluations, "looks": looks}


def _scores(look: Look) -> Row:
    assert look.whole is not None
    return {"whole": look.whole.lift, "clauses": look.score, "nfe": look.evaluations}


def _right(image: Any, asked: Prompt) -> bool:
    side = FACTS["side"]
    seen = judged_all([image.convert("RGB").resize((side, side), 4)])[0]
    return fits(seen, [Wanted(want.kind, want.colour) for want in asked.wanted])


def _told(rows: Sequence[Row]) -> None:
    print("| | all right: one, two, three | all | NFE | area under ROC |\n|---|---|---|---|---|")
    plain = rows[0]["seeds"][0]["nfe"]
    _line("plain, the first seed", rows, lambda row: row["seeds"][0]["right"], plain)
    mean = sum(seed["right"] for row in rows for seed in row["seeds"]) / len(rows) / SEEDS
    print(f"| plain, mean of {SEEDS} seeds | | {mean:.1%} | {plain} | |")
    same = 2 * SEEDS * AFTER[1] + plain
    _line("plain, more steps", rows, lambda row: row["longer"], same)
    for count in AFTER:
        for name in ("whole", "clauses"):
            _triage(rows, str(count), name, plain)
    _line("the best there is among four", rows,
          lambda row: any(seed["right"] for seed in row["seeds"]), SEEDS * plain)  # fmt: skip


def _triage(rows: Sequence[Row], count: str, name: str, plain: int) -> None:
    read = [{**row, "seeds": [_at(seed, count) for seed in row["seeds"]]} for row in rows]
    extra = sum(seed["nfe"] for row in read for seed in row["seeds"]) / len(rows)
    spent = plain + 2 * SEEDS * int(count) + (extra if name == "clauses" else 0)
    gaps = [
        (seed[name] - sum(other[name] for other in row["seeds"]) / SEEDS, seed["right"])
        for row in read
        for seed in row["seeds"]
    ]
    area = auc([gap for gap, _ in gaps], [right for _, right in gaps])
    _line(f"triage by {name}, after {count} steps", read,
          lambda row: max(row["seeds"], key=lambda seed: seed[name])["right"],
          spent, f"{area:.3f}")  # fmt: skip


def _at(seed: Row, count: str) -> Row:
    look = {int(key): value for key, value in seed["looks"].items()}[int(count)]
    return {**look, "right": seed["right"]}


def _line(
    name: str, rows: Sequence[Row], right: Callable[[Row], bool], nfe: float, area: str = ""
) -> None:
    shares = []
    for number in (1, 2, 3):
        group = [right(row) for row in rows if row["subjects"] == number]
        shares.append(f"{sum(group) / max(1, len(group)):.0%}")
    share = sum(map(right, rows)) / len(rows)
    print(f"| {name} | {', '.join(shares)} | {share:.1%} | {nfe:.0f} | {area} |")


if __name__ == "__main__":
    main()
