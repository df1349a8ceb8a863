import math

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from panelwright_tools.lettering.candidates import candidates_of
from panelwright_tools.lettering.faults import faults
from panelwright_tools.lettering.ground import Ground, ground_of
from panelwright_tools.lettering.items import Item, Variant, single
from panelwright_tools.lettering.pairs import pair_cost
from panelwright_tools.lettering.placing import solve
from panelwright_tools.lettering.stage import Actor, Stage, shifted

A_FAULT = 14.0
"""What an unclear reading order costs, the least of all faults."""


def _ground(*heads: tuple[float, float], rtl: bool = False) -> Ground:
    actors = tuple(
        Actor(str(i), (x - 30, y - 30, x + 30, y + 150), str(i), (x - 30, y - 30, x + 30, y + 30))
        for i, (x, y) in enumerate(heads)
    )
    return ground_of(Stage((420, 380), actors), 20, rtl)


def _item(ground: Ground, speaker: int, width: float, height: float) -> Item:
    face = ground.stage.actors[speaker].face
    assert face is not None
    mouth = ((face[0] + face[2]) / 2, face[3] - 15)
    return Item("balloon", (Variant(width, height),), aim=mouth, head=face, voice="speech")


@settings(max_examples=12, derandomize=True, deadline=None)
@given(
    st.lists(st.tuples(st.floats(60, 360), st.floats(120, 300)), min_size=2, max_size=2),
    st.tuples(st.floats(60, 160), st.floats(40, 80)),
    st.booleans(),
)
def test_the_search_comes_near_the_best_of_all_pairs_of_places(
    heads: list[tuple[float, float]], size: tuple[float, float], rtl: bool
) -> None:
    assume(math.dist(*heads) > 80)
    ground = _ground(*heads, rtl=rtl)
    items = [_item(ground, 0, *size), _item(ground, 1, *size)]
    first, second = (candidates_of(item, ground) for item in items)
    best = min(
        float(own + np.min(second.cost + pair_cost(single(first.places.spot(i)), second.places,
                                                   (items[0], items[1]), False, ground)))
        for i, own in enumerate(first.cost)
    )  # fmt: skip
    assert best - 1e-6 <= solve(items, ground).cost < best + A_FAULT


def test_a_placement_with_room_has_no_fault() -> None:
    ground = _ground((100, 220), (320, 220))
    items = [_item(ground, 0, 120, 50), _item(ground, 1, 120, 50)]
    assert faults(solve(items, ground), items, ground) == 0


def test_a_balloon_larger_than_the_panel_is_a_fault() -> None:
    ground = _ground((200, 220))
    items = [_item(ground, 0, 600, 500)]
    assert faults(solve(items, ground), items, ground) > 5


def test_a_visible_mask_spares_the_air_beside_a_subject() -> None:
    visible = np.zeros((380, 420), bool)
    visible[200:380, 0:60] = True
    actor = Actor("tree", (0, 0, 420, 380), window=(0, 0, 420, 380), visible=visible)
    ground = ground_of(Stage((420, 380), (actor,)), 20, False)
    item = Item("sound", (Variant(80, 40),))
    spot = solve([item], ground).spots[0]
    assert spot.left > 55 or spot.top + spot.height < 205


def test_a_picture_that_moves_up_takes_its_subjects_along() -> None:
    visible = np.ones((100, 50), bool)
    actor = Actor(
        "a", (10, 20, 60, 120), "a", (10, 20, 60, 60), (35, 50), (10, 20, 60, 120), visible
    )
    moved = shifted(Stage((420, 380), (actor,)), 40).actors[0]
    assert moved.face == (10, -20, 60, 20)
    assert moved.mouth == (35, 10)
    assert moved.window == (10, 0, 60, 80)
    assert moved.visible is not None
    assert moved.visible.shape == (80, 50)
