"""Finds those who are only in a photograph, on a poster, in a painting."""

from panelwright_tools.language.document import LIVING
from panelwright_tools.language.draft import PhraseDraft, SentenceDraft
from panelwright_tools.language.tables import words

_INSIDE = frozenset({"in", "on", "from"})


def mark_pictured(sentence: SentenceDraft) -> None:
    """Marks the phrases that tell what a picture shows."""
    for phrase in sentence.phrases:
        if phrase.category in LIVING or phrase.name or phrase.category in ("group", "unknown"):
            phrase.pictured = not phrase.pronoun and _in_picture(sentence, phrase)


def _in_picture(sentence: SentenceDraft, phrase: PhraseDraft) -> bool:
    """`a photo of a soldier`, `a photo: a thin man in a hat`, `the girl on the poster`."""
    if phrase.of_parent is not None:
        return _is_picture(sentence.phrases[phrase.of_parent])
    number = sentence.phrases.index(phrase)
    if phrase.preposition == "with" and any(
        other.of_parent is not None and _is_picture(sentence.phrases[other.of_parent])
        for other in sentence.phrases[:number]
    ):
        return True  # a video of herself, laughing, with a girl in her arms
    if _is_depicted(sentence, number) or _is_drawn(sentence, number):
        return True
    hung = (p for p in sentence.phrases[number + 1 :] if p.attached_to == number)
    if any(p.preposition in _INSIDE and _is_picture(p) for p in hung):
        return True
    colon = phrase.start - 1
    if colon < 1 or sentence.lowers[colon] != ":" or phrase.preposition:
        return False
    before = [other for other in sentence.phrases if other.end <= colon]
    return any(_is_picture(other) and other.role == "object" for other in before)


def _is_depicted(sentence: SentenceDraft, number: int) -> bool:
    """`Every painting shows the same woman`."""
    return any(
        number in event.objects
        and event.verb in words("verbs", "depicting")
        and any(_is_picture(sentence.phrases[subject]) for subject in event.subjects)
        for event in sentence.events
    )


def _is_drawn(sentence: SentenceDraft, number: int) -> bool:
    """`Tom draws a dragon on the wall`: no dragon is there."""
    phrase = sentence.phrases[number]
    fresh = phrase.determiner in ("a", "an") and not phrase.name and phrase.category in LIVING
    return fresh and any(
        number in event.objects
        and event.verb in words("verbs", "drawing")
        and not (event.passive or event.particle)
        for event in sentence.events
    )


def _is_picture(phrase: PhraseDraft) -> bool:
    return phrase.head in words("nouns", "pictures")
