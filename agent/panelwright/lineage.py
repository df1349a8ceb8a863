"""Which attempt the next repair of a panel builds on, and when another sample is due."""

from collections.abc import Sequence, Set
from typing import Final

from panelwright.nodes.best import best
from panelwright.state import Json, PanelState
from panelwright_tools.domain import Attempt, Repair
from panelwright_tools.domain.evidence import Cause
from panelwright_tools.grounding.agreement import in_touch

_PATIENCE: Final = 2
"""Repairs of a sample that may fail before another is drawn."""
_FIGHTING: Final[frozenset[Cause]] = frozenset({"hidden", "hidden_face", "cropped", "misplaced"})
"""What is wrong where regions are in each other's way."""
_ABSENT: Final[frozenset[Cause]] = frozenset({"missing", "faint", "miscounted"})
"""What is wrong where a picture doesn't show what it should."""


def samples(records: Sequence[Json]) -> list[list[Json]]:
    """The attempts, parted where the painter was asked for another sample of the panel."""
    parts: list[list[Json]] = [[]]
    for record in records:
        if parts[-1] and _draws_anew(record):
            parts.append([])
        parts[-1].append(record)
    return parts


def as_good(sample: Sequence[Json], score: float) -> list[list[Json]]:
    """The repairs behind each picture of a sample that meets so many conditions."""
    return [
        record["repairs"]
        for record in sample
        if Attempt.model_validate(record["attempt"]).verdict.score == score
    ]


def base_of(state: PanelState) -> Attempt:
    """The attempt that the present repair was built on."""
    done = state.get("repairs", [])
    before = [one for one in state["attempts"] if one["repairs"] == done[:-1]]
    return Attempt.model_validate(best(before or state["attempts"])["attempt"])


def is_due(records: Sequence[Json]) -> bool:
    """Whether repairs of the present sample have failed often enough for another one."""
    sample = samples(records)[-1]
    scores = [Attempt.model_validate(one["attempt"]).verdict.score for one in sample]
    failed = sum(score <= max(scores[:number]) for number, score in enumerate(scores) if number)
    return failed >= _PATIENCE


def another_sample(records: Sequence[Json], repairs: Sequence[Json]) -> list[Json]:
    """The repairs that lead to a sample of the panel that wasn't drawn yet, as it is laid out: what
    was inpainted before is gone with the old one."""
    drawn = max((_reseeds(record["repairs"]) for record in records), default=0)
    laid_out = [one for one in repairs if one["kind"] == "relayout"]
    return laid_out + [_SAMPLE] * (drawn + 1)


def allowed(abilities: Set[str], records: Sequence[Json], base: Attempt) -> list[Set[str]]:
    """What may be done about an attempt, the first that leads to anything first.

    A painter that paints any part anew gets another layout only where regions are in each other's
    way, and draws another sample only after repairs have failed, or where the seed has shown
    nothing of what was asked for: as in a triage of seeds, it isn't worth a repair. A painter that
    doesn't may do all at any time.
    """
    if "inpaint" not in abilities:
        return [abilities]
    patient = abilities - {"resample"}
    if not _fight(base):
        patient -= {"relayout"}
    sampling = abilities & {"resample"}
    anew = is_due(records) or _shows_nothing(base)
    return [sampling, patient, abilities] if anew else [patient, abilities]


def _shows_nothing(base: Attempt) -> bool:
    """Whether each of the regions is absent from the picture, or there in the wrong number."""
    regions = {r.condition.region for r in base.verdict.rulings} - {None}
    absent = {r.condition.region for r in base.verdict.failures if r.cause in _ABSENT} - {None}
    return regions == absent


def _fight(base: Attempt) -> bool:
    """Whether what fails is in the way of others, or they in its."""
    causes = {ruling.cause for ruling in base.verdict.failures}
    if causes & _FIGHTING or not causes & {"missing", "faint", "miscounted", "unwanted", "unlike"}:
        return True
    failing = {ruling.condition.region for ruling in base.verdict.failures}
    found = [one for one in base.evidence.detections if one.region is not None]
    return any(
        in_touch(one.box, other.box)
        for one in found
        for other in found
        if one.region in failing and other.region not in failing
    )


def _draws_anew(record: Json) -> bool:
    return bool(record["repairs"]) and record["repairs"][-1]["kind"] == "resample"


def _reseeds(repairs: Sequence[Json]) -> int:
    return sum(one["kind"] == "resample" for one in repairs)


_SAMPLE: Final[Json] = Repair(
    kind="resample", move="other_seed", reason="another sample of the panel"
).model_dump(mode="json")
