"""A second look at a picture, by other noise: what a sequential test has found, found once more."""

from dataclasses import dataclass
from hashlib import sha256
from math import hypot
from typing import Final

from panelwright.looking import Job
from panelwright.store import Store, picture_key
from panelwright.tooling import tools
from panelwright_tools.domain import Evidence, Lift, ToolError
from panelwright_tools.domain.model import digest
from panelwright_tools.painting.painter import hand_of

SAID: Final = "What speaks for it was measured once more, by other noise: it is not the first try."


@dataclass(frozen=True)
class SecondLook:
    """A picture to look at once more."""

    job: Job
    """As it was looked at before."""
    first: str
    """The key of the evidence that was measured then."""


def asked_twice(evidence: Evidence) -> tuple[str, ...]:
    """The regions that a second look is to find again: those that a test has found on this picture
    itself."""
    return tuple(
        lift.region
        for lift in evidence.lifts
        if lift.region is not None and lift.found == "present" and lift.kept is None
    )


def look_again(order: SecondLook) -> str:
    """The key of the evidence of both looks.

    A region stays *present* only where both looks have found it; its lift is the mean of both.
    Raises ToolError when the critic failed, or what the first look has left is gone.
    """
    job, first = order.job, order.first
    own, store = tools(job.tools), Store(job.store)
    key = digest(job.panel, first, "looked at again")
    if store.is_seen(key):
        return key
    picture = store.get(picture_key(job.brief, hand_of(own.painter, job.brief)))
    evidence, letters = store.get_evidence(first), store.get_lettering(first)
    if picture is None or evidence is None or letters is None:
        raise ToolError(f"what was seen of {job.brief.told} is damaged or gone; run it again.")
    noise = int.from_bytes(sha256(f"{job.brief.seed}/again".encode()).digest()[:4]) >> 1
    brief = job.brief.model_copy(update={"seed": noise})
    found = own.critic.scored(picture, brief, asked_twice(evidence))
    store.put_lettering(key, letters)
    store.put_evidence(key, _joined(evidence, found.lifts, found.evaluations))
    return key


def _joined(first: Evidence, lifts: tuple[Lift, ...], evaluations: int) -> Evidence:
    again = {lift.region: lift for lift in lifts if lift.region is not None}
    return first.model_copy(
        update={
            "lifts": tuple(_both(one, again.get(one.region or "")) for one in first.lifts),
            "evaluations": first.evaluations + evaluations,
            "notes": (*first.notes, SAID),
        }
    )


def _both(one: Lift, two: Lift | None) -> Lift:
    """Both looks as one."""
    if two is None:
        return one
    return one.model_copy(
        update={
            "value": round((one.value + two.value) / 2, 6),
            "standard_error": round(hypot(one.standard_error, two.standard_error) / 2, 6),
            "evaluations": one.evaluations + two.evaluations,
            "method": f"{one.method}, and as many again at most",
            "found": two.found,
            "spots": max(one.spots, two.spots, key=len),
        }
    )
