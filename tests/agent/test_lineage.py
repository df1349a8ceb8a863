"""Which repair follows, and when a panel is sampled anew."""

from typing import Any

from panelwright.lineage import allowed, another_sample, base_of, is_due, samples
from panelwright_tools.domain import Attempt, Condition, Evidence, Repair, Ruling, Verdict

ALL = frozenset({"inpaint", "emphasise", "relayout", "resample"})
DRAWN_BY_HAND = frozenset({"relayout", "resample", "inpaint/sidestep"})
PAINTED = {"kind": "inpaint", "move": "repaint"}
SAMPLED = {"kind": "resample", "move": "other_seed"}


def attempt(number: int, passes: int, cause: str = "faint") -> Attempt:
    """One of which so many of ten conditions pass."""
    condition = Condition(id="c", kind="lift", region="dog")
    other = Condition(id="o", kind="lift", region="cat")
    good = Ruling(condition=other, outcome="pass")
    bad = Ruling.model_validate({"condition": condition, "outcome": "fail", "cause": cause})
    return Attempt(
        panel="p01",
        number=number,
        picture="key",
        evidence=Evidence(),
        verdict=Verdict(rulings=(*[good] * passes, *[bad] * (10 - passes))),
    )


def record(number: int, passes: int, *kinds: dict[str, str]) -> dict[str, Any]:
    repairs = [Repair.model_validate(kind).model_dump(mode="json") for kind in kinds]
    return {"attempt": attempt(number, passes).model_dump(mode="json"), "repairs": repairs}


FIRST, WORSE, BETTER = record(1, 5), record(2, 4, PAINTED), record(2, 6, PAINTED)


def test_another_sample_is_due_after_two_repairs_that_made_nothing_better() -> None:
    assert not is_due([FIRST]) and not is_due([FIRST, WORSE])
    assert is_due([FIRST, WORSE, record(3, 5, PAINTED)])
    assert not is_due([FIRST, BETTER, record(3, 5, PAINTED, PAINTED)])


def test_a_new_sample_has_its_own_two_repairs() -> None:
    records = [FIRST, WORSE, record(3, 5, PAINTED), record(4, 2, SAMPLED)]
    assert [len(part) for part in samples(records)] == [3, 1]
    assert not is_due(records)


def test_every_sample_is_another_one_and_keeps_the_layout_only() -> None:
    spread = {"kind": "relayout", "move": "spread"}
    records = [FIRST, record(2, 5, spread), record(3, 5, spread, SAMPLED)]
    found = another_sample(records, record(4, 5, spread, SAMPLED, PAINTED)["repairs"])
    assert [one["kind"] for one in found] == ["relayout", "resample", "resample"]


def test_a_painter_of_parts_is_corrected_before_it_is_sampled_anew() -> None:
    first = allowed(ALL, [FIRST], attempt(1, 5))[0]
    assert first == {"inpaint", "emphasise"}
    spent = [FIRST, WORSE, record(3, 5, PAINTED)]
    assert allowed(ALL, spent, attempt(1, 5))[0] == {"resample"}


def test_a_seed_that_shows_nothing_of_what_was_asked_for_is_dropped_at_once() -> None:
    assert allowed(ALL, [FIRST], attempt(1, 0))[0] == {"resample"}
    assert "resample" not in allowed(ALL, [FIRST], attempt(1, 0, "misplaced"))[0]


def test_it_is_laid_out_anew_only_where_regions_are_in_each_others_way() -> None:
    assert "relayout" not in allowed(ALL, [FIRST], attempt(1, 5, "faint"))[0]
    assert "relayout" in allowed(ALL, [FIRST], attempt(1, 5, "hidden"))[0]


def test_who_draws_by_hand_may_do_all_at_any_time() -> None:
    assert allowed(DRAWN_BY_HAND, [FIRST], attempt(1, 5)) == [DRAWN_BY_HAND]


def test_a_repair_rests_on_the_picture_whose_repairs_it_goes_on_with() -> None:
    records = [FIRST, record(2, 9, PAINTED), record(3, 1, SAMPLED)]
    after = record(4, 0, SAMPLED, PAINTED)["repairs"]
    assert base_of({"attempts": records, "repairs": after}).number == 3
