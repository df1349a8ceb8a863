from collections.abc import Sequence

from panelwright.repair_moves import Arrangement, arranged
from panelwright.repairing import next_repair, possible
from panelwright_tools.domain import (
    Condition,
    Panel,
    Pose,
    Region,
    Relation,
    RelationKind,
    Repair,
    Ruling,
    Verdict,
)
from panelwright_tools.domain.evidence import Cause
from panelwright_tools.layout.wishes import LayoutWishes

PANEL = Panel(
    id="p01",
    regions=(
        Region(id="mina", subject="mina", noun="girl", phrase="a girl", key=True, pose=Pose.SIT),
        Region(id="dog", noun="dog", phrase="a dog"),
    ),
    relations=(Relation(kind=RelationKind.NEXT_TO, source="mina", target="dog"),),
)
ALL = frozenset({"inpaint", "emphasise", "relayout", "resample"})


def failed(*causes: Cause, region: str = "dog") -> Verdict:
    condition = Condition(id="c", kind="present", region=region)
    return Verdict(rulings=tuple(Ruling(condition=condition, outcome="fail", cause=cause)
                                 for cause in causes))  # fmt: skip


def ladder(verdict: Verdict, abilities: frozenset[str] = ALL) -> list[Repair]:
    tried: list[Repair] = []
    while (repair := next_repair(verdict, PANEL, tried, abilities)) is not None:
        tried.append(repair)
    return tried


def kinds(repairs: Sequence[Repair]) -> list[str]:
    return list(dict.fromkeys(repair.kind for repair in repairs))


def test_the_ladder_goes_from_inpainting_over_emphasis_and_layout_to_another_sample() -> None:
    assert kinds(ladder(failed("missing"))) == ["inpaint", "emphasise", "relayout", "resample"]


def stress(*moves: str) -> Arrangement:
    repairs = [Repair(kind="emphasise", move=move, regions=("dog",)) for move in moves]
    return arranged(PANEL, repairs, LayoutWishes())


def test_what_is_missed_gets_more_attention_each_time_up_to_a_bound() -> None:
    factors = [
        stress(*moves).attention["dog"].factor
        for moves in (["stress"], ["stress_more"], ["stress"] * 2, ["stress_more"] * 9)
    ]
    assert (
        1
        < factors[0]
        < factors[1]
        < factors[2]
        < factors[3]
        == stress("stress_more", "stress_more").attention["dog"].factor
    )
    assert set(stress("stress").attention) == {"dog"}


def test_emphasis_asks_for_no_other_seed_and_no_other_layout() -> None:
    plain, now = arranged(PANEL, [], LayoutWishes()), stress("stress")
    assert (now.reseeded, now.wishes, now.panel) == (plain.reseeded, plain.wishes, plain.panel)


def test_what_is_unwanted_is_damped_only_where_the_words_of_a_region_name_it() -> None:
    def moves(panel: Panel) -> list[Repair]:
        condition = Condition(id="c", kind="absent", phrase="a hat")
        verdict = Verdict(rulings=(Ruling(condition=condition, outcome="fail", cause="unwanted"),))
        tried: list[Repair] = []
        while (repair := next_repair(verdict, panel, tried, {"emphasise"})) is not None:
            tried.append(repair)
        return tried

    avoiding = PANEL.model_copy(update={"avoid": ("a hat",)})
    assert moves(avoiding) == []
    mina, dog = avoiding.regions
    named = avoiding.model_copy(
        update={"regions": (mina.model_copy(update={"phrase": "a girl without Hat"}), dog)}
    )
    assert [(r.move, r.regions) for r in moves(named)] == [
        ("damp", ("mina",)), ("damp_more", ("mina",)),
    ]  # fmt: skip
    [first, more] = [arranged(named, [r], LayoutWishes()).attention for r in moves(named)]
    assert set(first) == {"mina"} and first["mina"].factor == 1
    [[word, factor]], [[_, less]] = first["mina"].damped, more["mina"].damped
    assert word == "hat" and 0 < less < factor < 1


def test_a_picture_that_was_inpainted_is_not_painted_over_by_emphasis() -> None:
    mended = Repair(kind="inpaint", move="repaint", regions=("dog",))
    other = Repair(kind="relayout", move="spread", regions=("dog",))
    assert possible(ALL, [other, mended]) == ALL - {"emphasise"}
    assert possible(ALL, [mended, other]) == possible(ALL, []) == ALL


def test_a_painter_is_only_asked_for_what_it_can_do() -> None:
    assert kinds(ladder(failed("missing"), frozenset({"resample"}))) == ["resample"]
    assert ladder(failed("missing"), frozenset()) == []


def test_no_repair_is_tried_twice() -> None:
    repairs = ladder(failed("hidden", "faint"))
    assert len({(r.kind, r.move, r.regions) for r in repairs}) == len(repairs) > 5


def test_a_reason_that_is_too_long_ends_with_a_whole_word_and_says_that_it_goes_on() -> None:
    condition = Condition(id="c", kind="lift", region="dog", phrase="a dog")
    faint = Ruling(condition=condition, outcome="fail", cause="faint", reason="undecided " * 30)
    repair = next_repair(Verdict(rulings=(faint, faint)), PANEL, [], ALL)
    assert repair is not None and len(repair.reason) <= 500
    assert repair.reason.startswith("a dog: undecided") and repair.reason.endswith("undecided …")


def test_nothing_is_repaired_when_nothing_failed() -> None:
    assert next_repair(Verdict(), PANEL, [], ALL) is None


def test_only_things_without_rank_are_ever_dropped() -> None:
    drops = [r for r in ladder(failed("hidden", region="mina")) if r.move == "drop"]
    assert [r.regions for r in drops] == [("dog",)]
    result = arranged(PANEL, drops, LayoutWishes())
    assert [region.id for region in result.panel.regions] == ["mina"]
    assert result.panel.relations == ()
    assert result.dropped == ("dog",)


def test_repairs_add_up_in_the_layout() -> None:
    moves = ("spread", "wider_shot", "wider_shot", "shrink_others", "bring_to_front", "rearrange")
    repairs = [Repair(kind="relayout", move=move, regions=("dog",)) for move in moves]
    wishes = arranged(PANEL, repairs, LayoutWishes()).wishes
    assert (wishes.spread, wishes.wider, wishes.variation) == (0.5, 2, 1)
    assert wishes.scale == {"mina": 0.8}
    assert wishes.front == ("dog",)


def test_letters_and_bodies_can_give_way_too() -> None:
    moves = ("smaller_balloons", "more_balloon_room", "repose")
    repairs = [Repair(kind="relayout", move=move, regions=("mina",)) for move in moves]
    result = arranged(PANEL, repairs, LayoutWishes())
    assert result.text_scale < 1
    assert result.wishes.balloon_room > 1
    assert result.panel.regions[0].pose is Pose.STAND


def tied(*ties: tuple[RelationKind, str, str]) -> Panel:
    names = dict.fromkeys(name for _, *pair in ties for name in pair)
    regions = tuple(Region(id=name, noun=name, phrase=f"a {name}") for name in names)
    relations = tuple(Relation(kind=kind, source=s, target=t) for kind, s, t in ties)
    return Panel(id="p01", regions=regions, relations=relations)


def parted(panel: Panel, *regions: str) -> list[RelationKind]:
    repair = Repair(kind="relayout", move="part", regions=regions)
    return [tie.kind for tie in arranged(panel, [repair], LayoutWishes()).panel.relations]


def test_what_cannot_be_on_two_things_stays_on_one() -> None:
    on, beside = RelationKind.ON, RelationKind.NEXT_TO
    panel = tied((on, "cat", "crate"), (on, "cat", "lamp"))
    assert parted(panel, "lamp") == [on, beside]
    assert parted(panel, "crate") == [beside, on]
    assert parted(panel, "cat") == [on, beside]


def test_a_thing_in_two_hands_stays_in_one() -> None:
    holds = RelationKind.HOLDS
    panel = tied((holds, "tom", "map"), (holds, "ann", "map"))
    assert parted(panel, "tom", "ann").count(holds) == 1


def test_one_tie_is_never_parted() -> None:
    assert parted(tied((RelationKind.RIDES, "ann", "horse")), "ann") == [RelationKind.RIDES]


def test_a_painter_may_offer_one_move_of_inpainting_alone() -> None:
    able = frozenset({"inpaint/come_out"})
    assert [(r.kind, r.move) for r in ladder(failed("hidden_face"), able)] == [
        ("inpaint", "come_out")
    ]
    assert ladder(failed("hidden"), able) == []


def test_what_is_faint_because_it_is_hidden_is_not_set_apart() -> None:
    assert "set_apart" in {r.move for r in ladder(failed("faint"))}
    assert "set_apart" not in {r.move for r in ladder(failed("faint", "hidden"))}


def test_another_sample_is_another_seed_and_the_same_layout() -> None:
    result = arranged(PANEL, [Repair(kind="resample", move="other_seed")], LayoutWishes())
    assert result.reseeded == 1
    assert result.wishes == LayoutWishes()


def test_every_move_of_the_ladder_can_be_carried_out() -> None:
    causes: tuple[Cause, ...] = ("missing", "hidden", "cropped", "hidden_face", "misplaced",
        "miscounted", "unwanted", "faint", "unlike", "covered_face", "covered_subject",
        "lost_text", "tangled_balloons")  # fmt: skip
    for cause in causes:
        repairs = ladder(failed(cause))
        assert repairs, cause
        arranged(PANEL, repairs, LayoutWishes())
