"""Classical analysis of English prose: no model, no download. `analyse(text)` is the door."""

from panelwright_tools.language.analysis import analyse
from panelwright_tools.language.document import (
    LIVING,
    PLACES,
    Document,
    Entity,
    Event,
    Heading,
    Mention,
    NounPhrase,
    Prepositional,
    Quote,
    Sentence,
    Span,
    Tag,
    Token,
)

__all__ = [
    "LIVING",
    "PLACES",
    "Document",
    "Entity",
    "Event",
    "Heading",
    "Mention",
    "NounPhrase",
    "Prepositional",
    "Quote",
    "Sentence",
    "Span",
    "Tag",
    "Token",
    "analyse",
]
