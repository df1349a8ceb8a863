"""Pages after an edit: panels keep their sizes where the page still looks well."""

from collections.abc import Sequence
from itertools import combinations

import pytest

from panelwright_tools.domain import Direction, Panel, Shot
from panelwright_tools.layout.needs import needs_of
from panelwright_tools.layout.pages import PageLayout, Slot, paginate
from panelwright_tools.layout.reflow import cost_of_page, reflowed
from panelwright_tools.layout.tables import table

SHOTS = (Shot.WIDE, Shot.MEDIUM, Shot.CLOSE, Shot.FULL, Shot.MEDIUM, Shot.WIDE)


def panel(name: str, shot: Shot = Shot.MEDIUM, weight: float = 1.0) -> Panel:
    return Panel(id=name, shot=shot, weight=weight)


PANELS = [panel(f"p{number}", shot) for number, shot in enumerate(SHOTS, 1)]


def page_of(panels: Sequence[Panel], direction: Direction = Direction.LTR) -> PageLayout:
    (page,) = paginate(panels, pages=1, direction=direction)
    return page


def after(
    old: PageLayout, panels: Sequence[Panel], direction: Direction = Direction.LTR, **resized: Panel
) -> PageLayout:
    fresh = page_of(panels, direction)
    return reflowed(old, fresh, panels, [old], resized=resized, direction=direction)


def sides(page: PageLayout) -> dict[str, tuple[float, float]]:
    return {slot.panel: (slot.box.w, slot.box.h) for slot in page.slots}


def changed(old: PageLayout, new: PageLayout) -> set[str]:
    """The panels of both that have another size on the new one."""
    before, now = sides(old), sides(new)
    return {name for name in before.keys() & now.keys() if before[name] != now[name]}


def overlap(one: Slot, other: Slot) -> float:
    a, b = one.box, other.box
    across = min(a.right, b.right) - max(a.x, b.x)
    return max(0.0, across) * max(0.0, min(a.bottom, b.bottom) - max(a.y, b.y))


def check_whole(page: PageLayout, old: PageLayout) -> None:
    """No panel covers another or leaves the margins, and the room is used as before."""
    assert [slot.order for slot in page.slots] == list(range(1, len(page.slots) + 1))
    assert all(overlap(one, other) < 1e-5 for one, other in combinations(page.slots, 2))
    for edge in ("x", "y"):
        assert min(getattr(slot.box, edge) for slot in page.slots) == pytest.approx(
            min(getattr(slot.box, edge) for slot in old.slots), abs=1e-3
        )
    for edge in ("right", "bottom"):
        assert max(getattr(slot.box, edge) for slot in page.slots) == pytest.approx(
            max(getattr(slot.box, edge) for slot in old.slots), abs=1e-3
        )


@pytest.mark.parametrize("direction", list(Direction))
@pytest.mark.parametrize("gone", range(6))
def test_a_panel_that_goes_moves_as_few_as_look_well(gone: int, direction: Direction) -> None:
    old = page_of(PANELS, direction)
    left = PANELS[:gone] + PANELS[gone + 1 :]
    new, fresh = after(old, left, direction), page_of(left, direction)
    check_whole(new, old)
    assert [slot.panel for slot in new.slots] == [one.id for one in left]
    assert len(changed(old, new)) < len(changed(old, fresh)) or not changed(old, fresh)
    worse = cost_of_page(new, needs_of(left)) - cost_of_page(fresh, needs_of(left))
    assert worse <= float(table("pages")["page"]["kept"])


@pytest.mark.parametrize("place", range(6))
def test_a_panel_that_comes_leaves_whole_rows_as_they_are(place: int) -> None:
    old = page_of(PANELS)
    more = [*PANELS[:place], panel("new"), *PANELS[place:]]
    new = after(old, more)
    check_whole(new, old)
    assert len(changed(old, new)) <= 4 < len(changed(old, page_of(more)))


@pytest.mark.parametrize("direction", list(Direction))
def test_neighbours_of_a_row_change_places_with_their_sizes(direction: Direction) -> None:
    old = page_of(PANELS, direction)
    row = next(
        n for n, (a, b) in enumerate(zip(old.slots, old.slots[1:], strict=False))
        if a.box.y == b.box.y and a.box.w != b.box.w
    )  # fmt: skip
    swapped = [*PANELS]
    swapped[row], swapped[row + 1] = swapped[row + 1], swapped[row]
    new = after(old, swapped, direction)
    check_whole(new, old)
    assert changed(old, new) == set()
    first, second = new.slots[row], new.slots[row + 1]
    assert (first.box.x < second.box.x) is (direction is Direction.LTR)


def test_a_panel_that_is_to_be_larger_is_and_rows_elsewhere_stay() -> None:
    old = page_of(PANELS)
    larger = PANELS[2].model_copy(update={"weight": 1.6})
    new = after(old, [*PANELS[:2], larger, *PANELS[3:]], p3=larger)
    check_whole(new, old)
    (before,) = [slot.box.area for slot in old.slots if slot.panel == "p3"]
    (now,) = [slot.box.area for slot in new.slots if slot.panel == "p3"]
    assert now > 1.15 * before
    assert len(changed(old, new)) < 6


def test_a_splash_takes_the_page_that_it_needs() -> None:
    old = page_of([panel("p1")])
    splash = panel("p1", weight=3.0)
    (fresh,) = paginate([splash], pages=1, title=False)
    assert reflowed(old, fresh, [splash], [old], resized=["p1"]) == fresh
