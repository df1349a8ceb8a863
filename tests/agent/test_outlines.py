"""Masks of inpainting that follow what was found."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from panelwright.inpainting import masked
from panelwright.outlines import Outlines, around, as_boxes, outlines_of
from panelwright_tools.domain import (
    Attempt,
    Box,
    Brief,
    BriefRegion,
    Condition,
    Evidence,
    Region,
    Ruling,
    Verdict,
)
from panelwright_tools.painting.compositing import mask_of
from panelwright_tools.painting.picture import Mask, Sighting

SIZE = (480, 240)
DOG, CAT = Box(0.1, 0.2, 0.4, 0.6), Box(0.35, 0.2, 0.4, 0.6)


def disc(region: str, box: Box) -> Sighting:
    """An ellipse that fills its box."""
    left, top = round(box.x * SIZE[0]), round(box.y * SIZE[1])
    width, height = round(box.w * SIZE[0]), round(box.h * SIZE[1])
    down, across = np.mgrid[0:height, 0:width]
    inside = ((across / width - 0.5) ** 2 + (down / height - 0.5) ** 2) <= 0.25
    return Sighting(region, box, (left, top, left + width, top + height), inside)


def pixels(one: Sighting) -> Mask:
    whole = np.zeros((SIZE[1], SIZE[0]), bool)
    assert one.window is not None and one.visible is not None
    left, top, right, bottom = one.window
    whole[top:bottom, left:right] = one.visible
    return whole


def attempt(region: str, cause: str) -> Attempt:
    condition = Condition(id="c", kind="present", region=region)
    ruling = Ruling.model_validate({"condition": condition, "outcome": "fail", "cause": cause})
    return Attempt(panel="p", number=1, picture="k", evidence=Evidence(),
                   verdict=Verdict(rulings=(ruling,)))  # fmt: skip


def brief() -> Brief:
    regions = tuple(
        BriefRegion(region=Region(id=name, noun=name, phrase=name), box=box)
        for name, box in (("dog", DOG), ("cat", CAT))
    )
    return Brief(panel="p", prompt="", regions=regions, size=SIZE)


def mask(cause: str, *seen: Sighting, found: tuple[Box, ...] = ()) -> Mask:
    outlines = outlines_of(attempt("dog", cause), seen, SIZE, ("dog",))
    mended = masked(brief(), brief(), ("dog",), "key", found, outlines)
    assert mended.repaint == ("dog",)
    return mask_of(mended.mask, SIZE)


@pytest.mark.parametrize("cause", ["faint", "unlike", "hidden_face"])
def test_what_lies_where_it_should_is_painted_anew_within_its_widened_outline(cause: str) -> None:
    dog = disc("dog", DOG)
    marked = mask(cause, dog)
    assert marked[pixels(dog)].all()
    box = mask_of([DOG], SIZE)
    corners = box & ~pixels(dog)
    assert 0.2 < marked[corners].mean() < 0.9
    assert marked[~box].any(), "the outline is widened for soft edges"


def test_what_is_missing_is_painted_in_its_box_but_not_over_what_passed() -> None:
    cat = disc("cat", CAT)
    marked = mask("missing", cat)
    assert not marked[pixels(cat)].any()
    free = mask_of([DOG], SIZE) & ~mask_of([CAT], SIZE)
    assert marked[free].mean() > 0.95, "but for cells that the cat reaches into"
    assert mask("missing")[pixels(cat) & mask_of([DOG], SIZE)].all(), "without outlines the box"


def test_an_outline_is_not_widened_over_a_neighbour_that_passed() -> None:
    cat = disc("cat", CAT)
    marked, alone = mask("faint", disc("dog", DOG), cat), mask("faint", disc("dog", DOG))
    only_cat = pixels(cat) & ~pixels(disc("dog", DOG))
    assert marked[only_cat].sum() < 0.6 * alone[only_cat].sum()


def test_what_lies_elsewhere_is_painted_where_it_is_and_where_it_should_be() -> None:
    astray = disc("dog", Box(0.8, 0.1, 0.15, 0.3))
    marked = mask("misplaced", astray, found=(astray.box,))
    assert marked[pixels(astray)].all() and marked[mask_of([DOG], SIZE)].all()


def test_a_box_that_what_passed_fills_is_painted_whole() -> None:
    cat = disc("cat", Box(0, 0, 1, 1))
    full = Sighting("cat", cat.box, (0, 0, *SIZE), np.ones((SIZE[1], SIZE[0]), bool))
    assert mask("missing", full)[mask_of([DOG], SIZE)].all()


def test_a_sighting_without_a_mask_is_no_outline() -> None:
    assert (
        outlines_of(attempt("dog", "faint"), [Sighting("dog", DOG)], SIZE, ("dog",)) == Outlines()
    )


@given(arrays(bool, st.tuples(st.integers(1, 12), st.integers(1, 16))))
def test_boxes_cover_exactly_the_cells(cells: Any) -> None:
    rows, columns = cells.shape
    boxes = as_boxes(cells)
    fine = mask_of(boxes, (columns * 50, rows * 50))[25::50, 25::50]
    assert (fine == cells).all()
    assert sum(box.area for box in boxes) == pytest.approx(cells.mean(), abs=0.02)


def test_boxes_stay_as_they_are_where_nobody_knows_what_passed() -> None:
    assert around([DOG, DOG], Outlines()) == (DOG,)


def test_where_boxes_of_others_leave_no_room_all_but_they_is_painted_anew() -> None:
    boxes = {"cat": Box(0.1, 0.2, 0.35, 0.6)}
    known = outlines_of(attempt("dog", "faint"), (), SIZE, ("dog",), boxes)
    assert known.rough
    tight = masked(brief(), brief(), ("dog",), "key", [], known)
    painted = mask_of(tight.mask, SIZE)
    kept = mask_of([Box(0.12, 0.22, 0.31, 0.56)], SIZE)
    assert not (painted & kept).any() and painted.mean() > 0.7


def test_what_is_only_too_many_keeps_its_own_place() -> None:
    boxes = {"dog": DOG}
    known = outlines_of(attempt("dog", "miscounted"), (), SIZE, (), boxes)
    assert known.passed is not None and known.passed.any()
    assert outlines_of(attempt("dog", "faint"), (), SIZE, (), boxes).passed is None
