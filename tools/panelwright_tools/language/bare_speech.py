"""Finds words that are said or thought though they stand in no quotation marks."""

import re
from collections.abc import Iterator

from panelwright_tools.language.draft import Block, QuoteDraft
from panelwright_tools.language.lemmas import verb_lemma
from panelwright_tools.language.tables import words

_THOUGHT = re.compile(
    r"(?:^|(?<=[.!?…]\s))(?P<words>[A-Z][^.!?…\"“”\n]{2,160}?[,?!]) "
    r"(?:(?:he|she|they|I|[A-Z][\w'-]+|the [a-z]+) thought|"
    r"thought (?:he|she|they|I|[A-Z][\w'-]+))\.",
    re.M,
)
_OWN = re.compile(
    r"\b(?:I|I'm|I'll|I've|me|my|we|us|our|you|your|what|why|how|who|where)\b|[?!]$", re.I
)
_SHOUTED = re.compile(
    r"\b(?P<verb>[a-z]+)(?:,| at [a-z]+)?:? (?P<words>[A-Z]{2,}(?:[ ,']+(?:[A-Z]{2,}|I|A))*[!?]*)"
)
_TAGGED = re.compile(
    r"(?:^|(?<=[.!?…]\s))(?P<words>[^.!?…\n]{2,120}?[,?!]?) (?:the )?[\w'-]+ "
    r"(?:says|said|asks|asked|yells|yelled|shouts|shouted|whispers|whispered|replies|replied)"
    r"(?=\s*(?:[.!?…\n]|$))",
    re.M,
)
_LED_IN = re.compile(
    r"\b(?:says?|said|yells?|yelled|shouts?|shouted|whispers?|whispered),? (?P<words>(?:that's|it's"
    r"|don't|let's|forget|stop|wait|look|hey|ok|okay|you|you're|you'll|we'll|we're|i'll|never|please"
    r"|thanks|thank you|sorry|hello|hi|good|come on|get|give|help)\b[^.!?…\n]{2,120}?[!?]?)"
    r"(?=\s*(?:[.…\n]|$)|(?<=[!?])\s| (?:and|so|but|then) (?:he|she|they|the|it)\b)",
    re.I,
)
_LOUD_ENOUGH = 2
"""Words in capitals that are shouted for sure; one needs its mark of exclamation."""


def is_unmarked(plain: str) -> bool:
    """No quotation mark stands in the whole text: whoever typed it does without."""
    return not any(mark in plain for mark in '"“”«»')


def bare_quotes(
    plain: str, block: Block, number: int, marked: list[QuoteDraft], unmarked: bool = False
) -> list[QuoteDraft]:
    """The unmarked speech of a paragraph, apart from its marked quotations.

    `unmarked`: as `is_unmarked` of the text, where words may be said without any mark.
    """
    taken = [(quote.outer_start, quote.outer_end) for quote in marked]
    found = []
    said = _said(plain, block) if unmarked else ()
    for start, end in (*_thoughts(plain, block), *_shouts(plain, block), *said):
        if not any(start < last and first < end for first, last in taken):
            found.append(QuoteDraft(start, end, start, end, number))
            taken.append((start, end))
    return found


def _thoughts(plain: str, block: Block) -> Iterator[tuple[int, int]]:
    """`I'm free, she thought.`; not `The road was long, she thought.`, which is told."""
    for match in _THOUGHT.finditer(plain, block.start, block.end):
        if _OWN.search(match["words"]):
            yield match.span("words")


def _said(plain: str, block: Block) -> Iterator[tuple[int, int]]:
    """`you're on he says`, `and says forget it`."""
    for match in _TAGGED.finditer(plain, block.start, block.end):
        if _OWN.search(match["words"]):
            yield match.span("words")
    for match in _LED_IN.finditer(plain, block.start, block.end):
        yield match.span("words")


def _shouts(plain: str, block: Block) -> Iterator[tuple[int, int]]:
    """`and yells GO TO SLEEP.`"""
    for match in _SHOUTED.finditer(plain, block.start, block.end):
        many = len(match["words"].split()) >= _LOUD_ENOUGH or match["words"].endswith("!")
        if many and verb_lemma(match["verb"]) in words("verbs", "loud"):
            yield match.span("words")
