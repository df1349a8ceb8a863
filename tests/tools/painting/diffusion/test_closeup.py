"""Which part of a picture is painted anew as a close-up, and what its brief says."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from panelwright_tools.domain import Box, Brief, BriefRegion, Region, Relation, RelationKind
from panelwright_tools.painting.diffusion.closeup import Window, seen_through, window_around


def mask(size: tuple[int, int], window: Window) -> Any:
    marked = np.zeros((size[1], size[0]), bool)
    marked[window.top : window.bottom, window.left : window.right] = True
    return marked


@given(st.data(), st.integers(1, 301), st.integers(1, 301))
def test_a_window_holds_its_mask_and_lies_on_the_picture(
    data: st.DataObject, width: int, height: int
) -> None:
    left, top = data.draw(st.integers(0, width - 1)), data.draw(st.integers(0, height - 1))
    right, bottom = data.draw(st.integers(left + 1, width)), data.draw(st.integers(top + 1, height))
    found = window_around(mask((width, height), Window(left, top, right, bottom)))
    assert 0 <= found.left <= left and right <= found.right <= width
    assert 0 <= found.top <= top and bottom <= found.bottom <= height


def test_a_window_has_room_around_its_mask() -> None:
    assert window_around(mask((1000, 800), Window(400, 300, 600, 500))) == (300, 200, 700, 600)


def test_a_window_at_the_edge_keeps_its_size_and_its_room() -> None:
    assert window_around(mask((1000, 800), Window(900, 700, 1000, 800))) == (800, 600, 1000, 800)


def test_a_speck_is_seen_with_what_is_around_it() -> None:
    assert window_around(mask((1000, 800), Window(500, 400, 502, 402))).size == (200, 160)


@pytest.mark.parametrize("marked", [Window(0, 0, 0, 0), Window(200, 200, 800, 700)])
def test_what_gains_little_is_painted_with_the_whole_picture(marked: Window) -> None:
    assert window_around(mask((1000, 800), marked)) == (0, 0, 1000, 800)


def item(name: str, box: Box) -> BriefRegion:
    return BriefRegion(region=Region(id=name, noun="ball", phrase="a ball"), box=box)


def test_regions_are_told_in_the_windows_fractions_cut_or_left_out() -> None:
    brief = Brief(
        panel="p01",
        prompt="",
        size=(400, 200),
        regions=(
            item("inside", Box(0.6, 0.6, 0.1, 0.2)),
            item("cut", Box(0.4, 0.4, 0.2, 0.3)),
            item("outside", Box(0, 0, 0.2, 0.2)),
        ),
        relations=(
            Relation(kind=RelationKind.ON, source="inside", target="cut"),
            Relation(kind=RelationKind.ON, source="inside", target="outside"),
        ),
        reserved=(Box(0, 0, 1, 0.2), Box(0.5, 0.5, 0.5, 0.5)),
    )
    near = seen_through(brief, Window(200, 100, 400, 200), (400, 200))
    assert near.size == (200, 100)
    assert [one.region.id for one in near.regions] == ["inside", "cut"]
    assert near.regions[0].box == pytest.approx((0.2, 0.2, 0.2, 0.4))
    assert near.regions[1].box == pytest.approx((0, 0, 0.2, 0.4))
    assert [one.target for one in near.relations] == ["cut"]
    assert near.reserved == (Box(0, 0, 1, 1),)
    assert Brief.model_validate(near.model_dump()) == near
