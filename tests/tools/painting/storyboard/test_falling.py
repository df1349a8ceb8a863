"""Snow, leaves and glitter fall through any picture, and lines draw them where paper is white."""

import numpy as np
import pytest

from panelwright_tools.domain.brief import Brief
from panelwright_tools.domain.cast import Place
from panelwright_tools.domain.vocabulary import Falling, Shot, TimeOfDay, Weather
from panelwright_tools.painting.storyboard.falling import falling_overlays
from panelwright_tools.painting.storyboard.geometry import affine
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.inked_weather import parted
from panelwright_tools.painting.storyboard.mood import mood_for
from panelwright_tools.painting.storyboard.panel import drawn
from panelwright_tools.painting.storyboard.places.pieces.outlook import falling
from panelwright_tools.painting.storyboard.styles import style
from panelwright_tools.painting.storyboard.weather import weather_overlays

SHOP = Place(id="shop", name="shop", noun="shop", indoors=True)


def brief(falling: Falling | None, name: str = "colour", weather: Weather = Weather.CLEAR) -> Brief:
    return Brief(
        panel="p01",
        prompt="a shop",
        place=SHOP,
        size=(240, 160),
        shot=Shot.FULL,
        falling=falling,
        style=name,
        weather=weather,
    )


def changed(first: Brief, second: Brief) -> float:
    one, other = (np.asarray(drawn(b, "x").image, float) for b in (first, second))
    return float((np.abs(one - other).max(axis=2) > 40).mean())


@pytest.mark.parametrize("what", list(Falling))
def test_everything_that_can_fall_is_seen_within_walls(what: Falling) -> None:
    overlays = falling_overlays((240, 160), mood_for(TimeOfDay.DAY, indoors=True), what, seed=2)
    assert sum(np.asarray(overlay.mask, float).sum() for overlay in overlays) > 10_000


def test_it_snows_in_the_shop_only_where_it_is_told() -> None:
    assert changed(brief(None), brief(Falling.SNOW)) > 0.01
    assert changed(brief(None), brief(Falling.RAIN, weather=Weather.CLEAR)) > 0.01


@pytest.mark.parametrize(
    "name", ["ink", "manga", "noir", "pencil", "sepia", "watercolour", "newsprint"]
)
@pytest.mark.parametrize("weather", [Weather.RAIN, Weather.SNOW])
def test_lines_draw_rain_and_snow_over_the_styled_picture(name: str, weather: Weather) -> None:
    overlays = weather_overlays((240, 160), mood_for(TimeOfDay.DAY, weather), 0.7, seed=2)
    before, after = parted(overlays, style(name))
    assert before == () and len(after) == 2 * len(overlays)
    ink, paper = after[0], after[1]
    assert sum(ink.colour) < 500 < sum(paper.colour)
    beyond = np.asarray(ink.mask, int) - np.asarray(paper.mask, int)
    assert (beyond > 60).sum() > 50, "ink is seen beside the white"
    assert parted(overlays, style("colour")) == (overlays, ())


def test_fog_is_thinner_over_lines_than_over_colours() -> None:
    fog = weather_overlays((240, 160), mood_for(TimeOfDay.DAY, Weather.FOG), 0.7, seed=2)
    ink, colour = (parted(fog, style(name))[0] for name in ("ink", "colour"))
    thin, full = (np.asarray(overlays[0].mask, float).mean() for overlays in (ink, colour))
    assert 0.3 * full < thin < 0.7 * full


def test_petals_keep_their_colour_in_a_style_of_colours() -> None:
    petals = falling_overlays((240, 160), mood_for(TimeOfDay.DAY), Falling.PETALS, seed=2)
    snow = weather_overlays((240, 160), mood_for(TimeOfDay.DAY, Weather.SNOW), 0.7, seed=2)
    before, after = parted((*petals, *snow), style("watercolour"))
    assert set(map(id, before)) <= set(map(id, petals)) and before
    assert len(parted((*petals, *snow), style("ink"))[1]) == 2 * len((*petals, *snow))
    assert len(after) >= 2


@pytest.mark.parametrize("weather", [Weather.RAIN, Weather.SNOW, Weather.FOG])
def test_the_weather_is_seen_through_the_window_of_a_room(weather: Weather) -> None:
    mood = mood_for(TimeOfDay.DAY, weather)
    sheet = Sheet(120, 120, mood, seed=1, opaque=True)
    bare = np.asarray(sheet.colours, float)
    with sheet.placed(affine(60, 60, 40, -40)):
        falling(mood, np.random.default_rng(1), sheet, (0.0, 0.0, 1.0, 1.0))
    there = np.abs(np.asarray(sheet.colours, float) - bare).max(axis=2) > 20
    assert 0.005 < there.mean() < 0.6
