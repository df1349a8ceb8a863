"""How a prompt's things stand to each other: prepositions, verbs, and words left hanging."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from panelwright_tools.domain import RelationKind
from panelwright_tools.language import Document, Event, NounPhrase, Sentence
from panelwright_tools.layout.inventory import Inventory, Key, Thing
from panelwright_tools.layout.tables import table

_SHARED = frozenset({"on", "inside", "under", "behind", "in_front_of", "next_to", "above", "below"})
"""Kinds that "a cat and a dog …" says of both."""


_STACKED = frozenset({RelationKind.ABOVE, RelationKind.BELOW})


@dataclass(frozen=True)
class Link:
    """`source kind target`, of things."""

    kind: RelationKind
    source: Thing
    target: Thing
    other: Thing | None = None


def links_of(document: Document, inventory: Inventory) -> list[Link]:
    """All relations of a text, first said first, each once."""
    links: list[Link] = []
    for s, sentence in enumerate(document.sentences):
        for link in _sentence_links(document, inventory, s, sentence):
            double = any(
                {id(link.source), id(link.target)} == {id(k.source), id(k.target)}
                and (link.kind is k.kind or link.kind is RelationKind.NEXT_TO)
                for k in links
            )
            if link.source is not link.target and not double:
                links.append(link)
    return links


def _sentence_links(
    document: Document, inventory: Inventory, s: int, sentence: Sentence
) -> Iterator[Link]:
    for p, phrase in enumerate(sentence.noun_phrases):
        if phrase.preposition:
            yield from _by_preposition(inventory, (s, p), sentence, phrase)
    for event in sentence.events:
        if not event.negated:
            yield from _by_verb(inventory, s, event)
    yield from _hanging(inventory, s, sentence)


def _by_preposition(
    inventory: Inventory, key: Key, sentence: Sentence, phrase: NounPhrase
) -> Iterator[Link]:
    if _opens_its_own(sentence, key[1]):
        return
    if phrase.preposition == "of":
        yield from _by_side(inventory, key, sentence, phrase)
        return
    kind = table("prompts")["prepositions"].get(phrase.preposition)
    target = inventory.find(key)
    event = _event_of(sentence, key[1])
    if event is not None and phrase.preposition in ("with", "by", "in"):
        filled = table("prompts")["filled"].get(event.verb)
        if filled and (event.passive or not event.objects):
            yield from _filled(inventory, key, event, filled)
            return
    if kind is None or target is None:
        return
    sources = _sources(inventory, key, sentence, phrase, event, kind)
    if kind == "between":
        yield from _between(inventory, key, sentence, phrase, sources)
        return
    for source in sources:
        yield Link(RelationKind(kind), source, target)


def _by_side(
    inventory: Inventory, key: Key, sentence: Sentence, phrase: NounPhrase
) -> Iterator[Link]:
    """ "On the side of a wallet", where the side is read as a noun."""
    if phrase.attached_to is None:
        return
    side = sentence.noun_phrases[phrase.attached_to]
    words = " ".join([*side.adjectives, side.head]).lower()
    sides = table("prompts")["sides"]
    kind = sides.get(words, sides.get(side.head))
    target = inventory.find(key)
    if kind is None or target is None or not side.preposition:
        return
    for source in _sources(inventory, (key[0], phrase.attached_to), sentence, side, None, kind):
        yield Link(RelationKind(kind), source, target)


def chain_links(links: Sequence[Link]) -> list[Link]:
    """One below the other where both are below a third: then it is right above each of them."""
    chained = []
    ordered = [_upper_lower(k) for k in links if k.kind in _STACKED]
    beside = [{id(k.source), id(k.target)} for k in links if k.kind not in _STACKED]
    for index, (upper, lower) in enumerate(ordered):
        for other_upper, other in ordered[index + 1 :]:
            single = lower.count == 1 and other.count == 1 and lower is not other
            if upper is other_upper and single and {id(lower), id(other)} not in beside:
                chained.append(Link(RelationKind.ABOVE, lower, other))
    return chained


def _upper_lower(link: Link) -> tuple[Thing, Thing]:
    above = link.kind is RelationKind.ABOVE
    return (link.source, link.target) if above else (link.target, link.source)


def row_links(things: Sequence[Thing], start: int, end: str) -> list[Link]:
    """Each thing from an offset on beside (or under) the one before it: from left to right."""
    kinds = {
        "left": RelationKind.LEFT_OF,
        "right": RelationKind.RIGHT_OF,
        "top": RelationKind.ABOVE,
        "bottom": RelationKind.BELOW,
    }
    row = [thing for thing in things if thing.start >= start]
    return [Link(kinds[end], first, second) for first, second in pairwise(row)]


def size_pairs(document: Document, inventory: Inventory) -> list[tuple[Thing, Thing]]:
    """The larger thing and the smaller one, for each "bigger than" of the text."""
    pairs = []
    for s, sentence in enumerate(document.sentences):
        for p, phrase in enumerate(sentence.noun_phrases):
            than = phrase.tokens[0] - 1
            target = inventory.find((s, p))
            if phrase.preposition != "than" or target is None or than < 1:
                continue
            larger = table("prompts")["larger"].get(sentence.tokens[than - 1].lower)
            sources = _nearest(inventory, (s, p))
            if larger is not None and sources:
                pairs.append((sources[0], target) if larger else (target, sources[0]))
    return pairs


def _filled(inventory: Inventory, key: Key, event: Event, kind: str) -> Iterator[Link]:
    """ "A vase filled with roses": the roses are inside."""
    content = inventory.find(key)
    for index in event.subjects:
        holder = inventory.find((key[0], index))
        if holder is not None and content is not None:
            yield Link(RelationKind(kind), content, holder)


def _event_of(sentence: Sentence, index: int) -> Event | None:
    for event in sentence.events:
        if any(p.phrase == index for p in event.prepositions):
            return event
    return None


def _sources(
    inventory: Inventory,
    key: Key,
    sentence: Sentence,
    phrase: NounPhrase,
    event: Event | None,
    kind: str,
) -> list[Thing]:
    s = key[0]
    earlier = _joined_to(sentence, key[1])
    if earlier is not None:
        joined = sentence.noun_phrases[earlier]
        event_before = _event_of(sentence, earlier)
        return _sources(inventory, (s, earlier), sentence, joined, event_before, kind)
    indices: list[int] = []
    if phrase.attached_to is not None:
        indices = [phrase.attached_to]
        indices += _coordinated_with(sentence, phrase.attached_to) if kind in _SHARED else []
    elif event is not None and event.subjects:
        indices = list(event.subjects)
    sources = [thing for i in indices if (thing := inventory.find((s, i))) is not None]
    target = inventory.find(key)
    sources = [thing for thing in sources if thing is not target]
    return sources or _nearest(inventory, key)


def _opens_its_own(sentence: Sentence, index: int) -> bool:
    """The rug of "a clock above the fireplace and a rug below it": it isn't under "above"."""
    start = sentence.noun_phrases[index].tokens[0] - 1
    inherits = start < 0 or sentence.tokens[start].lower in ("and", ",", "or")
    return inherits and any(p.attached_to == index for p in sentence.noun_phrases)


def _joined_to(sentence: Sentence, index: int) -> int | None:
    """The earlier of two prepositions on one thing: "left of a cube and behind a cone"."""
    start = sentence.noun_phrases[index].tokens[0] - 1
    place = start
    while place > 0 and sentence.tokens[place].tag in ("PREP", "DET"):
        place -= 1
    if place < 1 or place == start or sentence.tokens[place].lower not in ("and", "but"):
        return None
    before = sentence.noun_phrases[index - 1] if index else None
    ends_there = before is not None and before.tokens[1] == place
    return index - 1 if before is not None and ends_there and before.preposition else None


def _coordinated_with(sentence: Sentence, index: int) -> list[int]:
    """The earlier members of "a cat and a dog" when the later one is given."""
    for first, phrase in enumerate(sentence.noun_phrases):
        if index in phrase.coordinated:
            return [first, *(i for i in phrase.coordinated if i < index)]
    return []


def _nearest(inventory: Inventory, key: Key) -> list[Thing]:
    """The thing named before; "On the table is a cat": the one named after."""
    target = inventory.find(key)
    before = [t for k, t in inventory.things.items() if k[0] == key[0] and k < key]
    before = [t for t in before if t is not target]
    if before:
        return before[-1:]
    after = [t for k, t in inventory.things.items() if k[0] == key[0] and k > key]
    return [t for t in after if t is not target][:1]


def _between(
    inventory: Inventory,
    key: Key,
    sentence: Sentence,
    phrase: NounPhrase,
    sources: list[Thing],
) -> Iterator[Link]:
    first = inventory.find(key)
    others = [inventory.find((key[0], i)) for i in phrase.coordinated]
    other = next((thing for thing in others if thing is not None), None)
    for source in sources:
        if first is not None and source is not other:
            yield Link(RelationKind.BETWEEN, source, first, other)


def _by_verb(inventory: Inventory, s: int, event: Event) -> Iterator[Link]:
    kind = table("prompts")["verbs"].get(event.verb)
    if kind is None:
        return
    subjects = [t for i in event.subjects if (t := inventory.find((s, i))) is not None]
    objects = [t for i in event.objects if (t := inventory.find((s, i))) is not None]
    if event.passive and not subjects:
        return
    if kind == "holds" and not objects and len(subjects) > 1 and event.objects:
        yield Link(RelationKind.HOLDS_HANDS, subjects[0], subjects[1])
    for subject in subjects:
        for target in objects:
            if kind == "contains":
                yield Link(RelationKind.INSIDE, target, subject)
            elif kind == "wears":
                yield _worn(subject, target)
            else:
                yield Link(RelationKind(kind), subject, target)


def _worn(wearer: Thing, garment: Thing) -> Link:
    hats = ("hat", "cap", "crown", "helmet", "beanie", "wig", "beret", "tiara", "hood")
    if garment.noun.split()[-1] in hats:
        return Link(RelationKind.ON, garment, wearer)
    return Link(RelationKind.CARRIES, wearer, garment)


def _hanging(inventory: Inventory, s: int, sentence: Sentence) -> Iterator[Link]:
    """A preposition without its noun phrase: "a cat left of a dog, a bird above"."""
    governed = [n.tokens[0] for n in sentence.noun_phrases if n.preposition]
    for index, token in enumerate(sentence.tokens):
        kind = table("prompts")["hanging"].get(token.lower)
        if kind is None or token.tag not in ("PREP", "ADV", "PART", "NOUN", "ADJ"):
            continue
        following = sentence.tokens[index + 1] if index + 1 < len(sentence.tokens) else None
        if following is not None and following.tag not in ("PUNCT", "CONJ"):
            continue
        if any(index < start <= index + 2 for start in governed):
            continue
        yield from _hung(inventory, s, token.span[0], kind)


def _hung(inventory: Inventory, s: int, position: int, kind: str) -> Iterator[Link]:
    """The thing just before hangs on those that were named before it."""
    here = [t for k, t in inventory.things.items() if t.start < position and k[0] <= s]
    if len(here) < 2:
        return
    source, target = here[-1], here[-2]
    yield Link(RelationKind(kind), source, target)
