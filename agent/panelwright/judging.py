"""What the plan demands of a picture, and whether the evidence says that it is so."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from panelwright.judging_lift import lifted, shunned, surplus
from panelwright.ruling import about, failed, passed, unverified
from panelwright.settings import Thresholds
from panelwright.twins import twins
from panelwright_tools.domain import (
    Brief,
    BriefRegion,
    Condition,
    Detection,
    Evidence,
    Facing,
    Legibility,
    Panel,
    Pose,
    RelationKind,
    Ruling,
    Shot,
    Verdict,
)
from panelwright_tools.domain.evidence import Cause
from panelwright_tools.domain.question import QuestionKind
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


def judge(panel: Panel, brief: Brief, evidence: Evidence, thresholds: Thresholds) -> Verdict:
    """All of the regions, counted right; none of what to avoid; each owed to its subject; legible.

    A condition that nobody could measure is unverified.
    """
    rulings: list[Ruling] = []
    rulings += _given_up(panel, brief)
    rulings += _presence(brief, evidence, thresholds)
    rulings += _counts(brief, evidence)
    rulings += _twins(brief, evidence)
    rulings += _absence(brief, evidence)
    rulings += _claims(evidence, thresholds)
    rulings += lifted(brief, evidence, thresholds)
    rulings += shunned(evidence)
    rulings += surplus(brief, evidence)
    rulings += _likeness(brief, evidence, thresholds)
    if panel.caption or panel.speech or panel.sounds:
        rulings.append(_legibility(evidence.legibility, thresholds))
    return Verdict(rulings=tuple(rulings))


def _given_up(panel: Panel, brief: Brief) -> Iterator[Ruling]:
    """What the plan wants and the layout left out: never passed in silence."""
    laid_out = {item.region.id for item in brief.regions}
    for region in panel.regions:
        if region.id in brief.fixtures:
            yield unverified(about(region, "present"), "the place shows one of its own")
        elif region.id not in laid_out:
            condition = about(region, "present").model_copy(update={"key": region.key})
            yield failed(condition, "missing", "the layout had no room for it")


def _presence(brief: Brief, evidence: Evidence, limits: Thresholds) -> Iterator[Ruling]:
    owners = assigned(brief.regions, evidence.detections)
    for item in brief.regions:
        condition = about(item.region, "present")
        if evidence.grounder is None:
            yield unverified(condition, "nobody could look for it")
        elif _is_unclear(evidence, item.region.phrase, item.region.id):
            yield unverified(condition, _UNCLEAR)
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


def _counts(brief: Brief, evidence: Evidence) -> Iterator[Ruling]:
    wanted: dict[str, int] = {}
    for item in brief.regions:
        wanted[item.region.phrase] = wanted.get(item.region.phrase, 0) + 1
    for number, (phrase, count) in enumerate(wanted.items()):
        if count < 2:
            continue
        condition = Condition(id=f"count-{number}", kind="count", phrase=phrase)
        seen = sum(found.phrase == phrase for found in evidence.detections)
        if evidence.grounder is None:
            yield unverified(condition, "nobody could count them")
        elif any(one.phrase == phrase for one in evidence.unclear):
            yield unverified(condition, _UNCLEAR)
        elif seen != count:
            yield failed(condition, "miscounted", f"{seen} are to be seen, wanted {count}")
        else:
            yield passed(condition, f"all {count} are to be seen")


def _twins(brief: Brief, evidence: Evidence) -> Iterator[Ruling]:
    """More to be seen of what is wanted once; that one is there is judged by its presence."""
    wanted = Counter(item.region.phrase for item in brief.regions)
    for item in brief.regions:
        once = wanted[item.region.phrase] == 1
        if once and (more := twins(item, brief, evidence.detections)):
            said = f"{len(more) + 1} are to be seen, wanted 1"
            yield failed(about(item.region, "count"), "miscounted", said)


def _absence(brief: Brief, evidence: Evidence) -> Iterator[Ruling]:
    for number, phrase in enumerate(brief.avoid):
        condition = Condition(id=f"absent-{number}", kind="absent", phrase=phrase)
        found = [d for d in evidence.detections if d.phrase == phrase]
        if evidence.grounder is None:
            yield unverified(condition, "nobody could look for it")
        elif _is_unclear(evidence, phrase, None):
            yield unverified(condition, _UNCLEAR)
        elif found:
            yield failed(condition, "unwanted", f"{len(found)} to be seen, wanted none")
        else:
            yield passed(condition, "none to be seen")


_UNCLEAR = "a model that was asked, and asked again, said neither yes nor no"


def _is_unclear(evidence: Evidence, phrase: str, region: str | None) -> bool:
    return any(one.phrase == phrase and one.region == region for one in evidence.unclear)


_CLAIMS: Mapping[QuestionKind, Cause] = {
    "count": "miscounted",
    "relation": "misrelated",
    "text": "misspelt",
}
"""The questions that decide, since lift is blind to what they ask, and what is wrong after a no."""


def _claims(evidence: Evidence, limits: Thresholds) -> Iterator[Ruling]:
    """What was asked about counts, relations and letters; presence and colours are only scored."""
    for answer in evidence.answers:
        asked = answer.question
        if asked.kind not in _CLAIMS:
            continue
        condition = Condition.model_validate(
            {
                "id": f"asked-{asked.id}"[:64],
                "kind": asked.kind,
                "region": asked.regions[0] if asked.regions and asked.kind != "count" else None,
                "phrase": asked.text,
            }
        )
        sure = f"probability of yes {answer.score:.2f}" if answer.is_weighed else "no chance told"
        if answer.score is None:
            yield unverified(condition, f"nobody could answer: {answer.reason}"[:4000])
        elif answer.state == "skipped":
            yield failed(condition, _CLAIMS[asked.kind], answer.reason)
        elif answer.score < limits.answer:
            yield failed(condition, _CLAIMS[asked.kind], f"a model was asked: no ({sure})")
        else:
            yield passed(condition, f"a model was asked: yes ({sure})")


def _likeness(brief: Brief, evidence: Evidence, limits: Thresholds) -> Iterator[Ruling]:
    for item in brief.regions:
        if item.character is None or not item.character.references:
            continue
        condition = about(item.region, "likeness")
        likeness = evidence.likeness.get(item.character.id)
        if likeness is None:
            yield unverified(condition, "nobody could compare it with its reference")
        elif likeness < limits.likeness:
            yield failed(
                condition, "unlike", f"likeness {likeness:.2f}, wanted {limits.likeness:.2f}"
            )
        else:
            yield passed(condition, f"likeness {likeness:.2f}")


def _legibility(measured: Legibility | None, limits: Thresholds) -> Ruling:
    condition = Condition(id="legible", kind="legible", phrase="the letters can be read")
    if measured is None:
        return unverified(condition, "nobody lettered it")
    faces = _over(measured.covered_faces, limits.covered_face)
    subjects = _over(measured.covered_subjects, limits.covered_subject)
    if measured.lost_text:
        return failed(condition, "lost_text", f"no room for: {' / '.join(measured.lost_text)}")
    if faces:
        return failed(condition, "covered_face", f"letters cover the face of {', '.join(faces)}")
    if measured.crossed_tails or measured.out_of_order:
        return failed(
            condition,
            "tangled_balloons",
            f"{measured.crossed_tails} tails cross, {measured.out_of_order} balloons read in the "
            "wrong order",
        )
    if subjects:
        return failed(condition, "covered_subject", f"letters cover {', '.join(subjects)}")
    return passed(condition, "every word is on the panel, no face is covered")


def _over(shares: dict[str, float], limit: float) -> list[str]:
    return [f"{region} ({share:.0%})" for region, share in shares.items() if share > limit]


def _at_the_edge(found: Detection) -> bool:
    box, slack = found.box, 0.004
    return min(box.x, box.y) <= slack or box.right >= 1 - slack or box.bottom >= 1 - slack


def _seen(found: Detection) -> str:
    if found.asked:
        sure = f"probability {found.score:.2f}"
        return sure if found.asked == "probability" else "it gave no probability"
    return f"score {found.score:.2f}" if found.visible is None else f"{found.visible:.0%} visible"
