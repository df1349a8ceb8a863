"""Phrases that are about anybody of a kind: `Tortoises can't climb`, `a knight's helmet`."""

from panelwright_tools.language.document import LIVING
from panelwright_tools.language.draft import PhraseDraft, SentenceDraft
from panelwright_tools.language.tables import words

_SORTED = frozenset(
    {"clothing", "artifact", "tool", "weapon", "instrument", "container", "furniture", "food"}
)  # of what kind such a thing is, an owner may tell: a sailor's cap


def is_generic(sentence: SentenceDraft, phrase: PhraseDraft) -> bool:
    """`Tortoises can't climb`: all of a kind, none of the story."""
    if _is_saying(sentence, phrase) or _is_supposed(sentence, phrase):
        return True
    if _is_reader(sentence, phrase) or _is_any_owner(sentence, phrase):
        return True
    bare = not (phrase.determiner or phrase.owner_word or phrase.adjectives or phrase.name)
    bare = bare and phrase.plural and phrase.number is None and phrase.role == "subject"
    event = sentence.events[phrase.event] if phrase.event is not None else None
    if event is None or phrase.owner is not None or phrase.coordinated:
        return False
    before = set(sentence.lowers[max(0, event.token - 5) : event.token])
    any_one = phrase.determiner in ("a", "an") and phrase.role == "subject" and not phrase.name
    after = sentence.lowers[phrase.end : phrase.end + 2]
    told_past = after[:1] == ["never"] and "VBD" in sentence.tags[phrase.end : phrase.end + 3]
    if any_one and (after == ["has", "never"] or after[:1] == ["never"]) and not told_past:
        return True  # a cat has never brought anybody a fish
    if bare and sentence.lowers[event.token] in ("do", "don't", "does") and event.negated:
        return True  # because cats don't
    return bare and bool({"can", "ca", "cannot", "always", "never", "usually"} & before)


def _is_saying(sentence: SentenceDraft, phrase: PhraseDraft) -> bool:
    """`A fox who is afraid of the dark is a joke`: said of any fox."""
    any_one = phrase.determiner in ("a", "an") and phrase.role == "subject" and not phrase.name
    if not any_one or sentence.tags[phrase.end : phrase.end + 1] != ["REL"]:
        return False
    number = sentence.phrases.index(phrase)
    for event in sentence.events:
        bound = event.future or sentence.lowers[event.token - 1] in ("must", "should")
        if number in event.subjects and bound:
            return True  # a fox who snores will starve
        said = event.verb == "be" and event.predicate is not None and not event.subordinate
        if said and number in event.subjects and sentence.lowers[event.token] in ("is", "'s"):
            predicate = sentence.phrases[event.predicate or 0]
            return predicate.category not in LIVING and predicate.determiner in ("a", "an", "no")
    return False


def _is_any_owner(sentence: SentenceDraft, phrase: PhraseDraft) -> bool:
    """`a knight's helmet`, `a child's drawing`: of what sort a thing is, and no knight."""
    if phrase.role != "owner" or phrase.determiner not in ("a", "an") or phrase.name:
        return False
    number = sentence.phrases.index(phrase)
    return any(p.owner == number and p.category in _SORTED for p in sentence.phrases)


def _is_supposed(sentence: SentenceDraft, phrase: PhraseDraft) -> bool:
    """`what you should do when a giant comes`: any giant that may come to anybody."""
    if phrase.determiner not in ("a", "an") or phrase.name or phrase.event is None:
        return False
    event = sentence.events[phrase.event]
    advice = [
        other
        for other in sentence.events[: phrase.event]
        if other.hypothetical and any(sentence.phrases[n].head == "you" for n in other.subjects)
    ]
    marked = sentence.lowers[phrase.start - 1 : phrase.start] in (["when"], ["if"], ["whenever"])
    return bool(advice) and marked and sentence.tags[event.token] in ("VBZ", "VBP")


def _is_reader(sentence: SentenceDraft, phrase: PhraseDraft) -> bool:
    """`make a comic for my class`: for whom a story is made is nobody in it."""
    at = phrase.start - 1
    while at > 0 and sentence.tags[at] in ("NOUN", "NUM", "POSS", "DET", "ADJ"):
        at -= 1
    told = at > 0 and sentence.lowers[at] == "for" and phrase.role != "subject"
    return told and sentence.lowers[at - 1] in words("nouns", "ordered")
