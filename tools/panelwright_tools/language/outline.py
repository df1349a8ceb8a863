"""Where the sentences and quotations of a text stand, before any word of it is read."""

from collections.abc import Iterator
from dataclasses import dataclass

from panelwright_tools.language.bare_speech import bare_quotes, is_unmarked
from panelwright_tools.language.document import Span
from panelwright_tools.language.draft import Block, QuoteDraft
from panelwright_tools.language.fountain import fountain_structure, is_fountain, without_notes
from panelwright_tools.language.markdown import headed_structure, without_marks
from panelwright_tools.language.normalise import normalised
from panelwright_tools.language.quotes import QuoteStyle, find_quotes, quote_style
from panelwright_tools.language.sentences import split_sentences
from panelwright_tools.language.structure import Structure

QUOTED_KINDS = ("narration", "action")
"""Blocks in which words may stand in quotation marks."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A paragraph, heading or screenplay element with its sentences and quotations."""

    block: Block
    sentences: list[Span]
    quotes: list[QuoteDraft]


def laid_out(text: str) -> tuple[str, Structure]:
    """The text with plain marks, every character in its place, and what its lines are."""
    plain = normalised(text)
    if is_fountain(plain):
        plain = without_notes(plain)
        structure = fountain_structure(plain)
        return without_marks(plain), structure
    structure = headed_structure(plain)
    plain = without_marks(plain)
    _mark_lead(structure, plain)
    return plain, structure


def _mark_lead(structure: Structure, plain: str) -> None:
    """`Idea for a strip, a robot learns to dance:` over a list is a heading."""
    blocks = structure.blocks
    if len(blocks) > 2 and blocks[0].kind == "narration" and plain[blocks[0].end - 1] == ":":
        blocks[0].kind = "heading"


def outlines(text: str, plain: str, structure: Structure) -> Iterator[Outline]:
    """The blocks of a text that was laid out, with what stands in them by the rules of English."""
    style, unmarked = quote_style(plain), is_unmarked(plain)
    for number, block in enumerate(structure.blocks):
        yield _outline(text, plain, number, block, (style, unmarked))


def _outline(
    text: str, plain: str, number: int, block: Block, manner: tuple[QuoteStyle, bool]
) -> Outline:
    """One block; `manner`: how words are marked as said, and whether they never are."""
    style, unmarked = manner
    if block.kind in QUOTED_KINDS:
        quotes = find_quotes(plain, text, block, number, style)
        quotes += bare_quotes(plain, block, number, quotes, unmarked)
        quotes.sort(key=lambda quote: quote.start)
        return Outline(block, split_sentences(plain, block, quotes), quotes)
    return whole(number, block)


def whole(number: int, block: Block) -> Outline:
    """A heading, a cue or the words under one: a single sentence."""
    sentences = [(block.start, block.end)] if block.end > block.start else []
    if block.kind != "dialogue":
        return Outline(block, sentences, [])
    words = QuoteDraft(block.start, block.end, block.start, block.end, number)
    return Outline(block, sentences, [words])
