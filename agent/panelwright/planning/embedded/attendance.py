"""Keeps the roll of a scene: who has come into it and is still there, moment by moment."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from panelwright.planning.embedded.cast import Cast
from panelwright.planning.embedded.happening import has_gone
from panelwright.planning.embedded.moments import Moment
from panelwright.planning.embedded.presence import within
from panelwright.planning.embedded.tables import words
from panelwright_tools.domain import Kind
from panelwright_tools.language.document import LIVING, PLACES, Document, Event, Sentence

MEMORY = 16
"""Moments for which somebody is remembered who is not named again."""
GONE = 8
"""So many moments longer ago seems somebody who left or was left behind."""
FAME = 2.0
"""So many moments nearer seems whom the story is about than whom it only mentions."""


@dataclass
class Roll:
    """Who is in the scene now, and when everybody was last seen."""

    document: Document
    cast: Cast
    now: int = 0
    place: str | None = None
    there: dict[str, None] = field(default_factory=dict)
    """In the order of their last deeds."""
    last: dict[str, int] = field(default_factory=dict)
    """Number of the moment in which somebody was seen last."""
    gone: frozenset[str] = frozenset()
    """Those who left in the moment before."""

    def likely(self, people: bool = False) -> list[str]:
        """Who is probably meant by "they", the likeliest first; talkers before the dumb."""
        near = [name for name, at in self.last.items() if self.now - at <= MEMORY]
        near = [name for name in near if self._alive(name)]
        if people:
            near = [name for name in near if self.is_somebody(name)]
        return sorted(near, key=lambda name: (not self.is_somebody(name), -self._nearness(name)))

    def everybody(self) -> list[str]:
        """All people who are in the scene."""
        return [name for name in self.there if self.is_somebody(name)]

    def is_somebody(self, name: str) -> bool:
        """A person, or an animal or a thing that speaks."""
        member = self.cast.members[name]
        mute = member.character.kind in (Kind.ANIMAL, Kind.THING)
        return not mute or self.document.entity(member.entity).speaks > 0

    def note(self, moment: Moment) -> None:
        """Go on behind a moment in which these were seen."""
        acting = {seen.who for seen in moment.seen if seen.acts}
        followed = bool(self.gone & acting) and not (acting - self.gone) & set(self.there)
        moved = moment.setting.place != self.place
        if (moved or followed) and acting:
            self.there = {}  # who comes along is seen there
        for name in moment.who:
            self.there.pop(name, None)
            self.there[name] = None
            self.last[name] = self.now
        leaving = frozenset(departed(self.document, self.cast, moment))
        self.gone = leaving if leaving < set(self.there) else frozenset()
        for name in self.gone:
            del self.there[name]
        for name in leaving - self.gone:
            self.there.pop(name, None)
        self.place = moment.setting.place
        self.now += 1

    def _alive(self, name: str) -> bool:
        return self.cast.members[name].character.kind is not Kind.THING or self.is_somebody(name)

    @cached_property
    def _most_important(self) -> float:
        return max(member.importance for member in self.cast.members.values()) or 1.0

    def _nearness(self, name: str) -> float:
        fame = FAME * self.cast.members[name].importance / self._most_important
        return self.last[name] + fame - GONE * (name not in self.there)


def departed(document: Document, cast: Cast, moment: Moment) -> Iterable[str]:
    """Those who leave in a moment."""
    for number in moment.sentences:
        sentence = document.sentences[number]
        for event in sentence.events:
            if within(moment.span, event.span) and _departs(sentence, event):
                for place in event.subjects:
                    yield from cast.of(*sentence.noun_phrases[place].entities)


def _departs(sentence: Sentence, event: Event) -> bool:
    """`left`, `has gone`, `ran away`; not `left the door open`, `went on`."""
    unreal = event.future or event.hypothetical or event.infinitive or event.reported
    if event.negated and not unreal:  # "it rains, and he does not come"
        return event.verb in words("verbs", "absent_subject") and not event.adjective
    if unreal:
        return False
    if event.verb in words("verbs", "leaving"):
        objects = [sentence.noun_phrases[number] for number in event.objects]
        return all(phrase.category in PLACES | LIVING or phrase.pronoun for phrase in objects)
    if event.verb in words("verbs", "going") and event.particle in words("verbs", "away"):
        return True
    return has_gone(sentence, event)
