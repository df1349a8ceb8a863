"""Verb groups: auxiliaries, negation and the main verb as one."""

from panelwright_tools.language.draft import EventDraft, SentenceDraft
from panelwright_tools.language.lemmas import verb_lemma
from panelwright_tools.language.tables import words
from panelwright_tools.language.tag_repairs import BE, DO, GET, HAVE

VERBS = frozenset({"VB", "VBP", "VBD", "VBZ", "VBG", "VBN", "MODAL"})
_FINITE = frozenset({"VBP", "VBD", "VBZ", "MODAL"})
_FUTURE = frozenset({"will", "'ll", "shall", "wo", "sha"})
_UNREAL = frozenset({"would", "could", "might", "may", "should", "'d", "ought"})
_DENIABLE = frozenset({"could", "would"})
"""Denied, these tell what was so: "could not sleep", "would not look" (and so did not)."""
_REFUSING = frozenset({"will", "wo"})  # "the door won't open"


def read_verb_group(sentence: SentenceDraft, first: int) -> EventDraft:
    """The event whose verb group begins at a token; its arguments are still empty."""
    main = first
    negated = _negated_before(sentence, first)
    passive = progressive = past_before = future = unreal = False
    while True:
        following, denied = _next_verb(sentence, main)
        if following is None or not _continues(sentence, main, following):
            break
        word, tag = sentence.lowers[main], sentence.tags[following]
        negated = negated or denied
        passive = passive or (tag == "VBN" and (word in BE or word in GET))
        progressive = progressive or (tag == "VBG" and word in BE)
        past_before = past_before or (tag == "VBN" and word in ("had", "'d"))
        future = future or (word in _FUTURE and not (denied and word in _REFUSING))
        sure = word in _DENIABLE and (denied or _no_further(sentence, following))
        unreal = unreal or (sentence.tags[main] == "MODAL" and word in _UNREAL and not sure)
        main = following
    event = EventDraft(main, first, main, verb_lemma(sentence.lowers[main]))
    event.negated, event.passive, event.progressive = negated, passive, progressive
    event.past_before, event.future = past_before, future
    event.hypothetical = unreal and event.verb not in words("verbs", "perception")
    event.finite = sentence.tags[first] in _FINITE
    event.infinitive = first > 0 and sentence.tags[first - 1] == "TO"
    event.negated = event.negated or _negated_after(sentence, main)
    _going_to(sentence, event)
    return event


def _going_to(sentence: SentenceDraft, event: EventDraft) -> None:
    """`is going to fall`, `used to live`: the verb after "to" is the one that counts."""
    word = sentence.lowers[event.token]
    at = event.token + 1
    if word not in ("going", "used", "gonna") or at + 1 >= len(sentence.tags):
        return
    if sentence.tags[at] != "TO" or sentence.tags[at + 1] != "VB":
        return
    event.token = event.last = at + 1
    event.verb = verb_lemma(sentence.lowers[at + 1])
    event.future = word != "used"
    event.past_before = word == "used"


def _negated_before(sentence: SentenceDraft, first: int) -> bool:
    at = first - 1
    while at >= 0 and sentence.tags[at] in ("ADV", "NOT", "TO"):
        if sentence.tags[at] == "NOT" or sentence.lowers[at] in ("hardly", "barely", "scarcely"):
            return True
        at -= 1
    return False


def _negated_after(sentence: SentenceDraft, main: int) -> bool:
    return sentence.tags[main + 1 : main + 2] == ["NOT"] and (
        sentence.tags[main + 2 : main + 3] != ["TO"]  # "pretends not to notice": she pretends
    )


def _no_further(sentence: SentenceDraft, main: int) -> bool:
    """`would go no further`."""
    return sentence.lowers[main + 1 : main + 2] in (["no"], ["nowhere"])


def _next_verb(sentence: SentenceDraft, main: int) -> tuple[int | None, bool]:
    """The next verb over adverbs and negation, and whether it was negated on the way."""
    at, negated = main + 1, False
    while at < len(sentence.tags) and sentence.tags[at] in ("ADV", "NOT"):
        negated = negated or sentence.tags[at] == "NOT"
        at += 1
    question = at < len(sentence.tags) and sentence.tags[at] == "PRON"
    asks = sentence.tags[main] == "MODAL" or sentence.lowers[main] in DO | BE
    if question and asks and at + 1 < len(sentence.tags):
        at += sentence.tags[at + 1] in ("VB", "VBG")
    if at < len(sentence.tags) and sentence.tags[at] in VERBS and sentence.phrase_at[at] < 0:
        return at, negated
    return None, negated


def _continues(sentence: SentenceDraft, main: int, following: int) -> bool:
    """Whether a verb is an auxiliary of the next."""
    word, tag, after = sentence.lowers[main], sentence.tags[main], sentence.tags[following]
    if tag == "MODAL":
        return after in ("VB", "VBP")
    if word in BE:
        return after in ("VBG", "VBN", "VBD")
    if word in HAVE:
        return after in ("VBN", "VBD")
    if word in DO:
        return after in ("VB", "VBP")
    return word in GET and after == "VBN"
