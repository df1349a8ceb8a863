"""What the plan demands of a picture, and whether the evidence says that it is so."""

from collections import Counter
from collections.abc import Iterator, Mapping

from panelwright.judging_lift import lifted, shunned, surplus
from panelwright.judging_presence import UNCLEAR, is_unclear, presence
from panelwright.ruling import about, failed, passed, unverified
from panelwright.settings import Thresholds
from panelwright.twins import twins
from panelwright_tools.domain import (
    Brief,
    Condition,
    Evidence,
    Legibility,
    Panel,
    Ruling,
    Verdict,
)
from panelwright_tools.domain.evidence import Cause
from panelwright_tools.domain.question import QuestionKind


def judge(panel: Panel, brief: Brief, evidence: Evidence, thresholds: Thresholds) -> Verdict:
    """All of the regions, counted right; none of what to avoid; each owed to its subject; legible.

    A condition that nobody could measure is unverified.
    """
    rulings: list[Ruling] = []
    rulings += _given_up(panel, brief)
    rulings += presence(brief, evidence, thresholds)
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
            yield unverified(condition, UNCLEAR)
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
        elif is_unclear(evidence, phrase, None):
            yield unverified(condition, UNCLEAR)
        elif found:
            yield failed(condition, "unwanted", f"{len(found)} to be seen, wanted none")
        else:
            yield passed(condition, "none to be seen")


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
        if answer.state == "unasked":
            yield unverified(condition, answer.reason).model_copy(update={"unasked": True})
        elif answer.score is None:
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
