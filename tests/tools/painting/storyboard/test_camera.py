"""The camera of a place: perspective holds, and what matters stands between the figures."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panelwright_tools.domain.vocabulary import Angle, Shot
from panelwright_tools.painting.storyboard.places.camera import camera_for, widest_gap
from panelwright_tools.painting.storyboard.places.view import View

views = st.builds(
    View,
    size=st.tuples(st.integers(32, 900), st.integers(32, 900)),
    shot=st.sampled_from(list(Shot)),
    angle=st.sampled_from(list(Angle)),
    floor=st.floats(0.4, 1.5),
    scale=st.none() | st.floats(0.05, 3.0),
)


@given(views)
@settings(deadline=None, max_examples=60)
def test_feet_stand_on_the_floor_line_and_the_horizon_lies_above(view: View) -> None:
    camera = camera_for(view, None, 0.0, None)
    assert camera.ground(0.0) == pytest.approx(view.floor * view.size[1])
    assert camera.horizon < view.floor
    assert camera.ground(1e6) == pytest.approx(camera.horizon * view.size[1], abs=1.0)


@given(views, st.floats(0.0, 50.0), st.floats(0.1, 50.0))
@settings(deadline=None, max_examples=60)
def test_what_is_further_is_smaller_and_higher_on_the_panel(
    view: View, near: float, more: float
) -> None:
    camera = camera_for(view, None, 0.0, None)
    assert camera.pixels_per_metre(near + more) < camera.pixels_per_metre(near)
    assert camera.ground(near + more) < camera.ground(near)


@given(views)
@settings(deadline=None, max_examples=60)
def test_the_nearest_ground_reaches_the_lower_edge(view: View) -> None:
    camera = camera_for(view, None, 0.0, None)
    if camera.nearest > -0.85 * camera.distance:
        assert camera.ground(camera.nearest) >= view.size[1]


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 0.5)), max_size=6))
@settings(deadline=None, max_examples=80)
def test_the_widest_gap_is_clear_of_every_figure(spans: list[tuple[float, float]]) -> None:
    occupied = tuple((left, min(1.0, left + width)) for left, width in spans)
    middle, room = widest_gap(occupied)
    if room > 0 and occupied:
        for left, right in occupied:
            assert right <= middle - room / 2 + 1e-9 or left >= middle + room / 2 - 1e-9


def test_the_point_of_interest_slides_between_the_figures() -> None:
    view = View(size=(600, 600), shot=Shot.WIDE, occupied=((0.5, 0.9),))
    camera = camera_for(view, (1.0, 8.0), 5.0, 0.2)
    assert camera.point(1.0, 0.0, 8.0)[0] / 600 == pytest.approx(0.25)
    assert camera.far(0.2, 0.0)[0] / 600 == pytest.approx(0.25)


def test_a_crowd_leaves_the_camera_where_it_is() -> None:
    view = View(size=(600, 600), occupied=((0.0, 0.5), (0.45, 1.0)))
    assert camera_for(view, (3.0, 8.0), 5.0, 0.5).pan == 0


def test_high_angles_raise_the_horizon_and_low_angles_lower_it() -> None:
    def horizon(angle: Angle) -> float:
        return camera_for(View(size=(500, 500), angle=angle), None, 0.0, None).horizon

    assert horizon(Angle.HIGH) < horizon(Angle.EYE) - 0.15 < horizon(Angle.LOW) - 0.3


def test_closer_shots_enlarge_the_set() -> None:
    sizes = [
        camera_for(View(size=(500, 500), shot=shot), None, 0.0, None).pixels_per_metre(8.0)
        for shot in (Shot.EXTREME_WIDE, Shot.WIDE, Shot.FULL, Shot.MEDIUM, Shot.CLOSE)
    ]
    assert np.all(np.diff(sizes) > 0)


def test_panels_of_a_place_are_seen_from_elsewhere_but_for_one_that_is_told_where() -> None:
    views = [View(size=(600, 400), shot=Shot.FULL, number=number) for number in range(1, 6)]
    cameras = [camera_for(view, (1.0, 5.0), 2.0, None) for view in views]
    assert len({round(camera.pan, 2) for camera in cameras}) == 5
    assert all(camera.ground(0.0) == pytest.approx(views[0].floor * 400) for camera in cameras)
    told = [camera_for(replace(view, pan=1.5), None, 0.0, None) for view in views]
    assert {camera.pan for camera in told} == {1.5}
