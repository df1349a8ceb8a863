"""A synopsis with its sentences and quotes numbered, so that a model can point instead of copy."""

from dataclasses import dataclass

Span = tuple[int, int]
"""First and last+1 character in the synopsis."""


@dataclass(frozen=True)
class Sentence:
    """One sentence, numbered from 1."""

    number: int
    text: str
    span: Span
    heading: bool = False
    """A title, chapter or scene heading: it tells where and when, and is no part of a panel."""


@dataclass(frozen=True)
class Quote:
    """Words that somebody says, numbered from 1."""

    number: int
    text: str
    """Verbatim, without quotation marks."""
    sentence: int
    """Number of the sentence that holds it."""
    span: Span
    speaker: str = ""
    """As a screenplay's cue or `said Mina` names it; empty: the text leaves it to be found."""


@dataclass(frozen=True)
class NumberedText:
    """A synopsis in which everything can be pointed at."""

    synopsis: str
    sentences: tuple[Sentence, ...]
    quotes: tuple[Quote, ...]
