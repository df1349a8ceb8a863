import pytest

from panelwright.judging import judge
from panelwright.settings import Thresholds
from panelwright_tools.domain import (
    Box,
    Brief,
    BriefRegion,
    Detection,
    Evidence,
    Legibility,
    Lift,
    Panel,
    Region,
    Relation,
    RelationKind,
    Shot,
    Speech,
    Verdict,
)
from panelwright_tools.domain.evidence import Cause
from panelwright_tools.domain.question import Answer, Question

BOX = Box(0.2, 0.2, 0.4, 0.6)


def item(name: str = "girl", box: Box = BOX) -> BriefRegion:
    return BriefRegion(region=Region(id=name, noun=name, phrase=f"a {name}"), box=box)


def seen(
    name: str = "girl", box: Box = BOX, visible: float = 1.0, face: float | None = None
) -> Detection:
    return Detection(
        phrase=f"a {name}", region=name, box=box, score=visible, visible=visible, face=face
    )


def lift(value: float = 1.0, error: float = 0.01, name: str = "girl") -> Lift:
    return Lift(region=name, value=value, standard_error=error, method="test")


def verdict(
    *detections: Detection,
    lifts: tuple[Lift, ...] = (lift(),),
    legibility: Legibility | None = None,
    panel: Panel | None = None,
    brief: Brief | None = None,
) -> Verdict:
    evidence = Evidence(grounder="t", detections=detections, lifts=lifts, legibility=legibility)
    brief = brief or Brief(panel="p01", prompt="", regions=(item(),))
    return judge(panel or Panel(id="p01"), brief, evidence, Thresholds())


def causes(result: Verdict) -> list[Cause | None]:
    return [ruling.cause for ruling in result.failures]


def test_what_is_there_in_its_box_and_owed_to_its_subject_is_accepted() -> None:
    result = verdict(seen())
    assert result.accepted
    assert {ruling.outcome for ruling in result.rulings} == {"pass"}


@pytest.mark.parametrize(
    ("detection", "cause"),
    [(seen(visible=0.2), "hidden"),
     (seen(visible=0.2, box=Box(0, 0.2, 0.1, 0.6)), "cropped"),
     (seen(box=Box(0.7, 0.2, 0.3, 0.6)), "misplaced"),
     (seen(face=0.1), "hidden_face")],
)  # fmt: skip
def test_what_is_wrong_has_its_cause(detection: Detection, cause: str) -> None:
    assert causes(verdict(detection)) == [cause]


def test_what_is_not_found_is_missing() -> None:
    assert causes(verdict()) == ["missing"]


def test_lift_must_clear_its_margin_by_two_standard_errors() -> None:
    assert causes(verdict(seen(), lifts=(lift(0.0),))) == ["faint"]
    assert causes(verdict(seen(), lifts=(lift(0.5, error=0.3),))) == ["faint"]
    assert verdict(seen(), lifts=(lift(0.5, error=0.1),)).accepted


def test_a_ruling_by_a_test_says_what_margin_it_held_to_and_where_that_is_from() -> None:
    decided = lift().model_copy(update={"found": "present", "margin": 0.25})
    for said in ("calibrated on 2026-11-27 (100 pairs, α 0.05)", "uncalibrated"):
        told = decided.model_copy(update={"calibration": said})
        [ruling] = [one for one in verdict(seen(), lifts=(told,)).rulings if "lift" in one.reason]
        assert ruling.outcome == "pass" and f"margin 0.25, {said}" in ruling.reason


def test_what_nobody_measured_is_unverified_and_shown() -> None:
    panel = Panel(id="p01", speech=(Speech(text="Oh."),))
    result = judge(
        panel, Brief(panel="p01", prompt="", regions=(item(),)), Evidence(), Thresholds()
    )
    assert [ruling.outcome for ruling in result.rulings] == ["unverified"] * 3
    assert result.accepted


def test_a_close_shot_may_crop_and_a_plan_may_hide() -> None:
    close = Brief(panel="p01", prompt="", shot=Shot.CLOSE, regions=(item(),))
    assert verdict(seen(visible=0.2), brief=close).accepted
    behind = Relation(kind=RelationKind.BEHIND, source="girl", target="tree")
    hidden = Brief(panel="p01", prompt="", regions=(item(), item("tree")), relations=(behind,))
    result = verdict(
        seen(visible=0.2), seen("tree"), brief=hidden, lifts=(lift(), lift(name="tree"))
    )
    assert result.accepted


def test_the_right_number_must_be_seen() -> None:
    balls = tuple(BriefRegion(region=Region(id=f"b{i}", noun="ball", phrase="a ball"),
                              box=Box(0.3 * i, 0.1, 0.2, 0.2)) for i in range(3))  # fmt: skip
    brief = Brief(panel="p01", prompt="", regions=balls)
    found = [Detection(phrase="a ball", region=b.region.id, box=b.box, score=1) for b in balls]
    lifts = tuple(lift(name=b.region.id) for b in balls)
    assert verdict(*found, brief=brief, lifts=lifts).accepted
    assert "miscounted" in causes(verdict(*found[:2], brief=brief, lifts=lifts))


def test_what_must_be_avoided_must_not_be_found() -> None:
    brief = Brief(panel="p01", prompt="", regions=(item(),), avoid=("dogs",))
    assert verdict(seen(), brief=brief).accepted
    dog = Detection(phrase="dogs", box=BOX, score=0.9)
    assert causes(verdict(seen(), dog, brief=brief)) == ["unwanted"]


@pytest.mark.parametrize(
    ("legibility", "cause"),
    [(Legibility(covered_faces={"girl": 0.5}), "covered_face"),
     (Legibility(lost_text=("Hello",)), "lost_text"),
     (Legibility(crossed_tails=1), "tangled_balloons"),
     (Legibility(out_of_order=1), "tangled_balloons"),
     (Legibility(covered_subjects={"girl": 0.9}), "covered_subject")],
)  # fmt: skip
def test_a_lettered_panel_must_be_legible(legibility: Legibility, cause: str) -> None:
    panel = Panel(id="p01", speech=(Speech(text="Oh."),))
    assert causes(verdict(seen(), legibility=legibility, panel=panel)) == [cause]
    assert verdict(seen(), legibility=Legibility(), panel=panel).accepted


def test_what_is_held_must_touch_its_bearer_and_keep_its_size() -> None:
    held = Relation(kind=RelationKind.HOLDS, source="girl", target="map")
    regions = (item(), item("map", Box(0.7, 0.7, 0.2, 0.2)))
    brief = Brief(panel="p01", prompt="", regions=regions, relations=(held,))
    lifts = (lift(), lift(name="map"))
    in_hand, tiny, apart = Box(0.5, 0.4, 0.2, 0.2), Box(0.5, 0.4, 0.04, 0.04), Box(0.8, 0, 0.2, 0.2)
    assert verdict(seen(), seen("map", in_hand), brief=brief, lifts=lifts).accepted
    for box in (tiny, apart):
        result = verdict(seen(), seen("map", box), brief=brief, lifts=lifts)
        assert "misplaced" in causes(result)


def test_what_the_layout_left_out_is_never_passed_in_silence() -> None:
    boat = Region(id="boat", noun="boat", phrase="a boat", key=True)
    panel = Panel(id="p01", regions=(item().region, boat))
    assert causes(verdict(seen(), panel=panel)) == ["missing"]
    spare = panel.model_copy(
        update={"regions": (item().region, boat.model_copy(update={"key": False}))}
    )
    result = verdict(seen(), panel=spare)
    assert result.accepted and result.score < 1


def test_a_face_may_be_behind_the_bars_of_a_cage_that_is_held() -> None:
    bird, cage = item("bird", Box(0.5, 0.4, 0.1, 0.2)), item("cage", Box(0.45, 0.3, 0.2, 0.4))
    inside = Relation(kind=RelationKind.INSIDE, source="bird", target="cage")
    held = Relation(kind=RelationKind.HOLDS, source="girl", target="cage")
    found = (seen(), seen("bird", bird.box, face=0.1), seen("cage", cage.box))
    lifts = tuple(lift(name=name) for name in ("girl", "bird", "cage"))
    for ties, cause in (((inside, held), []), ((inside,), ["hidden_face"])):
        brief = Brief(panel="p01", prompt="", regions=(item(), bird, cage), relations=ties)
        result = verdict(*found, lifts=lifts, brief=brief)
        assert causes(result) == cause


def test_a_door_that_the_room_shows_by_itself_is_unverified_rather_than_missing() -> None:
    door = Region(id="door", noun="door", phrase="a door", key=True)
    panel = Panel(id="p01", regions=(item().region, door))
    brief = Brief(panel="p01", prompt="", regions=(item(),))
    assert causes(verdict(seen(), panel=panel, brief=brief)) == ["missing"]
    shown = verdict(seen(), panel=panel, brief=brief.model_copy(update={"fixtures": ("door",)}))
    assert shown.accepted
    unverified = [r.condition.id for r in shown.rulings if r.outcome == "unverified"]
    assert "present-door" in unverified


@pytest.mark.parametrize(
    ("score", "asked", "says"),
    [(0.93, "probability", "probability 0.93"), (1.0, "answer", "it gave no probability")],
)
def test_a_box_that_was_only_asked_about_is_no_measured_place(
    score: float, asked: str, says: str
) -> None:
    """It is the planned one, so that held against the plan it would say nothing."""
    found = Detection.model_validate(
        {"phrase": "a girl", "region": "girl", "box": BOX, "score": score, "asked": asked}
    )
    [ruling] = [one for one in verdict(found).rulings if one.condition.kind == "present"]
    assert ruling.outcome == "pass" and says in ruling.reason and "IoU" not in ruling.reason


def claim(state: str, score: float | None) -> Answer:
    question = Question(id=f"q-{state}", kind="relation", text="is it left of a bench?")
    return Answer.model_validate({"question": question, "state": state, "score": score})


def test_what_nobody_asked_of_a_failed_picture_is_unverified_and_ranks_behind_what_was() -> None:
    brief = Brief(panel="p01", prompt="", regions=(item(),))
    failed_early = Evidence(
        grounder="masks", detections=(seen(),), lifts=(lift(0.0),),
        answers=(claim("unasked", None), claim("unasked", None)),
    )  # fmt: skip
    failed_late = Evidence(
        grounder="masks", detections=(seen(),), lifts=(lift(),),
        answers=(claim("answered", 0.0), claim("answered", 1.0)),
    )  # fmt: skip
    early, late = (
        judge(Panel(id="p01"), brief, one, Thresholds()) for one in (failed_early, failed_late)
    )
    assert [one.outcome for one in early.rulings if one.unasked] == ["unverified", "unverified"]
    assert (early.score, late.score) == (1 / 4, 3 / 4)
