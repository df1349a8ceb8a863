"""The finished entities: kinds, names, mentions; those that stayed unclear are settled here."""

from panelwright_tools.language.cast import Cast, EntityDraft
from panelwright_tools.language.document import (
    LIVING,
    NO_SPAN,
    PLACES,
    Entity,
    EntityKind,
    Mention,
)
from panelwright_tools.language.lexicon import category_of
from panelwright_tools.language.reading import Reading
from panelwright_tools.language.tables import table, words

_KINDS: dict[str, EntityKind] = {
    "person": "person", "animal": "animal", "being": "creature", "robot": "robot", "group": "group",
}  # fmt: skip


def finish_entities(cast: Cast, reading: Reading) -> tuple[Entity, ...]:
    """Freezes the cast and renumbers it in order of first mention; drafts follow the numbers."""
    for entity in cast.entities:
        _settle(entity)
    _settle_beasts(cast)
    kept = [entity for entity in cast.entities if not entity.dropped and not entity.folded]
    kept.sort(key=lambda entity: _first(entity))
    numbers = {entity.id: number for number, entity in enumerate(kept)}
    _renumber(reading, numbers, _merged_into(cast))
    drafts = {entity.id: entity for entity in cast.entities}
    return tuple(_frozen(entity, numbers, drafts) for entity in kept)


def _first(entity: EntityDraft) -> tuple[int, int]:
    spans = [mention.span for mention in entity.mentions]
    return (min(spans)[0], entity.id) if spans else (1 << 60, entity.id)


def _settle(entity: EntityDraft) -> None:
    """An unknown name is a person if it acts, a place if it is only been to."""
    if entity.category in ("person", "animal", "being") and _only_been_to(entity):
        entity.category, entity.gender = "place", ""
    if entity.faceless and not (entity.heads or entity.names):
        entity.heads.append("woman" if entity.gender == "f" else "man")
    idle = not (entity.acts or entity.speaks or entity.names)
    if idle and entity.heads and set(entity.heads) <= words("nouns", "lifeless"):
        entity.category = "artifact"  # a skeleton that only lies there
    if entity.category != "unknown":
        return
    if entity.names and entity.placed > entity.acts and not entity.speaks:
        entity.category = "place"
    elif entity.owner is not None and not (entity.names or entity.speaks or entity.gender):
        entity.category = "artifact"  # my welly flew off
    elif entity.names or entity.acts or entity.speaks:
        person = entity.speaks or entity.acts or entity.owns or entity.gender in ("m", "f")
        subject = any(mention.role in ("subject", "owner") for mention in entity.mentions)
        entity.category = "person" if person or (entity.names and subject) else "unknown"
        if entity.category == "unknown" and entity.names and entity.relation == "":
            entity.category = "person" if entity.adjectives else "unknown"


def _settle_beasts(cast: Cast) -> None:
    """`Pompom the rabbit … Mr Badger`: among beasts with names a beast's name is of a beast."""
    kept = [entity for entity in cast.entities if not entity.dropped]
    if not any(e.category == "animal" and e.names and (e.speaks or e.acts) for e in kept):
        return
    kin = words("people", "kin_nouns") | frozenset(table("people")["kin"])
    for entity in kept:
        lasts = {name.split()[-1].lower() for name in entity.names if " " in name}
        beast = any(category_of(last) == "animal" for last in lasts)
        if beast and entity.category == "person" and set(entity.heads) <= kin | lasts:
            entity.category = "animal"


def _only_been_to(entity: EntityDraft) -> bool:
    """A first name that is never more than a place: `high above La Paz`."""
    called = {part.lower() for name in entity.names for part in name.split()}
    idle = not (entity.acts or entity.speaks or entity.owns or entity.gender_sure)
    idle = idle and set(entity.heads) <= called
    return idle and 0 < entity.placed == len(entity.mentions)


def _merged_into(cast: Cast) -> dict[int, int]:
    """Ids of those who turned out to be another, to that one."""
    found: dict[int, int] = {}
    for entity in cast.entities:
        at = entity
        while at.merged_into is not None:
            at = cast.entities[at.merged_into]
        if at is not entity:
            found[entity.id] = at.id
    return found


def _renumber(reading: Reading, numbers: dict[int, int], merged: dict[int, int]) -> None:
    def renumbered(ids: list[int]) -> list[int]:
        kept = (merged.get(entity, entity) for entity in ids)
        return list(dict.fromkeys(numbers[entity] for entity in kept if entity in numbers))

    for sentence in reading.sentences:
        for phrase in sentence.phrases:
            if phrase.entities:
                phrase.entities = renumbered(phrase.entities)
            if phrase.owner_entities:
                phrase.owner_entities = renumbered(phrase.owner_entities)
    for quote in reading.quotes:
        quote.speakers = renumbered(quote.speakers)
        if quote.addressee is not None:
            quote.addressee = next(iter(renumbered([quote.addressee])), None)


def _frozen(draft: EntityDraft, numbers: dict[int, int], drafts: dict[int, EntityDraft]) -> Entity:
    mentions = tuple(sorted(draft.mentions, key=lambda mention: mention.span))
    owner = numbers.get(draft.owner) if draft.owner is not None else None
    return Entity(
        id=numbers[draft.id],
        name=_label(draft, drafts),
        kind=kind_of(draft),
        names=tuple(_by_use(draft)),
        heads=tuple(draft.heads),
        category=draft.category,
        gender=draft.gender,  # type: ignore[arg-type]
        number=draft.number,
        plural=draft.plural,
        adjectives=tuple(draft.adjectives),
        attributes=tuple(draft.attributes),
        owner=owner,
        relation=draft.relation if owner is not None else "",
        members=tuple(numbers[member] for member in draft.members if member in numbers),
        first_mention=mentions[0].span if mentions else NO_SPAN,
        mentions=mentions,
        narrator=draft.narrator,
        speaks=draft.speaks,
        acts=draft.acts,
        addressed=draft.addressed,
        present=_is_present(draft, mentions),
        confidence=draft.confidence,
    )


def kind_of(draft: EntityDraft) -> EntityKind:
    """The kind of an entity by its category and number."""
    if draft.plural and (draft.category in LIVING or draft.category in ("group", "unknown")):
        return "group"
    if draft.category in PLACES:
        return "place"
    return _KINDS.get(draft.category, "thing")


def _is_present(draft: EntityDraft, mentions: tuple[Mention, ...]) -> bool:
    return draft.narrator or draft.speaks > 0 or any(mention.present for mention in mentions)


def _by_use(draft: EntityDraft) -> list[str]:
    """Names, the fullest of those that share words first."""
    return sorted(draft.names, key=lambda name: (-len(name.split()), draft.names.index(name)))


def _label(draft: EntityDraft, drafts: dict[int, EntityDraft]) -> str:
    if draft.names:
        return _by_use(draft)[0]
    if draft.narrator:
        return "narrator"
    telling = [head for head in draft.heads if head not in words("nouns", "somebodies")]
    head = next(iter((*telling, *draft.heads)), "figure")
    noun = " ".join(filter(None, (draft.compound, head)))
    if draft.owner is not None and draft.owner in drafts and draft.owner != draft.id:
        owner = drafts[draft.owner]
        if owner.owner is None:
            return f"{_label(owner, drafts)}'s {noun}"
    return " ".join([*draft.adjectives[:2], noun])
