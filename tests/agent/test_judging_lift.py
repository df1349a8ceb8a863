"""What follows from lift besides each region's own: what is forbidden, twins, and what is short."""

from panelwright.judging import judge
from panelwright.settings import Thresholds
from panelwright_tools.domain import (
    Box,
    Brief,
    BriefRegion,
    Detection,
    Evidence,
    Lift,
    Panel,
    Region,
    Verdict,
)
from panelwright_tools.domain.evidence import Spot

LEFT, RIGHT = Box(0.0, 0.0, 0.5, 1.0), Box(0.5, 0.0, 0.5, 1.0)


def brief(*phrases: str, avoid: tuple[str, ...] = ()) -> Brief:
    regions = tuple(
        BriefRegion(region=Region(id=f"r{n}", noun="fox", phrase=phrase), box=LEFT)
        for n, phrase in enumerate(phrases)
    )
    return Brief(panel="p01", prompt="", regions=regions, avoid=avoid)


def lift(found: str = "present", value: float = 0.02, **facts: object) -> Lift:
    told = {"region": "r0", "value": value, "standard_error": 0.001, "method": "test"}
    return Lift.model_validate({**told, "found": found, **facts})


def verdict(what: Brief, *lifts: Lift, seen: tuple[Detection, ...] = ()) -> Verdict:
    evidence = Evidence(grounder="eyes" if seen else None, detections=seen, lifts=lifts)
    return judge(Panel(id="p01"), what, evidence, Thresholds())


def causes(found: Verdict) -> list[str | None]:
    return [ruling.cause for ruling in found.failures]


def test_what_is_forbidden_fails_when_the_picture_owes_it_to_such_words() -> None:
    what = brief("a fox", avoid=("a dog",))
    unwanted = lift(region=None, phrase="a dog")
    assert causes(verdict(what, lift(), unwanted)) == ["unwanted"]
    nothing = unwanted.model_copy(update={"found": "absent", "value": -0.02})
    found = verdict(what, lift(), nothing)
    assert found.accepted and any("nothing" in ruling.reason for ruling in found.rulings)
    open_ = unwanted.model_copy(update={"found": "undecided"})
    assert [r.outcome for r in verdict(what, lift(), open_).rulings].count("unverified") == 3


TWINS = lift(spots=(Spot(box=LEFT, share=1.0), Spot(box=RIGHT, share=0.6)))


def test_a_subject_that_shows_in_two_places_is_one_too_many() -> None:
    assert causes(verdict(brief("a fox"), TWINS)) == ["miscounted"]
    one = TWINS.model_copy(update={"spots": TWINS.spots[:1]})
    assert verdict(brief("a fox"), one).accepted


def test_two_places_are_right_where_two_are_planned() -> None:
    found = verdict(brief("a fox", "a fox"), TWINS, TWINS.model_copy(update={"region": "r1"}))
    assert found.accepted


def test_who_looks_counts_better() -> None:
    seen = Detection(phrase="a fox", region="r0", box=LEFT, score=0.9)
    assert verdict(brief("a fox"), TWINS, seen=(seen,)).accepted


def test_what_is_undecided_at_a_fitted_margin_fails_unless_it_is_seen() -> None:
    open_ = lift("undecided", value=0.001, margin=0.0, calibration="calibrated on 2026-11-27")
    assert causes(verdict(brief("a fox"), open_)) == ["faint"]
    unfitted = open_.model_copy(update={"calibration": "uncalibrated"})
    assert verdict(brief("a fox"), unfitted).accepted
    seen = Detection(phrase="a fox", region="r0", box=LEFT, score=0.9)
    assert verdict(brief("a fox"), open_, seen=(seen,)).accepted
