"""Decides who is in each panel beyond those it names: listeners, and those who have not left."""

from collections.abc import Iterator

from panelwright.planning.embedded.beats import PanelBeat
from panelwright.planning.embedded.cast import Cast
from panelwright.planning.embedded.presence import speakers, within
from panelwright.planning.embedded.tables import words
from panelwright_tools.language.document import Document, NounPhrase, Quote

MAX_FIGURES = 12
MAX_COMPANY = 4
"""A panel is not filled up with silent company beyond this many figures."""
NEAR = 2
"""Panels within which somebody who was seen is still taken to be there."""
SOON = 3
"""Panels within which somebody is seen of whom it is told before, as behind what is done here."""


def figures(document: Document, cast: Cast, beats: list[PanelBeat]) -> list[tuple[str, ...]]:
    """The characters of each beat, those whom it names first."""
    named = [beat.who for beat in beats]
    told = [_told_of(document, cast, beat) for beat in beats]
    found: list[tuple[str, ...]] = []
    for place, beat in enumerate(beats):
        who = list(named[place])
        if beat.kind == "reaction":
            found.append(tuple(who[:1]))
            continue
        if beat.kind == "establishing":
            found.append(())
            continue
        fresh = {name for names in told[max(0, place - 1) : place + 1] for name in names}
        quotes = quotes_of(document, beat)
        for name in _spoken_to(cast, quotes, beats, named, place, fresh):
            if name not in who:
                who.append(name)
        soon = _soon_seen(document, cast, beat, named[place + 1 : place + 1 + SOON])
        stayed = [] if _apart(document, beat) else _stayed(beats, named, place, fresh)
        for name in (*soon, *stayed):
            if name not in who and _size(cast, who) < MAX_COMPANY:
                who.append(name)
        found.append(_most_important(cast, who))
    return found


def _apart(document: Document, beat: PanelBeat) -> bool:
    """Somebody is alone, remembers, or much later is somewhere else: no company stays."""
    alone = words("company", "alone") | words("company", "minded")
    for moment in beat.moments:
        for number in moment.sentences:
            sentence = document.sentences[number]
            here = [token for token in sentence.tokens if within(moment.span, token.span)]
            begins = {token.lower for token in here[:5]}
            if begins & words("company", "jumps"):
                return True
            if any(token.lemma in alone or token.lower in alone for token in here):
                return True
    return False


def quotes_of(document: Document, beat: PanelBeat) -> list[Quote]:
    """The quotations whose lines are in a beat."""
    numbers = dict.fromkeys(line.quote for line in beat.lines)
    return [document.quotes[number] for number in numbers]


def _size(cast: Cast, who: list[str]) -> int:
    return sum(min(cast.members[name].count, 3) for name in who)


def _same_scene(beats: list[PanelBeat], one: int, other: int) -> bool:
    in_text = 0 <= other < len(beats)
    return in_text and beats[one].setting.scene == beats[other].setting.scene


def _spoken_to(
    cast: Cast,
    quotes: list[Quote],
    beats: list[PanelBeat],
    named: list[tuple[str, ...]],
    place: int,
    fresh: set[str],
) -> list[str]:
    """Who is addressed, and in a panel of one voice the last one who was there with it.

    `fresh` are those of whom this panel and the one before tell.
    """
    spoken = [quote for quote in quotes if quote.kind == "spoken" and not quote.off_screen]
    near = {
        name
        for k in range(place - 3, place + 4)
        if _same_scene(beats, place, k)
        for name in named[k]
    }
    found = [
        name
        for quote in spoken
        if quote.addressee is not None
        for name in cast.of(quote.addressee)
        if name in near
    ]
    voices = {name for quote in spoken for name in speakers(cast, quote)}
    if voices & set(named[place]) and len(set(named[place]) | set(found)) < 2:
        found += _other_voice(beats, named, place, fresh - voices)
    return list(dict.fromkeys(found))


def _other_voice(
    beats: list[PanelBeat], named: list[tuple[str, ...]], place: int, likely: set[str]
) -> list[str]:
    for k in (place - 1, place + 1, place - 2):
        if _same_scene(beats, place, k):
            others = [name for name in named[k] if name in likely]
            if others:
                return others[-1:]
    return []


def _stayed(
    beats: list[PanelBeat], named: list[tuple[str, ...]], place: int, fresh: set[str]
) -> list[str]:
    """Those of the fresh who are seen shortly before and shortly after in the same scene."""
    before = [
        name
        for k in range(place - 1, place - 1 - NEAR, -1)
        if _same_scene(beats, place, k)
        for name in named[k]
    ]
    after = {
        name
        for k in range(place + 1, place + 1 + NEAR)
        if _same_scene(beats, place, k)
        for name in named[k]
    }
    there = {name for moment in beats[place].moments for name in moment.there}
    return [name for name in dict.fromkeys(before) if name in fresh & after & there]


def _phrases(document: Document, beat: PanelBeat) -> Iterator[NounPhrase]:
    """The noun phrases in the text of a beat."""
    for moment in beat.moments:
        for number in moment.sentences:
            for phrase in document.sentences[number].noun_phrases:
                if within(moment.span, phrase.span):
                    yield phrase


def _told_of(document: Document, cast: Cast, beat: PanelBeat) -> set[str]:
    """Everyone whom a panel shows or tells of, by a noun or as the owner of something."""
    told = {
        name
        for phrase in _phrases(document, beat)
        for name in cast.of(*phrase.entities, *phrase.owner_entities)
    }
    return told | set(beat.who)


def _soon_seen(
    document: Document, cast: Cast, beat: PanelBeat, coming: list[tuple[str, ...]]
) -> list[str]:
    """`lives in the garden of old Mr Hobbs`: told of behind a preposition, and soon seen."""
    soon = {name for who in coming for name in who}
    told = [
        name
        for phrase in _phrases(document, beat)
        if phrase.role == "oblique"
        for name in cast.seen(*phrase.entities)
    ]
    return [name for name in dict.fromkeys(told) if name in soon]


def _most_important(cast: Cast, who: list[str]) -> tuple[str, ...]:
    if len(who) <= MAX_FIGURES:
        return tuple(who)
    best = sorted(who, key=lambda name: -cast.members[name].importance)[:MAX_FIGURES]
    return tuple(name for name in who if name in best)
