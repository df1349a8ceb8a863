"""Finds the things of a beat that are drawn: props, not clothes, bodies, ideas or the place."""

from dataclasses import dataclass, replace

from panelwright.planning.embedded.bearers import (
    bears_something,
    is_never_seen,
    is_washing_line,
    swallows,
)
from panelwright.planning.embedded.cast import Cast
from panelwright.planning.embedded.happening import (
    has_gone,
    infinitive_happens,
    shows_objects,
    shows_subject,
)
from panelwright.planning.embedded.moments import Moment
from panelwright.planning.embedded.names import plural, with_article
from panelwright.planning.embedded.perches import is_perch
from panelwright.planning.embedded.presence import within
from panelwright.planning.embedded.props import (
    BORNE,
    can_be_drawn,
    is_outcome,
    is_place,
    leader_of,
    stake,
)
from panelwright.planning.embedded.roles import event_of, joins_infinitive
from panelwright.planning.embedded.tables import table, words
from panelwright.planning.embedded.worn import is_worn
from panelwright_tools.domain import Place
from panelwright_tools.language.document import Document, NounPhrase, Sentence
from panelwright_tools.layout.sizes import size_of, size_words, told_size

MOST_OF_A_KIND = 8
UNCOUNTED = 3


@dataclass(frozen=True)
class Thing:
    """A thing to draw, before it has regions."""

    sentence: int
    phrase: int
    entities: tuple[int, ...]
    noun: str
    text: str
    """`a wooden bench`; of several, one of them."""
    count: int
    counted: bool
    weight: float
    size: float = 1.0
    """Height compared with others of its kind."""


def things_in(
    document: Document, cast: Cast, moments: tuple[Moment, ...], key: Moment, place: Place | None
) -> list[Thing]:
    """The things of a beat in the order of the text, each once."""
    found: list[Thing] = []
    for moment in moments:
        for number in moment.sentences:
            sentence = document.sentences[number]
            for k, phrase in enumerate(sentence.noun_phrases):
                if not within(moment.span, phrase.span):
                    continue
                if not is_thing(document, cast, sentence, k, place):
                    continue
                worth = stake(sentence, k, place is not None and place.indoors)
                worth = BORNE if bears_something(sentence, k) else worth
                if worth == 0.0:
                    continue
                weight = worth * (1.5 if moment is key else 1.0)
                thing = thing_of(sentence, number, k, weight, MOST_OF_A_KIND)
                _add(found, _sized(document, _coloured(document, thing)))
    return found


def _coloured(document: Document, thing: Thing) -> Thing:
    """A thing in the colour that was told of it before: the umbrella is the green one."""
    colours = words("looks", "colours")
    if set(thing.text.split()) & colours or len(thing.entities) != 1:
        return thing
    told = [a for a in document.entity(thing.entities[0]).adjectives if a.lower() in colours]
    if not told:
        return thing
    bare = thing.text.split(" ", 1)[1] if thing.text.startswith(("a ", "an ")) else thing.text
    text = f"{told[0]} {bare}"
    return replace(thing, text=with_article(text) if bare != thing.text else text)


def _sized(document: Document, thing: Thing) -> Thing:
    """A huge spoon; a bell as tall as a house."""
    told = [a for entity in thing.entities for a in document.entity(entity).attributes]
    likes = [a.removeprefix(_LIKE) for a in told if a.startswith(_LIKE)]
    if not likes:
        before = " ".join(a for e in thing.entities for a in document.entity(e).adjectives)
        text = thing.text if size_words(thing.text) else f"{size_words(before)} {thing.text}"
        return replace(thing, size=round(told_size(text, thing.noun), 2))
    size = size_of(likes[-1])[0] / size_of(thing.noun)[0]
    return replace(thing, size=round(min(max(size, _SMALLEST), _LARGEST), 2))


_LIKE = "as big as "
_SMALLEST, _LARGEST = 0.02, 200.0


def _add(found: list[Thing], thing: Thing) -> None:
    """Add a thing, or what is said of one that is there already: the cage of a birdcage."""
    for place, known in enumerate(found):
        if _same(thing, known):
            entities = tuple(dict.fromkeys((*known.entities, *thing.entities)))
            weight = max(known.weight, thing.weight)
            found[place] = replace(known, entities=entities, weight=weight)
            return
    found.append(thing)


def _same(one: Thing, other: Thing) -> bool:
    if set(one.entities) & set(other.entities) or one.noun == other.noun:
        return True
    return other.noun.endswith(one.noun) and one.count == other.count == 1


def is_thing(
    document: Document, cast: Cast, sentence: Sentence, number: int, place: Place | None
) -> bool:
    """This noun phrase names something to draw as a prop."""
    phrase = sentence.noun_phrases[number]
    if phrase.pronoun or phrase.negated or cast.of(*phrase.entities) or phrase.name:
        return False
    if phrase.role in ("owner", "vocative") or is_never_seen(sentence, number):
        return False
    if _is_part_of_vessel(sentence, phrase, place):
        return False
    perched = is_perch(sentence, number)
    perched = perched or swallows(sentence, number)
    if not perched and place is not None and phrase.head == place.noun.split()[-1]:
        return False
    if any(document.entity(e).living or document.entity(e).narrator for e in phrase.entities):
        return False
    flock = phrase.category == "animal" and is_outcome(sentence, number)
    seen = perched or flock or _drawable(phrase) or _moves(sentence, number)
    seen = seen or is_washing_line(sentence, number)
    if not seen or is_worn(sentence, number):
        return False
    if perched:
        return True
    if _inside_of(sentence, number):
        return False
    return _really_there(sentence, leader_of(sentence, number))


def _is_part_of_vessel(sentence: Sentence, phrase: NounPhrase, place: Place | None) -> bool:
    """`the bow of a boat`, `at the bow` on a ship: no bow to shoot with."""
    if phrase.head not in words("staging", "things", "parts"):
        return False
    vessels = words("staging", "things", "vessels")
    if phrase.of is not None:
        return sentence.noun_phrases[phrase.of].head in vessels
    afloat = words("settings", "places", "waters") | vessels
    at_sea = place is not None and place.noun.split()[-1] in afloat
    return at_sea and phrase.preposition in ("in", "at", "on", "from", "onto", "to")


def _drawable(phrase: NounPhrase) -> bool:
    if phrase.category in words("staging", "things", "drawn"):
        return True
    figures = words("props", "figures")
    if phrase.head in words("props", "movable") | figures or _is_instrument(phrase):
        return True
    if is_place(phrase):
        return _is_landmark(phrase)
    if phrase.category not in ("unknown", "attribute"):
        return False
    told = phrase.determiner in ("a", "an") or phrase.number is not None or bool(phrase.adjectives)
    known = can_be_drawn(phrase) and bool(phrase.determiner or phrase.owner_text or phrase.plural)
    return known or (told and phrase.category == "unknown")


def _moves(sentence: Sentence, number: int) -> bool:
    """`A round golden shape comes along`: whatever it is, it is seen."""
    phrase = sentence.noun_phrases[number]
    event = event_of(sentence, number)
    if phrase.category not in ("attribute", "unknown") or event is None:
        return False
    return number in event.subjects and event.verb in words("settings", "verbs", "motion")


def _is_landmark(phrase: NounPhrase) -> bool:
    """A volcano, a lighthouse: a place that is seen from elsewhere."""
    ways = words("settings", "places", "ways") | words("settings", "places", "big")
    scenery = words("staging", "things", "scenery") | words("settings", "places", "regions")
    if phrase.head in ways | scenery or phrase.category == "room":
        return False
    near = ("", "over", "above", "behind", "beside", "near", "toward", "towards", "past", "around")
    return phrase.preposition in near and bool(phrase.determiner or phrase.owner_text)


def _inside_of(sentence: Sentence, number: int) -> bool:
    """The contents of a container or measure are part of its phrase: "a sack of barley"."""
    return any(other.of == number for other in sentence.noun_phrases)


def _really_there(sentence: Sentence, number: int) -> bool:
    phrase = sentence.noun_phrases[number]
    if phrase.preposition in words("verbs", "prepositions", "absent"):
        return False
    event = event_of(sentence, number)
    if event is None:
        if phrase.attached_to is not None:
            return _really_there(sentence, phrase.attached_to)
        return True
    played = number in event.objects and event.verb in ("play", "sing", "hum", "whistle")
    if played and not _is_instrument(phrase):
        return False
    if event.past_before and (event.subordinate or phrase.owner_text == "whose"):
        return False  # "a ferryman whose ferry had sunk"
    if number in event.subjects:
        return shows_subject(sentence, event) and not has_gone(sentence, event)
    if event.infinitive or joins_infinitive(sentence, event):
        return infinitive_happens(sentence, event)
    return shows_objects(sentence, event)


def _is_instrument(phrase: NounPhrase) -> bool:
    listed = phrase.head in words("props", "instruments")
    return listed or phrase.category in ("instrument", "device")


def thing_of(sentence: Sentence, number: int, k: int, weight: float, most: int) -> Thing:
    """The thing that noun phrase `k` of a sentence names, at most `most` of a kind."""
    phrase = sentence.noun_phrases[k]
    contents = sentence.noun_phrases[phrase.of] if phrase.of is not None else None
    measure = contents is not None and phrase.head in words("staging", "things", "measures")
    core = contents if measure and contents is not None else phrase
    several = phrase.plural or core.plural or core.measure in words("staging", "things", "many")
    told = phrase.number if phrase.number is not None else core.number
    if told is None and core.measure in ("pair", "couple"):
        told = 2
    pair = core.head_text.lower() in words("staging", "things", "pairs")
    if pair:
        return Thing(
            number, k, phrase.entities, core.head_text.lower(), _pair_text(core), 1, True, weight
        )
    count = told if told is not None else (UNCOUNTED if several else 1)
    count = max(1, min(most, count))
    noun = _noun(core)
    if contents is not None and is_part_of_vehicle(phrase, contents):
        # The basket of a bicycle is seen with the bicycle.
        noun = f"{contents.head} {phrase.head}"
        text = with_article(" ".join([*contents.adjectives, noun]))
        return Thing(number, k, phrase.entities, noun, text, 1, True, weight)
    text = _text(core, contents if not measure else None, single=True)
    return Thing(number, k, phrase.entities, noun, text, count, told is not None, weight)


def is_part_of_vehicle(part: NounPhrase, whole: NounPhrase) -> bool:
    """`the basket of the bicycle`."""
    return whole.category == "vehicle" and part.head in words("props", "vehicle_parts")


def _pair_text(phrase: NounPhrase) -> str:
    """`round glasses`: one thing whose noun is always plural."""
    return " ".join((*phrase.adjectives, phrase.head_text.lower()))


def _noun(phrase: NounPhrase) -> str:
    first = phrase.compound.removesuffix(phrase.head).strip()
    return f"{first} {phrase.head}" if first else phrase.head


def _text(phrase: NounPhrase, contents: NounPhrase | None, single: bool) -> str:
    adjectives = [
        a for a in phrase.adjectives if a.lower() not in words("staging", "things", "bland")
    ]
    text = " ".join([*adjectives, _noun(phrase)])
    if contents is not None:
        inner = plural(contents.head) if contents.plural else contents.head
        extra = " ".join([*contents.adjectives, inner])
        text = f"{text} of {extra}"
    return with_article(text) if single else text


def preposition_kind(preposition: str) -> str | None:
    """The spatial relation of a preposition, as a value of RelationKind."""
    kinds: dict[str, str] = table("staging")["prepositions"]
    for kind, listed in kinds.items():
        if preposition in listed.split(","):
            return kind
    return None
