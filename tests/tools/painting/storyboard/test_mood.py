"""The colour script keeps scenes readable in every light."""

import itertools

import numpy as np
import pytest

from panelwright_tools.domain.vocabulary import Season, TimeOfDay, Weather
from panelwright_tools.painting.storyboard.colour import luminance, mix, pixel, rgb
from panelwright_tools.painting.storyboard.mood import mood_for

EVERY_LIGHT = list(itertools.product(TimeOfDay, Weather))


@pytest.mark.parametrize(("time", "weather"), EVERY_LIGHT)
def test_skin_stays_lighter_than_ink_in_every_light(time: TimeOfDay, weather: Weather) -> None:
    for indoors in (False, True):
        mood = mood_for(time, weather, indoors=indoors)
        skin = mood.grade("#7a4a30", figure=True)
        assert luminance(skin) - luminance(mood.ink) > 0.12
        assert np.all(mood.shadow(skin) < skin)


@pytest.mark.parametrize(("time", "weather"), EVERY_LIGHT)
def test_the_distance_sinks_into_the_haze(time: TimeOfDay, weather: Weather) -> None:
    mood = mood_for(time, weather)
    off = [np.abs(mood.grade("#c04030", depth) - rgb(mood.haze)).sum() for depth in (0, 0.5, 1)]
    assert off[0] > off[1] > off[2]


def test_night_is_darker_than_day_and_lit_by_lamps() -> None:
    day, night = mood_for(TimeOfDay.DAY), mood_for(TimeOfDay.NIGHT)
    assert luminance(night.grade("#b0a090")) < luminance(day.grade("#b0a090")) - 0.2
    assert night.dark and not day.dark
    assert night.edge > day.edge


def test_rain_wets_the_ground_outdoors_only() -> None:
    assert mood_for(TimeOfDay.DAY, Weather.RAIN).wet
    assert not mood_for(TimeOfDay.DAY, Weather.RAIN, indoors=True).wet


def test_snow_lies_when_it_falls_and_in_winter_but_not_in_rain() -> None:
    assert mood_for(TimeOfDay.DAY, Weather.SNOW).snow == 1
    assert mood_for(TimeOfDay.DAY, Weather.CLEAR, Season.WINTER).snow > 0.5
    assert mood_for(TimeOfDay.DAY, Weather.RAIN, Season.WINTER).snow == 0


def test_a_lamp_lit_room_is_warm_however_dark_it_is_outside() -> None:
    wall = mood_for(TimeOfDay.NIGHT, indoors=True).grade("#c0c0c0")
    assert wall[0] > wall[2] + 30


def test_seasons_change_the_leaves() -> None:
    leaves = {mood_for(TimeOfDay.DAY, season=season).leaf(1) for season in Season}
    assert len(leaves) == len(Season)


def test_the_sky_runs_smoothly_from_zenith_to_horizon() -> None:
    mood = mood_for(TimeOfDay.SUNSET)
    heights = [mood.sky_at(step / 20) for step in range(21)]
    assert np.allclose(heights[0], rgb(mood.sky[0][1]))
    assert np.allclose(heights[-1], rgb(mood.sky[-1][1]))
    steps = [np.abs(a - b).max() for a, b in itertools.pairwise(heights)]
    assert max(steps) < 40


def test_mixing_and_rounding_keep_colours_in_range() -> None:
    assert pixel(mix("#000000", "#ffffff", 0.5)) == (128, 128, 128)
    assert pixel((300.0, -5.0, 12.4)) == (255, 0, 12)
