"""In which order a crowded panel is drawn, and what a layer may change."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from panelwright_tools.domain import (
    FREE,
    Box,
    Brief,
    BriefRegion,
    Cost,
    Region,
    Relation,
    RelationKind,
)
from panelwright_tools.painting.compositing import mask_of
from panelwright_tools.painting.diffusion.layering import (
    drawing_order,
    drawn,
    in_layers,
    layers,
)
from panelwright_tools.painting.picture import Picture

Models = Callable[[str], Path]
NAMES = "abcdef"
SOMEWHERE = Box(0.2, 0.2, 0.3, 0.3)


def item(name: str, depth: float = 0.5, box: Box = SOMEWHERE) -> BriefRegion:
    region = Region(id=name, noun="ball", phrase=f"a ball {name}", depth=depth)
    return BriefRegion(region=region, box=box)


def related(*words: str) -> tuple[Relation, ...]:
    parts = [text.split() for text in words]
    return tuple(
        Relation(
            kind=RelationKind(kind), source=source, target=target, other="".join(other) or None
        )
        for source, kind, target, *other in parts
    )


def order(regions: list[BriefRegion], *relations: str) -> str:
    return "".join(one.region.id for one in drawing_order(regions, related(*relations)))


def test_the_far_is_drawn_before_the_near() -> None:
    assert order([item("a", 0.1), item("b", 0.9), item("c", 0.5), item("d", 0.9)]) == "bdca"


@pytest.mark.parametrize(
    ("relation", "drawn_as"),
    [("a on b", "ba"), ("a inside b", "ba"), ("a rides b", "ba"), ("b holds a", "ba"),
     ("b carries a", "ba"), ("b behind a", "ba"), ("a in_front_of b", "ba"),
     ("a left_of b", "ab"), ("a looks_at b", "ab")],
)  # fmt: skip
def test_what_bears_or_holds_is_drawn_before_what_it_bears_whatever_the_depth(
    relation: str, drawn_as: str
) -> None:
    assert order([item("a", 0.9), item("b", 0.1)], relation) == drawn_as


def test_supports_stand_on_supports() -> None:
    regions = [item("a", 0.9), item("b", 0.5), item("c", 0.1), item("d", 0.3)]
    assert order(regions, "a on b", "b on c") == "dcba"


def test_a_gift_is_drawn_after_both_who_hold_it() -> None:
    assert order([item("a", 0.9), item("b", 0.5), item("c", 0.1)], "b gives a c") == "bca"


def test_a_circle_begins_with_its_farthest_and_not_with_who_waits_for_it() -> None:
    regions = [item("a", 0.9), item("b", 0.2), item("c", 0.4)]
    assert order(regions, "b on c", "c on b", "a on b") == "cba"


@given(
    st.lists(st.floats(0, 1), min_size=6, max_size=6),
    st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=12),
)
def test_every_region_is_drawn_once_and_supports_first_where_there_is_no_circle(
    depths: list[float], pairs: list[tuple[str, str]]
) -> None:
    regions = [item(name, depth) for name, depth in zip(NAMES, depths, strict=True)]
    found = order(regions, *(f"{top} on {bottom}" for top, bottom in pairs))
    assert sorted(found) == list(NAMES)
    upward = [(top, bottom) for top, bottom in pairs if top > bottom]
    found = order(regions, *(f"{top} on {bottom}" for top, bottom in upward))
    assert all(found.index(bottom) < found.index(top) for top, bottom in upward)


def crowd(count: int, **changes: Any) -> Brief:
    regions = tuple(
        item(f"r{n}", n / count, Box(n % 4 / 4, n // 4 / 4, 0.2, 0.2)) for n in range(count)
    )
    facts = {"panel": "p01", "prompt": "a fair", "regions": regions, "size": (80, 60), "seed": 3}
    return Brief.model_validate({**facts, **changes})


def test_crowded_panels_are_drawn_in_layers_unless_it_is_set_otherwise() -> None:
    assert [in_layers(crowd(count), "auto") for count in (0, 8, 9)] == [False, False, True]
    assert not in_layers(crowd(9, grid=(30, 30)), "auto")
    assert not in_layers(crowd(9), "never")
    assert [in_layers(crowd(count), "always") for count in (0, 1)] == [False, True]


def test_each_layer_knows_what_is_drawn_already_and_masks_its_own_subject() -> None:
    brief = crowd(3, relations=related("r2 on r1", "r0 next_to r1"))
    first, *others = layers(brief)
    assert first.regions == () and first.mask == () and first.relations == ()
    assert [[one.region.id for one in step.regions] for step in others] == [
        ["r1"], ["r1", "r2"], ["r1", "r2", "r0"],
    ]  # fmt: skip
    (box,) = others[0].mask
    assert tuple(box) == pytest.approx((0.22, 0, 0.26, 0.23))
    assert [len(step.relations) for step in others] == [0, 1, 2]


def test_the_first_of_very_many_subjects_are_painted_with_the_background() -> None:
    first, *others = layers(crowd(15))
    assert [one.region.id for one in first.regions] == ["r14", "r13", "r12"]
    assert [step.repaint for step in others] == [(f"r{n}",) for n in range(11, -1, -1)]


class Hand:
    """Fills masks with the colour of its seed, and counts."""

    def __init__(self) -> None:
        self.seeds: list[int] = []

    def paint(self, brief: Brief) -> Picture:
        self.seeds.append(brief.seed)
        return Picture(Image.new("RGB", brief.size, (brief.seed, 0, 0)), "hand", brief.seed)

    def add(self, picture: Picture, brief: Brief) -> Picture:
        self.seeds.append(brief.seed)
        pixels = np.array(picture.image)
        pixels[mask_of(brief.mask, picture.image.size)] = brief.seed
        return replace(picture, image=Image.fromarray(pixels), notes=())


def test_samplings_are_bounded_however_little_is_found() -> None:
    hand = Hand()
    picture = drawn(layers(crowd(15)), hand.paint, hand.add, lambda _, __: False)
    assert len(hand.seeds) == len(set(hand.seeds)) == 1 + 12 * 2
    assert "A ball r11 was not found in its layer after 2 tries." in picture.notes
    assert picture.seed == 3


def test_what_is_not_there_is_painted_again_over_the_same_picture() -> None:
    seen = iter([True, False, True])
    hand, asked = Hand(), []

    def is_there(picture: Picture, layer: Brief) -> bool:
        asked.append(layer.regions[-1].region.id)
        return next(seen)

    brief = crowd(2)
    picture = drawn(layers(brief), hand.paint, hand.add, is_there)
    assert asked == ["r1", "r0", "r0"]
    pixels, inside = np.array(picture.image), mask_of([brief.regions[0].box], (80, 60))
    assert set(pixels[inside].ravel()) == {hand.seeds[-1]}
    assert picture.notes[1:] == ("A ball r0 was found in its layer at try 2.",)


def test_what_nobody_could_look_for_is_told_and_not_painted_again() -> None:
    hand = Hand()
    picture = drawn(layers(crowd(2)), hand.paint, hand.add, lambda _, __: None)
    assert len(hand.seeds) == 3
    assert "Nobody could tell whether a ball r1 is in its layer." in picture.notes


def test_without_a_check_each_layer_is_painted_once_and_this_is_told() -> None:
    hand = Hand()
    picture = drawn(layers(crowd(2)), hand.paint, hand.add)
    assert len(hand.seeds) == 3
    assert picture.notes == (
        "Drawn in layers, none of them looked for: the background, then a ball r1, a ball r0.",
    )


def test_a_model_draws_a_crowd_in_layers_that_change_nothing_outside_their_masks(
    tiny_models: Models,
) -> None:
    pytest.importorskip("diffusers")
    from panelwright_tools.painting.diffusion.painter import diffusion_painter

    brief, pictures = crowd(3), []

    class Watching:
        id = "watching"

        def price(self, brief: Brief) -> Cost:
            return Cost(calls=1)

        def is_there(self, picture: Picture, brief: Brief) -> bool:
            pictures.append(np.asarray(picture.image, int))
            return True

    plain = diffusion_painter(model=str(tiny_models("sd15")), steps=1, side=64, layered="always")
    checked = plain.checked_by(Watching())
    picture = checked.paint(brief)
    for before, after, step in zip(pictures, pictures[1:], layers(brief)[2:], strict=False):
        changed = (before != after).any(axis=2)
        mask = mask_of(step.mask, brief.size)
        assert changed[mask].any() and not changed[~mask].any()
    assert len(pictures) == 3
    assert (np.asarray(picture.image, int) == pictures[-1]).all()
    assert plain.paint(brief).image.tobytes() == checked.paint(brief).image.tobytes()
    assert checked.id == plain.id and checked.hand(brief) == f"{plain.id}+looks by watching"
    assert checked.hand(brief.model_copy(update={"parent": "0" * 16})) == plain.id
    assert (plain.price(brief), checked.price(brief)) == (FREE, Cost(calls=3 * 2))
    never = diffusion_painter(model=str(tiny_models("sd15")), steps=1, side=64, layered="never")
    assert never.checked_by(Watching()).hand(brief) == never.id
    assert never.paint(brief).image.tobytes() != picture.image.tobytes()
