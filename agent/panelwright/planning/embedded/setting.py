"""Where and when a sentence plays, and how that changes from one to the next."""

from dataclasses import dataclass, replace

from panelwright.planning.embedded.hours import new_day, time_in
from panelwright_tools.domain import Falling, Season, TimeOfDay, Weather


@dataclass(frozen=True)
class Setting:
    """Where and when a sentence plays."""

    place: str | None = None
    time: TimeOfDay = TimeOfDay.DAY
    weather: Weather = Weather.CLEAR
    season: Season | None = None
    falling: Falling | None = None
    """What falls or drifts through the scene itself."""
    scene: int = 0
    """Number of the scene; it rises when the place or time changes."""
    day: int = 0
    """Number of the day, as far as the text tells that another begins."""
    place_told: bool = False
    time_told: bool = False


def with_hour(now: Setting, words: list[str]) -> Setting:
    """The setting after words that may tell another hour or day."""
    after = now
    if new_day(words):
        light = replace(now, time=TimeOfDay.DAY, weather=Weather.CLEAR, time_told=False)
        after = replace(light, scene=now.scene + 1, day=now.day + 1)
    told = time_in(words)
    return after if told is None else replace(after, time=told, time_told=True)


def lasting_weather(before: Setting, after: Setting) -> Weather:
    """The weather that goes on: a new light brings a new sky, and fog stays where it lies."""
    evening = (TimeOfDay.SUNSET, TimeOfDay.DUSK, TimeOfDay.NIGHT)
    new_light = before.time != after.time and not (before.time in evening and after.time in evening)
    left = before.place != after.place and after.weather is Weather.FOG
    told = before.time_told and after.time_told
    return Weather.CLEAR if (new_light and told) or left else after.weather


def numbered(before: Setting, after: Setting) -> Setting:
    """The setting in a scene of its own, where its place or time is another."""
    moved = before.place != after.place or before.time != after.time
    return replace(after, scene=max(after.scene, before.scene + 1)) if moved else after
