"""Which attempt is the best."""

from collections.abc import Sequence

from panelwright.state import Json
from panelwright_tools.domain import Attempt, Lift


def best(records: Sequence[Json]) -> Json:
    """The accepted record, the earlier of two; else the one that meets most conditions, of two
    equals the one whose faintest region has more lift, where a network measured it."""
    return max(records, key=_rank)


def _rank(record: Json) -> tuple[bool, float, float, int]:
    attempt = Attempt.model_validate(record["attempt"])
    verdict, lifts = attempt.verdict, attempt.evidence.lifts
    faintest = 0.0 if verdict.accepted else _faintest(lifts)  # twins have more than one alone
    return verdict.accepted, verdict.score, faintest, -attempt.number


def _faintest(lifts: Sequence[Lift]) -> float:
    measured = [one.value for one in lifts if one.region is not None and one.evaluations]
    return min(measured, default=0.0)
