from panelwright_tools.domain import Box, Brief, BriefRegion, Detection, Region
from panelwright_tools.grounding.agreement import assigned
from panelwright_tools.grounding.calling import detections
from panelwright_tools.grounding.queries import queries
from panelwright_tools.grounding.scoring import Found

LEFT, MIDDLE, RIGHT = Box(0, 0, 0.3, 1), Box(0.35, 0, 0.3, 1), Box(0.7, 0, 0.3, 1)


def brief(*named: tuple[str, Box]) -> Brief:
    items = tuple(
        BriefRegion(region=Region(id=f"r{n}", noun="girl", phrase=phrase), box=box)
        for n, (phrase, box) in enumerate(named)
    )
    return Brief(panel="p01", prompt="", regions=items)


def called(plan: Brief, *boxes: Box, avoid: tuple[str, ...] = ()) -> list[Detection]:
    found = [Found(0, box, 0.5, 0.5) for box in boxes]
    return detections(found, queries(plan, avoid), plan)


def test_what_is_found_has_the_phrase_of_the_plan_and_belongs_to_its_region() -> None:
    plan = brief(("a girl in red, running", LEFT))
    found = called(plan, LEFT)
    assert [one.phrase for one in found] == ["a girl in red, running"]
    assert assigned(plan.regions, found)["r0"].box == LEFT


def test_girls_of_the_same_words_go_where_they_were_wanted() -> None:
    plan = brief(("a girl in red", LEFT), ("a girl in blue", RIGHT))
    found = called(plan, RIGHT, LEFT)
    owners = assigned(plan.regions, found)
    assert (owners["r0"].box, owners["r1"].box) == (LEFT, RIGHT)
    assert len(found) == 2


def test_one_girl_is_not_two_regions() -> None:
    plan = brief(("a girl in red", LEFT), ("a girl in blue", RIGHT))
    assert [one.phrase for one in called(plan, RIGHT)] == ["a girl in blue"]


def test_a_third_girl_is_counted_where_she_is_nearest() -> None:
    plan = brief(("a girl in red", LEFT), ("a girl in blue", RIGHT))
    found = called(plan, LEFT, RIGHT, Box(0.5, 0, 0.3, 1))
    assert [one.phrase for one in found] == ["a girl in red", "a girl in blue", "a girl in blue"]


def test_what_must_not_be_seen_is_only_what_no_region_has() -> None:
    plan = brief(("a girl", LEFT))
    assert [d.phrase for d in called(plan, LEFT, avoid=("other girl",))] == ["a girl"]
    found = called(plan, MIDDLE, LEFT, avoid=("other girl",))
    assert [(d.phrase, d.box) for d in found] == [("other girl", MIDDLE), ("a girl", LEFT)]
