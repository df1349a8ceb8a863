"""Finds the place that a sentence names: where it plays, where it ends, what it only hints at."""

from dataclasses import dataclass, replace

from panelwright.planning.embedded.place_hints import is_aside, is_driven, is_halted, mere_strength
from panelwright.planning.embedded.place_phrases import is_place
from panelwright.planning.embedded.place_reach import is_out_of_reach
from panelwright.planning.embedded.place_strength import strength_of
from panelwright.planning.embedded.roles import event_of
from panelwright.planning.embedded.sites import Site, proper_name, site_of
from panelwright.planning.embedded.tables import words
from panelwright_tools.language.document import Document, NounPhrase, Sentence
from panelwright_tools.language.lexicon import category_of

ENOUGH = 1.5
"""A place this strongly told becomes the scene."""
HINT = 1.2
"""A place this strongly named in passing can be where the story opens."""
PASSED = 1.2
"""What a way loses that the people of a scene only go along."""
_ON = ("on", "onto", "out on", "out onto", "across")
_ENDS = ("to", "into", "down to", "up to", "back to", "over to", "onto")


@dataclass(frozen=True)
class Told:
    """What one sentence tells of places."""

    at: Site | None = None
    """Where it plays."""
    end: Site | None = None
    """Where it leaves its people for the next sentence."""
    arrived: bool = False
    """They have come to it: it is not where the sentences before played."""
    left: Site | None = None
    """What they come out of on the way there: `out of the lab and down the street`."""
    aside: bool = False
    """Only this sentence plays there: `from her balcony she waves`."""


def told_place(document: Document, sentence: Sentence, visited: list[Site]) -> Told:
    """Where a sentence plays and where it ends, if it names a place strongly enough.

    `visited` are the places so far; the last one is where the scene is.
    """
    now = visited[-1] if visited else None
    best: tuple[float, int] | None = None
    end: Site | None = None
    for number, phrase in enumerate(sentence.noun_phrases):
        if not is_place(document, sentence, number) or _is_region_of(sentence, number):
            continue
        onto = phrase.preposition in _ON and _walks(sentence, number)
        if phrase.head == "ice" and now is not None and now.within_walls and not onto:
            continue
        if is_out_of_reach(sentence, number, now):
            continue
        strength = strength_of(sentence, number)
        if (
            now is not None
            and _is_on_the_way(phrase, now)
            and not _comes_out(sentence, phrase, now)
        ):
            strength -= PASSED
        if strength < ENOUGH or (now is not None and _is_no_move(sentence, phrase, now)):
            continue
        if phrase.preposition in _ENDS:
            end = site_of(sentence, phrase)
        joined = best is not None and number in sentence.noun_phrases[best[1]].coordinated
        if best is None or (strength >= best[0] and not (joined and not phrase.preposition)):
            best = strength, number
    if best is None:
        return Told()
    phrase = sentence.noun_phrases[best[1]]
    come = phrase.preposition in (*_ENDS, "across", "through", "along", "over")
    site = site_of(sentence, phrase)
    if phrase.preposition == "out of" and _walks(sentence, best[1]):
        return _left(site, visited)
    aside = is_aside(sentence, best[1], visited)
    return Told(site, end, come or is_turn(sentence), _come_out_of(sentence, best[1]), aside)


def _come_out_of(sentence: Sentence, number: int) -> Site | None:
    """The house or room that people leave for a place, `number`, in the same sentence."""
    for other, phrase in enumerate(sentence.noun_phrases[:number]):
        walled = phrase.category in ("building", "room")
        event = event_of(sentence, other)
        alone = event is not None and event.happens and not event.objects
        if phrase.preposition == "out of" and walled and alone:
            return site_of(sentence, phrase)
    return None


def _left(site: Site, visited: list[Site]) -> Told:
    """Somebody comes out of a house or room: to those outside, or with the scene."""
    kind = category_of(site.noun)
    dived = kind == "water" and bool(visited) and visited[-1].noun == "underwater"
    if visited and not dived and not visited[-1].same_as(site):
        return Told()
    others = [known for known in visited if not known.same_as(site)]
    rooms = [known for known in others if known.within_walls]
    if kind == "room" and rooms:
        return Told(rooms[-1], None, True)
    dry = [k for k in others if category_of(k.noun) != "water" and k.noun != "underwater"]
    if kind == "water" and dry:
        return Told(dry[-1], None, True)
    return Told(replace(site, outside=True, indoors=False) if site.within_walls else site)


def is_turn(sentence: Sentence) -> bool:
    """`One foggy morning`, `Out in the yard`, `Now`: what comes is elsewhere or later."""
    first = [token.lower for token in sentence.tokens if token.tag != "PUNCT"][:3]
    turns = words("settings", "steps", "turns")
    lower = [token.lower for token in sentence.tokens][1:6]
    hour = first[:1] in (["by"], ["at"], ["after"]) and set(lower) & words(
        "settings", "steps", "hours"
    )
    if hour:
        return True
    led = bool(first) and (first[0] in turns or " ".join(first[:2]).replace(" ", "-") in turns)
    return led or (first[:1] == ["on"] and first[1:2] == ["the"] and first[2:3] == ["day"])


def _walks(sentence: Sentence, number: int) -> bool:
    event = event_of(sentence, number)
    return (
        event is not None
        and not event.objects
        and event.verb in words("settings", "verbs", "motion")
    )


def _is_region_of(sentence: Sentence, number: int) -> bool:
    """`Nevada` of "into Perdition, Nevada": only says where the town is."""
    if number == 0:
        return False
    phrase, other = sentence.noun_phrases[number], sentence.noun_phrases[number - 1]
    named = proper_name(sentence, phrase) and proper_name(sentence, other)
    between = [t.text for t in sentence.tokens[other.tokens[1] : phrase.tokens[0]]]
    return bool(named) and between == [","] and phrase.preposition == other.preposition


def hinted_place(document: Document, sentence: Sentence) -> tuple[float, Site] | None:
    """A place that a sentence names in passing, and how strongly.

    "Nobody in Aldermoor was brave enough" is told of Aldermoor.
    """
    best: tuple[float, Site] | None = None
    for number, phrase in enumerate(sentence.noun_phrases):
        if not is_place(document, sentence, number) and not (
            is_halted(sentence, number) or is_driven(sentence, number)
        ):
            continue
        strength = mere_strength(sentence, number)
        if strength >= HINT and (best is None or strength > best[0]):
            best = strength, site_of(sentence, phrase)
    return best


def _is_on_the_way(phrase: NounPhrase, now: Site) -> bool:
    """`up the path`, `through the gate`, or `on the track` of those who are outdoors."""
    gates = words("settings", "places", "gates")
    if phrase.preposition == "through" and phrase.head in gates and not now.within_walls:
        return True
    if phrase.name or phrase.head not in words("settings", "places", "ways"):
        return False
    if phrase.head == "stair" and not now.within_walls:
        return False
    passed = phrase.preposition in ("along", "past", "up", "down")
    stood = phrase.preposition == "on" and not now.within_walls
    return (passed or stood) and not phrase.compound


def _comes_out(sentence: Sentence, phrase: NounPhrase, now: Site) -> bool:
    """`out of the lab and down the street`, of those who were in it."""
    street = phrase.head in words("settings", "places", "streets") and now.within_walls
    return street and any(p.preposition == "out of" for p in sentence.noun_phrases)


def _is_no_move(sentence: Sentence, phrase: NounPhrase, now: Site) -> bool:
    """It is where they are, or tells what somebody is: `the oldest man in the village`."""
    described = phrase.attached_to is not None and not now.of_no_kind
    if described and any(event.predicate == phrase.attached_to for event in sentence.events):
        return True
    return _is_in(phrase, now)


def _is_in(phrase: NounPhrase, now: Site) -> bool:
    """`the road` for those who are in Harbour Lane; `at the bus stop` for those in the square."""
    if phrase.name:
        return False
    streets = words("settings", "places", "streets")
    if now.noun in streets and phrase.head in streets and not phrase.compound:
        return True
    within = now.noun in words("settings", "places", "areas")
    corner = f"{phrase.compound.removesuffix(phrase.head)} {phrase.head}".strip().replace(" ", "-")
    static = phrase.preposition in ("at", "by", "near", "beside", "behind", "on", "in")
    return within and static and corner.lower() in words("settings", "places", "corners")
