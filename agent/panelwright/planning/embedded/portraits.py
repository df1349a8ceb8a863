"""Finds words that only tell a look which the picture shows: they need no caption."""

import re

from panelwright.planning.embedded.tables import words
from panelwright_tools.language.document import Document, Event, NounPhrase, Sentence, Span

_NEAR = 4
"""Letters between a mark and the next part of the same description."""
_GOES_ON = re.compile(r",\s*(?:and|but|or|so|who|whose|which|while|when|as)\b", re.I)


def portraits(document: Document, sentence: Sentence) -> list[Span]:
    """`, a red-haired girl in a yellow raincoat,` beside a name, with the marks around it."""
    found: list[Span] = []
    for phrase in sentence.noun_phrases:
        if phrase.role == "apposition" and _is_plain(phrase) and _has_look(sentence, phrase):
            span = _between_marks(document, sentence, phrase)
            if span is not None:
                found.append(span)
    return found


def is_portrait(sentence: Sentence) -> bool:
    """`Clover is an old green robot with one eye.`: says nothing but how somebody looks."""
    events = sentence.events
    return bool(events) and all(_tells_look(sentence, event) for event in events)


def _tells_look(sentence: Sentence, event: Event) -> bool:
    if event.negated or event.verb not in ("be", "have", "wear"):
        return False
    if event.verb == "be":
        if event.predicate is None:
            return False
        phrase = sentence.noun_phrases[event.predicate]
        return _is_plain(phrase) and _has_look(sentence, phrase)
    looks = [sentence.noun_phrases[n] for n in _with_list(sentence, event.objects)]
    return bool(looks) and all(phrase.category in ("body", "clothing") for phrase in looks)


def _with_list(sentence: Sentence, numbers: tuple[int, ...]) -> list[int]:
    listed = [n for k in numbers for n in sentence.noun_phrases[k].coordinated]
    return list(dict.fromkeys((*numbers, *listed)))


def _is_plain(phrase: NounPhrase) -> bool:
    """A girl, an old man, a robot: no keeper, captain or sister, who tells more than a look."""
    return phrase.determiner in ("a", "an") and phrase.head in words("captions", "plain")


def _has_look(sentence: Sentence, phrase: NounPhrase) -> bool:
    number = sentence.noun_phrases.index(phrase)
    worn = any(
        other.attached_to == number and other.category in ("clothing", "body")
        for other in sentence.noun_phrases
    )
    named = any(
        other.name and phrase.span[0] <= other.span[0] < phrase.span[1]
        for other in sentence.noun_phrases
    )
    return (worn or bool(phrase.adjectives)) and not named and not phrase.name


def _between_marks(document: Document, sentence: Sentence, phrase: NounPhrase) -> Span | None:
    """From the comma before to the one after; that one stays where the sentence goes on."""
    before = document.text.rfind(",", sentence.span[0], phrase.span[0])
    if before < 0 or document.text[before + 1 : phrase.span[0]].strip():
        return None
    end = phrase.span[1]
    while True:
        mark = re.search(r"[,.;:!?—–]", document.text[end : sentence.span[1]])
        if mark is None:
            return before, sentence.span[1]
        end += mark.start()
        if mark.group() != ",":
            return before, end
        if not _describes_more(sentence, end):
            return before, end if _GOES_ON.match(document.text[end : end + 12]) else end + 1
        end += 1


def _describes_more(sentence: Sentence, comma: int) -> bool:
    """The comma stands within a list of clothes."""
    return any(
        0 < phrase.span[0] - comma <= _NEAR and phrase.category in ("body", "clothing")
        for phrase in sentence.noun_phrases
        if phrase.role != "subject"
    )
