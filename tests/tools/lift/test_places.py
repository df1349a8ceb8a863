"""Places on a map of lift: one for each thing that shows apart from others."""

import numpy as np

from panelwright_tools.lift.places import places

CHANCE = np.random.default_rng(3)


def drawn(*boxes: tuple[int, int, int, int, float], noise: float = 0.1) -> np.ndarray:
    """Rough evidence in boxes (top, bottom, left, right) of that height."""
    found = CHANCE.normal(0.0, noise, (16, 16))
    for top, bottom, left, right, height in boxes:
        found[top:bottom, left:right] += height
    return found.astype(np.float32)


def test_two_apart_are_two_places_the_one_with_most_first() -> None:
    found = places(drawn((1, 6, 1, 6, 0.8), (9, 15, 9, 15, 1.0)), 0.2)
    assert len(found) == 2
    assert found[0].share == 1.0 and 0.3 < found[1].share < 0.9
    assert found[0].box.centre[0] > 0.6 and found[1].box.centre[0] < 0.4


def test_one_is_one_place_where_it_lies() -> None:
    [found] = places(drawn((4, 12, 4, 12, 1.0)), 0.2)
    assert abs(found.box.x - 0.25) <= 0.07 and abs(found.box.right - 0.75) <= 0.07


def test_a_place_reaches_to_where_its_evidence_thins_but_not_into_another() -> None:
    lifts = np.zeros((16, 16), np.float32)
    lifts[4:12, 1:15] = 0.35  # thin evidence all along, and two middles
    lifts[6:10, 3:6] = lifts[6:10, 11:14] = 1.0
    one, other = places(lifts, 0.2)
    assert {round(one.box.x, 1), round(other.box.x, 1)} >= {0.1}
    assert one.box.intersection(other.box) < 0.02 and min(one.box.h, other.box.h) > 0.45


def test_a_faint_place_counts_only_from_its_share_on() -> None:
    lifts = drawn((1, 7, 1, 7, 1.0), (11, 14, 11, 14, 1.1), noise=0.02)
    assert len(places(lifts, 0.02)) == 2 and len(places(lifts, 0.5)) == 1


def test_where_nothing_speaks_for_it_there_is_no_place() -> None:
    assert places(np.full((8, 8), -0.1, np.float32), 0.2) == ()
    assert places(np.zeros((8, 8), np.float32), 0.2) == ()
