"""Pages hold every panel in reading order, shaped by what the panels need."""

from itertools import accumulate, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panelwright_tools.domain import Direction, Panel, Pose, Region, Shot, Speech
from panelwright_tools.layout.pages import line_height, paginate, slot_size_px


def _panels(count: int, **changes: object) -> list[Panel]:
    return [Panel.model_validate({"id": f"p{i}", **changes}) for i in range(count)]


def _random_panels() -> st.SearchStrategy[list[Panel]]:
    panel = st.builds(
        Panel,
        id=st.just("p"),
        shot=st.sampled_from(list(Shot)),
        weight=st.sampled_from([0.5, 1.0, 1.5, 3.0]),
        place=st.sampled_from(["a", "b"]),
        speech=st.lists(st.builds(Speech, text=st.just("one two three")), max_size=3).map(tuple),
    )
    return st.lists(panel, min_size=1, max_size=40).map(
        lambda panels: [p.model_copy(update={"id": f"p{i}"}) for i, p in enumerate(panels)]
    )


@settings(max_examples=40, deadline=None)
@given(_random_panels(), st.none() | st.integers(1, 50), st.sampled_from(list(Direction)))
def test_every_panel_has_one_slot_in_reading_order(
    panels: list[Panel], pages: int | None, direction: Direction
) -> None:
    layouts = paginate(panels, pages=pages, direction=direction)
    slots = [slot.panel for page in layouts for slot in page.slots]
    assert slots == [panel.id for panel in panels]
    assert [page.number for page in layouts] == list(range(1, len(layouts) + 1))


@settings(max_examples=40, deadline=None)
@given(_random_panels())
def test_slots_stay_on_the_page_and_do_not_overlap(panels: list[Panel]) -> None:
    for page in paginate(panels):
        for index, slot in enumerate(page.slots):
            assert slot.box.x >= 0 and slot.box.right <= 1.0001 and slot.box.bottom <= 1.0001
            for other in page.slots[index + 1 :]:
                assert slot.box.intersection(other.box) < 0.25 * min(slot.box.area, other.box.area)
                assert slot.polygon != other.polygon


@settings(max_examples=30, deadline=None)
@given(_random_panels(), st.integers(1, 50))
def test_a_wished_number_of_pages_is_honoured_when_it_can_be(
    panels: list[Panel], pages: int
) -> None:
    count = len(paginate(panels, pages=pages))
    assert count == min(max(pages, -(-len(panels) // 9)), len(panels))


@pytest.mark.parametrize("pages", [None, 4])
@pytest.mark.parametrize("turns", [(4, 10, 15), (6, 11, 17), (5, 9, 14)])
def test_pages_end_at_turning_points(turns: tuple[int, ...], pages: int | None) -> None:
    panels = [
        panel.model_copy(update={"turns_page": number in turns, "place": "attic"})
        for number, panel in enumerate(_panels(20, shot="medium"), 1)
    ]
    counts = [len(page.slots) for page in paginate(panels, pages=pages)]
    assert set(accumulate(counts)) >= set(turns)
    assert max(counts) <= 9


def test_turning_points_in_a_row_do_not_make_a_page_of_each() -> None:
    panels = [panel.model_copy(update={"turns_page": True}) for panel in _panels(24)]
    assert all(len(page.slots) >= 3 for page in paginate(panels))


def test_the_last_page_is_never_nearly_empty() -> None:
    for count in range(4, 60):
        assert len(paginate(_panels(count))[-1].slots) >= 3


def test_usual_pages_have_four_to_seven_panels() -> None:
    counts = [len(page.slots) for page in paginate(_panels(60, shot="medium"))]
    assert all(4 <= count <= 7 for count in counts)


def test_pages_of_a_long_book_differ_from_their_neighbours() -> None:
    shots = (Shot.WIDE, Shot.MEDIUM, Shot.FULL, Shot.MEDIUM, Shot.CLOSE)
    panels = [
        panel.model_copy(update={"shot": shots[i % 5]}) for i, panel in enumerate(_panels(90))
    ]
    rows = [tuple(round(slot.box.y, 1) for slot in page.slots) for page in paginate(panels)]
    alike = sum(one == other for one, other in pairwise(rows))
    assert len(rows) > 10
    assert alike <= len(rows) // 8


def test_a_splash_gets_a_page_that_bleeds() -> None:
    panels = _panels(13)
    panels[6] = panels[6].model_copy(update={"weight": 3.0})
    alone = [page for page in paginate(panels) if len(page.slots) == 1]
    assert [page.slots[0].panel for page in alone] == ["p6"]
    assert alone[0].slots[0].bleed and alone[0].slots[0].box == (0, 0, 1, 1)


def test_a_wide_shot_gets_a_wider_slot_than_a_close_one() -> None:
    panels = _panels(5)
    panels[0] = panels[0].model_copy(update={"shot": Shot.EXTREME_WIDE})
    panels[3] = panels[3].model_copy(update={"shot": Shot.CLOSE})
    slots = paginate(panels)[0].slots
    assert slots[0].box.w / slots[0].box.h > 1.5 * slots[3].box.w / slots[3].box.h


def test_much_speech_earns_more_area() -> None:
    panels = _panels(5, shot="medium")
    panels[2] = panels[2].model_copy(update={"speech": (Speech(text="word " * 60),)})
    slots = paginate(panels)[0].slots
    assert slots[2].box.area > 1.3 * max(s.box.area for s in slots if s.panel != "p2")


def test_reading_from_right_to_left_mirrors_the_page() -> None:
    panels = _panels(6)
    ltr, rtl = paginate(panels)[0], paginate(panels, direction=Direction.RTL)[0]
    for a, b in zip(ltr.slots, rtl.slots, strict=True):
        assert b.box.x == pytest.approx(1 - a.box.right, abs=2e-4)


def test_the_title_has_room_that_no_slot_takes() -> None:
    page = paginate(_panels(5))[0]
    assert page.title is not None
    assert all(slot.box.y >= page.title.bottom - 1e-3 for slot in page.slots)
    assert paginate(_panels(5), title=False)[0].title is None


def test_pages_turn_where_a_scene_begins() -> None:
    panels = _panels(12)
    panels = [p.model_copy(update={"place": "a" if i < 5 else "b"}) for i, p in enumerate(panels)]
    assert len(paginate(panels)[0].slots) == 5


def test_action_slants_one_gutter() -> None:
    runner = Region(id="r", noun="girl", phrase="a girl", pose=Pose.RUN)
    page = paginate(_panels(5, regions=(runner,), shot="medium"))[0]
    slanted = [s for s in page.slots if len({x for x, _ in s.polygon}) > 2]
    assert len(slanted) == 2
    calm = paginate(_panels(5, shot="medium"))[0]
    assert all(len({x for x, _ in s.polygon}) == 2 for s in calm.slots)


def test_picture_sizes_are_even_and_never_tiny() -> None:
    for page in paginate(_panels(9), pages=1):
        for slot in page.slots:
            width, height = slot_size_px(slot, page)
            assert width % 2 == height % 2 == 0 and min(width, height) >= 320
            assert width / height == pytest.approx(
                slot.box.w * page.size[0] / (slot.box.h * page.size[1]), rel=0.02
            )
            assert 0 < line_height(slot, page) < 0.3


def test_no_panels_are_no_pages() -> None:
    assert paginate([]) == []
