"""The atlas: which world a noun means, and what `data/places/<world>.toml` says about it."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from typing import Any, Final

from panelwright_tools.domain.cast import Place
from panelwright_tools.domain.vocabulary import Season, TimeOfDay, Weather
from panelwright_tools.painting.storyboard.mood import Mood, mood_for
from panelwright_tools.painting.storyboard.places.view import Surface
from panelwright_tools.painting.storyboard.tables import table

_FROM_ABOVE: Final = " from above"
"""How the noun of a place ends that is flown over."""
INDOOR_SKETCH: Final = "sketch_indoors"
OUTDOOR_SKETCH: Final = "sketch_outdoors"


@dataclass(frozen=True)
class Chart:
    """One world as its file describes it."""

    name: str
    items: tuple[dict[str, Any], ...]
    indoors: bool = False
    surface: Surface = "ground"
    haze: float = 45.0
    """Metres over which colours fade to about a third."""
    interest: tuple[float, float] | None = None
    """(x, d) of what should be seen between the figures, metres."""
    reach: float = 2.0
    """How far the camera may walk for it, metres."""
    far_interest: float | None = None
    """x of what should be seen on the backdrop, far units."""
    snow: float = 0.0
    """How far snow always lies here."""
    dry: bool = False
    """No weather reaches it."""
    always: TimeOfDay | None = None
    """Its light does not follow the hour."""
    light: Mapping[str, Any] = field(default_factory=dict)
    """Fields of Mood that are the world's own: the blue of deep water, cold lamps of a ship."""
    slots: tuple[dict[str, Any], ...] = ()
    """Where one can be on or at a part of it, see slots.py."""
    aboard: str | None = None
    """The world to draw instead when figures have no boat of their own."""
    afloat: str | None = None
    """The world to draw instead when figures are on the water in a boat."""


@cache
def chart(name: str) -> Chart:
    """The chart of a world. Raises FileNotFoundError for a name that is not in the atlas."""
    source = files("panelwright_tools.painting.storyboard").joinpath(
        "data", "places", f"{name}.toml"
    )
    rows = tomllib.loads(source.read_text("utf-8"))
    interest = rows.get("interest")
    return Chart(
        name=name,
        items=tuple(rows["item"]),
        indoors=rows.get("indoors", False),
        surface=rows.get("surface", "ground"),
        haze=float(rows.get("haze", 45.0)),
        interest=(float(interest[0]), float(interest[1])) if interest else None,
        reach=float(rows.get("reach", 2.0)),
        far_interest=rows.get("far_interest"),
        snow=float(rows.get("snow", 0.0)),
        dry=rows.get("dry", False),
        always=TimeOfDay(rows["always"]) if "always" in rows else None,
        light={key: _frozen(value) for key, value in rows.get("light", {}).items()},
        slots=tuple(rows.get("slot", ())),
        aboard=rows.get("aboard"),
        afloat=rows.get("afloat"),
    )


def _frozen(value: Any) -> Any:
    """Lists as tuples, those in them too, as Mood wants its lights and its sky."""
    return tuple(_frozen(part) for part in value) if isinstance(value, list) else value


@cache
def _worlds_by_noun() -> dict[str, str]:
    return {noun: world for world, nouns in table("places")["worlds"].items() for noun in nouns}


def world_names() -> tuple[str, ...]:
    """Every world that nouns lead to, in the order of the table."""
    return tuple(table("places")["worlds"])


def world_of(place: Place) -> str | None:
    """The world that a place's noun, else its name, means; None when no word is known.

    The name comes first where the noun is vague: the stairs are a `room`. Who is inside a
    lighthouse sees its rooms.
    """
    if place.noun.endswith(_FROM_ABOVE):
        return _world_below(place.noun.removesuffix(_FROM_ABOVE))
    within = table("places")["inside"].get(place.noun.lower()) if place.indoors else None
    if within is not None:
        return str(within)
    vague = place.noun.lower() in table("places")["vague"]
    for words in (place.name, place.noun) if vague else (place.noun, place.name):
        world = world_named(words)
        if world is not None:
            return world
    return None


def _world_below(noun: str) -> str:
    """What is seen of a place from high over it."""
    below = world_named(noun)
    seen: dict[str, list[str]] = table("places")["above"]
    return next((view for view, worlds in seen.items() if below in worlds), "over_land")


def world_named(words: str) -> str | None:
    """The world for a noun or phrase: the longest known run of words wins, the last of equals."""
    plain = unicodedata.normalize("NFKD", words.lower().replace("'s", ""))
    parts = re.findall(r"[a-z]+", "".join(c for c in plain if not unicodedata.combining(c)))
    known = _worlds_by_noun()
    for length in range(min(3, len(parts)), 0, -1):
        for start in range(len(parts) - length, -1, -1):
            found = _found(parts[start : start + length], known)
            if found is not None:
                return found
    return None


def _found(parts: list[str], known: dict[str, str]) -> str | None:
    *before, last = parts
    for form in (last, last.removesuffix("s"), last.removesuffix("es"), _y_form(last)):
        world = known.get(" ".join([*before, form]))
        if world is not None:
            return world
    return None


def _y_form(word: str) -> str:
    return word[:-3] + "y" if word.endswith("ies") else word


def indoors_of(place: Place | None) -> bool:
    """Whether the place has walls: its world's own, else what the plan says."""
    if place is None:
        return False
    world = world_of(place)
    return place.indoors if world is None else chart(world).indoors


def mood_at(
    place: Place | None,
    time: TimeOfDay,
    weather: Weather = Weather.CLEAR,
    season: Season | None = None,
) -> Mood:
    """The light of a place: the hour's and the weather's, as far as they reach it."""
    world = None if place is None else world_of(place)
    if world is None:
        return mood_for(time, weather, season, indoors_of(place))
    found = chart(world)
    hour = found.always or time
    falls = Weather.CLEAR if found.dry else weather
    mood = mood_for(hour, falls, season, found.indoors)
    return replace(mood, snow=max(mood.snow, found.snow), **found.light)


def chart_for(place: Place | None, own_boat: bool, afloat: bool = False) -> tuple[Chart, bool]:
    """The chart to draw, and whether it is only a sketch of an unknown noun."""
    if place is None:
        return chart(OUTDOOR_SKETCH), False
    world = world_of(place)
    if world is None:
        return chart(INDOOR_SKETCH if place.indoors else OUTDOOR_SKETCH), True
    found = chart(world)
    if found.aboard is not None and not own_boat:
        found = chart(found.aboard)
    if found.afloat is not None and afloat:
        found = chart(found.afloat)
    return found, False
