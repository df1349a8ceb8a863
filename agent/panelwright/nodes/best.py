"""Which attempt is the best."""

from collections.abc import Sequence

from panelwright.state import Json
from panelwright_tools.domain import Attempt


def best(records: Sequence[Json]) -> Json:
    """The accepted record, else the one that meets most conditions; the earlier of two equals."""
    return max(records, key=_rank)


def _rank(record: Json) -> tuple[bool, float, int]:
    attempt = Attempt.model_validate(record["attempt"])
    return attempt.verdict.accepted, attempt.verdict.score, -attempt.number
