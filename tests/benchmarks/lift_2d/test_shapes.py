"""The distributions of the plane, and what belongs to their compositions."""

import numpy as np
import pytest
from lift_2d.shapes import Composition, Ring, Shape, read_compositions, read_shapes

SHAPES = read_shapes()
COMPOSITIONS = read_compositions()


def grid() -> np.ndarray:
    axis = np.linspace(-1.3, 1.3, 131)
    return np.stack(np.meshgrid(axis, axis), axis=-1).reshape(-1, 2)


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_every_sample_belongs_and_samples_reach_all_that_belongs(shape: Shape) -> None:
    samples = shape.sample(4_000, np.random.default_rng(0))
    assert shape.holds(samples).all()
    members = grid()[shape.holds(grid())]
    nearest = np.hypot(*(members[:, None] - samples).transpose(2, 0, 1)).min(axis=1)
    assert 0 < len(members) < len(grid())
    assert nearest.max() < 0.12


def test_uniform_shapes_are_as_dense_everywhere() -> None:
    samples = SHAPES["left_ring"].sample(40_000, np.random.default_rng(0)) - (-0.4, 0.0)
    inner = np.hypot(*samples.T) < 0.65
    assert inner.mean() == pytest.approx((0.65**2 - 0.55**2) / (0.75**2 - 0.55**2), abs=0.01)


def test_points_inside_a_ring_are_not_on_it() -> None:
    ring = Ring((0.0, 0.0), 0.5, 0.7)
    assert ring.holds(np.array([[0.0, 0.0], [0.6, 0.0], [0.0, -0.6], [0.8, 0.0]])).tolist() == [
        False,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize("one", COMPOSITIONS, ids=lambda one: one.name)
def test_no_target_is_empty_or_everything(one: Composition) -> None:
    shares = [shape.holds(grid()).mean() for shape in one.shapes]
    held = one.holds(grid()).mean()
    assert held > 0.01
    assert held > max(shares) if one.kind == "mixture" else held < shares[0]
    assert one.holds(one.sample(500, np.random.default_rng(0))).all()


def test_there_are_three_of_each_kind_of_which_one_is_for_tuning() -> None:
    for kind in ("product", "mixture", "negation"):
        assert [one.tuned for one in COMPOSITIONS if one.kind == kind] == [True, False, False]
