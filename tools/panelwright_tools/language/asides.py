"""What is told without quotation marks around a tag: `Her mother is ill, she tells him, and …`."""

from panelwright_tools.language.draft import EventDraft, SentenceDraft

_TAGS = frozenset({"say", "tell", "explain", "claim", "swear", "think", "admit"})
_ENDS = frozenset({",", ".", ";", ""})


def mark_told_aside(sentence: SentenceDraft) -> None:
    """Marks what somebody says or thinks in a sentence as told: a tag stands among its commas."""
    if "QUOTE" in sentence.tags:
        return
    tag = next((event for event in sentence.events[1:] if _is_tag(sentence, event)), None)
    if tag is None:
        return
    for event in sentence.events:
        event.reported = event.reported or event is not tag


def _is_tag(sentence: SentenceDraft, event: EventDraft) -> bool:
    """`, she tells him,`: a subject, a verb and perhaps who is told, between marks."""
    if event.verb not in _TAGS or not event.finite or event.subordinate or not event.subjects:
        return False
    subject = sentence.phrases[event.subjects[0]]
    bare = subject.pronoun or bool(subject.name)
    opened = subject.start > 0 and sentence.lowers[subject.start - 1] == ","
    if not (bare and opened and subject.end == event.first) or event.prepositions:
        return False
    told = sentence.phrases[event.objects[0]].end if event.objects else event.last + 1
    end = sentence.lowers[told] if told < len(sentence.lowers) else ""
    return end in _ENDS and told - event.last <= 3
