"""Tells what is spoken from titles, words quoted as words, and what is written."""

import re

from panelwright_tools.language.draft import QuoteDraft, SentenceDraft
from panelwright_tools.language.reading import Reading
from panelwright_tools.language.tables import words

_LETTER = re.compile(r"^(?:My )?Dear(?:est)? [A-Z][^,!?]{0,40}[,:]\s+\S+(?:\s+\S+){4}")
_TITLES = re.compile(r"^[^,.!?;…]{1,60}$")


def classify(reading: Reading, sentence: SentenceDraft, quote: QuoteDraft) -> None:
    """A title or a word quoted as a word, or something written, is not speech."""
    text = reading.plain[quote.start : quote.end]
    if sentence.kind == "dialogue":
        return
    before = _narration_before(sentence, quote)
    after = sentence.lowers[quote.token + 1 : quote.token + 4]
    alone = not before and not after
    introduced = bool(before) and before[-1] in (",", ":")
    listed = introduced and before[-1] == ":" and _is_written(before)
    if listed or (alone and _LETTER.match(text)):
        quote.kind = "written"
    elif not alone and not introduced and _TITLES.match(text) and len(text.split()) <= 6:
        if before and not _speech_near(sentence, quote):
            quote.kind = "mention"
    elif before and before[-1] not in (",", ":") and _reads(before):
        quote.kind = "written"


def _is_written(before: list[str]) -> bool:
    return any(
        word in words("nouns", "writing") or word in ("read", "reads", "wrote", "writes")
        for word in before
    )


def _reads(before: list[str]) -> bool:
    tail = before[-6:]
    writes = ("read", "reads", "saying", "said", "says", "reading", "written")
    return any(word in words("nouns", "writing") for word in before) and any(
        word in writes for word in tail
    )


def _narration_before(sentence: SentenceDraft, quote: QuoteDraft) -> list[str]:
    start = quote.token
    while start > 0 and sentence.tags[start - 1] != "QUOTE":
        start -= 1
    return sentence.lowers[start : quote.token]


def _speech_near(sentence: SentenceDraft, quote: QuoteDraft) -> bool:
    for event in sentence.events:
        near = quote.token - 5 <= event.token <= quote.token + 8
        if near and event.verb in words("verbs", "speech"):
            return True
    return False
