"""What follows from lift: which regions the picture owes to the prompt, and what is too many."""

from collections import Counter
from collections.abc import Iterator

from panelwright.ruling import about, failed, passed, unverified
from panelwright.settings import Thresholds
from panelwright_tools.domain import Brief, Condition, Evidence, Lift, Ruling


def lifted(brief: Brief, evidence: Evidence, limits: Thresholds) -> Iterator[Ruling]:
    """Whether the picture owes each region to the prompt."""
    lifts = {lift.region: lift for lift in evidence.lifts}
    seen = {found.region for found in evidence.detections}
    for item in brief.regions:
        lift, condition = lifts.get(item.region.id), about(item.region, "lift")
        if lift is None:
            why = evidence.unscored.get(item.region.id, "nobody could score it")
            yield unverified(condition, why)
        else:
            yield _ruled(condition, lift, limits.lift, vouched=item.region.id in seen)


def _ruled(condition: Condition, lift: Lift, margin: float, *, vouched: bool) -> Ruling:
    """`vouched`: somebody who looked has found it."""
    if lift.found is not None:
        return _tested(condition, lift, vouched=vouched)
    reason = f"lift {lift.value:.3f} ± {lift.standard_error:.3f}, wanted over {margin:g}"
    if lift.value - 2 * lift.standard_error > margin:
        return passed(condition, reason)
    return failed(condition, "faint", reason)


def _tested(condition: Condition, lift: Lift, *, vouched: bool) -> Ruling:
    """As a sequential test decided: what it left open is neither a pass nor a failure, but where
    its margin was fitted to the model, so that most of what is there passes, and nobody has seen
    it."""
    measured = f"lift {lift.value:.3g} ± {lift.standard_error:.2g}{_held_to(lift)}"
    if lift.found == "present":
        return passed(condition, f"{measured}: the picture owes it to the prompt")
    if lift.found == "absent":
        return failed(condition, "faint", f"{measured}: the picture owes it nothing")
    if lift.is_calibrated and not vouched:
        said = "undecided, of a margin that was fitted to the model, and nobody has seen it"
        return failed(condition, "faint", f"{measured}: {said}")
    return unverified(condition, f"{measured}: undecided when its draws were spent")


def shunned(evidence: Evidence) -> Iterator[Ruling]:
    """What is not to be seen, where a critic looked for it as well."""
    told = [lift for lift in evidence.lifts if lift.region is None]
    for number, lift in enumerate(told):
        condition = Condition(id=f"lift-absent-{number}", kind="absent", phrase=lift.phrase)
        measured = f"lift {lift.value:.3g} ± {lift.standard_error:.2g}{_held_to(lift)}"
        if lift.found == "present":
            yield failed(condition, "unwanted", f"{measured}: the picture owes it to such words")
        elif lift.found == "absent":
            yield passed(condition, f"{measured}: the picture owes such words nothing")
        else:
            yield unverified(condition, f"{measured}: undecided when its draws were spent")


def surplus(brief: Brief, evidence: Evidence) -> Iterator[Ruling]:
    """More of a kind than planned, where a critic counts the places in which one shows and nobody
    has looked who can count better."""
    if evidence.grounder is not None and any(not found.asked for found in evidence.detections):
        return
    lifts = {lift.region: lift for lift in evidence.lifts}
    wanted = Counter(item.region.phrase for item in brief.regions)
    for item in brief.regions:
        lift = lifts.get(item.region.id)
        if lift is None or not lift.spots:
            continue
        condition, count = about(item.region, "count"), wanted[item.region.phrase]
        if len(lift.spots) > count:
            said = f"its evidence lies in {len(lift.spots)} places apart, wanted {count}"
            yield failed(condition, "miscounted", said)
        else:
            yield passed(condition, f"its evidence lies in no more places than {count}")


def _held_to(lift: Lift) -> str:
    """The margin, and where it is from."""
    if lift.margin is None:
        return ""
    return f" (margin {lift.margin:.2g}, {lift.calibration or 'uncalibrated'})"
