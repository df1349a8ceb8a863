"""How sure it is that a scene plays at a place that its sentence names."""

from panelwright.planning.embedded.on_water import is_open_boat, is_under_way
from panelwright.planning.embedded.place_phrases import is_spot
from panelwright.planning.embedded.place_reality import is_real, is_told_in_speech
from panelwright.planning.embedded.roles import event_of
from panelwright.planning.embedded.sites import is_part, proper_name
from panelwright.planning.embedded.tables import table, words
from panelwright_tools.language.document import LIVING, Event, NounPhrase, Sentence

DATELINE = 2.6
"""`Night, a storm, a tavern on the docks.`: a sentence without a verb sets the scene."""
PART_HANDLED = 1.6
"""Who opens the door of a house is there."""
SPOT = 0.3
"""What a gate or stall loses against a house in the same sentence."""
ROOM = 2.4
"""Who goes up to a room goes into it: `followed the dog up to the attic`."""
FOUNDED = 3.1
"""`In the city there was a map shop`: the story is about the shop."""
UNTENDED = 1.3
"""`radios the depot`: what is done to a place need not be done in it."""
LAND = 1.8
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
        strength = _behind_preposition(sentence, number, phrase, event)
    elif is_kept(sentence, number):
        strength = KEPT
    else:
        strength = _bare(sentence, number, phrase, event)
    if phrase.head in words("settings", "places", "big"):
        named = phrase.of is not None and bool(sentence.noun_phrases[phrase.of].name)
        strength -= LAND if named else 1.2  # the kingdom of Farrow
    if phrase.head_text.lower() in words("settings", "places", "lands"):
        strength -= LAND
    if is_spot(sentence, phrase) and phrase.preposition not in ("under", "beneath"):
        strength -= SPOT
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
_PEOPLE = ("him", "her", "them", "me", "us", "himself", "herself", "themselves")
_NOBODY = ("nobody", "nothing", "none")


def _behind_preposition(
    sentence: Sentence, number: int, phrase: NounPhrase, event: Event | None
) -> float:
    strengths: dict[str, float] = table("settings")["prepositions"]
    strength = strengths.get(phrase.preposition, _of_a_part(phrase.preposition))
    if _is_superlative(sentence, phrase):
        return 0.0
    if event is not None:
        strength = _with_verb(sentence, number, phrase, event, strength)
    if phrase.category == "vehicle" and (
        phrase.preposition not in words("settings", "places", "within") or is_open_boat(phrase)
    ):
        return 0.0
    if phrase.attached_to is not None:
        strength -= _far_from_deed(sentence, phrase)
    return strength


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
        return (ROOM if room else strength) if moving else 0.4
    return strength


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


def _of_a_part(preposition: str) -> float:
    """`at the end of`, `on the far side of`: where a part of the place is."""
    within = preposition.startswith(("at the ", "in the ", "on the ", "by the "))
    return 2.4 if within and preposition.endswith(" of") else 0.0


def is_relative(sentence: Sentence, event: Event) -> bool:
    """`who is stranded on an island`: told of somebody, not where the scene is."""
    before = [t.lower for t in sentence.tokens if event.clause[0] <= t.span[0] < event.span[0]]
    lower = [token.lower for token in sentence.tokens]
    cleft = any(lower[k : k + 2] in (["it", "was"], ["it", "is"]) for k in range(len(lower)))
    opened = {"who", "which", "that", "whose", "where"} & set(before[:3])
    return bool(opened) and not cleft


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


def _bare(sentence: Sentence, number: int, phrase: NounPhrase, event: Event | None) -> float:
    if phrase.category == "vehicle":
        return 0.0
    containing = _of_region(sentence, number)
    if containing is not None:
        strengths: dict[str, float] = table("settings")["prepositions"]
        bare = PART_HANDLED if not containing.preposition else 0.0
        return strengths.get(containing.preposition, bare)
    if event is None:
        if sentence.events or phrase.preposition:
            return 0.0
        alone = 2.0 if len(sentence.noun_phrases) <= 2 else 0.0
        named = proper_name(sentence, phrase) or not phrase.determiner
        return alone if named else DATELINE
    if number in event.objects:
        return 0.0 if phrase.measure else _as_object(sentence, phrase, event)
    if number in event.subjects:
        return _as_subject(sentence, phrase, event)
    pointed = [sentence.noun_phrases[subject].head for subject in event.subjects]
    return 1.8 if number == event.predicate and pointed in (["it"], ["this"]) else 0.0


def _is_found_so(sentence: Sentence, phrase: NounPhrase) -> bool:
    """`he finds the office empty`."""
    after = sentence.tokens[phrase.tokens[1] : phrase.tokens[1] + 1]
    return bool(after) and after[0].tag == "ADJ"


def _as_object(sentence: Sentence, phrase: NounPhrase, event: Event) -> float:
    if event.verb in words("settings", "verbs", "arrive"):
        return 2.6
    if event.verb in words("settings", "verbs", "absent"):
        return 1.6 if _is_found_so(sentence, phrase) else 0.0
    if is_part(phrase):
        return PART_HANDLED  # "kicks open the laundry door"
    if event.particle in ("down", "up", "along", "across", "through"):
        return 2.2  # "they tear down the corridor"
    return 1.6 if event.verb in words("settings", "verbs", "tending") else UNTENDED


def _as_subject(sentence: Sentence, phrase: NounPhrase, event: Event) -> float:
    if event.adjective or event.predicate is not None:
        return 1.6
    if event.verb == "be" and phrase.tokens[0] > event.token:
        if phrase.category == "building" and _is_in_settlement(sentence, event):
            return FOUNDED
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


def _of_region(sentence: Sentence, number: int) -> NounPhrase | None:
    """The part before an `of`: "the edge of the forest", "the ceiling of the kitchen"."""
    for phrase in sentence.noun_phrases:
        parts = words("settings", "places", "regions") | words("settings", "places", "never")
        if phrase.of == number and phrase.head in parts:
            return phrase
    return None
