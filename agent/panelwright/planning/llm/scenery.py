"""Finds where and when each panel plays: places, time of day, weather, season."""

from collections.abc import Sequence
from dataclasses import dataclass

from panelwright.planning.embedded.names import slug, unique, with_article
from panelwright.planning.embedded.place_nouns import is_indoor_noun
from panelwright.planning.embedded.tables import words
from panelwright.planning.llm.drafts import BeatDraft, FactsDraft, PlaceDraft, SceneDraft
from panelwright.planning.llm.names import Key, called, key_of, table_words
from panelwright.planning.llm.wording import nearest_season, nearest_time, nearest_weather
from panelwright_tools.domain import Place, Season, TimeOfDay, Weather

MAX_PLACES = 1000
LONGEST = 240


@dataclass(frozen=True)
class Setting:
    """Where and when a panel plays, and who is about."""

    place: str | None = None
    time: TimeOfDay = TimeOfDay.DAY
    weather: Weather = Weather.CLEAR
    season: Season | None = None
    present: tuple[str, ...] = ()
    """Names, as the model wrote them."""
    told: bool = True
    """The model told the place; else it is unknown."""


@dataclass(frozen=True)
class Scenery:
    """The places, and the scenes that play there."""

    places: tuple[Place, ...]
    scenes: tuple[SceneDraft, ...]

    def of(self, beat: BeatDraft) -> Setting:
        """The setting of the scene that a beat lies in, or of the last one before it."""
        scene = self._scene(beat)
        if scene is None:
            return Setting(told=False)
        place = self._find(scene.place)
        return Setting(
            place=place,
            time=nearest_time(scene.time) or TimeOfDay.DAY,
            weather=nearest_weather(scene.weather) or Weather.CLEAR,
            season=nearest_season(scene.season),
            present=tuple(scene.present),
            told=place is not None,
        )

    def _scene(self, beat: BeatDraft) -> SceneDraft | None:
        shared = [(_shared(scene, beat), -number) for number, scene in enumerate(self.scenes)]
        best = max(shared, default=(0, 0))
        if best[0] > 0:
            return self.scenes[-best[1]]
        before = [scene for scene in self.scenes if scene.first <= beat.first]
        return before[-1] if before else next(iter(self.scenes), None)

    def _find(self, name: str) -> str | None:
        return found(name, self.places)


def scenery_of(facts: FactsDraft) -> Scenery:
    """The places of the facts, and those that only scenes name."""
    places: list[Place] = []
    named = [PlaceDraft(name=scene.place) for scene in facts.scenes if scene.place.strip()]
    for draft in (*facts.places, *named):
        if key_of(draft.name) and found(draft.name, places) is None and len(places) < MAX_PLACES:
            places.append(_place(draft, [place.id for place in places]))
    return Scenery(tuple(places), tuple(sorted(facts.scenes, key=lambda scene: scene.first)))


def found(name: str, places: Sequence[Place]) -> str | None:
    """The id of the place that a name means."""
    key = key_of(name)
    exact = [place.id for place in places if key_of(place.name) == key]
    if exact or not key:
        return exact[0] if exact else None
    part = [place.id for place in places if _is_part(key, key_of(place.name))]
    return part[0] if len(part) == 1 else None


def _is_part(key: Key, own: Key) -> bool:
    """`market` of `night market`; not `beach house` of `beach`, nor `outside the den` of `den`."""
    if not own or key[-1] != own[-1] or (set(key) ^ set(own)) & table_words("phrases", "after"):
        return False
    return set(key) < set(own) or set(own) < set(key)


def _shared(scene: SceneDraft, beat: BeatDraft) -> int:
    """How many sentences a scene and a beat have in common."""
    return min(scene.last, beat.last) - max(scene.first, beat.first) + 1


def _place(draft: PlaceDraft, taken: Sequence[str]) -> Place:
    name, noun = called(draft.name), _noun(draft)
    told = " ".join(draft.phrase.split())[:LONGEST]
    return Place(
        id=unique(slug(name, "place"), taken),
        name=name,
        noun=noun,
        phrase=told or (name if name[:1].isupper() else with_article(name)),
        indoors=draft.indoors or is_indoor_noun(noun),
    )


def _noun(draft: PlaceDraft) -> str:
    """The head noun; where the model gives none, the last word of the name that means a place."""
    told = " ".join(draft.noun.lower().split())[:LONGEST]
    own = key_of(draft.name)
    known = (word for word in reversed(own) if word in words("places", "known"))
    return told or next(known, own[-1])
