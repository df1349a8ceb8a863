"""Finds where the subjects of a panel are to each other, by prepositions."""

from collections.abc import Iterator

from panelwright.planning.embedded.floor import Floor, are_living, is_figure, is_prop, related
from panelwright.planning.embedded.tables import words
from panelwright.planning.embedded.things import preposition_kind
from panelwright_tools.domain import Relation, RelationKind
from panelwright_tools.language.document import Document, Sentence

_HOLLOW = frozenset({"container", "vehicle", "building", "room", "furniture", "water", "artifact"})
_CROWNED = frozenset({"tree", "oak", "pine", "palm", "willow", "maple", "bush", "hedge", "nest"})
"""Plants that one can be in the middle of."""


def of_attached(document: Document, floor: Floor, sentence: Sentence) -> Iterator[Relation]:
    """Relations of phrases that hang on a noun: "a cat on the roof"."""
    for number, phrase in enumerate(sentence.noun_phrases):
        if phrase.attached_to is None or phrase.negated or _is_under_hand(sentence, number):
            continue
        sources = floor.find(document, sentence, phrase.attached_to)
        members = (number, *phrase.coordinated)  # with a straw hat and a sword
        targets = [r for k in members for r in floor.find(document, sentence, k)]
        if phrase.preposition == "with" and not are_living(floor, sources):
            sources = _who_is_there(document, floor, sentence, phrase.attached_to) or sources
        living = are_living(floor, sources)
        if phrase.preposition == "with" and living:
            for target in targets:
                if is_prop(floor, target):
                    yield related(for_thing(floor, "holds", target), sources[0], target)
            continue
        yield from spatial(document, floor, sentence, sources, phrase.preposition, number, targets)


def _is_under_hand(sentence: Sentence, number: int) -> bool:
    """`bangs his fist on the table`: nobody is on it."""
    phrase = sentence.noun_phrases[number]
    laid = phrase.attached_to is not None and phrase.preposition in ("on", "onto", "upon")
    hands = words("staging", "things", "hands")
    return laid and sentence.noun_phrases[phrase.attached_to or 0].head in hands


def _who_is_there(document: Document, floor: Floor, sentence: Sentence, number: int) -> list[str]:
    """Who sits on the bench in "on the bench with a birdcage": the cage is theirs."""
    for event in sentence.events:
        if number in [hung.phrase for hung in event.prepositions]:
            found = [r for n in event.subjects for r in floor.find(document, sentence, n)]
            return found if are_living(floor, found) else []
    holder = sentence.noun_phrases[number].attached_to  # a man in a wheelchair with a blanket
    found = floor.find(document, sentence, holder) if holder is not None else []
    return found if are_living(floor, found) else []


def spatial(
    document: Document,
    floor: Floor,
    sentence: Sentence,
    sources: list[str],
    preposition: str,
    number: int,
    targets: list[str],
) -> Iterator[Relation]:
    """What a preposition says of where the sources are."""
    kind = preposition_kind(preposition)
    if kind is None or not sources or not targets:
        return
    if preposition in ("at", "to", "with") and is_figure(floor, targets[0]):
        return
    if kind == "between":
        yield from _between(document, floor, sentence, sources, number, targets)
        return
    inner = sentence.noun_phrases[number]
    if kind == "inside" and inner.category not in _HOLLOW and inner.head not in _CROWNED:
        kind = "next_to"
    leader_only = kind in ("next_to", "in_front_of", "behind") and is_figure(floor, sources[0])
    if kind == "on" and sentence.noun_phrases[number].head in words("staging", "things", "borne"):
        kind = "rides" if is_figure(floor, sources[0]) else kind
    for source in sources[:1] if leader_only else sources:
        if source not in targets and not _own_body(floor, sentence, number, source):
            yield related(kind, source, targets[0])


def _own_body(floor: Floor, sentence: Sentence, number: int, source: str) -> bool:
    """The hat on her own head is worn; nobody stands beside their own feet."""
    phrase = sentence.noun_phrases[number]
    if phrase.category != "body":
        return False
    return is_prop(floor, source)


def _between(
    document: Document,
    floor: Floor,
    sentence: Sentence,
    sources: list[str],
    number: int,
    targets: list[str],
) -> Iterator[Relation]:
    others = list(targets[1:])
    for later in sentence.noun_phrases[number].coordinated:
        others += floor.find(document, sentence, later)
    for source in sources:
        if others and source not in (targets[0], others[0]):
            yield Relation(
                kind=RelationKind.BETWEEN, source=source, target=targets[0], other=others[0]
            )
        elif source != targets[0]:
            yield related("next_to", source, targets[0])


def for_thing(floor: Floor, kind: str, target: str) -> str:
    """Who opens a door stands beside it."""
    noun = next(region.noun for _, region in floor.props if region.id == target)
    fixed = noun.split()[-1] in words("staging", "things", "fixed")
    if kind == "fights":
        return "next_to"
    if kind in ("hugs", "holds_hands"):
        return "holds"
    return "next_to" if fixed and kind in ("holds", "carries", "gives") else kind
