"""Weighs the things of a moment: what is handled or set down is drawn, the rest is only told."""

from functools import cache

from panelwright.planning.embedded.roles import event_of
from panelwright.planning.embedded.tables import table, words
from panelwright_tools.language.document import PLACES, Event, NounPhrase, Sentence

HANDLED, DOING, BORNE, PLACED, TOLD = 3.0, 2.0, 1.6, 1.2, 0.4
_NEVER = 99.0
_SPOTS = words("props", "spots") | frozenset(("next to", "in front of", "on top of", "close to"))
_FAR = frozenset({"far", "distance", "horizon", "distant", "afar"})
_HEARING = frozenset({"hear", "smell", "sense"})
_LIKENING = frozenset({"like", "as", "than"})
_THROUGH = frozenset({"behind", "through", "against"})
_REACH = 3
"""Words back in which the "like" of a comparison is looked for."""


def stake(sentence: Sentence, number: int, indoors: bool = False) -> float:
    """How much a moment is about a thing: 3 handled, 2 doing, 1.2 set down; 0 leaves it out."""
    phrase = sentence.noun_phrases[number]
    heard = any(e.verb in _HEARING and number in e.objects for e in sentence.events)
    if heard or is_compared(sentence, number) or _is_figurative(sentence, phrase):
        return 0.0
    leader = leader_of(sentence, number)
    event = event_of(sentence, leader)
    value = _in_event(sentence, event, leader) if event else _hung(sentence, leader)
    return value if value >= _least(sentence, phrase, event, leader, indoors) else 0.0


def leader_of(sentence: Sentence, number: int) -> int:
    """The first member of the list that a phrase belongs to, itself where it leads."""
    for place, phrase in enumerate(sentence.noun_phrases):
        if number in phrase.coordinated:
            return leader_of(sentence, place) if place < number else place
        if phrase.of == number and place < number:
            return leader_of(sentence, place)  # a lantern of "a loaf of bread, a lantern"
    return number


def is_compared(sentence: Sentence, number: int) -> bool:
    """`as big as a bucket`, `like falling rocks`: a likeness, not a thing."""
    first = sentence.noun_phrases[number].tokens[0]
    for token in reversed(sentence.tokens[max(0, first - _REACH) : first]):
        if token.tag == "PUNCT" or token.tag in ("VBD", "VBZ", "VBP"):
            return False
        if token.lower in _LIKENING:
            return True
    return False


def _is_figurative(sentence: Sentence, phrase: NounPhrase) -> bool:
    """`a bed of moss`, `a carpet of leaves`: no furniture."""
    if phrase.of is None or phrase.head not in words("props", "figurative"):
        return False
    contents = sentence.noun_phrases[phrase.of]
    return not contents.determiner and not contents.owner_text


def can_be_drawn(phrase: NounPhrase) -> bool:
    """The painter has a drawing or an icon of it."""
    full = f"{phrase.compound.removesuffix(phrase.head).strip()} {phrase.head}".strip()
    return bool({full, phrase.head, phrase.head_text.lower()} & _drawable())


def whole_known(phrase: NounPhrase) -> bool:
    """`ice cream` is known, though `ice` alone is stuff."""
    return f"{phrase.compound.removesuffix(phrase.head).strip()} {phrase.head}" in _drawable()


@cache
def _drawable() -> frozenset[str]:
    listed: str = table("props")["drawable"]
    return frozenset(" ".join(noun.split()) for noun in listed.split(","))


def is_outcome(sentence: Sentence, number: int) -> bool:
    """`The snow turns into butterflies`, `the straw becomes coins`: what is seen from now on."""
    event = event_of(sentence, leader_of(sentence, number))
    if event is None:
        return False
    into = any(h.phrase == number and h.preposition == "into" for h in event.prepositions)
    if event.verb == "become":
        return number in event.objects or number == event.predicate
    return into and event.verb in words("props", "changing")


def _in_event(sentence: Sentence, event: Event, number: int) -> float:
    if is_outcome(sentence, number):
        return DOING
    if number in event.objects:
        if event.verb in words("props", "handling"):
            return HANDLED
        return BORNE if event.verb in ("have", "get", "wear") else DOING
    if number in event.subjects:
        return PLACED if event.verb == "be" else DOING
    if number == event.predicate:
        found = sentence.noun_phrases[number].determiner in ("a", "an")
        return DOING if found else PLACED  # in the rock there was a door
    prepositions = [h.preposition for h in event.prepositions if h.phrase == number]
    head = sentence.noun_phrases[number].head
    return max((_behind_preposition(event, p, head) for p in prepositions), default=TOLD)


def _behind_preposition(event: Event, preposition: str, head: str) -> float:
    if preposition == "at" and event.verb in words("props", "gazing") | words("props", "knocking"):
        return DOING
    if preposition == "on" and event.verb in words("props", "knocking"):
        return DOING
    if preposition == "with":
        return BORNE
    if preposition == "through" and head in words("staging", "things", "optics"):
        return HANDLED
    if preposition in ("into", "through") and event.verb in words("props", "motion_into"):
        return PLACED
    return PLACED if preposition in _SPOTS and preposition != "into" else TOLD


def _hung(sentence: Sentence, number: int) -> float:
    """A phrase that hangs on another, or that stands in a sentence without a verb."""
    preposition = _preposition(sentence, number)
    if preposition == "with":
        return BORNE
    return PLACED if preposition in _SPOTS or not preposition else TOLD


def _preposition(sentence: Sentence, number: int) -> str:
    """The preposition of a phrase, also where the reading of the sentence lost it."""
    phrase = sentence.noun_phrases[number]
    if phrase.preposition:
        return phrase.preposition
    for token in reversed(sentence.tokens[: phrase.tokens[0]]):
        if token.tag == "PREP":
            return token.lower
        if token.tag not in ("DET", "ADJ", "ADV", "NUM", "POSS"):
            break
    return ""


def _least(
    sentence: Sentence, phrase: NounPhrase, event: Event | None, number: int, indoors: bool
) -> float:
    """The stake that a thing of this sort must have to be drawn."""
    stuff = {phrase.head, *phrase.compound.split()} & words("props", "substances")
    if stuff and not whole_known(phrase):
        return _NEVER
    if phrase.head in words("props", "set_parts"):
        return DOING if _is_loose(phrase, event, number) else _NEVER
    if _is_pane(sentence, number):
        return _NEVER
    if phrase.head in words("props", "sky"):
        return HANDLED
    if is_place(phrase) or phrase.head in words("props", "models"):
        far = any(token.lower in _FAR for token in sentence.tokens)
        return _NEVER if far else _least_of_place(phrase, event, number, indoors)
    if phrase.category != "animal" and not can_be_drawn(phrase):
        return _least_of_unknown(phrase)
    if phrase.head in words("props", "underfoot"):
        return PLACED if _does(event, "resting") else DOING
    if phrase.head in words("staging", "things", "fixed"):
        return DOING
    if phrase.head in words("props", "scenery"):
        return _least_of_scenery(phrase, event)
    if phrase.category == "furniture" and phrase.preposition in ("in", "on", "under"):
        return PLACED  # to lie in bed
    bare = not (phrase.determiner or phrase.owner_text or phrase.plural or phrase.number)
    return BORNE if bare and sentence.events and phrase.role != "subject" else PLACED


def _least_of_unknown(phrase: NounPhrase) -> float:
    """What nobody can draw is at best a sketch with a label: of one that is told of at length."""
    if len(phrase.adjectives) > 1:
        return DOING
    return HANDLED if phrase.determiner in ("a", "an") else _NEVER


def _least_of_scenery(phrase: NounPhrase, event: Event | None) -> float:
    """A tree is a thing where somebody is at it, or it falls."""
    at = phrase.preposition in ("", "on", "under", "beneath", "behind", "against", "into")
    in_it = phrase.preposition == "in" and _does(event, "resting")
    if (at or in_it) and not phrase.plural:
        return PLACED
    return DOING if _does(event, "falling") else HANDLED


def _does(event: Event | None, sort: str) -> bool:
    """Whether it is a deed of that sort."""
    return event is not None and event.verb in words("props", sort)


def _is_loose(phrase: NounPhrase, event: Event | None, number: int) -> bool:
    """`A crow drops the wheel`, `two wheels hang on a line`: by itself, no part of a car."""
    if phrase.head not in words("props", "loose_parts") or event is None:
        return False
    alone = number in event.subjects and event.verb in words("props", "lying_about")
    return alone or (number in event.objects and event.verb in words("props", "carrying_off"))


def _is_pane(sentence: Sentence, number: int) -> bool:
    """`waves from behind the glass`: at a window; nobody drinks from it."""
    phrase = sentence.noun_phrases[number]
    known = phrase.determiner not in ("a", "an") and phrase.head in words("props", "panes")
    return known and _preposition(sentence, number) in _THROUGH


def is_place(phrase: NounPhrase) -> bool:
    """A building or a land; no birdcage, though one lives in it."""
    return phrase.category in PLACES and phrase.head not in words("props", "movable")


def _least_of_place(phrase: NounPhrase, event: Event | None, number: int, indoors: bool) -> float:
    """A building or a hill is a thing only where something happens to it."""
    if indoors and phrase.head not in words("props", "models"):
        return _NEVER
    if phrase.head in words("props", "models") and phrase.owner_text:
        return PLACED
    lived_in = event is not None and event.verb in words("props", "inhabiting")
    if lived_in and event is not None and number in (*event.objects, event.predicate):
        return _NEVER
    return PLACED if event is not None and number == event.predicate else DOING
