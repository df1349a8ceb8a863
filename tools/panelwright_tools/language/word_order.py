"""What the order of words tells: where a subject waits, what is inverted, whose doing it is."""

from panelwright_tools.language.document import LIVING
from panelwright_tools.language.draft import EventDraft, PhraseDraft, SentenceDraft
from panelwright_tools.language.tables import words

_PERSONAL = LIVING | {"group", "unknown"}
_FINITE = frozenset({"VBP", "VBD", "VBZ", "MODAL"})


def someone(sentence: SentenceDraft, number: int) -> int:
    """`a patient in bed nine who hums`: who is a person, not a bed."""
    phrases = sentence.phrases
    at = number
    while phrases[at].category not in _PERSONAL and not phrases[at].name:
        holder = phrases[at].attached_to
        if holder is None:
            return number
        at = holder
    return at


def last_phrase(sentence: SentenceDraft, at: int) -> int | None:
    """The phrase that ends right before a place, over a word or two."""
    back = at - 1
    while back >= 0 and sentence.phrase_at[back] < 0 and at - back < 4:
        back -= 1
    number = sentence.phrase_at[back] if back >= 0 else -1
    return number if number >= 0 else None


def is_later_member(sentence: SentenceDraft, number: int) -> bool:
    """Whether a phrase, or what it owns, goes on a list."""
    phrases = sentence.phrases
    while number + 1 < len(phrases) and phrases[number + 1].owner == number:
        number += 1
    return phrases[number].first_of_coordination is not None


def verb_follows(sentence: SentenceDraft, phrase: PhraseDraft) -> bool:
    """Whether a finite verb stands right after a phrase."""
    at = phrase.end
    last = sentence.phrases[phrase.coordinated[-1]].end if phrase.coordinated else at
    at = max(at, last)
    while at < len(sentence.tags) and sentence.tags[at] in ("ADV", "NOT"):
        at += 1
    return at < len(sentence.tags) and sentence.tags[at] in _FINITE and (sentence.phrase_at[at] < 0)


def inverts(sentence: SentenceDraft, event: EventDraft) -> bool:
    """Whether the subject may stand behind this verb."""
    speech = event.verb in words("verbs", "speech")
    fronted = bool(event.prepositions) and sentence.tags[event.token] in ("VBD", "VBZ")
    return event.finite and (speech or fronted or event.verb in words("verbs", "inverting"))


def begins_relative(sentence: SentenceDraft, before: int, phrase: PhraseDraft) -> bool:
    """`the mule, | whose name was Bishop,` and relative clauses without a pronoun."""
    whose = sentence.lowers[phrase.start] == "whose"
    return whose or reduced_relative(sentence, before, phrase)


def reduced_relative(sentence: SentenceDraft, before: int, phrase: PhraseDraft) -> bool:
    """`the tooth | she had lost`: a clause that hangs on the phrase right before it."""
    last = sentence.phrases[before]
    adjacent = last.end == phrase.start and last.category != "time"
    return adjacent and not last.pronoun and verb_follows(sentence, phrase)


def is_imperative(sentence: SentenceDraft, at: int) -> bool:
    """Whether nothing stands before a verb that it could belong to."""
    return at == 0 or sentence.tags[at - 1] in ("PUNCT", "QUOTE", "CONJ")


def comes_after(sentence: SentenceDraft, event: EventDraft, at: int) -> bool:
    """`After her come Ada and Tom`."""
    before = sentence.phrase_at[at - 1] if at else -1
    after = sentence.phrase_at[at + 1] if at + 1 < len(sentence.tags) else -1
    fronted = before >= 0 and bool(sentence.phrases[before].preposition)
    return fronted and after >= 0 and event.verb in words("verbs", "inverting")


def inverted_tag(sentence: SentenceDraft, event: EventDraft) -> bool:
    """`"…," said Tom`: the subject follows, whoever was the subject before."""
    before = event.first - 1
    while before >= 0 and sentence.lowers[before] == ",":
        before -= 1
    at = event.token + 1
    follows = at < len(sentence.tags) and sentence.phrase_at[at] >= 0
    quoted = before >= 0 and sentence.tags[before] == "QUOTE"
    return quoted and follows and event.verb in words("verbs", "speech")


def inverted_place(sentence: SentenceDraft, event: EventDraft) -> bool:
    """`He is gone, and in his place are three cubs`: somebody else is there."""
    phrases, at = sentence.phrases, event.last + 1
    if _told_with_there(sentence, event):
        return True
    before = sentence.phrase_at[event.first - 1] if event.first else -1
    after = sentence.phrase_at[at] if at < len(sentence.tags) else -1
    fronted = before >= 0 and phrases[before].preposition not in ("", "of")
    if not fronted or after < 0 or phrases[after].category not in _PERSONAL:
        return False
    opened = phrases[before].preposition_token
    after_mark = opened > 0 and sentence.lowers[opened - 1] in ("and", ",", "but")
    return after_mark and event.verb in words("verbs", "inverting") | {"be"}


def _told_with_there(sentence: SentenceDraft, event: EventDraft) -> bool:
    """`She lifted the sheets, and there lay the portrait.`"""
    first, at = event.first - 1, event.last + 1
    opened = first > 0 and sentence.lowers[first] == "there"
    opened = opened and sentence.lowers[first - 1] in ("and", ",", ";", ":", "but", "—")
    follows = at < len(sentence.tags) and sentence.phrase_at[at] >= 0
    return opened and follows and event.verb in words("verbs", "inverting")


def subject_from_pending(sentence: SentenceDraft, pending: list[int], before: int) -> int | None:
    """The last phrase that is no time of day; in a relative clause it is a new subject."""
    phrases = sentence.phrases
    told = described(sentence, pending, before)
    if told is not None:
        return told
    for number in reversed(pending):
        if phrases[number].category != "time" or len(pending) == 1:
            return number
    return pending[-1] if pending else None


def described(sentence: SentenceDraft, pending: list[int], before: int) -> int | None:
    """`Defne, 17, shaved head, drags a case`: the first, whom what stands between describes."""
    if len(pending) < 2:
        return None
    phrases, lowers = sentence.phrases, sentence.lowers
    first = phrases[pending[0]]
    marked = all(lowers[phrases[n].start - 1] in (",", "(") for n in pending[1:])
    closed = before >= 0 and lowers[before] in (",", ")")
    living = first.category in LIVING or bool(first.name)
    bare = not any(phrases[n].name or phrases[n].pronoun for n in pending[1:])
    if not (marked and closed and living and bare):
        return None
    for number in pending[1:]:
        if phrases[number].category in LIVING:
            phrases[number].role, phrases[number].apposition_of = "apposition", pending[0]
    return pending[0]


def chain_head(sentence: SentenceDraft, number: int) -> int:
    """`a girl with red hair wearing …`: whoever has the part is meant, not the part."""
    phrases = sentence.phrases
    phrase = phrases[number]
    if phrase.of_parent is not None and phrases[phrase.of_parent].head == "one":
        return phrase.of_parent  # "the three of them tear down the hill"
    while phrase.category in ("body", "clothing") and phrase.attached_to is not None:
        number = phrase.attached_to
        phrase = phrases[number]
    return number
