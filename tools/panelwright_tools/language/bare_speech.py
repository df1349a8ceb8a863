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
_LOUD_ENOUGH = 2
"""Words in capitals that are shouted for sure; one needs its mark of exclamation."""


def bare_quotes(
    plain: str, block: Block, number: int, marked: list[QuoteDraft]
) -> list[QuoteDraft]:
    """The unmarked speech of a paragraph, apart from its marked quotations."""
    taken = [(quote.outer_start, quote.outer_end) for quote in marked]
    found = []
    for start, end in (*_thoughts(plain, block), *_shouts(plain, block)):
        if not any(start < last and first < end for first, last in taken):
            found.append(QuoteDraft(start, end, start, end, number))
            taken.append((start, end))
    return found


def _thoughts(plain: str, block: Block) -> Iterator[tuple[int, int]]:
    """`I'm free, she thought.`; not `The road was long, she thought.`, which is told."""
    for match in _THOUGHT.finditer(plain, block.start, block.end):
        if _OWN.search(match["words"]):
            yield match.span("words")


def _shouts(plain: str, block: Block) -> Iterator[tuple[int, int]]:
    """`and yells GO TO SLEEP.`"""
    for match in _SHOUTED.finditer(plain, block.start, block.end):
        many = len(match["words"].split()) >= _LOUD_ENOUGH or match["words"].endswith("!")
        if many and verb_lemma(match["verb"]) in words("verbs", "loud"):
            yield match.span("words")
