"""Completes "they": a plural pronoun that names one person means that one and its company."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from panelwright.planning.embedded.cast import Cast
from panelwright.planning.embedded.moments import Moment
from panelwright.planning.embedded.presence import (
    Seen,
    preposition_shows,
    shows_objects,
    shows_subject,
    within,
)
from panelwright_tools.domain import Kind
from panelwright_tools.language.document import Document, NounPhrase, Sentence

PLURALS = frozenset(("they", "them", "we", "us", "both"))
MEMORY = 4
"""Moments back in which the company is looked for."""


def with_company(document: Document, cast: Cast, moments: Sequence[Moment]) -> list[Moment]:
    """The moments, with at least two where the text says that there are several."""
    found: list[Moment] = []
    for moment in moments:
        if _lacks_company(document, cast, moment):
            company = _company(cast, found, moment)
            seen = (*moment.seen, *(Seen(name, acts=True) for name in company))
            moment = replace(moment, seen=seen)
        found.append(moment)
    return found


def _lacks_company(document: Document, cast: Cast, moment: Moment) -> bool:
    """A plural pronoun does something, and fewer than two figures are there."""
    if sum(cast.members[name].count for name in moment.who) >= 2:
        return False
    return any(
        phrase.pronoun and phrase.head in PLURALS
        for number in moment.sentences
        for phrase in _shown(document, document.sentences[number], moment)
    )


def _shown(document: Document, sentence: Sentence, moment: Moment) -> Iterator[NounPhrase]:
    for event in sentence.events:
        if within(moment.span, event.span) and shows_subject(sentence, event):
            numbers = [*event.subjects]
            if shows_objects(sentence, event):
                numbers += event.objects
                numbers += [
                    h.phrase for h in event.prepositions if preposition_shows(h.preposition)
                ]
            yield from (sentence.noun_phrases[number] for number in numbers)


def _company(cast: Cast, before: Sequence[Moment], moment: Moment) -> list[str]:
    """The last ones who were there with somebody, up to a pair."""
    missing = 2 - len(moment.who)
    found: list[str] = []
    for earlier in reversed(before[-MEMORY:]):
        for name in reversed(earlier.who):
            alive = cast.members[name].character.kind is not Kind.THING
            if alive and name not in found and name not in moment.who:
                found.append(name)
    return found[:missing]
