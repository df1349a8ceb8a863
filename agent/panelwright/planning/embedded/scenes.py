"""Follows place, time, weather and season through the text, sentence by sentence."""

import re
from dataclasses import dataclass, field, replace

from panelwright.planning.embedded.cutaways import Whereabouts, actors_of
from panelwright.planning.embedded.names import slug, unique
from panelwright.planning.embedded.place_guess import guess_place
from panelwright.planning.embedded.places import (
    Site,
    heading_site,
    make_place,
    site_of_sentence,
)
from panelwright.planning.embedded.tables import index
from panelwright_tools.domain import Place, Season, TimeOfDay, Weather
from panelwright_tools.language.document import Document, Heading, Sentence, Token

OPENING = 8
"""Sentences before the first named place that are taken to play there too."""


@dataclass(frozen=True)
class Setting:
    """Where and when a sentence plays."""

    place: str | None = None
    time: TimeOfDay = TimeOfDay.DAY
    weather: Weather = Weather.CLEAR
    season: Season | None = None
    scene: int = 0
    """Number of the scene; it rises when the place or time changes."""
    place_told: bool = False
    time_told: bool = False


@dataclass
class Scenes:
    """The settings of all sentences and the places that they name."""

    places: dict[str, Place] = field(default_factory=dict)
    settings: list[Setting] = field(default_factory=list)
    sites: dict[str, Site] = field(default_factory=dict)

    def place_for(self, site: Site) -> str:
        """The id of the place at a site, new if it was not named before."""
        for place_id, known in self.sites.items():
            if known.same_as(site):
                self.sites[place_id] = known.joined(site)
                self.places[place_id] = make_place(place_id, self.sites[place_id])
                return place_id
        place_id = unique(slug(site.name, "place"), self.places)
        self.sites[place_id] = site
        self.places[place_id] = make_place(place_id, site)
        return place_id


def follow_scenes(document: Document) -> Scenes:
    """The setting of each sentence: what is not told again holds on."""
    scenes = Scenes()
    now = Setting()
    heading: int | None = None
    people = Whereabouts()
    for number, sentence in enumerate(document.sentences):
        if sentence.heading is not None and sentence.heading != heading:
            heading = sentence.heading
            now = _after_heading(scenes, document.headings[heading], now)
        before = now
        here, now = _after_sentence(scenes, document, sentence, now)
        actors = actors_of(document, sentence)
        if here.place != before.place:
            people.moved(sentence, actors, before.place, here.place)
        back = people.back(actors, here.place, number) if here.place == before.place else None
        if back is not None:
            here = now = _numbered(before, replace(here, place=back))
            people.left = None
        people.note(actors, here.place, number)
        scenes.settings.append(here)
    _fill_opening(scenes, document)
    return scenes


def _after_heading(scenes: Scenes, heading: Heading, now: Setting) -> Setting:
    site = heading_site(heading)
    after = now
    if site is not None:
        after = replace(after, place=scenes.place_for(site), place_told=True)
    told = _time_in(heading.time.lower().split() or heading.text.lower().split())
    if told is not None:
        after = replace(after, time=told, time_told=True)
    return after if heading.kind == "transition" else replace(after, scene=now.scene + 1)


def _after_sentence(
    scenes: Scenes, document: Document, sentence: Sentence, now: Setting
) -> tuple[Setting, Setting]:
    """The setting of a sentence, and the one that it leaves for the next."""
    if sentence.kind in ("heading", "cue", "dialogue", "parenthetical"):
        return now, now
    after = now
    site, end = site_of_sentence(document, sentence, scenes.sites.get(now.place or ""))
    if site is not None:
        after = replace(after, place=scenes.place_for(site), place_told=True)
    words = [token.lower for token in sentence.tokens]
    after = _with_day(after, words)
    told = _time_in(words)
    if told is not None:
        after = replace(after, time=told, time_told=True)
    after = replace(after, weather=_weather_in(sentence, _lasting(now, after)))
    season = _season_in(sentence)
    if season is not None:
        after = replace(after, season=Season(season))
    after = _numbered(now, after)
    if end is None:
        return after, after
    return after, _numbered(after, replace(after, place=scenes.place_for(end), place_told=True))


def _lasting(before: Setting, after: Setting) -> Weather:
    """The weather that goes on: a new light brings a new sky, and fog stays where it lies."""
    evening = (TimeOfDay.SUNSET, TimeOfDay.DUSK, TimeOfDay.NIGHT)
    new_light = before.time != after.time and not (before.time in evening and after.time in evening)
    left = before.place != after.place and after.weather is Weather.FOG
    told = before.time_told and after.time_told
    return Weather.CLEAR if (new_light and told) or left else after.weather


def _season_in(sentence: Sentence) -> str | None:
    """A season that is named as a time; not one that is forgotten or longed for."""
    seasons = index("settings", "season")
    objects = {number for event in sentence.events for number in event.objects}
    missed = [sentence.noun_phrases[number].span for number in objects]
    for token in sentence.tokens:
        if token.lower in seasons and not any(a <= token.span[0] < b for a, b in missed):
            return seasons[token.lower]
    return None


def _numbered(before: Setting, after: Setting) -> Setting:
    moved = before.place != after.place or before.time != after.time
    return replace(after, scene=max(after.scene, before.scene + 1)) if moved else after


def _time_in(words: list[str]) -> TimeOfDay | None:
    times = index("settings", "time")
    text = " ".join(words)
    early = re.search(r"\b(?:one|two|three|four|[1-4])(?: o['’]clock)? in the morning\b", text)
    if early is not None:
        return TimeOfDay.NIGHT
    for place, word in enumerate(words):
        habitual = place > 0 and words[place - 1] in ("every", "each", "all", "last", "good")
        if word in times and not habitual:
            return TimeOfDay(times[word])
    for sign in ("the moon rose", "the moon shone", "under the stars", "the moon hung"):
        if sign in text:
            return TimeOfDay.NIGHT
    return None


def _with_day(now: Setting, words: list[str]) -> Setting:
    """A new day begins: the light and the weather of the last are over."""
    text = f" {' '.join(words)} "
    signs = (" next day ", " following day ", " another day ", " day after ", " next morning ")
    later = " later " in text and (" days " in text or " weeks " in text or " years " in text)
    if later or any(sign in text for sign in signs):
        return replace(
            now, time=TimeOfDay.DAY, weather=Weather.CLEAR, time_told=False, scene=now.scene + 1
        )
    return now


def _weather_in(sentence: Sentence, now: Weather) -> Weather:
    words = [token.lower for token in sentence.tokens]
    text = " ".join(words)
    kinds = index("settings", "weather")
    for kind in ("rain", "storm", "snow", "wind", "fog"):
        for end in (
            "stopped",
            "ended",
            "passed",
            "cleared",
            "was over",
            "lifted",
            "had stopped",
            "has stopped",
            "had ended",
        ):
            if f"{kind} {end}" in text:
                return Weather.CLEAR
    for token in sentence.tokens:
        if token.lower in kinds and token.tag != "NAME" and not _only_named(sentence, token):
            return Weather(kinds[token.lower])
    if "wind" in words and any(
        w in text for w in ("wind blew", "wind howl", "wind roar", "wind blow")
    ):
        return Weather.WIND
    return now


def _only_named(sentence: Sentence, token: Token) -> bool:
    """The weather word is negated, part of a name or an image: "like thunder"."""
    for phrase in sentence.noun_phrases:
        if phrase.span[0] <= token.span[0] < phrase.span[1]:
            return phrase.negated or bool(phrase.name) or phrase.preposition in ("like", "as", "of")
    return False


def _fill_opening(scenes: Scenes, document: Document) -> None:
    """Sentences before the first named place play there too, or in a place that is guessed."""
    first = next((k for k, s in enumerate(scenes.settings) if s.place is not None), None)
    if first == 0:
        return
    if first is not None and first <= OPENING:
        place = scenes.settings[first].place
    else:
        guess = guess_place(document)
        place = scenes.place_for(guess)
    last = first if first is not None else len(scenes.settings)
    for k in range(last):
        scenes.settings[k] = replace(scenes.settings[k], place=place)
