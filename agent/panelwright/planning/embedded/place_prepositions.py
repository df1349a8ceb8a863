"""How sure a preposition makes it that a scene plays at the place behind it."""

from panelwright.planning.embedded.on_water import is_open_boat, is_under_way
from panelwright.planning.embedded.place_aloft import is_aloft
from panelwright.planning.embedded.place_fronts import is_earlier
from panelwright.planning.embedded.roles import event_of
from panelwright.planning.embedded.tables import table, words
from panelwright_tools.language.document import LIVING, Event, NounPhrase, Sentence

_PEOPLE = ("him", "her", "them", "me", "us", "himself", "herself", "themselves")
_ROOM = 2.4
"""Who goes up to a room goes into it: `followed the dog up to the attic`."""


def strength_behind(
    sentence: Sentence, number: int, phrase: NounPhrase, event: Event | None
) -> float:
    """What a place weighs behind its preposition, with what its verb leaves of that."""
    strengths: dict[str, float] = table("settings")["prepositions"]
    strength = strengths.get(phrase.preposition, _of_a_part(phrase.preposition))
    if is_earlier(sentence, phrase) or _is_superlative(sentence, phrase):
        return 0.0
    if event is not None:
        strength = _with_verb(sentence, number, phrase, event, strength)
    if phrase.category == "vehicle" and (
        phrase.preposition not in words("settings", "places", "within") or is_open_boat(phrase)
    ):
        return 0.0
    if phrase.attached_to is not None and not is_aloft(sentence, phrase):
        strength -= _far_from_deed(sentence, phrase)
    return strength


def _of_a_part(preposition: str) -> float:
    """`at the end of`, `on the far side of`: where a part of the place is."""
    within = preposition.startswith(("at the ", "in the ", "on the ", "by the "))
    return 2.4 if within and preposition.endswith(" of") else 0.0


def _with_verb(
    sentence: Sentence, number: int, phrase: NounPhrase, event: Event, strength: float
) -> float:
    """What the verb leaves of a preposition's strength."""
    if (
        _only_seen(event, phrase)
        or _only_filled(sentence, event, phrase)
        or _is_reference(sentence, event)
    ):
        return 0.0
    if phrase.preposition == "out of" and _is_brought(sentence, event, number):
        return 0.0
    if phrase.preposition == "from":
        return _strength_of_from(sentence, number, phrase, event)
    if phrase.preposition in ("to", "toward", "towards", "onto", "back to", "down to", "up to"):
        moving = event.verb in words("settings", "verbs", "motion") | {"catch"}
        if is_under_way(sentence, event):
            return 0.4
        room = phrase.preposition == "up to" and phrase.category == "room"
        return (_ROOM if room else strength) if moving else 0.4
    return strength


def _only_seen(event: Event, phrase: NounPhrase) -> bool:
    """Looked at or pointed to from elsewhere."""
    aimed = phrase.preposition in ("at", "to", "toward", "towards", "over", "past", "into")
    return aimed and event.verb in words("settings", "verbs", "aiming")


def _only_filled(sentence: Sentence, event: Event, phrase: NounPhrase) -> bool:
    """`loading something into a van`, `put her hands in the stream`: a thing goes in."""
    people = [sentence.noun_phrases[number] for number in event.objects]
    if any(p.head in _PEOPLE or p.name or p.category in LIVING for p in people):
        return False
    if phrase.preposition in ("into", "onto"):
        return event.verb in words("settings", "verbs", "filling")
    small = phrase.category not in ("land", "building", "room")
    inside = phrase.preposition in ("in", "on", "under", "behind") and bool(event.objects)
    return inside and small and event.verb in words("settings", "verbs", "putting")


def _is_reference(sentence: Sentence, event: Event) -> bool:
    """`The mill stood close to the road`: only tells where the mill is."""
    if event.verb not in words("settings", "verbs", "situated") or not event.subjects:
        return False
    first = sentence.noun_phrases[0]
    hung = [link.phrase for link in event.prepositions]
    leading = bool(hung) and hung[0] < event.subjects[0]
    subjects = (first, *(sentence.noun_phrases[number] for number in event.subjects))
    described = any(p.category in ("land", "water", "building") for p in subjects)
    return described and not first.preposition and not leading


def _is_brought(sentence: Sentence, event: Event, number: int) -> bool:
    """`rolled a stone out of the mill`: who does it need not be in there."""
    before = [sentence.noun_phrases[other] for other in event.objects if other < number]
    return any(phrase.category not in LIVING and phrase.head not in _PEOPLE for phrase in before)


def _strength_of_from(sentence: Sentence, number: int, phrase: NounPhrase, event: Event) -> float:
    """`stolen from the chapel`, `from her balcony she waves`: there; `came from the town`: not."""
    if event.verb in words("settings", "verbs", "taking"):
        return 1.8
    reaching = event.verb in words("settings", "verbs", "reaching") and event.subjects
    first = all(number < subject for subject in event.subjects)
    opens = number == 0 and event.verb not in words("settings", "verbs", "motion")
    seen_there = reaching and (first or phrase.owner_entities)
    return 2.0 if seen_there or (opens and phrase.owner_text) else 0.0


def _is_superlative(sentence: Sentence, phrase: NounPhrase) -> bool:
    """`the best bowl in the house`."""
    if phrase.attached_to is None:
        return False
    holder = sentence.noun_phrases[phrase.attached_to]
    return any(
        a in ("best", "worst", "only", "most") or a.endswith("est") for a in holder.adjectives
    )


def _far_from_deed(sentence: Sentence, phrase: NounPhrase) -> float:
    """What it takes from a place that its preposition hangs on a noun: "the king of a land"."""
    holder = sentence.noun_phrases[phrase.attached_to] if phrase.attached_to is not None else None
    if holder is not None and phrase.preposition == "to" and holder.category == "vehicle":
        return 0.0 if _is_taken(sentence, phrase.attached_to) else 3.0  # the bus to Waimea
    if phrase.preposition in ("down", "along", "through", "up", "across", "into", "out of", "to"):
        return 0.0
    if holder is not None and holder.owner_text and holder.category in LIVING and phrase.name:
        return 3.0  # her sister in Leeds
    number = phrase.attached_to
    for _ in range(4):
        if number is None:
            break
        holder = sentence.noun_phrases[number]
        if holder.preposition in words("verbs", "prepositions", "absent") - {"of"}:
            return 3.0
        event = event_of(sentence, number)
        owned = event is not None and event.verb in ("have", "own", "know")
        if event is not None and owned and number in event.objects and _is_thing(holder):
            return 3.0
        number = holder.attached_to
    held = event_of(sentence, phrase.attached_to) if phrase.attached_to is not None else None
    if held is None or phrase.attached_to not in held.objects:
        return 0.9
    borne = sentence.noun_phrases[phrase.attached_to].category in ("vehicle", "animal")
    return 0.0 if borne and phrase.preposition == "over" else 0.4  # "rides his pony over the hills"


def _is_thing(holder: NounPhrase) -> bool:
    """`a house in Leeds`, which one has elsewhere; not `tea in the garden`."""
    return holder.category not in ("food", "act", "speech", "time")


def _is_taken(sentence: Sentence, number: int | None) -> bool:
    """`They took the bus to the museum`: there they went."""
    event = None if number is None else event_of(sentence, number)
    taken = event is not None and number in event.objects
    return taken and event is not None and event.verb in words("settings", "verbs", "riding")
