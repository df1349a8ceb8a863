"""Whether each region is to be seen where it should be, as whole as it should be."""

from collections.abc import Iterator, Mapping, Sequence

from panelwright.ruling import about, failed, passed, unverified
from panelwright.settings import Thresholds
from panelwright_tools.domain import (
    Brief,
    BriefRegion,
    Condition,
    Detection,
    Evidence,
    Facing,
    Pose,
    RelationKind,
    Ruling,
    Shot,
)
from panelwright_tools.domain.evidence import Cause
from panelwright_tools.grounding.agreement import assigned, centre_distance, in_touch, partners

_CLOSE = frozenset({Shot.MEDIUM, Shot.CLOSE, Shot.DETAIL})
_SOURCE_HIDES = frozenset({RelationKind.BEHIND, RelationKind.INSIDE, RelationKind.UNDER})
_TARGET_HIDES = frozenset(
    {
        RelationKind.IN_FRONT_OF,
        RelationKind.RIDES,
        RelationKind.AROUND,
        RelationKind.HUGS,
        RelationKind.CARRIES,
        RelationKind.HOLDS,
    }
)
UNCLEAR = "a model that was asked, and asked again, said neither yes nor no"


def presence(brief: Brief, evidence: Evidence, limits: Thresholds) -> Iterator[Ruling]:
    """Whether each region was found, by whoever looked."""
    owners = assigned(brief.regions, evidence.detections)
    for item in brief.regions:
        condition = about(item.region, "present")
        if evidence.grounder is None:
            yield unverified(condition, "nobody could look for it")
        elif is_unclear(evidence, item.region.phrase, item.region.id):
            yield unverified(condition, UNCLEAR)
        else:
            yield _present(condition, item, owners, brief, limits)


def _present(
    condition: Condition,
    item: BriefRegion,
    owners: Mapping[str, Detection],
    brief: Brief,
    limits: Thresholds,
) -> Ruling:
    found = owners.get(item.region.id)
    if found is None:
        return failed(condition, "missing", "it is not to be seen")
    if found.asked:
        return passed(condition, f"a model that was shown its box says so ({_seen(found)})")
    least = least_visible(item, brief, limits)
    if found.visible is not None and found.visible < least:
        cause: Cause = "cropped" if _at_the_edge(found) else "hidden"
        return failed(condition, cause, f"{found.visible:.0%} of it is visible, wanted {least:.0%}")
    if found.face is not None and found.face < limits.face and not _may_hide(item, brief):
        return failed(condition, "hidden_face", f"{found.face:.0%} of its face is visible")
    tied = [owners[name] for name in partners(item.region.id, brief.relations) if name in owners]
    if tied:
        return _beside_its_partner(condition, item, found, tied, limits)
    if least < limits.visible:
        return passed(condition, f"found, partly hidden or cropped as planned ({_seen(found)})")
    overlap, distance = found.box.iou(item.box.clipped()), centre_distance(found.box, item.box)
    if overlap < limits.overlap or distance > limits.off_centre:
        return failed(
            condition, "misplaced", f"it lies off its box: IoU {overlap:.2f}, off by {distance:.2f}"
        )
    return passed(condition, f"found ({_seen(found)}, IoU {overlap:.2f})")


def _beside_its_partner(
    condition: Condition,
    item: BriefRegion,
    found: Detection,
    tied: Sequence[Detection],
    limits: Thresholds,
) -> Ruling:
    """A rider, or what is held, lies where its partner is; it must touch it and keep its size."""
    share = found.box.area / item.box.area
    if share < limits.size:
        return failed(condition, "misplaced", f"it is painted at {share:.0%} of its planned size")
    if not any(in_touch(found.box, partner.box) for partner in tied):
        return failed(condition, "misplaced", "it does not touch what it belongs to")
    return passed(condition, f"found with what it belongs to ({_seen(found)})")


def least_visible(item: BriefRegion, brief: Brief, limits: Thresholds) -> float:
    """The share of a subject that must be seen: less where the plan hides or crops it."""
    hidden = _hides(item) or any(
        (relation.kind in _SOURCE_HIDES and relation.source == item.region.id)
        or (relation.kind in _TARGET_HIDES and relation.target == item.region.id)
        for relation in brief.relations
    )
    return limits.visible_close if hidden or brief.shot in _CLOSE else limits.visible


def _may_hide(item: BriefRegion, brief: Brief) -> bool:
    """It hides, or it is behind the bars of a cage that somebody holds, as the text says."""
    held = {r.target for r in brief.relations if r.kind in _HELD}
    caged = {
        r.source for r in brief.relations if r.kind is RelationKind.INSIDE and r.target in held
    }
    return _hides(item) or item.region.id in caged


_HELD = (RelationKind.HOLDS, RelationKind.CARRIES)


def _hides(item: BriefRegion) -> bool:
    return item.region.pose is Pose.HIDE or item.region.facing is Facing.BACK


def is_unclear(evidence: Evidence, phrase: str, region: str | None) -> bool:
    """Whether a model that was asked about it gave no answer."""
    return any(one.phrase == phrase and one.region == region for one in evidence.unclear)


def _at_the_edge(found: Detection) -> bool:
    box, slack = found.box, 0.004
    return min(box.x, box.y) <= slack or box.right >= 1 - slack or box.bottom >= 1 - slack


def _seen(found: Detection) -> str:
    if found.asked:
        sure = f"probability {found.score:.2f}"
        return sure if found.asked == "probability" else "it gave no probability"
    return f"score {found.score:.2f}" if found.visible is None else f"{found.visible:.0%} visible"
