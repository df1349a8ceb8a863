"""Finds whom English prose names as the speaker beside a quotation: `said Mina`."""

from panelwright_tools.language import Document, Mention, analyse
from panelwright_tools.language import Quote as Quotation
from panelwright_tools.language.analysis import MAX_CHARACTERS

SURE = 0.9
"""Confidence from which on nobody else is believed."""


def named_speakers(synopsis: str) -> dict[int, str]:
    """First character of a quotation's words to the name of its speaker.

    A proper name is as the text has it there; who has none is called as in the whole text: `old
    crow`. Without those whom a pronoun or another sentence tells: that takes understanding.
    """
    if len(synopsis) > MAX_CHARACTERS:
        return {}
    document = analyse(synopsis)
    found: dict[int, str] = {}
    before, name = None, ""
    for quotation in document.quotes:
        if before is None or not _goes_on(before, quotation):
            name = _named(document, quotation)
        if name:
            found[quotation.span[0]] = name
        before = quotation
    return found


def _goes_on(before: Quotation, quotation: Quotation) -> bool:
    """`"…," says Bolt. "I have checked."`"""
    return quotation.how == "continued" and quotation.speakers == before.speakers


def _named(document: Document, quotation: Quotation) -> str:
    """What the sentence of a quotation calls its one speaker; empty when that is no name."""
    if quotation.how != "explicit" or quotation.confidence < SURE or len(quotation.speakers) != 1:
        return ""
    speaker = document.entities[quotation.speakers[0]]
    beside = [m for m in speaker.mentions if _is_beside(m, quotation)]
    nearest = min(beside, key=lambda m: _distance(m, quotation), default=None)
    if nearest is None or nearest.pronoun:
        return ""
    said = document.words(nearest.span)
    is_proper = any(name in said or said in name for name in speaker.names)
    return said if is_proper else "" if speaker.names else speaker.name


def _is_beside(mention: Mention, quotation: Quotation) -> bool:
    same = mention.sentence == quotation.sentence
    return same and mention.role == "subject" and _distance(mention, quotation) > 0


def _distance(mention: Mention, quotation: Quotation) -> int:
    """Characters between them, 0 inside the quotation."""
    return max(mention.span[0] - quotation.span[1], quotation.span[0] - mention.span[1], 0)
