"""Tells which deeds take people to a place: not those wished for, remembered, or still to come."""

from panelwright.planning.embedded.happening import infinitive_happens
from panelwright.planning.embedded.tables import words
from panelwright_tools.language.document import Event, NounPhrase, Sentence


def _holds_now(sentence: Sentence, event: Event) -> bool:
    """`By noon all had crowded into the kitchen`: what was done before still holds."""
    if event.passive and event.verb in words("settings", "verbs", "sighting"):
        return True
    moved = event.verb in words("settings", "verbs", "motion")
    return moved and (event.verb == "come" or sentence.tokens[0].lower == "by")


def is_remembered(sentence: Sentence, event: Event) -> bool:
    """`she remembers practising in the yard`."""
    before = sentence.tokens[event.token - 1] if event.token else None
    thought = before is not None and before.lemma in words("settings", "verbs", "unreal")
    return thought and sentence.tokens[event.token].tag == "VBG"


def is_told_in_speech(sentence: Sentence, phrase: NounPhrase) -> bool:
    """`He tells me how he met her in a park, on a bench by the pond`: long ago, or elsewhere."""
    before = [e for e in sentence.events if e.token < phrase.tokens[0]]
    speaking = [k for k, e in enumerate(before) if e.verb in words("verbs", "speech")]
    told = before[speaking[-1] + 1 :] if speaking else []
    return bool(told) and all(event.reported for event in told)


def _is_depicted(sentence: Sentence, event: Event) -> bool:
    """`It showed Mr Quill outside the theatre`: a picture of a place."""
    shower = [sentence.noun_phrases[number] for number in event.subjects]
    shown = event.verb in words("settings", "verbs", "depicting") and bool(shower)
    return shown and all(p.head in ("it", "this") or p.category in _PICTURES for p in shower)


_PICTURES = ("artifact", "abstract", "speech", "device")


def _will_be(sentence: Sentence, event: Event) -> bool:
    """`they will sail to the island`; what somebody was going to do on the square comes next."""
    modals = [t.lower for t in sentence.tokens[: event.token] if t.tag == "MODAL"]
    return event.future and bool({"will", "shall", "'ll", "’ll"} & set(modals[-1:]))


def _is_yours(sentence: Sentence, event: Event) -> bool:
    """`You wake in a cell`: a story told to its hero; not `you could`, `if you go`."""
    told = any(sentence.noun_phrases[number].head == "you" for number in event.subjects)
    return told and not any(t.tag == "MODAL" or t.lower in ("if", "when") for t in sentence.tokens)


def is_real(sentence: Sentence, event: Event, phrase: NounPhrase) -> bool:
    """The deed is done in the story, so that its place may be where the scene is."""
    before = [e for e in sentence.events if e.token < event.token and not e.infinitive]
    if event.infinitive and before and before[-1].verb == "have" and not before[-1].objects:
        return False  # "has to move to the third floor"
    if event.infinitive and before and before[-1].verb == "try":
        return False  # "trying to get to Mars"
    staying = event.verb in words("settings", "verbs", "staying")  # "asked them to stay there"
    if event.infinitive and not staying and not infinitive_happens(sentence, event):
        return False
    if (
        _will_be(sentence, event)
        or event.negated
        or event.reported
        or (event.hypothetical and not _is_yours(sentence, event))
    ):
        return False
    if event.verb != "be" and "tomorrow" in event.adverbs:
        return False
    if is_remembered(sentence, event) or _is_depicted(sentence, event):
        return False
    if event.past_before and not _holds_now(sentence, event):
        return False
    opens = phrase is sentence.noun_phrases[0]
    thinking_there = phrase.preposition in ("at", "in", "on", "under") and (
        phrase.attached_to is None and (opens or not event.objects)
    )
    return thinking_there or event.verb not in words("settings", "verbs", "unreal")
