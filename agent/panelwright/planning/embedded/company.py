"""Decides who is in each panel beyond those it names: listeners, and those who have not left."""

from panelwright.planning.embedded.beats import PanelBeat
from panelwright.planning.embedded.cast import Cast
from panelwright.planning.embedded.presence import speakers, within
from panelwright.planning.embedded.tables import words
from panelwright_tools.language.document import Document, Quote

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
    found: list[tuple[str, ...]] = []
    for place, beat in enumerate(beats):
        who = list(named[place])
        if beat.kind == "reaction":
            found.append(tuple(who[:1]))
            continue
        if beat.kind == "establishing":
            found.append(())
            continue
        quotes = quotes_of(document, beat)
        for name in _spoken_to(cast, quotes, beats, named, place):
            if name not in who:
                who.append(name)
        soon = _soon_seen(document, cast, beat, named[place + 1 : place + 1 + SOON])
        stayed = [] if _apart(document, beat) else _stayed(beats, named, place)
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
) -> list[str]:
    """Who is addressed, and in a panel of one voice the last one who was there with it."""
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
        found += _other_voice(beats, named, place, voices)
    return list(dict.fromkeys(found))


def _other_voice(
    beats: list[PanelBeat], named: list[tuple[str, ...]], place: int, voices: set[str]
) -> list[str]:
    for k in (place - 1, place + 1, place - 2):
        if _same_scene(beats, place, k):
            others = [name for name in named[k] if name not in voices]
            if others:
                return others[-1:]
    return []


def _stayed(beats: list[PanelBeat], named: list[tuple[str, ...]], place: int) -> list[str]:
    """Those who are seen both shortly before and shortly after in the same scene."""
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
    return [name for name in dict.fromkeys(before) if name in after and name in there]


def _soon_seen(
    document: Document, cast: Cast, beat: PanelBeat, coming: list[tuple[str, ...]]
) -> list[str]:
    """`lives in the garden of old Mr Hobbs`: told of behind a preposition, and soon seen."""
    soon = {name for who in coming for name in who}
    told = [
        name
        for moment in beat.moments
        for number in moment.sentences
        for phrase in document.sentences[number].noun_phrases
        if phrase.role == "oblique" and within(moment.span, phrase.span)
        for name in cast.seen(*phrase.entities)
    ]
    return [name for name in dict.fromkeys(told) if name in soon]


def _most_important(cast: Cast, who: list[str]) -> tuple[str, ...]:
    if len(who) <= MAX_FIGURES:
        return tuple(who)
    best = sorted(who, key=lambda name: -cast.members[name].importance)[:MAX_FIGURES]
    return tuple(name for name in who if name in best)
