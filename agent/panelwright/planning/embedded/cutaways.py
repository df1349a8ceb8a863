"""Leads the story back from a cutaway: those who were left elsewhere are still there."""

from dataclasses import dataclass, field

from panelwright.planning.embedded.presence import shows_subject
from panelwright_tools.language.document import Document, Sentence

LATELY = 12
"""Sentences for which somebody is taken to be where they were last seen."""


_ELSEWHERE = ("out", "over", "up", "down", "elsewhere", "outside", "upstairs", "downstairs")


@dataclass
class Whereabouts:
    """Where everybody was last seen, and whether the scene has cut away from them."""

    last: dict[int, tuple[str, int]] = field(default_factory=dict)
    """Entity to the place and sentence of its last deed."""
    left: str | None = None
    """The place that the scene cut away from; None when people walked to where it is now."""

    def back(self, actors: tuple[int, ...], place: str | None, number: int) -> str | None:
        """The place to go back to when only those act who were left there; else None."""
        if self.left is None or not actors:
            return None
        seen = [self.last.get(actor, ("", -LATELY)) for actor in actors]
        there = all(spot == self.left and number - at <= LATELY for spot, at in seen)
        return self.left if there and place != self.left else None

    def moved(
        self, sentence: Sentence, actors: tuple[int, ...], before: str | None, after: str | None
    ) -> None:
        """The scene goes to another place: a cut when the text says so and others act there."""
        stayed = any(spot == before for spot, _ in self.last.values())
        came_along = any(self.last.get(actor, ("", 0))[0] == before for actor in actors)
        cut = stayed and bool(actors) and not came_along and before != after and _cuts(sentence)
        self.left = before if cut else None

    def note(self, actors: tuple[int, ...], place: str | None, number: int) -> None:
        """These act in a place."""
        if place is not None:
            self.last.update(dict.fromkeys(actors, (place, number)))


def _cuts(sentence: Sentence) -> bool:
    """`Out in the dining room, …`, `Meanwhile, at the bank, …`."""
    first = [token.lower for token in sentence.tokens if token.tag != "PUNCT"][:6]
    return "meanwhile" in first or first[:1] in ([word] for word in _ELSEWHERE)


def actors_of(document: Document, sentence: Sentence) -> tuple[int, ...]:
    """The living who do something in a sentence or say its words."""
    numbers = [n for e in sentence.events if shows_subject(sentence, e) for n in e.subjects]
    found = [entity for n in numbers for entity in sentence.noun_phrases[n].entities]
    for quote in sentence.quotes:
        if not document.quotes[quote].off_screen:
            found += document.quotes[quote].speakers
    return tuple(entity for entity in dict.fromkeys(found) if document.entity(entity).living)
