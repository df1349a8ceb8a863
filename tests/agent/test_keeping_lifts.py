"""After a repair only what it may have changed is measured again."""

import pytest

from panelwright.keeping_lifts import holding
from panelwright_tools.domain import (
    Attempt,
    Box,
    Brief,
    BriefRegion,
    Condition,
    Evidence,
    Lift,
    Region,
    Ruling,
    Verdict,
)
from panelwright_tools.domain.evidence import Spot

PLACES = {"dog": Box(0.0, 0.0, 0.3, 1.0), "cat": Box(0.35, 0.0, 0.3, 1.0),
          "owl": Box(0.7, 0.0, 0.3, 1.0)}  # fmt: skip
REGIONS = tuple(
    BriefRegion(region=Region(id=name, noun=name, phrase=f"a {name}"), box=box)
    for name, box in PLACES.items()
)
FAINT = Ruling(
    condition=Condition(id="lift-dog", kind="lift", region="dog"), outcome="fail", cause="faint"
)


def lift(name: str, **facts: object) -> Lift:
    told = {"region": name, "value": 1, "standard_error": 0, "method": "m", "evaluations": 64}
    return Lift.model_validate({**told, "found": "present", **facts})


def base(*lifts: Lift) -> Attempt:
    return Attempt(panel="p", number=2, picture="key", evidence=Evidence(lifts=lifts),
                   verdict=Verdict(rulings=(FAINT,)))  # fmt: skip


def repair(mask: Box) -> Brief:
    return Brief(panel="p", prompt="", regions=REGIONS, size=(100, 50), parent="key",
                 mask=(mask,), repaint=("dog",))  # fmt: skip


def names(found: tuple[Lift, ...]) -> list[str | None]:
    assert all(one.kept == 2 for one in found)
    return [one.region for one in found]


def test_what_failed_is_asked_again_and_what_lies_apart_is_not() -> None:
    seen = base(*map(lift, PLACES))
    assert names(holding(seen, repair(Box(0.0, 0.0, 0.32, 1.0)))) == ["cat", "owl"]


def test_a_neighbour_that_the_mask_touches_is_guarded() -> None:
    seen = base(*map(lift, PLACES))
    assert names(holding(seen, repair(Box(0.0, 0.0, 0.4, 1.0)))) == ["owl"]


def test_a_subject_is_where_it_shows_and_not_where_it_was_planned() -> None:
    aside = lift("cat", spots=(Spot(box=Box(0.8, 0.0, 0.1, 0.2), share=1.0),))
    assert names(holding(base(aside), repair(Box(0.0, 0.0, 0.4, 1.0)))) == ["cat"]
    assert names(holding(base(aside), repair(Box(0.75, 0.0, 0.2, 1.0)))) == []


@pytest.mark.parametrize("facts", [{"found": "undecided"}, {"evaluations": 0}])
def test_what_is_undecided_or_cost_nothing_is_asked_again(facts: dict[str, object]) -> None:
    assert holding(base(lift("owl", **facts)), repair(Box(0.0, 0.0, 0.3, 1.0))) == ()


def test_what_was_kept_before_names_the_attempt_that_measured_it() -> None:
    [found] = holding(base(lift("owl", kept=1)), repair(Box(0.0, 0.0, 0.3, 1.0)))
    assert found.kept == 1
