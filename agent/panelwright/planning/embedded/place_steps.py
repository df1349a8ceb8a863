"""Follows steps that name no place: outside, home, upstairs, back, there, on the way."""

from dataclasses import dataclass, replace
from itertools import pairwise

from panelwright.planning.embedded.on_water import is_open_boat, rows_off
from panelwright.planning.embedded.place_cues import cued
from panelwright.planning.embedded.place_faced import enters_it, goes_in, is_felt_inside
from panelwright.planning.embedded.place_phrases import is_place
from panelwright.planning.embedded.place_rides import alighted, boarded
from panelwright.planning.embedded.place_strength import is_relative
from panelwright.planning.embedded.places import Told
from panelwright.planning.embedded.roles import event_of
from panelwright.planning.embedded.sites import Site, inside_hill, site_of
from panelwright.planning.embedded.surroundings import are_kin
from panelwright.planning.embedded.tables import index, table, words
from panelwright_tools.language.document import Document, Event, Sentence
from panelwright_tools.language.lexicon import category_of

_COMING = ("come", "get", "return", "arrive")
_GOALS = ("to", "toward", "towards", "into", "for", "up to", "down to", "back to")


@dataclass(frozen=True)
class Ahead:
    """What the people of a scene have before them."""

    goal: Site | None = None
    """Where somebody set out for."""
    faced: Site | None = None
    """A house or cave that was named last, and that they are not in."""
    vehicle: Site | None = None
    """A bus or train that was named last."""


def stepped(sentence: Sentence, visited: list[Site], ahead: Ahead) -> Told:
    """The place that an adverb of a real deed leads to, from the one where the scene is.

    `visited` are the places so far, the last one last.
    """
    now = visited[-1] if visited else None
    led = _led_off(sentence, visited, ahead) or cued(sentence, visited)
    if led is not None:
        return Told(led, None, True)
    for event in sentence.events:
        if not event.happens or event.passive or is_relative(sentence, event):
            continue  # nor "their dog, who is asleep at home"
        said = _adverbs(sentence, event)
        if "there" in said and ahead.goal and event.verb in words("settings", "steps", "got"):
            return Told(ahead.goal, None, True)
        entered = _entered(sentence, event, now, ahead)
        if entered is not None:
            return Told(entered, None, True)
        off = alighted(sentence, event, now)
        if off is not None:
            seen = not event.particle  # "jumps off the train"; "gets off" ends it
            return Told(off if seen else None, None if seen else off, True)
        moved = event.verb in words("settings", "verbs", "motion") or said & {"overboard", "ashore"}
        if not moved and event.verb != "be":
            continue
        found = (
            _outside(sentence, event, visited)
            or _inside(said, event, visited)
            or _named(said, now, event.verb)
        )
        road = _driven(sentence, event, now) or _going_home(sentence, event, said, now)
        road = road or _put_out(sentence, event, now)
        if road is not None and event.progressive:
            return Told(road, None, True)
        if found is not None and road is not None:
            return Told(road, found, True)  # "I drove home": on the way, and then there
        found = found or road
        afloat = now is not None and category_of(now.noun) == "water" and "ashore" not in said
        if found is not None and (_comes_last(sentence, event) or rows_off(event, afloat)):
            return Told(None, found)
        if found is not None:
            return Told(found, None, True)
    return Told(_on_the_way(sentence, now, visited))


def _comes_last(sentence: Sentence, event: Event) -> bool:
    """`She fetched a bucket, scooped up the moon and ran home`: most of it is seen before."""
    before = [
        e
        for e in sentence.events
        if e.token < event.token and e.happens and not e.subordinate and e.objects
    ]
    return len(before) > 1 and not event.subordinate


def _entered(sentence: Sentence, event: Event, now: Site | None, ahead: Ahead) -> Site | None:
    """`She climbed it`, `he let her in`: the place that they stood before."""
    if enters_it(sentence, event):
        return ahead.faced or ahead.goal
    outdoors = now is None or not now.within_walls
    if outdoors and (goes_in(sentence, event) or is_felt_inside(sentence, event)) and ahead.faced:
        return ahead.faced
    return boarded(event, ahead.vehicle)


def sees_off(sentence: Sentence) -> bool:
    """`A toad watched her go`: whoever does stays where she leaves from."""
    watching = words("settings", "steps", "watching")
    leaving = words("verbs", "departing") | words("settings", "verbs", "motion")
    watchers = [e for e in sentence.events if e.happens and e.verb in watching and e.objects]
    return any(
        other.verb in leaving and watcher.token < other.token <= watcher.token + 4
        for watcher in watchers
        for other in sentence.events
    )


def _led_off(sentence: Sentence, visited: list[Site], ahead: Ahead) -> Site | None:
    """`Upstairs the radiators start to knock`: a cut to elsewhere in the house."""
    tokens = [token for token in sentence.tokens if token.tag != "PUNCT"]
    first = tokens[0].lower if tokens else ""
    if not any(event.happens for event in sentence.events):
        return None
    opening = [token.lower for token in tokens[:2]]
    if opening in (["back", "home"], ["home", "again"]):
        return Site(noun="home", name="home")
    if not visited:
        return ahead.faced if first == "inside" else None
    if first in ("upstairs", "downstairs") and visited[-1].noun != "room":
        return Site(noun="room", name=first)
    governs = any(phrase.preposition == "inside" for phrase in sentence.noun_phrases)
    if first == "inside" and not visited[-1].within_walls and not governs:
        if ahead.faced is not None:
            return ahead.faced
        if visited[-1].noun in words("settings", "places", "hills"):
            return inside_hill(visited[-1].noun)
        houses = [site for site in visited if site.within_walls]
        return houses[-1] if houses else None
    return None


def goal_of(document: Document, sentence: Sentence) -> Site | None:
    """Where somebody sets out for or wants to go: `toward section four`."""
    for number, phrase in enumerate(sentence.noun_phrases):
        if phrase.preposition not in _GOALS:
            continue
        event = event_of(sentence, number)
        moving = event is not None and event.verb in words("settings", "verbs", "motion")
        inert = moving and phrase.category in ("unknown", "speech", "abstract", "natural")
        aimed = inert and phrase.preposition != "for"
        named = (aimed or phrase.preposition in ("toward", "towards")) and not phrase.pronoun
        if named or is_place(document, sentence, number):
            return site_of(sentence, phrase)
    return None


def _adverbs(sentence: Sentence, event: Event) -> set[str]:
    """Adverbs and the particle of a verb, and a bare `home` right behind it."""
    following = sentence.tokens[event.token + 1 : event.token + 4]
    bare = {token.lower for token in following if token.lower in table("settings")["goals"]}
    pairs = pairwise(sentence.tokens[event.token + 1 : event.token + 5])
    bare |= {b.lower for a, b in pairs if a.lower in ("to", "in", "at") and b.lower in _bare()}
    return {*event.adverbs, event.particle, *bare}


def _bare() -> dict[str, str]:
    """Nouns that without an article are places: `to work`, `in bed`."""
    nouns: dict[str, str] = table("settings")["bare"]
    return nouns


def _outside(sentence: Sentence, event: Event, visited: list[Site]) -> Site | None:
    """`outside`, or `into the rain`, leaves the house that the scene is in."""
    now = visited[-1] if visited else None
    if now is None or not now.within_walls or now.outside:
        return None
    lower = [token.lower for token in sentence.tokens]
    told = "outside" in lower or "outdoors" in lower
    governed = any(phrase.preposition.startswith("outside") for phrase in sentence.noun_phrases)
    hung = [(link.preposition, sentence.noun_phrases[link.phrase]) for link in event.prepositions]
    weathers = words("settings", "places", "weathers")
    wet = any(preposition == "into" and p.head in weathers for preposition, p in hung)
    if not (told and not governed) and not wet:
        return None
    houses = [site for site in visited if category_of(site.noun) == "building" and not site.outside]
    house = houses[-1] if houses and category_of(now.noun) == "room" else now
    return replace(house, outside=True, indoors=False)


def _inside(said: set[str], event: Event, visited: list[Site]) -> Site | None:
    """`went back inside`: into the house that was left last."""
    if not said & {"inside", "indoors", "in"} or event.verb == "be":
        return None
    if "in" in said and event.particle != "in":
        return None
    if not visited or visited[-1].within_walls:
        return None
    if visited[-1].outside:
        return replace(visited[-1], outside=False, indoors=True)
    indoors = [site for site in visited if site.within_walls]
    return indoors[-1] if indoors and not said & {"in"} else None


def _named(said: set[str], now: Site | None, verb: str) -> Site | None:
    """`ran home`, `swam ashore`: an adverb that is a place."""
    for noun, place in _bare().items():
        if noun in said:
            return Site(noun=place, name=noun if noun == "work" else place)
    indoors = now is not None and now.within_walls and are_kin("home", now.full_noun)
    if "home" in said and verb in _COMING and indoors:
        return None  # "His mother comes home", to those in the kitchen
    if "ashore" in said and now is not None and category_of(now.noun) == "water":
        return Site(noun="shore", name=f"{now.name} shore", compound=now.noun)
    for adverb, noun in table("settings")["goals"].items():
        if adverb in said:
            name = adverb if adverb in ("home", "upstairs", "downstairs", "backstage") else noun
            return Site(noun=noun.split()[-1], name=name, compound=" ".join(noun.split()[:-1]))
    return None


def _driven(sentence: Sentence, event: Event, now: Site | None) -> Site | None:
    """`So they drive.`: they have left the yard, and are on a road."""
    noun = table("settings")["driven"].get(event.verb)
    if noun is None or now is None or event.objects or not event.subjects:
        return None
    if event.subordinate and len(sentence.events) > 1:
        return None
    if any(sentence.noun_phrases[number].preposition for number in event.subjects):
        return None  # "with Uncle driving"
    ways = words("settings", "places", "streets") | words("settings", "places", "ways")
    away = now.noun in ways or category_of(now.noun) in ("vehicle", "water")
    return None if away else Site(noun=noun, name=noun)


def _put_out(sentence: Sentence, event: Event, now: Site | None) -> Site | None:
    """`takes him out in the boat`: on the water, wherever they were."""
    out = event.particle == "out" or "out" in event.adverbs
    hung = [sentence.noun_phrases[link.phrase] for link in event.prepositions]
    aboard = any(is_open_boat(p) and category_of(p.head) == "vehicle" for p in hung)
    afloat = now is not None and category_of(now.noun) == "water"
    sails = event.verb in words("settings", "verbs", "motion")
    return Site(noun="sea", name="sea") if out and aboard and sails and not afloat else None


def _going_home(sentence: Sentence, event: Event, said: set[str], now: Site | None) -> Site | None:
    """`I was walking home when I saw a wallet`: on the way, and not yet there."""
    walking = event.progressive and event.verb in words("settings", "verbs", "motion")
    later = any(other.token > event.token and other.happens for other in sentence.events)
    away = now is not None and now.noun in words("settings", "places", "streets")
    found = walking and later and "home" in said and not event.objects and not away
    return Site(noun="street", name="street") if found else None


def _on_the_way(sentence: Sentence, now: Site | None, visited: list[Site]) -> Site | None:
    """`on the way home`, `on the drive back`: they have left, and are on a road."""
    travelled = index("settings", "journeys")
    for phrase in sentence.noun_phrases:
        way = "way" in (phrase.head, phrase.compound)
        noun = "road" if way else travelled.get(phrase.head, "")
        if not noun or phrase.preposition not in ("on", "along", "during"):
            continue
        after = [token.lower for token in sentence.tokens[phrase.tokens[1] : phrase.tokens[1] + 1]]
        after = [phrase.head] if phrase.compound == "way" else after
        if after and after[0] in ("home", "back", "to", "there"):
            ways = words("settings", "places", "streets")
            known = [site for site in visited if noun == "road" and site.noun in ways]
            away = now is not None and now.noun in ways
            return None if away else (known[-1] if known else Site(noun=noun, name=noun))
    return None
