"""From text to sentences with words, phrases, events and quotations; nobody is resolved yet."""

from dataclasses import dataclass
from sys import intern

from panelwright_tools.language.draft import QuoteDraft, SentenceDraft
from panelwright_tools.language.events import find_events
from panelwright_tools.language.names import NameEvidence, name_evidence
from panelwright_tools.language.noun_phrases import find_phrases
from panelwright_tools.language.outline import Outline, laid_out, outlines
from panelwright_tools.language.sentences import INSIDE
from panelwright_tools.language.structure import Structure
from panelwright_tools.language.tagger import tag_words
from panelwright_tools.language.tokens import tokenise

LONGEST = 400  # tokens that are read as one sentence


@dataclass(slots=True)
class Reading:
    """A text with its drafts."""

    text: str
    plain: str  # the same length
    structure: Structure
    sentences: list[SentenceDraft]
    quotes: list[QuoteDraft]
    names: NameEvidence


def read(text: str) -> Reading:
    """Reads a text into drafts."""
    plain, structure = laid_out(text)
    reading = Reading(text, plain, structure, [], [], name_evidence(plain))
    for number, outline in enumerate(outlines(text, plain, structure)):
        _read_block(reading, number, outline)
    return reading


def _read_block(reading: Reading, number: int, outline: Outline) -> None:
    block = outline.block
    waiting = len(reading.quotes)
    reading.quotes += outline.quotes
    for start, end in outline.sentences:
        sentence = SentenceDraft(
            len(reading.sentences), start, end, number, block.kind, block.heading
        )
        while waiting < len(reading.quotes) and reading.quotes[waiting].outer_start < end:
            sentence.quotes.append(waiting)
            reading.quotes[waiting].sentence = sentence.index
            waiting += 1
        _read_words(reading, sentence)
        reading.sentences.append(sentence)


def _read_words(reading: Reading, sentence: SentenceDraft) -> None:
    """Words, tags, phrases and events; a quotation is one QUOTE token."""
    at = sentence.start
    for number in sentence.quotes:
        quote = reading.quotes[number]
        _add_words(sentence, tokenise(reading.plain, at, max(at, quote.outer_start)))
        quote.token = len(sentence.words)
        sentence.words.append(INSIDE)
        sentence.lowers.append(INSIDE)
        sentence.spans.append((quote.outer_start, quote.outer_end))
        at = quote.outer_end
    _add_words(sentence, tokenise(reading.plain, at, max(at, sentence.end)))
    if sentence.kind in ("heading", "cue", "parenthetical", "dialogue"):
        sentence.tags = ["QUOTE" if word == INSIDE else "X" for word in sentence.words]
        sentence.phrase_at = [-1] * len(sentence.words)
        return
    sentence.tags = tag_words(sentence.words, sentence.lowers, reading.names)
    find_phrases(sentence)
    find_events(sentence)


def _add_words(sentence: SentenceDraft, found: list[tuple[str, int, int]]) -> None:
    for word, start, end in found:
        sentence.words.append(intern(word))  # one string for all places keeps long texts small
        sentence.lowers.append(intern(word.lower()))
        sentence.spans.append((start, end))
