"""Tells which events are seen: what happens now, not what is told of, wished, past or to come."""

from panelwright.planning.embedded.tables import words
from panelwright_tools.language.document import LIVING, Event, NounPhrase, Sentence

_ACTING = LIVING | {"group", "unknown", "vehicle"}


def shows_subject(sentence: Sentence, event: Event) -> bool:
    """Whoever does this is in the picture."""
    if event.reported or event.hypothetical or event.future or _explains(sentence, event):
        return False
    if event.negated:
        return event.verb not in words("verbs", "absent_subject") or bool(event.adjective)
    if event.infinitive:
        return infinitive_happens(sentence, event)
    if _is_due(sentence, event) or _is_past(sentence, event) or _is_overheard(sentence, event):
        return False
    if event.subordinate and "ever" in event.adverbs:
        return False  # "every card that she ever gave her"
    return not (has_gone(sentence, event) and _is_alive(sentence, event))


def is_a_choice(sentence: Sentence, number: int) -> bool:
    """`Everyone had a hamster or a dad who was a fireman`: one or the other, none that is here."""
    phrase = sentence.noun_phrases[number]
    if phrase.determiner not in ("a", "an") or phrase.category not in LIVING:
        return False
    behind = [sentence.noun_phrases[n] for n in phrase.coordinated]
    starts = [p.tokens[0] for p in (phrase, *behind)]
    return any(start > 0 and sentence.tokens[start - 1].lower == "or" for start in starts)


def _is_past(sentence: Sentence, event: Event) -> bool:
    """`who had stolen it and gone overboard`, `her aunt had told her`: before what is seen."""
    if event.long_ago and not _goes_on_about_somebody(sentence, event):
        return True  # "Her father died in March", in a story that is told in the present
    if event.past_before:
        kin_told = event.verb in words("verbs", "speech") and any(
            sentence.noun_phrases[number].owner_text for number in event.subjects
        )
        return event.subordinate or event.verb in words("verbs", "departing") or kin_told
    earlier = [e for e in sentence.events if e.token < event.token]
    shares_had = bool(earlier) and earlier[-1].past_before and earlier[-1].subordinate
    bare = sentence.tokens[event.token].tag == "VBN" and not event.passive
    return shares_had and bare and event.subordinate and earlier[-1].subjects == event.subjects


def _goes_on_about_somebody(sentence: Sentence, event: Event) -> bool:
    """`She worked here once`: told of somebody whom the picture may well show now."""
    subjects = [sentence.noun_phrases[number] for number in event.subjects]
    return not event.subordinate and any(phrase.pronoun for phrase in subjects)


def _is_overheard(sentence: Sentence, event: Event) -> bool:
    """`She hears him breathing`: a sound, of whoever is somewhere else."""
    before = [e for e in sentence.events if e.token < event.token]
    if not before or before[-1].verb != "hear" or not event.subjects:
        return False
    bare = sentence.tokens[event.token].tag in ("VBG", "VB") and not event.progressive
    return bare and set(event.subjects) <= set(before[-1].objects)


def _is_alive(sentence: Sentence, event: Event) -> bool:
    """`The drone has gone`; not `his lamp has died`, at which he may stand."""
    subjects = [sentence.noun_phrases[number] for number in event.subjects]
    return not subjects or any(phrase.pronoun or phrase.category in _ACTING for phrase in subjects)


def _explains(sentence: Sentence, event: Event) -> bool:
    """`because his father died`, `since she left`: told about, not seen."""
    if not event.subordinate:
        return False
    opener = _opener(sentence, event)
    if opener not in ("and", "or", "but"):
        return opener in words("verbs", "explaining")
    before = [e for e in sentence.events if e.token < event.token and e.subordinate]
    return bool(before) and _explains(sentence, before[-1])


def _opener(sentence: Sentence, event: Event) -> str:
    """The first word of a clause."""
    tokens = (token for token in sentence.tokens if token.span[0] >= event.clause[0])
    return next((token.lower for token in tokens if token.tag != "PUNCT"), "")


def _is_due(sentence: Sentence, event: Event) -> bool:
    """`The guests arrive in one hour`: not yet."""
    if sentence.tokens[event.token].tag not in ("VBZ", "VBP", "VB"):
        return False
    for hung in event.prepositions:
        phrase = sentence.noun_phrases[hung.phrase]
        spell = _is_a_spell(sentence, phrase)
        within = hung.preposition in ("in", "within") and event.verb != "be"
        before = sentence.tokens[max(0, phrase.tokens[0] - 2)].lower
        if within and phrase.category == "time" and spell and before != "time":
            return True  # but she laughs for the first time in a year
    return False


def _is_a_spell(sentence: Sentence, phrase: NounPhrase) -> bool:
    """`in an hour`, `within three days`, not `in June`."""
    counted = any(t.tag == "NUM" for t in sentence.tokens[phrase.tokens[0] : phrase.tokens[1]])
    fixed = phrase.determiner in ("the", "this", "that", "every")
    return not fixed and (counted or phrase.plural or bool(phrase.determiner))


def has_gone(sentence: Sentence, event: Event) -> bool:
    """`has gone`, `had run away`, `is gone`, `is away`: no longer there."""
    if event.adjective in words("verbs", "away_adjectives"):
        return True
    if (event.verb == "go" and event.passive) or _is_missing(event):
        return True
    if event.verb not in words("verbs", "departing"):
        return False
    before = sentence.tokens[max(0, event.token - 3) : event.token]
    return any(
        token.lemma == "have" or (token.lower in ("'s", "'ve") and token.tag != "'S")
        for token in before
    )


def _is_missing(event: Event) -> bool:
    """`The dog is missing`; not `she is missing her dog`."""
    return event.verb == "miss" and event.progressive and not event.objects


def shows_objects(sentence: Sentence, event: Event) -> bool:
    """Those whom it is done to are in the picture too."""
    before = event.past_before or event.long_ago
    if before or event.verb in words("verbs", "absent_object"):
        return False
    if event.negated:
        return _snubs(event)
    return event.happens or (event.infinitive and infinitive_happens(sentence, event))


def _snubs(event: Event) -> bool:
    """`She didn't look at me`, `The guards would not let them in`: they are there."""
    real = not (event.hypothetical or event.future or event.reported or event.infinitive)
    return real and event.verb in words("verbs", "snubbing")


def infinitive_happens(sentence: Sentence, event: Event) -> bool:
    """`began to run` happens, `wanted to run` does not."""
    before = [e for e in sentence.events if e.token < event.token and not e.infinitive]
    if not before:
        return False
    governor = before[-1]
    return governor.happens and governor.verb in words("verbs", "real_infinitive")
