"""Where the prepositions of a deed put those who do it and what they do it to."""

from collections.abc import Iterator

from panelwright.planning.embedded.acting import Deed
from panelwright.planning.embedded.floor import Floor, is_prop, related
from panelwright.planning.embedded.hanging import hangs
from panelwright.planning.embedded.letting_go import lets_go
from panelwright.planning.embedded.spatial import spatial
from panelwright.planning.embedded.tables import words
from panelwright_tools.domain import Relation
from panelwright_tools.language.document import Document, Event, Prepositional, Sentence
from panelwright_tools.layout.sizes import size_of

_LEANT = frozenset({"on", "upon", "against"})
_SLENDER = 0.3
"""Widest thing that one leans on by holding it, for a height of 1: a stick, a staff."""


def by_preposition(
    document: Document,
    floor: Floor,
    deed: Deed,
    hung: Prepositional,
    subjects: list[str],
    objects: list[str],
) -> Iterator[Relation]:
    """What one preposition says of those who do the deed, or of what they do it to."""
    event, sentence = deed.event, deed.sentence
    targets = floor.find(document, sentence, hung.phrase)
    if event.verb == "lean" and hung.preposition in _LEANT and subjects and targets:
        yield related(_leaning(floor, targets[0]), subjects[0], targets[0])
        return
    toward = _toward(sentence, event, hung)
    if toward is not None:
        yield from (related(toward, subject, t) for subject in subjects for t in targets[:1])
        return
    preposition = _hung_on(event, hung.preposition)
    placed = _placed(floor, event, subjects, objects, preposition)
    if placed is not subjects or _fits(sentence, event, preposition, hung.phrase):
        yield from spatial(document, floor, sentence, placed, preposition, hung.phrase, targets)


def _toward(sentence: Sentence, event: Event, hung: Prepositional) -> str | None:
    """`walked into a tree`, `knocks on a door`, `shone a torch on it`: at it, or turned to it."""
    if _bumps(sentence, event, hung.preposition, hung.phrase) or _strikes(event, hung.preposition):
        return "next_to"
    aims = event.verb in words("staging", "things", "aiming")
    return "faces" if aims and hung.preposition in ("on", "upon", "onto") else None


def _hung_on(event: Event, preposition: str) -> str:
    """`hangs from the tree`: on it."""
    pending = hangs(event) and preposition in words("staging", "hanging", "from")
    return "on" if pending else preposition


def _bumps(sentence: Sentence, event: Event, preposition: str, number: int) -> bool:
    """`walked into a tree`: against it, not inside."""
    solid = sentence.noun_phrases[number].head in words("staging", "things", "solid")
    return preposition == "into" and solid and event.verb in words("staging", "things", "bumping")


def _strikes(event: Event, preposition: str) -> bool:
    """`knocks on the door`: before it, not upon it."""
    return preposition in _LEANT and event.verb in words("props", "knocking")


def _placed(
    floor: Floor, event: Event, subjects: list[str], objects: list[str], preposition: str
) -> list[str]:
    """What a preposition places: the thing that is put there, else the one who acts."""
    if event.verb in words("staging", "things", "emptying"):
        return []
    if lets_go(event) and any(is_prop(floor, target) for target in objects):
        return objects
    things = bool(objects) and is_prop(floor, objects[0])
    put = things and preposition in ("on", "onto", "in", "into", "inside", "on top of")
    if event.objects and event.verb in words("staging", "things", "placing"):
        return objects  # none where it is not drawn: "puts her hat on his head"
    return objects if put else subjects


def _fits(sentence: Sentence, event: Event, preposition: str, number: int) -> bool:
    """Somebody is inside a box only when the verb says that one stays or goes there."""
    small = sentence.noun_phrases[number].category in ("container", "artifact", "food")
    within = preposition in ("in", "into", "inside")
    return not (small and within) or event.verb in words("staging", "things", "staying")


def _leaning(floor: Floor, target: str) -> str:
    """Who leans on a stick holds it; who leans on a gate stands beside it."""
    nouns = [region.noun for _, region in floor.props if region.id == target]
    return "holds" if nouns and size_of(nouns[0])[1] < _SLENDER else "next_to"
