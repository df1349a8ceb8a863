"""The colour script: what time of day, weather, season and walls do to every colour."""

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Any

from panelwright_tools.domain.vocabulary import Season, TimeOfDay, Weather
from panelwright_tools.painting.storyboard.colour import Colour, Paint, luminance, mix, rgb
from panelwright_tools.painting.storyboard.tables import table

Stop = tuple[float, str | tuple[float, float, float]]
"""A colour stop of a gradient: position 0..1 and colour."""
Light = tuple[float, float, float]
"""Factors for red, green and blue; 1 leaves a colour as it is."""

DARK = 0.5
"""From this share of lit lamps on, a scene counts as dark."""


@dataclass(frozen=True)
class Mood:
    """The light of one scene. Colours are graded by it, ink and haze are taken from it."""

    name: TimeOfDay
    weather: Weather
    season: Season | None
    sky: tuple[Stop, ...]
    """From the zenith (0) to the horizon (1)."""
    tint: Light
    key: str
    lean: float
    figure: Light
    shade: Light
    haze: Paint
    ink: Paint
    rim: Paint
    edge: float
    """How strong the rim light on figures is, 0..1."""
    lamps: float
    """How far lamps and windows are lit, 0..1."""
    sun: str
    clouds: float
    """Share of the sky that clouds take, 0..1."""
    wet: bool = False
    """The ground mirrors."""
    snow: float = 0.0
    """How far snow lies on roofs and ground, 0..1."""
    fog: float = 0.0
    wind: float = 0.0
    indoors: bool = False
    leaves: tuple[str, ...] = ()
    grass: tuple[str, str] = ("#5f9a42", "#8fc25a")
    """Near and far colour of grass."""
    flowers: float = 1.0
    bare: float = 0.0
    """Share of trees without leaves, 0..1."""
    wash: float = 0.0
    """How far figures are lightened for a style that draws with lines, 0..1."""

    @property
    def dark(self) -> bool:
        """Whether lamps, not the sky, light the scene."""
        return self.lamps > DARK

    def grade(self, colour: Paint, depth: float = 0.0, figure: bool = False) -> Colour:
        """A colour as this light shows it.

        `depth` 0 is near, 1 lost in the haze. Figures get a lighter light than the set.
        """
        light = self.figure if figure else self.tint
        graded = rgb(colour) * rgb(light)
        wash = self.wash and self.wash * _washable(colour)
        towards, share = ("#ffffff", wash) if figure else (self.key, self.lean)
        graded = mix(graded, towards, share)
        hazed = min(1.0, depth * (1 + self.fog)) * 0.9
        return mix(graded, self.haze, min(0.96, hazed))

    def shadow(self, colour: Paint) -> Colour:
        """The cel shadow of a graded colour."""
        return rgb(colour) * rgb(self.shade)

    def lit(self, colour: Paint) -> Colour:
        """The highlight of a graded colour."""
        return mix(colour, self.rim, 0.45)

    def sky_at(self, height: float) -> Colour:
        """The sky's colour at a height, 0 zenith to 1 horizon."""
        stops = self.sky
        for (low, first), (high, second) in pairwise(stops):
            if height <= high:
                return mix(first, second, max(0.0, height - low) / (high - low))
        return rgb(stops[-1][1])

    def leaf(self, number: int) -> str:
        """A leaf colour of the season; numbers run through all of them."""
        return self.leaves[number % len(self.leaves)]


def _washable(colour: Paint) -> float:
    """Black hair and cloth stay spots of black under a wash; skin, however dark, grows lighter."""
    return min(1.0, max(0.0, (luminance(colour) - 0.16) / 0.07))


@lru_cache(maxsize=512)
def mood_for(
    time: TimeOfDay,
    weather: Weather = Weather.CLEAR,
    season: Season | None = None,
    indoors: bool = False,
) -> Mood:
    """The light of a scene. Without a season it is summer, or winter where snow falls."""
    mood = _by_time(time, weather, season)
    mood = _under_weather(mood, table("mood")["weather"][weather.value])
    growing = season or (Season.WINTER if weather is Weather.SNOW else Season.SUMMER)
    mood = _in_season(mood, table("mood")["season"][growing.value])
    return _within_walls(mood) if indoors else mood


def _by_time(time: TimeOfDay, weather: Weather, season: Season | None) -> Mood:
    row = table("mood")["time"][time.value]
    return Mood(
        name=time,
        weather=weather,
        season=season,
        sky=_stops(row["sky"]),
        tint=_light(row["tint"]),
        key=row["key"],
        lean=row["lean"],
        figure=_light(row["figure"]),
        shade=_light(row["shade"]),
        haze=row["haze"],
        ink=row["ink"],
        rim=row["rim"],
        edge=row["edge"],
        lamps=row["lamps"],
        sun=row["sun"],
        clouds=0.35,
    )


def _under_weather(mood: Mood, row: dict[str, Any]) -> Mood:
    if mood.name is TimeOfDay.NIGHT and mood.weather.value in table("mood")["dark"]:
        night = table("mood")["dark"][mood.weather.value]
        sky, haze, tint = _stops(night["sky"]), rgb(night["haze"]), mood.tint
    else:
        sky = _veiled(mood.sky, row["veil"], row["veil_sky"])
        haze, tint = mix(mood.haze, row["veil"], row["veil_haze"]), _times(mood.tint, row["light"])
    gloom = 0.75 if mood.weather is Weather.STORM else 0.2 if row.get("wet") else 0.0
    return replace(
        mood,
        sky=sky,
        haze=tuple(haze),
        tint=tint,
        lamps=max(mood.lamps, gloom),
        clouds=row["clouds"],
        wet=row.get("wet", False),
        snow=row.get("snow", 0.0),
        fog=row.get("fog", 0.0),
        wind=row.get("wind", 0.0),
    )


def _in_season(mood: Mood, row: dict[str, Any]) -> Mood:
    lying = 0.0 if mood.wet or mood.season is None else row.get("snow", 0.0)
    return replace(
        mood,
        tint=_times(mood.tint, row["light"]),
        snow=max(mood.snow, lying),
        leaves=tuple(row["leaves"]),
        grass=(row["grass"], row["grass_far"]),
        flowers=row["flowers"],
        bare=row["bare"],
    )


def _within_walls(mood: Mood) -> Mood:
    """Indoors lamps win over whatever the sky does; a window shows the sky as it is."""
    row = table("mood")["indoors"]["lamp" if mood.dark else "window"]
    lamp_lit = mood.dark
    return replace(
        mood,
        tint=_light(row["tint"]) if lamp_lit else _times(mood.tint, row["tint"]),
        key=row["key"],
        lean=row["lean"],
        figure=_light(row["figure"]) if lamp_lit else _times(mood.figure, row["figure"]),
        shade=_light(row["shade"]),
        haze=row["haze"] if lamp_lit else tuple(mix(mood.haze, row["haze"], 0.6)),
        rim=row["rim"],
        edge=row["edge"],
        lamps=row["lamps"] if lamp_lit else mood.lamps,
        fog=0.0,
        wet=False,
        snow=0.0,
        wind=0.0,
        indoors=True,
    )


def _stops(rows: list[list[Any]]) -> tuple[Stop, ...]:
    return tuple((float(position), str(colour)) for position, colour in rows)


def _light(values: list[float]) -> Light:
    red, green, blue = values
    return red, green, blue


def _times(first: Light, second: list[float]) -> Light:
    red, green, blue = (a * b for a, b in zip(first, second, strict=True))
    return red, green, blue


def _veiled(sky: tuple[Stop, ...], veil: str, share: float) -> tuple[Stop, ...]:
    return tuple((place, _triple(mix(colour, veil, share))) for place, colour in sky)


def _triple(colour: Colour) -> Light:
    red, green, blue = (float(value) for value in colour)
    return red, green, blue
