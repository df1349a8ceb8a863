"""Finds what people put on and take off in a story, and how they look from there on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from panelwright.planning.embedded.describe import character_phrase
from panelwright.planning.embedded.garments import garment_in
from panelwright.planning.embedded.look_draft import colour_in
from panelwright.planning.embedded.names import slug
from panelwright.planning.embedded.tables import words
from panelwright_tools.domain import Garment, Kind, Look, Variation
from panelwright_tools.language.document import Document, Entity, Event, NounPhrase, Sentence


@dataclass(frozen=True)
class Dressing:
    """Somebody puts a garment on, or takes it off, in a sentence."""

    sentence: int
    garment: Garment
    on: bool


@dataclass(frozen=True)
class Wardrobe:
    """What somebody wears at first, and the variations in which they wear something else."""

    look: Look
    variations: tuple[Variation, ...] = ()
    turns: tuple[tuple[int, str], ...] = ()
    """Sentences from which a variation holds; empty: the look at first."""


def dressings_of(document: Document, entity: Entity) -> list[Dressing]:
    """What an entity puts on and takes off, in the order of the text."""
    found: list[Dressing] = []
    for number in sorted({mention.sentence for mention in entity.mentions}):
        sentence = document.sentences[number]
        for event in sentence.events:
            for phrase, on in _handled(sentence, event, entity):
                garment = _garment(document, sentence, phrase)
                if garment is not None:
                    found.append(Dressing(number, garment, on))
    return found


def puts_on(sentence: Sentence, event: Event) -> bool:
    """`puts on a helmet`, `wraps a scarf around his neck`: it is on the body then, no prop."""
    clothed = event.verb in words("looks", "dressing", "on") and event.particle == "on"
    return (
        clothed
        or event.verb in words("looks", "dressing", "don")
        or _wrapped(sentence, event) is not None
    )


def wardrobe(look: Look, kind: Kind, heads: Sequence[str], dressed: Sequence[Dressing]) -> Wardrobe:
    """The looks of somebody over a story in which they put on and take off garments."""
    first: dict[str, Dressing] = {}
    for one in dressed:
        first.setdefault(_sort(one.garment), one)
    on = {_sort(g): g for g in look.clothes if _sort(g) not in first or not first[_sort(g)].on}
    on = {sort: one.garment for sort, one in first.items() if not one.on} | on
    base = look.model_copy(update={"clothes": tuple(on.values())})
    made: dict[str, Variation] = {}
    turns: list[tuple[int, str]] = []
    for one in dressed:
        on = {sort: garment for sort, garment in on.items() if sort != _sort(one.garment)}
        on |= {_sort(one.garment): first[_sort(one.garment)].garment} if one.on else {}
        name = _called(base, on)
        if name and name not in made:
            clothed = base.model_copy(update={"clothes": tuple(on.values())})
            phrase = character_phrase(clothed, kind, heads)
            made[name] = Variation(id=name, phrase=phrase, nature=kind, look=clothed)
        turns.append((one.sentence, name))
    return Wardrobe(base, tuple(made.values()), tuple(turns))


def _sort(garment: Garment) -> str:
    """`scarf` of a long scarf: by it a garment is known again."""
    return garment.name.split()[-1]


def _called(base: Look, on: dict[str, Garment]) -> str:
    """`in-scarf`, `without-hat`; empty for the look at first."""
    before = {_sort(garment) for garment in base.clothes}
    added, gone = sorted(set(on) - before), sorted(before - set(on))
    told = [f"in {' '.join(added)}"] if added else []
    told += [f"without {' '.join(gone)}"] if gone else []
    return slug(" ".join(told), "dressed") if told else ""


def _handled(sentence: Sentence, event: Event, entity: Entity) -> Iterator[tuple[NounPhrase, bool]]:
    """The garments that an entity puts on (True) or takes off in an event."""
    if not event.happens or event.passive:
        return
    doer = any(entity.id in sentence.noun_phrases[n].entities for n in event.subjects)
    objects = [sentence.noun_phrases[number] for number in event.objects]
    neck = _wrapped(sentence, event)
    if neck is not None:
        yield from ((phrase, True) for phrase in objects if entity.id in neck.owner_entities)
    elif doer and puts_on(sentence, event):
        yield from ((phrase, True) for phrase in objects)
    elif doer and _takes_off(event):
        yield from ((phrase, False) for phrase in objects)


def _takes_off(event: Event) -> bool:
    off = event.verb in words("looks", "dressing", "off") and event.particle == "off"
    return off or event.verb in words("looks", "dressing", "remove")


def _wrapped(sentence: Sentence, event: Event) -> NounPhrase | None:
    """The neck or shoulders that something is wrapped around: `wraps it around his neck`."""
    if event.verb not in words("looks", "dressing", "wrap"):
        return None
    for link in event.prepositions:
        phrase = sentence.noun_phrases[link.phrase]
        around = link.preposition in ("around", "round", "over", "on")
        if around and phrase.category == "body" and phrase.owner_entities:
            return phrase
    return None


def _garment(document: Document, sentence: Sentence, phrase: NounPhrase) -> Garment | None:
    """The garment that a phrase or an `it` names."""
    if not phrase.pronoun:
        tokens = sentence.tokens[phrase.tokens[0] : phrase.tokens[1]]
        return _coloured([t.lower for t in tokens if t.tag not in ("DET", "PRON", "POSS")])
    for number in phrase.entities:
        one = document.entity(number)
        garment = _coloured([*one.adjectives, *one.heads[:1]])
        if garment is not None:
            return garment
    return None


def _coloured(words_of_it: Sequence[str]) -> Garment | None:
    """The garment that words such as `big orange parka` name, in their colour."""
    garment = garment_in(words_of_it, worn=False)
    if garment is None or garment.colour:
        return garment
    return Garment(name=garment.name, colour=colour_in(" ".join(words_of_it)))
