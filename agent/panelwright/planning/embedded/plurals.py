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
from panelwright_tools.language.document import Document, Sentence

PLURALS = frozenset(("they", "them", "we", "us", "both"))
EVERYBODY = frozenset(("everyone", "everybody"))
MOST_MEANT = 5
MEMORY = 6
"""Moments back in which the company is looked for."""
LONG_MEMORY = 16
"""The same for three or more, who are seldom all named at once."""


def with_company(document: Document, cast: Cast, moments: Sequence[Moment]) -> list[Moment]:
    """The moments, with at least two where the text says that there are several."""
    found: list[Moment] = []
    for moment in moments:
        needed = _figures_meant(document, moment)
        people_only = _means_all(document, moment)
        if people_only:
            needed = max(needed, _number_there(cast, found, moment))
        counted = _counted(cast, moment, needed, people_only)
        if sum(cast.members[name].count for name in counted) < needed:
            company = _company(cast, found[-MEMORY if needed < 3 else -LONG_MEMORY :], moment)
            if people_only:
                company = [name for name in company if not _is_animal(cast, name)]
            company = company[: needed - len(counted)]
            seen = (*moment.seen, *(Seen(name, acts=True) for name in company))
            moment = replace(moment, seen=seen)
        found.append(moment)
    return found


def _counted(cast: Cast, moment: Moment, needed: int, people_only: bool) -> list[str]:
    """Those of a moment who are among the several that the text means."""
    if people_only:
        return [name for name in moment.who if not _is_animal(cast, name)]
    active = [seen.who for seen in moment.seen if seen.acts]
    if needed > 2 and active:  # "the three of them chase it": it is not one of the three
        return active
    return list(moment.who)


def _figures_meant(document: Document, moment: Moment) -> int:
    """How many the plural pronouns of a moment mean at least: two, or "the three of them"."""
    needed = 0
    for number in moment.sentences:
        sentence = document.sentences[number]
        for place in _shown(sentence, moment):
            phrase = sentence.noun_phrases[place]
            inner = phrase.of if phrase.of is not None else place
            if sentence.noun_phrases[inner].head in PLURALS:
                holders = [p.number or 0 for p in sentence.noun_phrases if p.of == inner]
                needed = max(needed, 2, min(max(holders, default=2), MOST_MEANT))
    return needed


def _means_all(document: Document, moment: Moment) -> bool:
    """`Everyone lay down`."""
    sentences = [document.sentences[number] for number in moment.sentences]
    return any(s.noun_phrases[k].head in EVERYBODY for s in sentences for k in _shown(s, moment))


def _number_there(cast: Cast, before: Sequence[Moment], moment: Moment) -> int:
    """How many of the scene were seen lately, at most a handful."""
    near = [m for m in before[-MEMORY:] if m.setting.place == moment.setting.place]
    seen = {name for m in (*near, moment) for name in m.who}
    silent = (Kind.THING, Kind.ANIMAL)
    alive = [name for name in seen if cast.members[name].character.kind not in silent]
    return min(MOST_MEANT, sum(cast.members[name].count for name in alive))


def _shown(sentence: Sentence, moment: Moment) -> Iterator[int]:
    """The noun phrases of those who take part in what is seen."""
    for event in sentence.events:
        if within(moment.span, event.span) and shows_subject(sentence, event):
            numbers = [*event.subjects]
            if shows_objects(sentence, event):
                numbers += event.objects
                numbers += [
                    h.phrase for h in event.prepositions if preposition_shows(h.preposition)
                ]
            yield from numbers


def _company(cast: Cast, before: Sequence[Moment], moment: Moment) -> list[str]:
    """The last ones who were there with somebody, people first."""
    found: list[str] = []
    for earlier in reversed(before):
        for name in reversed(earlier.who):
            alive = cast.members[name].character.kind is not Kind.THING
            if alive and name not in found and name not in moment.who:
                found.append(name)
    found.sort(key=lambda name: _is_animal(cast, name))
    return found


def _is_animal(cast: Cast, name: str) -> bool:
    return cast.members[name].character.kind is Kind.ANIMAL
