"""How strongly a place is told in passing: as a hint, as an aside, or by what has stopped."""

from panelwright.planning.embedded.place_fronts import is_earlier
from panelwright.planning.embedded.place_phrases import governing_preposition
from panelwright.planning.embedded.place_reality import is_remembered, is_told_in_speech
from panelwright.planning.embedded.place_strength import KEPT, LESS, is_kept
from panelwright.planning.embedded.roles import event_of
from panelwright.planning.embedded.sites import Site, proper_name
from panelwright.planning.embedded.tables import table, words
from panelwright_tools.language.document import LIVING, NounPhrase, Sentence

HINTED_FROM = 1.3
HINTED_OF = 1.25
"""`the hens of the farmyard`, who may well be there."""
DRIVEN = 2.9
SLIGHTLY = 0.2
"""What `the oldest man in the village` loses against a place where somebody is."""


def mere_strength(sentence: Sentence, number: int) -> float:
    """How strongly the preposition alone says it, whatever the verb: for a story's opening."""
    phrase = sentence.noun_phrases[number]
    event = event_of(sentence, number)
    if is_told_in_speech(sentence, phrase):
        return 0.0
    if event is not None and (event.hypothetical or event.future):
        return 0.0
    if event is not None and event.past_before and event.subordinate:
        return 0.0  # "who had watched him from behind the hedge"
    if event is not None and is_remembered(sentence, event):
        return 0.0
    if phrase.measure or is_earlier(sentence, phrase):
        return 0.0
    if is_driven(sentence, number):
        return DRIVEN
    if is_kept(sentence, number):
        return KEPT
    if is_halted(sentence, number):
        return 3.0
    if _is_told_of(sentence, phrase):
        return 0.0
    if phrase.head == "way" or phrase.compound == "way":
        return 0.0
    strengths: dict[str, float] = table("settings")["prepositions"]
    preposition = governing_preposition(sentence, phrase)
    if preposition == "to" and event is not None and event.verb in ("be", "have"):
        return 0.0  # "I am on the 6.15 to Leeds"
    hinted = {"from": HINTED_FROM, "of": HINTED_OF if _has_somebody(sentence, number) else 0.0}
    strength = hinted.get(preposition, strengths.get(preposition, 0.0))
    strength -= SLIGHTLY if _is_best_of(sentence, phrase) else 0.0
    unknown = phrase.category == "unknown" and proper_name(sentence, phrase)
    led = preposition in ("over", "along", "through", "across", "down", "up")
    strength -= LESS if _is_of_somebody(sentence, phrase) and not led else 0.0
    return strength - (1.0 if unknown else 0.0)


def _has_somebody(sentence: Sentence, number: int) -> bool:
    return any(p.of == number and p.category in LIVING for p in sentence.noun_phrases)


def _is_told_of(sentence: Sentence, phrase: NounPhrase) -> bool:
    """`a story about a fire at the mill`: nobody is there."""
    number = phrase.attached_to
    while number is not None:
        holder = sentence.noun_phrases[number]
        if holder.preposition in ("about", "like", "than"):
            return True
        number = holder.attached_to
    return False


def _is_of_somebody(sentence: Sentence, phrase: NounPhrase) -> bool:
    """`his sister in Leeds`; but "nobody in Aldermoor", "the oldest man in the village"."""
    if phrase.attached_to is None:
        return False
    holder = sentence.noun_phrases[phrase.attached_to]
    living = holder.category in LIVING
    anyone = holder.pronoun or holder.negated or holder.head in words("settings", "steps", "anyone")
    return living and not anyone and not _is_best_of(sentence, phrase)


def _is_best_of(sentence: Sentence, phrase: NounPhrase) -> bool:
    if phrase.attached_to is None:
        return False
    holder = sentence.noun_phrases[phrase.attached_to]
    return any(adjective.endswith("est") for adjective in holder.adjectives)


def is_aside(sentence: Sentence, number: int, visited: list[Site]) -> bool:
    """`From her balcony she waves`, `Ada stays in the van`: the others are elsewhere."""
    event, phrase = event_of(sentence, number), sentence.noun_phrases[number]
    if event is None:
        return False
    if event.verb in words("settings", "verbs", "remaining") and len(event.subjects) == 1:
        one = sentence.noun_phrases[event.subjects[0]]
        return bool(visited) and not one.plural and phrase.preposition in ("in", "at", "on", "by")
    if phrase.preposition != "from":
        return False
    return event.verb not in words("settings", "verbs", "taking")


def is_driven(sentence: Sentence, number: int) -> bool:
    """`Milan drives the night bus`: a story about a driver plays in the cab."""
    event, phrase = event_of(sentence, number), sentence.noun_phrases[number]
    if event is None or number not in event.objects or event.verb not in ("drive", "fly", "pilot"):
        return False
    return phrase.category == "vehicle" and phrase.head in words("settings", "places", "cabs")


def is_halted(sentence: Sentence, number: int) -> bool:
    """`The lift stopped between two floors.`: what has stopped encloses those who are told of."""
    event, phrase = event_of(sentence, number), sentence.noun_phrases[number]
    if (
        event is None
        or number not in event.subjects
        or not (phrase.determiner == "the" or phrase.owner_text)
    ):
        return False
    encloses = phrase.category == "vehicle" or phrase.head in words("settings", "places", "spots")
    return encloses and event.verb in (
        words("settings", "verbs", "halting") | words("settings", "verbs", "smelling")
    )
