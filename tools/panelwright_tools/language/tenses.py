"""Finds what a story in the present tense tells in the past: it was long before."""

from panelwright_tools.language.draft import EventDraft, SentenceDraft
from panelwright_tools.language.lexicon import lexicon
from panelwright_tools.language.reading import Reading

_FEWEST = 4
"""Verbs in the present from which on a text may be a story in the present tense."""
_SHARE = 2
"""So many times as many verbs are in the present as in the past."""
_PRESENT = frozenset({"VBZ", "VBP"})


def mark_long_ago(reading: Reading) -> None:
    """Marks the events in the past of a story in the present tense."""
    told = [sentence for sentence in reading.sentences if sentence.kind == "narration"]
    present = sum(_is_present(s, e) for s in told for e in s.events)
    past = sum(_is_past(s, e) for s in told for e in s.events)
    if present < max(_FEWEST, _SHARE * past):
        return
    begun = False  # what stands before the first present is the beginning of the story
    for sentence in told:
        now = any(_is_present(sentence, event) for event in sentence.events)
        before: EventDraft | None = None
        for event in sentence.events:
            past = _is_past(sentence, event) and not (event.verb == "be" and event.adjective)
            event.long_ago = past and begun and (event.subordinate or not now)
            event.long_ago = event.long_ago or _shares_auxiliary(sentence, before, event)
            before = event
        begun = begun or now


def _is_present(sentence: SentenceDraft, event: EventDraft) -> bool:
    return event.finite and sentence.tags[event.first] in _PRESENT


def _is_past(sentence: SentenceDraft, event: EventDraft) -> bool:
    """`died`; not `lay`, which may be the present of another verb, nor `wrapped in a blanket`."""
    if not event.finite or sentence.tags[event.first] != "VBD":
        return False
    at = event.first - 1
    while at >= 0 and sentence.tags[at] in ("ADV", "NOT"):
        at -= 1
    led = at >= 0 and any(sentence.phrases[n].end == at + 1 for n in event.subjects)
    base = "V" in lexicon().classes.get(sentence.lowers[event.first], "")
    return not base and (led or event.subordinate)


def _shares_auxiliary(
    sentence: SentenceDraft, before: EventDraft | None, event: EventDraft
) -> bool:
    """`was made by her aunt and stolen by the Count`."""
    joined = event.first > 0 and sentence.lowers[event.first - 1] in ("and", "or", "but")
    bare = not event.finite or not event.subjects or sentence.tags[event.first] == "VBN"
    return before is not None and before.long_ago and before.passive and joined and bare
