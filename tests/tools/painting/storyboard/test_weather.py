"""Weather falls outdoors, is laid on any window, and depends on nothing that is drawn."""

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from panelwright_tools.domain.vocabulary import Season, TimeOfDay, Weather
from panelwright_tools.painting.storyboard.mood import mood_for
from panelwright_tools.painting.storyboard.weather import (
    Overlay,
    snowfall,
    speed_lines,
    splashes,
    weather_overlays,
)

SIZE = (160, 120)
FALLING = [Weather.RAIN, Weather.STORM, Weather.SNOW, Weather.FOG, Weather.WIND]


def cover(overlay: Overlay) -> NDArray[np.float64]:
    return np.asarray(overlay.mask, float)


@pytest.mark.parametrize("weather", FALLING)
def test_weather_changes_the_picture_outdoors_but_not_indoors(weather: Weather) -> None:
    overlays = weather_overlays(SIZE, mood_for(TimeOfDay.DAY, weather), 0.7, seed=1)
    assert overlays and all(overlay.mask.size == SIZE for overlay in overlays)
    assert sum(cover(overlay).sum() for overlay in overlays) > 0
    inside = mood_for(TimeOfDay.DAY, weather, indoors=True)
    assert weather_overlays(SIZE, inside, 0.7, seed=1) == ()


@pytest.mark.parametrize("weather", [Weather.CLEAR, Weather.CLOUDY])
def test_dry_calm_weather_adds_nothing(weather: Weather) -> None:
    assert weather_overlays(SIZE, mood_for(TimeOfDay.DAY, weather), 0.7, seed=1) == ()


@pytest.mark.parametrize("weather", FALLING)
def test_a_window_of_the_weather_equals_the_weather_of_the_window(weather: Weather) -> None:
    picture = Image.radial_gradient("L").resize(SIZE).convert("RGB")
    window = (30, 20, 110, 90)
    for overlay in weather_overlays(SIZE, mood_for(TimeOfDay.NIGHT, weather), 0.7, seed=2):
        whole = overlay.on(picture).crop(window)
        assert overlay.on(picture.crop(window), window).tobytes() == whole.tobytes()


def test_a_storm_falls_harder_than_rain() -> None:
    def wetness(weather: Weather) -> float:
        overlays = weather_overlays(SIZE, mood_for(TimeOfDay.DAY, weather), 0.7, seed=3)
        return float(sum(cover(overlay).sum() for overlay in overlays))

    assert wetness(Weather.STORM) > 1.3 * wetness(Weather.RAIN)


def test_drops_splash_on_wet_ground_below_its_far_edge() -> None:
    wet = splashes(SIZE, mood_for(TimeOfDay.DAY, Weather.RAIN), 0.7, seed=4)
    assert len(wet) == 1
    assert cover(wet[0])[: int(0.6 * SIZE[1])].sum() == 0 < cover(wet[0]).sum()
    assert splashes(SIZE, mood_for(TimeOfDay.DAY), 0.7, seed=4) == ()


def test_wind_carries_the_leaves_of_the_season() -> None:
    def colours(season: Season) -> set[tuple[int, int, int]]:
        mood = mood_for(TimeOfDay.DAY, Weather.WIND, season)
        return {overlay.colour for overlay in weather_overlays(SIZE, mood, 0.7, seed=5)}

    assert colours(Season.AUTUMN) != colours(Season.SPRING)


def test_the_same_seed_falls_the_same_way() -> None:
    assert snowfall(SIZE, 6).mask.tobytes() == snowfall(SIZE, 6).mask.tobytes()
    assert snowfall(SIZE, 6).mask.tobytes() != snowfall(SIZE, 7).mask.tobytes()


def test_speed_lines_mirror_with_the_direction() -> None:
    mood = mood_for(TimeOfDay.DAY)
    right, left = (cover(speed_lines(SIZE, mood, 9, way)) for way in (1.0, -1.0))
    assert np.abs(right[:, ::-1] - left).mean() < 4
