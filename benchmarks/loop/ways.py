"""Ways to a picture: none checked, best of n, sampled until accepted, and the agent's own loop.

All see the same samples, painted, measured and judged by the agent's functions; the loop is the
agent's panel graph as it draws any book.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from panelwright.graph import drawing, panel_steps
from panelwright.judging import judge
from panelwright.lineage import another_sample
from panelwright.nodes.best import best
from panelwright.nodes.brief import brief
from panelwright.nodes.lay_out import lay_out
from panelwright.nodes.look import look
from panelwright.nodes.paint import paint
from panelwright.state import Json, PanelState
from panelwright.studio import Studio
from panelwright_tools.domain import Attempt, Brief, Evidence
from panelwright_tools.domain.model import Model


class Tried(Model):
    """One attempt, as far as it is reported."""

    picture: str
    """Its key in the store."""
    accepted: bool
    score: float
    lifts: tuple[float, ...]
    """In the order of the prompt's subjects."""
    painting: int
    checking: int
    """Network evaluations."""
    seconds: float
    """Of the processor."""
    how: str = ""
    """The repair that led to it."""


class Way(Model):
    """What came of a prompt."""

    tried: tuple[Tried, ...]
    kept: int
    """Which of them."""


@dataclass
class _Context:
    """What the nodes take of LangGraph's runtime."""

    context: Studio


def pool(studio: Studio, panel: str, count: int) -> tuple[list[Json], list[Tried]]:
    """That many samples of a panel, each measured and judged as the agent does."""
    records: list[Json] = []
    tried = []
    for _ in range(count):
        began = time.process_time()
        records.append(_sample(studio, panel, records))
        tried.append(_told(records[-1], time.process_time() - began))
    return records, tried


def _sample(studio: Studio, panel: str, records: list[Json]) -> Json:
    at = _Context(studio)
    repairs = another_sample(records, []) if records else []
    state = PanelState(panel=panel, repairs=repairs, attempts=records)
    for node in (lay_out, brief, paint, look):
        state = PanelState(**{**state, **node(state, at)})  # type: ignore[arg-type]
    evidence = Evidence.model_validate(state["evidence"])
    what = Brief.model_validate(state["brief"])
    verdict = judge(studio.panels[panel], what, evidence, studio.settings.thresholds)
    attempt = Attempt(panel=panel, number=len(records) + 1, picture=state["picture"],
                      evidence=evidence, verdict=verdict)  # fmt: skip
    return {"attempt": attempt.model_dump(mode="json"), "repairs": repairs}


def best_of(records: list[Json], tried: list[Tried]) -> Way:
    """The one that the agent would keep of all."""
    return Way(tried=tuple(tried), kept=records.index(best(records)))


def best_of_first(tried: Sequence[Tried], count: int) -> Way:
    """The one that the agent would keep of the first so many."""
    few = tuple(tried[:count])
    ranks = [
        (one.accepted, one.score, 0.0 if one.accepted else min(one.lifts, default=0.0), -number)
        for number, one in enumerate(few)
    ]
    return Way(tried=few, kept=max(range(len(few)), key=ranks.__getitem__))


def until_accepted(records: list[Json], tried: list[Tried]) -> Way:
    """Samples until one is accepted; else the best of all."""
    passed = [number for number, one in enumerate(tried) if one.accepted]
    count = passed[0] + 1 if passed else len(tried)
    return best_of(records[:count], tried[:count])


def looped(studio: Studio, panel: str, samples: list[Tried]) -> Way:
    """The agent's loop. Samples that are in the store already cost it their old seconds."""
    began = time.process_time()
    state = drawing().invoke(
        PanelState(panel=panel),
        {"recursion_limit": panel_steps(studio.settings.attempts)},
        context=studio,
    )
    seconds = time.process_time() - began
    records = state["attempts"]
    tried = [_told(record, 0.0) for record in records]
    known = {one.picture: one.seconds for one in samples}
    seconds += sum(known.get(one.picture, 0.0) for one in tried)
    shared = seconds / len(tried)
    spread = tuple(one.model_copy(update={"seconds": shared}) for one in tried)
    return Way(tried=spread, kept=records.index(best(records)))


def _told(record: Json, seconds: float) -> Tried:
    attempt = Attempt.model_validate(record["attempt"])
    evidence, repair = attempt.evidence, attempt.repair
    return Tried(
        picture=attempt.picture,
        accepted=attempt.verdict.accepted,
        score=attempt.verdict.score,
        lifts=tuple(one.value for one in evidence.lifts if one.region is not None),
        painting=evidence.painting_evaluations,
        checking=evidence.evaluations,
        seconds=seconds,
        how=f"{repair.kind}/{repair.move}" if repair is not None else "",
    )


def small(path: Path, side: int) -> Image.Image:
    """A picture of the store as the miniature sampled it."""
    with Image.open(path) as shown:
        return shown.convert("RGB").resize((side, side), Image.Resampling.BOX)
