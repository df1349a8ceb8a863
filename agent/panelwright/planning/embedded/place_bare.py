"""How sure it is that a scene plays at a place that no preposition goes before."""

from panelwright.planning.embedded.sites import is_part, proper_name
from panelwright.planning.embedded.tables import table, words
from panelwright_tools.language.document import Event, NounPhrase, Sentence

_DATELINE = 2.6
"""`Night, a storm, a tavern on the docks.`: a sentence without a verb sets the scene."""
_PART_HANDLED = 1.6
"""Who opens the door of a house is there."""
_FOUNDED = 3.1
"""`In the city there was a map shop`: the story is about the shop."""
_UNTENDED = 1.3
"""`radios the depot`: what is done to a place need not be done in it."""


def bare_strength(
    sentence: Sentence, number: int, phrase: NounPhrase, event: Event | None
) -> float:
    """What a place weighs as what is acted on, as what acts or is told of, or by itself."""
    if phrase.category == "vehicle":
        return 0.0
    containing = _of_region(sentence, number)
    if containing is not None:
        strengths: dict[str, float] = table("settings")["prepositions"]
        bare = _PART_HANDLED if not containing.preposition else 0.0
        return strengths.get(containing.preposition, bare)
    if event is None:
        if sentence.events or phrase.preposition:
            return 0.0
        alone = 2.0 if len(sentence.noun_phrases) <= 2 else 0.0
        named = proper_name(sentence, phrase) or not phrase.determiner
        return alone if named else _DATELINE
    if number in event.objects:
        return 0.0 if phrase.measure else _as_object(sentence, phrase, event)
    if number in event.subjects:
        return _as_subject(sentence, phrase, event)
    pointed = [sentence.noun_phrases[subject].head for subject in event.subjects]
    return 1.8 if number == event.predicate and pointed in (["it"], ["this"]) else 0.0


def _of_region(sentence: Sentence, number: int) -> NounPhrase | None:
    """The part before an `of`: "the edge of the forest", "the ceiling of the kitchen"."""
    for phrase in sentence.noun_phrases:
        parts = words("settings", "places", "regions") | words("settings", "places", "never")
        if phrase.of == number and phrase.head in parts:
            return phrase
    return None


def _as_object(sentence: Sentence, phrase: NounPhrase, event: Event) -> float:
    if event.verb in words("settings", "verbs", "arrive"):
        return 2.6
    if event.verb in words("settings", "verbs", "absent"):
        return 1.6 if _is_found_so(sentence, phrase) else 0.0
    if is_part(phrase):
        return _PART_HANDLED  # "kicks open the laundry door"
    if event.particle in ("down", "up", "along", "across", "through"):
        return 2.2  # "they tear down the corridor"
    return 1.6 if event.verb in words("settings", "verbs", "tending") else _UNTENDED


def _is_found_so(sentence: Sentence, phrase: NounPhrase) -> bool:
    """`he finds the office empty`."""
    after = sentence.tokens[phrase.tokens[1] : phrase.tokens[1] + 1]
    return bool(after) and after[0].tag == "ADJ"


def _as_subject(sentence: Sentence, phrase: NounPhrase, event: Event) -> float:
    if event.adjective or event.predicate is not None:
        return 1.6
    if event.verb == "be" and phrase.tokens[0] > event.token:
        if phrase.category == "building" and _is_in_settlement(sentence, event):
            return _FOUNDED
        return 1.5  # "on the other side was the old pool"
    opens = phrase is sentence.noun_phrases[0] and phrase.determiner == "the"
    if opens and event.verb in words("settings", "verbs", "shown") and not event.subordinate:
        return 1.5  # "the changing room smells of oranges"
    broad = phrase.category in ("land", "water", "building") and phrase.determiner == "the"
    return 1.5 if broad and not event.subordinate else 0.0


def _is_in_settlement(sentence: Sentence, event: Event) -> bool:
    hung = [sentence.noun_phrases[link.phrase] for link in event.prepositions]
    settlements = words("settings", "places", "settlements") | {"street", "land", "kingdom"}
    return any(p.preposition in ("in", "on") and p.head in settlements for p in hung)
