"""Remembers who and what was seen where, to lead the story back there."""

from dataclasses import dataclass, field

from panelwright.planning.embedded.happening import shows_subject
from panelwright.planning.embedded.roles import event_of
from panelwright.planning.embedded.tables import words
from panelwright_tools.language.document import Document, Event, Sentence

LATELY = 12
"""Sentences for which somebody is taken to be where they were last seen."""
_ELSEWHERE = (
    "out",
    "over",
    "far",
    "miles",
    "somewhere",
    "up",
    "down",
    "elsewhere",
    "outside",
    "upstairs",
    "downstairs",
)
_AT = ("in", "on", "at", "under", "into", "behind", "inside", "to")
_HOUR = ("at", "by", "after", "later", "that", "on", "when")


@dataclass
class Whereabouts:
    """Where everybody and everything was last seen, and whether the scene has cut away."""

    last: dict[int, tuple[str, int]] = field(default_factory=dict)
    """Entity to the place and sentence of its last deed."""
    before: dict[int, str] = field(default_factory=dict)
    """Entity to the place where it was before that one."""
    things: dict[str, str] = field(default_factory=dict)
    """Noun of a thing to the place where it was named last."""
    going: bool = False
    """Somebody set out in the last sentence."""
    turned: int | None = None
    """The last sentence before one that turned to another place without saying that it cuts."""
    asleep: str | None = None
    """Where somebody sleeps whose dream plays elsewhere."""
    left: str | None = None
    """The place that the scene cut away from; None when people walked to where it is now."""

    def back(
        self, sentence: Sentence, actors: tuple[int, ...], place: str | None, number: int
    ) -> str | None:
        """The place to go back to when only those act who were left there; else None."""
        if self.left is None or not actors or self._answers(number):
            return None
        if self._are_there(sentence, place):
            return None
        there = all(self._lately_at(actor, number, 2 * LATELY) == self.left for actor in actors)
        return self.left if there and place != self.left else None

    def woken(self, sentence: Sentence) -> str | None:
        """Where somebody fell asleep who wakes from a dream that played elsewhere."""
        wakes = words("settings", "verbs", "waking")
        if self.asleep is None or not any(e.happens and e.verb in wakes for e in sentence.events):
            return None
        asleep, self.asleep = self.asleep, None
        return asleep

    def _are_there(self, sentence: Sentence, place: str | None) -> bool:
        """`jumps in`, `jumps after him`: into what was cut to, after who is there."""
        climbs = words("settings", "verbs", "boarding")
        if any(
            e.happens and e.verb in climbs and e.particle in ("in", "on") for e in sentence.events
        ):
            return True
        moved = [e for e in sentence.events if e.verb in words("settings", "verbs", "motion")]
        taken = [n for event in moved for n in event.objects]
        taken += [link.phrase for event in moved for link in event.prepositions]
        met = [entity for n in taken for entity in sentence.noun_phrases[n].entities]
        return any(entity in self.last and self.last[entity][0] == place for entity in met)

    def _answers(self, number: int) -> bool:
        """Whoever acts right after a new one came into view is there too."""
        return self.turned is not None and number - self.turned <= 2

    def hour_later(
        self, sentence: Sentence, actors: tuple[int, ...], place: str | None, number: int
    ) -> str | None:
        """`At half past four the teacher woke up.`: the scene is where she was left."""
        lower = [t.lower for t in sentence.tokens if t.tag != "PUNCT"][:6]
        timed = bool(set(lower) & words("settings", "steps", "hours"))
        if not timed or lower[0] not in _HOUR or len(actors) != 1:
            return None
        spot = self._lately_at(actors[0], number, 2 * LATELY)
        return spot if spot not in (None, place) else None

    def _lately_at(self, actor: int, number: int, lately: int = LATELY) -> str | None:
        spot, at = self.last.get(actor, (None, 0))
        return spot if number - at <= lately else None

    def returned(
        self, sentence: Sentence, actors: tuple[int, ...], place: str | None
    ) -> str | None:
        """`She ran back`: where she was before, if she is here now."""
        for event in sentence.events:
            if not (_goes_back(sentence, event) and event.happens):
                continue
            here = [actor for actor in actors if self.last.get(actor, ("", 0))[0] == place]
            earlier = [self.before[actor] for actor in here if actor in self.before]
            if earlier:
                return earlier[0]
        return None

    def thing_at(self, sentence: Sentence, place: str | None) -> str | None:
        """`back in her cage`, `through the doors`: where that thing was named before."""
        for event in sentence.events:
            if not event.happens:
                continue
            back = event.particle == "back" or "back" in event.adverbs
            for hung in event.prepositions:
                phrase = sentence.noun_phrases[hung.phrase]
                led = back and hung.preposition in _AT
                led |= hung.preposition == "through" and phrase.head == "door"
                spot = self.things.get(phrase.head)
                if led and spot not in (None, place):
                    return spot
        return None

    def moved(
        self, sentence: Sentence, actors: tuple[int, ...], before: str | None, after: str | None
    ) -> None:
        """The scene goes to another place: a cut when the text says so and others act there."""
        dreamed = (p for p in sentence.noun_phrases if p.head == "dream" and p.preposition == "in")
        self.asleep = before if next(dreamed, None) is not None else self.asleep
        stayed = any(spot == before for spot, _ in self.last.values())
        came_along = any(self.last.get(actor, ("", 0))[0] == before for actor in actors)
        elsewhere = _cuts(sentence) or (_begins_there(sentence) and not self.going)
        told = bool(actors) or _cuts(sentence)
        apart = not came_along or self._turns_to(actors)
        cut = stayed and told and apart and before != after and elsewhere
        self.left = before if cut else None
        turned = None if _cuts(sentence) else max((at for _, at in self.last.values()), default=0)
        self.turned = turned

    def _turns_to(self, actors: tuple[int, ...]) -> bool:
        """`In the wings Mrs Bell flapped her script`, right after somebody else's deed."""
        number = max((at for _, at in self.last.values()), default=0)
        acted = {entity for entity, (_, at) in self.last.items() if at == number}
        return bool(actors) and not acted & set(actors)

    def note(
        self,
        document: Document,
        sentence: Sentence,
        actors: tuple[int, ...],
        place: str | None,
        number: int,
    ) -> None:
        """These act in a place, and these things are there."""
        if place is None:
            return
        motions = words("settings", "verbs", "motion") | words("verbs", "departing")
        self.going = any(e.happens and e.verb in motions for e in sentence.events)
        for actor in (*actors, *_shown(document, sentence)):
            spot = self.last.get(actor, (place, 0))[0]
            if spot != place:
                self.before[actor] = spot
            self.last[actor] = place, number
        for phrase in sentence.noun_phrases:
            if phrase.category in ("furniture", "container", "artifact") and not phrase.negated:
                self.things[phrase.head] = place


def _goes_back(sentence: Sentence, event: Event) -> bool:
    if event.verb == "return":
        return not event.objects
    back = event.particle == "back" or "back" in event.adverbs
    back |= sentence.tokens[0].lower == "back"
    moved = [sentence.noun_phrases[number].head for number in event.objects]
    carried = event.verb in words("settings", "verbs", "carrying")
    alone = carried or all(head == "way" for head in moved)  # "ran all the way back"
    return back and event.verb in words("settings", "verbs", "motion") and alone


def _cuts(sentence: Sentence) -> bool:
    """`Out in the dining room, …`, `Meanwhile, at the bank, …`."""
    first = [token.lower for token in sentence.tokens if token.tag != "PUNCT"][:6]
    return "meanwhile" in first or first[:1] in ([word] for word in _ELSEWHERE)


def _begins_there(sentence: Sentence) -> bool:
    """`In the kitchen the cook was singing.`"""
    phrases = sentence.noun_phrases
    return (
        bool(phrases)
        and phrases[0].preposition in ("in", "at", "on", "inside")
        and (phrases[0].tokens[0] <= 2)
    )


def _shown(document: Document, sentence: Sentence) -> list[int]:
    """The living whom a sentence names as there, though they do nothing."""
    found: list[int] = []
    for phrase in sentence.noun_phrases:
        event = event_of(sentence, sentence.noun_phrases.index(phrase))
        there = phrase.preposition not in words("verbs", "prepositions", "absent")
        if there and not (phrase.negated or phrase.pronoun) and (event is None or event.happens):
            found += phrase.entities
    return [entity for entity in found if _can_act(document, entity)]


def actors_of(document: Document, sentence: Sentence) -> tuple[int, ...]:
    """The living who do something in a sentence or say its words."""
    numbers = [n for e in sentence.events if shows_subject(sentence, e) for n in e.subjects]
    found = [entity for n in numbers for entity in sentence.noun_phrases[n].entities]
    for quote in sentence.quotes:
        if not document.quotes[quote].off_screen:
            found += document.quotes[quote].speakers
    return tuple(entity for entity in dict.fromkeys(found) if _can_act(document, entity))


def _can_act(document: Document, entity: int) -> bool:
    one = document.entity(entity)
    return one.living or one.kind == "group"
