"""Rulings: a condition, its outcome and the reason."""

from panelwright_tools.domain import Condition, Region, Ruling
from panelwright_tools.domain.evidence import Cause


def about(region: Region, kind: str) -> Condition:
    """A condition of that kind on a region."""
    return Condition.model_validate(
        {
            "id": f"{kind}-{region.id}"[:64],
            "kind": kind,
            "region": region.id,
            "phrase": region.phrase,
        }
    )


def passed(condition: Condition, reason: str) -> Ruling:
    """It holds."""
    return Ruling(condition=condition, outcome="pass", reason=reason)


def failed(condition: Condition, cause: Cause, reason: str) -> Ruling:
    """It doesn't hold, for a cause that decides which repairs are tried."""
    return Ruling(condition=condition, outcome="fail", reason=reason[:4000], cause=cause)


def unverified(condition: Condition, reason: str) -> Ruling:
    """Nobody could tell."""
    return Ruling(condition=condition, outcome="unverified", reason=reason)
