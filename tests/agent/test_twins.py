"""A grounder sees more of what is wanted once: the panel fails, and the place is known to erase."""

import pytest

from panelwright.finding import spare
from panelwright.inpainting import masked
from panelwright.judging import judge
from panelwright.nodes.brief import is_new
from panelwright.repairing import next_repair
from panelwright.settings import Thresholds
from panelwright.state import PanelState
from panelwright_tools.domain import (
    Attempt,
    Box,
    Brief,
    BriefRegion,
    Detection,
    Evidence,
    Panel,
    Region,
)

LEFT, RIGHT = Box(0.05, 0.2, 0.35, 0.6), Box(0.6, 0.2, 0.35, 0.6)
HEAD = Box(0.1, 0.25, 0.1, 0.1)
CAT = Region(id="cat", noun="cat", phrase="a black cat", subject="cat")


def brief(*others: BriefRegion, cat: Region = CAT) -> Brief:
    regions = (BriefRegion(region=cat, box=LEFT), *others)
    return Brief(panel="p01", prompt="", regions=regions)


def attempt(what: Brief, *more: Box) -> Attempt:
    """Of a picture on which the region is found in its box, and more by the same words."""
    region = what.regions[0].region
    found = [Detection(phrase=region.phrase, region=region.id, box=LEFT, score=0.9)]
    found += [Detection(phrase=region.phrase, box=box, score=0.6) for box in more]
    evidence = Evidence(grounder="eyes", detections=tuple(found))
    verdict = judge(panel(what), what, evidence, Thresholds())
    return Attempt(panel="p01", number=1, picture="0" * 64, evidence=evidence, verdict=verdict)


def panel(what: Brief) -> Panel:
    return Panel(id="p01", regions=tuple(item.region for item in what.regions))


def test_one_more_than_planned_is_a_wrong_count_that_erasing_its_place_repairs() -> None:
    what = brief()
    seen = attempt(what, RIGHT)
    (failure,) = seen.verdict.failures
    assert (failure.cause, failure.condition.kind) == ("miscounted", "count")
    assert failure.reason == "2 are to be seen, wanted 1"
    assert spare(seen, what) == [RIGHT.clipped()]
    repair = next_repair(seen.verdict, panel(what), [], {"inpaint", "resample"})
    assert repair is not None and (repair.move, repair.regions) == ("erase_spare", ("cat",))


def pair(*more: Box) -> tuple[Brief, Attempt]:
    """Two cats by the same words, found where they should be by a detector that knows no regions,
    and more."""
    other = BriefRegion(region=CAT.model_copy(update={"id": "tom"}), box=RIGHT)
    what = brief(other)
    found = [Detection(phrase=CAT.phrase, box=box, score=0.6) for box in (*more, LEFT, RIGHT)]
    evidence = Evidence(grounder="eyes", detections=tuple(found))
    verdict = judge(panel(what), what, evidence, Thresholds())
    return what, Attempt(
        panel="p01", number=1, picture="0" * 64, evidence=evidence, verdict=verdict
    )


def test_more_than_several_that_are_wanted_are_erased_where_nobody_owns_them() -> None:
    top, low = Box(0.42, 0.0, 0.15, 0.2), Box(0.42, 0.8, 0.15, 0.2)
    what, seen = pair(top, low)
    (failure,) = seen.verdict.failures
    assert (failure.cause, failure.reason) == ("miscounted", "4 are to be seen, wanted 2")
    assert spare(seen, what) == [top.clipped(), low.clipped()]
    repair = next_repair(seen.verdict, panel(what), [], {"inpaint", "resample"})
    assert repair is not None and repair.move == "erase_spare"
    what, seen = pair()
    assert seen.verdict.accepted and not spare(seen, what)


def test_what_is_missing_of_several_leaves_nothing_to_erase_and_costs_no_attempt() -> None:
    what = brief(BriefRegion(region=CAT.model_copy(update={"id": "tom"}), box=RIGHT))
    seen = attempt(what)
    assert "miscounted" in [failure.cause for failure in seen.verdict.failures]
    assert spare(seen, what) == []
    nothing = masked(what, what, (), seen.picture, [])
    state = PanelState(brief=nothing.model_dump(mode="json"), brief_key="key", attempts=[])
    assert not nothing.mask and is_new(state) == "repair"


def test_one_is_enough_and_its_own_parts_are_no_second() -> None:
    assert attempt(brief()).verdict.accepted
    assert attempt(brief(), HEAD).verdict.accepted


def test_what_lies_in_the_place_of_another_region_may_be_a_part_of_it() -> None:
    sofa = Region(id="sofa", noun="sofa", phrase="a sofa with cats on it")
    found = attempt(brief(BriefRegion(region=sofa, box=RIGHT)), RIGHT).verdict
    assert "miscounted" not in [failure.cause for failure in found.failures]


@pytest.mark.parametrize(
    "changes",
    [
        {"phrase": "black cats", "noun": "cats"},
        {"phrase": "a crowd of people", "noun": "crowd"},
        {"subject": None},
    ],
)
def test_what_comes_in_numbers_or_does_not_matter_is_not_counted(changes: dict[str, str]) -> None:
    assert attempt(brief(cat=CAT.model_copy(update=changes)), RIGHT).verdict.accepted


def test_a_must_have_is_counted_though_it_is_nobody() -> None:
    lamp = Region(id="lamp", noun="lamp", phrase="a lamp", key=True)
    assert not attempt(brief(cat=lamp), RIGHT).verdict.accepted
