"""Follows place, time, weather and season through the text, sentence by sentence."""

from dataclasses import dataclass, field, replace

from panelwright.planning.embedded.falling import falling_in
from panelwright.planning.embedded.hours import hour_words, season_in, time_in, weather_in
from panelwright.planning.embedded.names import slug, unique
from panelwright.planning.embedded.openings import First, before_stairs, opening_site
from panelwright.planning.embedded.place_aloft import comes_down
from panelwright.planning.embedded.place_breaks import after_jump
from panelwright.planning.embedded.place_faced import faced_site
from panelwright.planning.embedded.place_headings import heading_site
from panelwright.planning.embedded.place_rides import vehicle_at_hand
from panelwright.planning.embedded.place_senses import Senses
from panelwright.planning.embedded.place_steps import Ahead, goal_of, sees_off, stepped
from panelwright.planning.embedded.places import Told, told_place
from panelwright.planning.embedded.roles import participants
from panelwright.planning.embedded.setting import Setting, lasting_weather, numbered, with_hour
from panelwright.planning.embedded.sites import Site, is_around, make_place
from panelwright.planning.embedded.tables import words
from panelwright.planning.embedded.titles import title_sentence
from panelwright.planning.embedded.whereabouts import Whereabouts, actors_of
from panelwright_tools.domain import Falling, Place, Season
from panelwright_tools.language.document import Document, Heading, Sentence
from panelwright_tools.language.lexicon import category_of

_APART = ("heading", "cue", "dialogue", "parenthetical")


@dataclass
class Scenes:
    """The settings of all sentences and the places that they name."""

    senses: Senses
    places: dict[str, Place] = field(default_factory=dict)
    settings: list[Setting] = field(default_factory=list)
    sites: dict[str, Site] = field(default_factory=dict)

    def place_for(self, site: Site) -> str:
        """The id of the place at a site, new if it was not named before."""
        for place_id, known in self.sites.items():
            if known.same_as(site):
                return self._keep(place_id, known.joined(site))
        told = f"outside {site.name}" if site.outside else site.name
        told = f"over {told}" if site.above else told
        return self._keep(unique(slug(told, "place"), self.places), site)

    def _keep(self, place_id: str, site: Site) -> str:
        self.sites[place_id] = site
        self.places[place_id] = make_place(place_id, site, self.senses.meant(site))
        return place_id


class _Follower:
    """Walks through the sentences and remembers what the next one needs."""

    def __init__(self, document: Document, opening: Site | None, begin: int) -> None:
        self.document = document
        self.begin = begin
        self.scenes = Scenes(Senses(document))
        self.now = Setting()
        if opening is not None:
            self.now = Setting(place=self.scenes.place_for(opening))
        self.people = Whereabouts()
        self.visited: list[str] = []
        self.ahead = Ahead()
        self.arrived = False
        self.left: Site | None = None
        self.aside: tuple[tuple[int, ...], Setting] | None = None
        self.flying: tuple[int, ...] = ()

    def follow(self, number: int, sentence: Sentence) -> None:
        """Add the setting of the next sentence."""
        actors = actors_of(self.document, sentence)
        if self.scenes.settings and sees_off(sentence):
            self.now = numbered(self.now, replace(self.now, place=self.scenes.settings[-1].place))
        told = self._told(sentence)
        self._end_aside(told, actors)
        self._come_down(sentence, told, actors)
        before = self.now
        if self.now.place is None and told.at is not None:
            self.arrived, self.left = told.arrived, told.left
        here = self._here(sentence, told)
        if told.aside and here.place != before.place:
            self.aside = actors, before
        if here.place != before.place:
            self.people.moved(sentence, actors, before.place, here.place)
            self.now = here
        elif told.at is None:
            here = self._led_back(sentence, actors, number, here)
        if told.end is not None:
            end = replace(
                here, place=self.scenes.place_for(told.end), place_told=True, falling=None
            )
            self.now = numbered(here, end)
        else:
            self.now = here
        if told.at is not None and told.at.above:
            self.flying = actors
        self.people.note(self.document, sentence, actors, here.place, number)
        self.scenes.settings.append(here)
        self._remember(here.place, self.now.place)
        stayed = here.place == before.place
        self.ahead = self._seen_ahead(sentence, self.ahead if stayed else Ahead())

    def _seen_ahead(self, sentence: Sentence, before: Ahead) -> Ahead:
        """What is before the people after a sentence."""
        goal, faced = goal_of(self.document, sentence), faced_site(self.document, sentence)
        now = self.scenes.sites.get(self.now.place or "")
        inside = faced is not None and now is not None and now.within_walls and now.same_as(faced)
        faced = before.faced if faced is None or inside else faced
        return Ahead(goal or before.goal, faced, vehicle_at_hand(sentence) or before.vehicle)

    def under(self, heading: Heading) -> None:
        """Begin what stands under a heading."""
        self.now = _after_heading(self.scenes, heading, self.now)

    def _told(self, sentence: Sentence) -> Told:
        if sentence.kind in _APART or len(self.scenes.settings) < self.begin:
            return Told()
        visited = [self.scenes.sites[place] for place in self.visited]
        if self.now.place is not None and self.visited[-1:] != [self.now.place]:
            visited.append(self.scenes.sites[self.now.place])
        told = told_place(self.document, sentence, visited)
        if told.at is not None and visited and is_around(sentence, told.at, visited[-1]):
            return Told()
        told = told if told.at is not None else stepped(sentence, visited, self.ahead)
        if told.at is not None or told.end is not None:
            return told
        number, since = len(self.scenes.settings), self._here_since()
        return Told(after_jump(self.document, number, visited, since), arrived=True)

    def _here_since(self) -> int:
        """The first sentence of those that last played where the scene is."""
        number = len(self.scenes.settings)
        while number and self.scenes.settings[number - 1].place == self.now.place:
            number -= 1
        return number

    def _end_aside(self, told: Told, actors: tuple[int, ...]) -> None:
        """Go back from where only somebody else called or looked from."""
        if self.aside is None or (actors and set(actors) <= set(self.aside[0])):
            return
        if told.at is None:
            self.now = numbered(self.now, replace(self.now, place=self.aside[1].place))
        self.aside = None

    def _come_down(self, sentence: Sentence, told: Told, actors: tuple[int, ...]) -> None:
        """Back to the ground, when those who flew over it land, or others act there."""
        site = self.scenes.sites.get(self.now.place or "")
        if site is None or not site.above or told.at is not None:
            return
        others = bool(actors) and not set(actors) & set(self.flying)
        if (self.flying and others) or comes_down(sentence):
            below = self.scenes.place_for(replace(site, above=False))
            self.now = numbered(self.now, replace(self.now, place=below))

    def _here(self, sentence: Sentence, told: Told) -> Setting:
        """The setting of a sentence by what it tells itself."""
        if sentence.kind in _APART:
            return self.now
        after = self.now
        if told.at is not None:
            after = replace(after, place=self.scenes.place_for(told.at), place_told=True)
        after = with_hour(after, hour_words(sentence))
        after = self._under_sky(sentence, after)
        season = season_in(sentence)
        if season is not None:
            after = replace(after, season=Season(season))
        return numbered(self.now, after)

    def _under_sky(self, sentence: Sentence, after: Setting) -> Setting:
        """With the weather; what falls within walls is no weather."""
        lasting = lasting_weather(self.now, after)
        stayed = self.now.falling if after.place == self.now.place else None
        falling = falling_in(sentence, self.scenes.places.get(after.place or ""), stayed)
        within = falling in (Falling.RAIN, Falling.SNOW)
        weather = lasting if within else weather_in(sentence, lasting)
        return replace(after, weather=weather, falling=falling)

    def _led_back(
        self, sentence: Sentence, actors: tuple[int, ...], number: int, here: Setting
    ) -> Setting:
        """The setting of a sentence whose people or things were left in another place."""
        place = (
            self.people.woken(sentence)
            or self.people.back(sentence, actors, here.place, number)
            or self.people.returned(sentence, actors, here.place)
            or self.people.thing_at(sentence, here.place)
            or self.people.hour_later(sentence, actors, here.place, number)
            or self._gone_in(sentence, here.place)
        )
        if place is None:
            return here
        self.people.left = here.place if place == self.people.left else None
        return numbered(here, replace(here, place=place))

    def _gone_in(self, sentence: Sentence, place: str | None) -> str | None:
        """A bed or a shelf is at hand: the scene is in the house that it left last."""
        site = self.scenes.sites.get(place or "")
        if site is None or site.within_walls:
            return None
        fixtures = words("settings", "steps", "fixtures")
        handled = any(
            phrase.head in fixtures and phrase.determiner == "the"
            for event in sentence.events
            if event.happens
            for phrase in (sentence.noun_phrases[k] for k in participants(event))
        )
        houses = [known for known in self.visited if _is_house(self.scenes.sites[known])]
        own = [known for known in houses if self.scenes.sites[known].noun == site.noun]
        found = (own if site.outside else []) or houses
        return found[-1] if handled and found else None

    def _remember(self, *places: str | None) -> None:
        for place in places:
            if place is not None and self.visited[-1:] != [place]:
                self.visited.append(place)


def _is_house(site: Site) -> bool:
    """Walls with rooms in them, not a bus."""
    return site.within_walls and category_of(site.noun) != "vehicle"


def follow_scenes(document: Document) -> Scenes:
    """The setting of each sentence: what is not told again holds on.

    The opening is known only from what follows it, so the text is walked through twice.
    """
    begin = _begin(document)
    once = _followed(document, None, begin)
    if begin and not once.scenes.places:
        return _followed(document, None, 0).scenes
    places = [setting.place for setting in once.scenes.settings]
    first = next((k for k, place in enumerate(places) if place is not None), None)
    if first == begin:
        return once.scenes
    told = None
    if first is not None:
        told = First(first, once.scenes.sites[places[first] or ""], once.arrived, once.left)
    opening = opening_site(document, told)
    if opening is None and told is not None:
        opening = before_stairs(told.site)
    return _followed(document, opening, begin).scenes


def _begin(document: Document) -> int:
    """The first sentence of the story itself: beside it, a title tells no place."""
    title = title_sentence(document)
    return 0 if title is None else title + 1


def _followed(document: Document, opening: Site | None, begin: int) -> _Follower:
    follower = _Follower(document, opening, begin)
    heading: int | None = None
    for number, sentence in enumerate(document.sentences):
        if sentence.heading is not None and sentence.heading != heading:
            heading = sentence.heading
            follower.under(document.headings[heading])
        follower.follow(number, sentence)
    return follower


def _after_heading(scenes: Scenes, heading: Heading, now: Setting) -> Setting:
    site = heading_site(heading)
    after = now
    if site is not None:
        after = replace(after, place=scenes.place_for(site), place_told=True)
    told = time_in(heading.time.lower().split() or heading.text.lower().split())
    if told is not None:
        after = replace(after, time=told, time_told=True)
    return after if heading.kind == "transition" else replace(after, scene=now.scene + 1)
