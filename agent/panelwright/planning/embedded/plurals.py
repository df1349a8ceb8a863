"""Finds who is meant by they, the three of them, the others, everybody."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from panelwright.planning.embedded.attendance import Roll
from panelwright.planning.embedded.cast import Cast
from panelwright.planning.embedded.happening import shows_objects, shows_subject
from panelwright.planning.embedded.moments import Moment
from panelwright.planning.embedded.nearness import preposition_shows
from panelwright.planning.embedded.presence import Seen, within
from panelwright.planning.embedded.tables import words
from panelwright_tools.language.document import Document, Event, NounPhrase, Sentence

MOST_MEANT = 6
PARTIES = 6
"""Groups that acted as one which are remembered."""
TOGETHER = 10
"""Moments for which such a group is taken to be together."""
_DEFINITE = frozenset(("the", "all", "both", "other", "these", "those"))


@dataclass(frozen=True)
class Several:
    """Words for several people."""

    known: tuple[str, ...]
    """Who they are, as far as the reading of the text found it."""
    size: int
    """How many there are at least."""
    apart: frozenset[str]
    """Who is not among them: the others who take part in the deed."""
    all: bool = False
    """Everybody who is there."""
    counted: bool = False
    """The text tells the number."""
    named: tuple[str, ...] = ()
    """Who else is named in the same moment."""

    def fits(self, members: Sequence[str]) -> bool:
        """The words may go on to mean these."""
        free = len(members) > 1 and not self.apart & set(members) and not self.all
        return free and (len(members) == self.size or not self.counted)


@dataclass
class Company:
    """Those who were together lately."""

    roll: Roll
    parties: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)
    """Moment and members of the groups that acted as one, the last one last."""

    def members(self, several: Several) -> list[str]:
        """The people whom the words mean, as far as anybody fits."""
        known = [name for name in several.known if name not in several.apart]
        if several.all:
            crowd = [name for name in self.roll.everybody() if name not in several.apart]
            return list(dict.fromkeys((*known, *crowd)))[-MOST_MEANT:]
        party = self._party(several, known)
        if party:
            return list(party)
        if several.counted and several.size > 2:
            known = [name for name in known if self.roll.is_somebody(name)]
        listed = [name for name in several.named if self.roll.is_somebody(name)]
        if several.counted and not known and len(listed) >= several.size:
            return listed[: several.size]  # "three of them set out: Ada, Tom and the cook"
        likely = self.roll.likely(people=several.counted)
        rest = [name for name in likely if name not in known and name not in several.apart]
        if len(known) + len(rest) < 2 and several.size > 1:
            return known
        met = known if several.counted else several.known
        missing = several.size - sum(self.roll.cast.members[name].count for name in met)
        return [*known, *rest[: max(0, missing)]]

    def note(self, members: Sequence[str]) -> None:
        """These act as one."""
        if len(members) > 1:
            self.parties = [*self.parties, (self.roll.now, tuple(members))][-PARTIES:]

    def _party(self, several: Several, known: list[str]) -> tuple[str, ...]:
        for at, members in reversed(self.parties):
            near = self.roll.now - at <= TOGETHER
            fits = len(members) == several.size or not several.counted
            here = all(name in self.roll.there for name in members)
            free = not several.apart & set(members)
            if fits and free and here and near and (several.counted or set(known) <= set(members)):
                return members
        return ()


def with_company(document: Document, cast: Cast, moments: Sequence[Moment]) -> list[Moment]:
    """The moments, with everybody whom words for several people mean."""
    found: list[Moment] = []
    roll = Roll(document, cast)
    company = Company(roll)
    for moment in moments:
        who = list(moment.who)
        meant: list[str] = []
        for several in _several_in(document, cast, moment):
            if not several.fits(meant):  # "they share it, and neither of them gets off"
                meant = company.members(several)
                company.note(meant)
            who += meant
        new = [name for name in dict.fromkeys(who) if name not in moment.who]
        seen = (*moment.seen, *(Seen(name, acts=True) for name in new))
        moment = replace(moment, seen=seen, there=tuple(roll.there))
        for listed in _lists(document, cast, moment):
            company.note(listed)
        roll.note(moment)
        found.append(moment)
    return found


def _several_in(document: Document, cast: Cast, moment: Moment) -> Iterator[Several]:
    for number in moment.sentences:
        sentence = document.sentences[number]
        if sentence.kind == "dialogue":
            continue  # spoken words
        for event in sentence.events:
            if within(moment.span, event.span) and shows_subject(sentence, event):
                yield from _of_event(cast, moment, sentence, event)
        for place in _loose(sentence):
            if within(moment.span, sentence.noun_phrases[place].span):
                yield from _meant(cast, moment, sentence, place, frozenset())


def _of_event(cast: Cast, moment: Moment, sentence: Sentence, event: Event) -> Iterator[Several]:
    numbers = [*event.subjects]
    if shows_objects(sentence, event):
        hung = [h.phrase for h in event.prepositions if preposition_shows(h.preposition)]
        numbers += [*event.objects, *hung]
    for place in numbers:
        others = [n for n in numbers if n != place and not _goes_with(event, place, n)]
        apart = {name for n in others for name in cast.of(*sentence.noun_phrases[n].entities)}
        yield from _meant(cast, moment, sentence, place, frozenset(apart))


def _goes_with(event: Event, one: int, other: int) -> bool:
    """Both are subjects, or both objects, so that the one may be among the other."""
    return (one in event.subjects) == (other in event.subjects)


def _meant(
    cast: Cast, moment: Moment, sentence: Sentence, place: int, apart: frozenset[str]
) -> Iterator[Several]:
    kind = _words_for(sentence, place)
    if not kind:
        return
    phrase = sentence.noun_phrases[place]
    known = cast.seen(*phrase.entities)
    if phrase.entities and not known:
        return  # the stones that he threw
    if kind == "everybody":
        yield Several(known, 2, apart, all=True)
    elif kind == "others":
        beside = apart | set(moment.who)
        counted = phrase.number is not None
        yield Several((), phrase.number or 1, frozenset(beside), not counted, counted)
    else:
        size = min(phrase.number or 2, MOST_MEANT)
        counted = phrase.number is not None or _both(sentence, phrase)
        named = tuple(name for name in moment.who if name not in apart)
        yield Several(known, size, apart, counted=counted, named=named)


def _words_for(sentence: Sentence, place: int) -> str:
    """`several`, `everybody`, `others`: what sort of words for several people a phrase is."""
    phrase = sentence.noun_phrases[place]
    told = {token.lower for token in sentence.tokens[phrase.tokens[0] : phrase.tokens[1]]}
    ours = phrase.of is not None and sentence.noun_phrases[phrase.of].head in _several()
    if phrase.of is not None and not ours:
        return ""  # the rest of the body, none of the doors
    counted = phrase.head == "one" and (phrase.number or 1) > 1 and (ours or told & _DEFINITE)
    if phrase.head in words("plurals", "others") or ("other" in told and counted):
        return "others" if phrase.determiner == "the" and phrase.plural else ""
    if phrase.head in words("plurals", "everybody"):
        return "everybody"
    if phrase.head in _several() and _all_of(sentence, phrase):
        return "everybody"
    return "several" if counted or phrase.head in _several() else ""


def _several() -> frozenset[str]:
    return words("plurals", "several")


def _both(sentence: Sentence, phrase: NounPhrase) -> bool:
    """`them both`, `both of them`: two."""
    first, last = phrase.tokens
    around = (*sentence.tokens[max(0, first - 2) : first], *sentence.tokens[last : last + 1])
    return any(token.lower == "both" for token in around)


def _all_of(sentence: Sentence, phrase: NounPhrase) -> bool:
    """`they all`, `all of them`, `Together they search`."""
    before = sentence.tokens[max(0, phrase.tokens[0] - 2) : phrase.tokens[0]]
    after = sentence.tokens[phrase.tokens[1] : phrase.tokens[1] + 1]
    together = phrase.role == "subject" and any(token.lower == "together" for token in before)
    return together or any(token.lower == "all" for token in (*before, *after))


def _loose(sentence: Sentence) -> Iterator[int]:
    """`All of them laughed`, `all three squashed in the front`: no deed holds the phrase."""
    held = {n for event in sentence.events for n in (*event.subjects, *event.objects)}
    held |= {hung.phrase for event in sentence.events for hung in event.prepositions}
    of = {phrase.of for phrase in sentence.noun_phrases}
    for number, phrase in enumerate(sentence.noun_phrases):
        told = phrase.head == "one" and (phrase.number or 1) > 1
        parted = phrase.preposition == "of" and phrase.head in _several()
        if number not in held and number not in of and (told or parted):
            yield number


def _lists(document: Document, cast: Cast, moment: Moment) -> Iterator[tuple[str, ...]]:
    """`Ada, Tom and the cook`, `the sisters`: they are together from now on."""
    for number in moment.sentences:
        phrases = document.sentences[number].noun_phrases
        for phrase in phrases:
            if phrase.role != "subject" or phrase.pronoun:
                continue
            inner = [entity for n in phrase.coordinated for entity in phrases[n].entities]
            listed = cast.seen(*phrase.entities, *inner)
            if len(listed) > 1 and set(listed) <= set(moment.who):
                yield listed
