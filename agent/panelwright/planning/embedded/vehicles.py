"""What somebody moves in where the text names no vehicle: the car of "we drove home"."""

from bisect import bisect_left
from dataclasses import replace

from panelwright.planning.embedded.acting import Deed
from panelwright.planning.embedded.names import with_article
from panelwright.planning.embedded.on_water import is_boat
from panelwright.planning.embedded.tables import table, words
from panelwright.planning.embedded.thing_senses import meant
from panelwright.planning.embedded.things import Thing, thing_of
from panelwright_tools.domain import Place
from panelwright_tools.language.document import Document, Event, Sentence
from panelwright_tools.language.lexicon import category_of

IMPLIED = -1
"""Sentence of a thing that no sentence names here."""
_WEIGHT = 1.2


def with_vehicles(
    document: Document, deeds: list[Deed], things: list[Thing], place: Place | None
) -> list[Thing]:
    """The things of a beat with the vehicle that its deeds imply.

    It is the one that the story named last, else the usual one. Oars that are pulled are its own.
    """
    aboard = place is not None and place.noun.split()[-1] in words("staging", "things", "vessels")
    named = any(thing.noun.split()[-1] in words("staging", "things", "vessels") for thing in things)
    gear = [] if aboard else [thing for thing in things if _is_worked(document, thing)]
    rest = [thing for thing in things if thing not in gear]
    if aboard or named:
        return rest
    for thing in gear:
        sentence = document.sentences[thing.sentence]
        return [*rest, _vehicle(document, sentence, table("staging")["geared"][thing.noun])]
    boat = _boat_they_are_in(document, deeds, place)
    if boat is not None:
        return [*rest, boat]
    for deed in deeds:
        noun = table("staging")["vehicles"].get(deed.event.verb)
        if noun is None or deed.event.objects or not deed.event.happens:
            continue
        if deed.event.verb == "ride" and _last(document, deed.sentence, noun) is None:
            continue  # on whatever it was, the text did not say
        return [*rest, _vehicle(document, deed.sentence, noun)]
    return rest


def _boat_they_are_in(document: Document, deeds: list[Deed], place: Place | None) -> Thing | None:
    """The small boat that was named last, of those who act out on the water and do not swim."""
    afloat = place is not None and category_of(place.noun.split()[-1]) == "water"
    swims = any(deed.event.verb in words("staging", "things", "wet") for deed in deeds)
    if not afloat or not deeds or swims:
        return None
    here = bisect_left(document.sentences, deeds[0].sentence.span, key=lambda one: one.span)
    for sentence in reversed(document.sentences[max(0, here - _LATELY) : here]):
        for phrase in reversed(sentence.noun_phrases):
            if phrase.category == "vehicle" and not phrase.negated:
                found = is_boat(phrase.head) and not phrase.plural
                return _vehicle(document, deeds[0].sentence, phrase.head) if found else None
    return None


_LATELY = 5
"""Sentences after which a boat that is not told of again is out of mind."""


def _is_worked(document: Document, thing: Thing) -> bool:
    """`She pulls the oars`: they are in the water, at the boat."""
    if thing.noun not in table("staging")["geared"] or thing.phrase < 0:
        return False
    sentence = document.sentences[thing.sentence]
    return any(works_gear(sentence, event) for event in sentence.events)


def works_gear(sentence: Sentence, event: Event) -> bool:
    """Somebody pulls oars or dips a paddle."""
    if not event.happens or event.verb not in words("staging", "things", "working"):
        return False
    hung = (link.phrase for link in event.prepositions)
    gear = table("staging")["geared"]
    return any(sentence.noun_phrases[number].head in gear for number in (*event.objects, *hung))


def _vehicle(document: Document, sentence: Sentence, noun: str) -> Thing:
    known = _last(document, sentence, noun)
    if known is None:
        return Thing(IMPLIED, -1, (), noun, with_article(noun), 1, True, _WEIGHT)
    return replace(known, sentence=IMPLIED, phrase=-1, entities=(), count=1, counted=True)


def _last(document: Document, sentence: Sentence, usual: str) -> Thing | None:
    """`an ice cream van`, if the last vehicle before this sentence moves like the usual one."""
    wheels = words("staging", "things", "wheels")
    for number, earlier in reversed(list(enumerate(document.sentences))):
        if earlier.span[0] >= sentence.span[0]:
            continue
        for k, phrase in reversed(list(enumerate(earlier.noun_phrases))):
            alike = (phrase.head in wheels) == (usual.split()[-1] in wheels)
            if phrase.category == "vehicle" and alike and not phrase.negated and not phrase.name:
                return meant(document, thing_of(earlier, number, k, _WEIGHT, 1))
    return None
