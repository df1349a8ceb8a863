"""Sorts the noun phrases of a prompt: things, places, what must not be seen, or nothing."""

from dataclasses import replace

from panelwright_tools.language import PLACES, Document, NounPhrase, Sentence
from panelwright_tools.layout.inventory import Inventory, Key, Thing
from panelwright_tools.layout.nouns import (
    drawable,
    is_material,
    is_part,
    kept_adjectives,
    number_of,
    sided,
    singular,
    with_article,
    without_article,
    words,
)
from panelwright_tools.layout.sizes import may_be_place
from panelwright_tools.layout.tables import table

_AS_PLACE = frozenset(
    {"in", "at", "through", "along", "across", "into", "inside", "within", "down"}
)
_SCENERY = frozenset({"rain", "fog", "sunset", "sunrise", "mist"})
_ORDINALS = frozenset({"second", "third", "fourth", "fifth", "sixth", "last", "final", "next"})
_IN_MIDDLE = {"in the middle of", "in the center of", "in the centre of", "on the edge of"}
_AS_GROUND = (
    _AS_PLACE | _IN_MIDDLE | {"on", "over", "under", "by", "near", "up", "off", "to", "from"}
)


def take_stock(document: Document) -> Inventory:
    """Sort every noun phrase of a text: thing, place, what must not be seen, or nothing."""
    inventory = Inventory()
    for s, sentence in enumerate(document.sentences):
        for p, phrase in enumerate(sentence.noun_phrases):
            _sort(inventory, document, (s, p), sentence, phrase)
    _describe(inventory, document)
    return inventory


def _sort(
    inventory: Inventory, document: Document, key: Key, sentence: Sentence, phrase: NounPhrase
) -> None:
    if _negated(sentence, key[1]):
        inventory.avoid.append(_avoided(phrase))
        return
    if key in inventory.same or key in inventory.things:
        return
    if phrase.head == "one" and phrase.determiner in ("a", "an", "another", "the"):
        _one_more(inventory, key, phrase)
        return
    if phrase.pronoun:
        _alias(inventory, key, _antecedent(inventory, key, phrase))
        return
    noun = singular(phrase)
    if _measures(inventory, key, sentence, phrase):
        return
    earlier = _named_before(inventory, phrase, noun)
    if earlier is not None:
        if earlier.count is None:
            earlier.count = phrase.number
        _alias(inventory, key, earlier.key)
        return
    if is_material(sentence, key[1]):
        return
    if is_part(phrase, noun, first=key == (0, 0)):
        return
    if not drawable(sentence, phrase, noun):
        if phrase.category in PLACES or noun in words("grounds") or noun in _SCENERY:
            inventory.background.append(document.words(phrase.span))
        return
    if phrase.category == "clothing" and phrase.preposition == "in":
        _dress(inventory, document, key, phrase)
        return
    if noun in words("depictions") or phrase.of is not None:
        _swallow(inventory, key, sentence, phrase, noun)
    inventory.things[key] = _thing(document, key, sentence, phrase, noun)


def _one_more(inventory: Inventory, key: Key, phrase: NounPhrase) -> None:
    """A third one, a red one: like the thing named last; "the red one" is one of those before."""
    before = [k for k in inventory.things if k < key]
    if not before:
        return
    several = [k for k in before if (inventory.things[k].count or 2) > 1]
    model = inventory.things[(several or before)[-1]]
    if phrase.determiner == "the":
        _alias(inventory, key, model.key)
        return
    adjectives = [w for w in kept_adjectives(phrase) if w not in _ORDINALS]
    inventory.things[key] = replace(
        model,
        key=key,
        phrase=with_article(" ".join([*adjectives, model.noun])),
        count=1,
        start=phrase.span[0],
        end=phrase.span[1],
        ids=[],
    )


def _alias(inventory: Inventory, key: Key, target: Key | None) -> None:
    if target is not None and target != key:
        inventory.same[key] = target


def _negated(sentence: Sentence, index: int) -> bool:
    phrase = sentence.noun_phrases[index]
    if phrase.negated or phrase.head in words("avoid_words"):
        return True
    return any(
        event.negated and (index in event.objects or index == event.predicate)
        for event in sentence.events
    )


def _avoided(phrase: NounPhrase) -> str:
    if phrase.head in words("avoid_words"):
        return "person"
    return " ".join([*kept_adjectives(phrase), singular(phrase)])


def _antecedent(inventory: Inventory, key: Key, phrase: NounPhrase) -> Key | None:
    """What a pronoun means: the first thing of its sentence before it, else of the one before."""
    plural = phrase.head in ("they", "them", "both", "these", "those")
    before = [k for k in inventory.things if k < key]
    here = [k for k in before if k[0] == key[0]]
    fitting = [k for k in here or before if ((inventory.things[k].count or 2) > 1) == plural]
    candidates = fitting or here or before
    return candidates[0] if candidates and (fitting or not plural) else None


def _measures(inventory: Inventory, key: Key, sentence: Sentence, phrase: NounPhrase) -> bool:
    """A herd of cows is cows: whatever is said of the herd is said of them."""
    if phrase.of is None or phrase.head not in table("prompts")["measures"]:
        return False
    if singular(sentence.noun_phrases[phrase.of]) in words("undrawn"):
        return False  # circles of different sizes
    inventory.same[key] = (key[0], phrase.of)
    return not sentence.noun_phrases[phrase.of].pronoun


def _named_before(inventory: Inventory, phrase: NounPhrase, noun: str) -> Thing | None:
    """The same thing again: "the dog" after "a dog"."""
    definite = phrase.determiner in ("the", "that", "this", "these", "those", "its", "both")
    bare = not phrase.determiner and phrase.number is None and not phrase.owner_text
    told = phrase.plural and phrase.number is not None and not kept_adjectives(phrase)
    if not definite and not bare and not told:
        return None
    if {"other", "second", "another", "third", "same"} & set(phrase.adjectives):
        return None
    for thing in inventory.things.values():
        alike = thing.noun == noun or thing.noun.split()[-1] == noun
        if sided(kept_adjectives(phrase))[:2] != (thing.across, thing.along):
            alike = alike and not any(sided(kept_adjectives(phrase))[:2])
        if told and not definite and thing.count is not None:
            continue
        if alike and all(word in thing.phrase.split() for word in kept_adjectives(phrase)):
            return thing
    return None


def _dress(inventory: Inventory, document: Document, key: Key, phrase: NounPhrase) -> None:
    """A woman in a red dress is one thing; the dress belongs to her phrase."""
    wearer = (
        inventory.find((key[0], phrase.attached_to)) if phrase.attached_to is not None else None
    )
    if wearer is None:
        before = [k for k in inventory.things if k[0] == key[0] and k < key]
        wearer = inventory.things[before[-1]] if before else None
    if wearer is not None:
        wearer.phrase += f" in {document.words(phrase.span)}"
        inventory.same[key] = wearer.key


def _swallow(
    inventory: Inventory, key: Key, sentence: Sentence, phrase: NounPhrase, noun: str
) -> None:
    """A cup of coffee and a statue of a horse are one thing each."""
    if phrase.of is None or _is_place_of(sentence, phrase):
        return
    inner: int | None = phrase.of
    while inner is not None:
        inventory.same[key[0], inner] = key
        inner = sentence.noun_phrases[inner].of


def _is_place_of(sentence: Sentence, phrase: NounPhrase) -> bool:
    """A field of flowers has flowers in it."""
    assert phrase.of is not None
    return phrase.category in PLACES and sentence.noun_phrases[phrase.of].plural


def _thing(
    document: Document, key: Key, sentence: Sentence, phrase: NounPhrase, noun: str
) -> Thing:
    adjectives = kept_adjectives(phrase)
    crowd = table("prompts")["crowds"].get(noun) if phrase.of is None else None
    if crowd and phrase.number is None:
        noun = crowd[0]
    across, along, adjectives = sided(adjectives)
    sizes = table("prompts")["sizes"]
    scale = 1.0
    for word in adjectives:
        scale *= sizes.get(word, 1.0)
    phrase_text = " ".join([*adjectives, noun])
    if phrase.of is not None and not _is_place_of(sentence, phrase):
        phrase_text += f" of {document.words(sentence.noun_phrases[phrase.of].span)}"
    return Thing(
        key=key,
        noun=noun,
        phrase=with_article(phrase_text),
        count=number_of(sentence, key[1], phrase, noun) if not crowd else int(crowd[1]),
        category=phrase.category,
        start=phrase.span[0],
        end=phrase.span[1],
        scale=scale,
        place=_may_be_place(sentence, key[1], phrase),
        across=across,
        along=along,
    )


def _may_be_place(sentence: Sentence, index: int, phrase: NounPhrase) -> bool:
    """In a forest, on a beach; "A kitchen with …": where rather than what."""
    if phrase.category not in PLACES or not may_be_place(singular(phrase)):
        return False
    ground = phrase.category in ("land", "water", "room", "place")
    preposition = phrase.preposition
    if preposition == "of" and phrase.attached_to is not None:
        preposition = sentence.noun_phrases[phrase.attached_to].preposition
    if not preposition:
        return ground and (index == 0 or phrase.role == "object")
    return preposition in (_AS_GROUND if ground else _AS_PLACE)


def _describe(inventory: Inventory, document: Document) -> None:
    """Adjectives said of a thing later: "the car is red"."""
    for s, sentence in enumerate(document.sentences):
        for event in sentence.events:
            if event.verb not in ("be", "look", "appear") or not event.adjective or event.negated:
                continue
            for subject in event.subjects:
                thing = inventory.find((s, subject))
                if thing is not None and event.adjective not in thing.phrase.split():
                    _add_adjective(thing, event.adjective)


def _add_adjective(thing: Thing, adjective: str) -> None:
    bare = without_article(thing.phrase)
    thing.phrase = with_article(f"{adjective.lower()} {bare}")
    thing.scale *= table("prompts")["sizes"].get(adjective.lower(), 1.0)
