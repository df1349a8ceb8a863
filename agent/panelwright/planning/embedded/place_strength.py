"""How sure it is that a scene plays at a place that its sentence names."""

from panelwright.planning.embedded.place_bare import bare_strength
from panelwright.planning.embedded.place_phrases import is_spot
from panelwright.planning.embedded.place_prepositions import strength_behind
from panelwright.planning.embedded.place_reality import is_real, is_told_in_speech
from panelwright.planning.embedded.roles import event_of
from panelwright.planning.embedded.tables import words
from panelwright_tools.language.document import Event, NounPhrase, Sentence

_SPOT = 0.3
"""What a gate or stall loses against a house in the same sentence."""
_LAND = 1.8
"""What a country loses: it is too wide to stand in."""
KEPT = 3.1
"""More than where the house stands: `keeps the lighthouse on the cliff`."""
LESS = 1.6
"""What a place loses that only a side clause, or nobody, is at."""


def strength_of(sentence: Sentence, number: int) -> float:
    """How sure it is that the scene plays there, 0..3."""
    phrase = sentence.noun_phrases[number]
    event = event_of(sentence, number)
    if event is not None and not is_real(sentence, event, phrase):
        return 0.0
    if is_told_in_speech(sentence, phrase):
        return 0.0
    if phrase.preposition and phrase.preposition != "of":
        strength = strength_behind(sentence, number, phrase, event)
    elif is_kept(sentence, number):
        strength = KEPT
    else:
        strength = bare_strength(sentence, number, phrase, event)
    if phrase.head in words("settings", "places", "big"):
        named = phrase.of is not None and bool(sentence.noun_phrases[phrase.of].name)
        strength -= _LAND if named else 1.2  # the kingdom of Farrow
    if phrase.head_text.lower() in words("settings", "places", "lands"):
        strength -= _LAND
    if is_spot(sentence, phrase) and phrase.preposition not in ("under", "beneath"):
        strength -= _SPOT
    if event is not None and _is_aside(sentence, number, event):
        strength -= LESS
    return strength


def is_kept(sentence: Sentence, number: int) -> bool:
    """`Tomas keeps the lighthouse`: a story about a keeper plays in the house that is kept."""
    event, phrase = event_of(sentence, number), sentence.noun_phrases[number]
    if event is None or number not in event.objects:
        return False
    return event.verb in words("settings", "verbs", "keeping") and phrase.head in words(
        "places", "indoors"
    )


def _is_aside(sentence: Sentence, number: int, event: Event) -> bool:
    """A relative clause about somebody, or a place where nobody is."""
    if event.subordinate and number not in event.subjects and is_relative(sentence, event):
        return True
    if event.verb not in words("settings", "verbs", "existing"):
        return False
    absent = [sentence.noun_phrases[subject] for subject in event.subjects]
    sunk = sentence.noun_phrases[number].head in words("settings", "steps", "vessels")
    sunk &= number not in event.subjects
    return bool(absent) and all(
        p.negated or _is_nobody(sentence, p) or (sunk and p.category in _SUBSTANCES) for p in absent
    )


def _is_nobody(sentence: Sentence, phrase: NounPhrase) -> bool:
    """`nobody in the attic`; but "nobody else in the attic" tells that somebody is."""
    after = sentence.tokens[phrase.tokens[1] : phrase.tokens[1] + 1]
    return phrase.head in _NOBODY and not any(token.lower == "else" for token in after)


_SUBSTANCES = ("substance", "food", "artifact", "abstract", "natural")
_NOBODY = ("nobody", "nothing", "none")


def is_relative(sentence: Sentence, event: Event) -> bool:
    """`who is stranded on an island`: told of somebody, not where the scene is."""
    before = [t.lower for t in sentence.tokens if event.clause[0] <= t.span[0] < event.span[0]]
    lower = [token.lower for token in sentence.tokens]
    cleft = any(lower[k : k + 2] in (["it", "was"], ["it", "is"]) for k in range(len(lower)))
    opened = {"who", "which", "that", "whose", "where"} & set(before[:3])
    return bool(opened) and not cleft
