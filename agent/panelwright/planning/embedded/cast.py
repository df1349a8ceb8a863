"""Chooses the cast: who acts, speaks or is seen, with a stable id, a kind and a look."""

import re
from dataclasses import dataclass

from panelwright.planning.embedded.belonging import belongs
from panelwright.planning.embedded.callings import (
    BY_CATEGORY,
    bred,
    compounded,
    listed_as,
    ranked,
    schooled,
    whole_species,
)
from panelwright.planning.embedded.changes import before_changes, changes_of, variations_of
from panelwright.planning.embedded.describe import character_phrase
from panelwright.planning.embedded.dressing import dressings_of, wardrobe
from panelwright.planning.embedded.looks import Gender, read_look
from panelwright.planning.embedded.names import slug, unique
from panelwright.planning.embedded.tables import index, words
from panelwright_tools.domain import Character, Guess, Kind, Look, Variation
from panelwright_tools.language.document import Document, Entity
from panelwright_tools.language.lexicon import category_of, is_office

YEARS = re.compile(r"^[A-Za-z]+(?:-[a-z]+)?-year-old\s+", re.I)
MAX_CAST = 400
LARGE_GROUP = 12
SURE = 0.75
_KINDS = {
    "person": Kind.PERSON,
    "animal": Kind.ANIMAL,
    "creature": Kind.CREATURE,
    "robot": Kind.ROBOT,
    "thing": Kind.THING,
}
_GENDERS: dict[str, Gender] = {"m": "masculine", "f": "feminine", "n": "neutral"}


@dataclass(frozen=True)
class Member:
    """A character with what the planner knows of it beyond the story file."""

    character: Character
    entity: int
    count: int
    """How many figures it is drawn as; 1 for one, up to 12 for a group."""
    counted: bool
    """The text said how many; otherwise `count` may shrink in a full panel."""
    importance: float
    unseen: bool = False
    """Only a voice that speaks from outside of the picture, or only told of."""
    turns: tuple[tuple[int, str], ...] = ()
    """Sentences from which it is another being, with the id of that variation; empty: itself."""

    def other_being(self, sentence: int) -> Variation | None:
        """What it has turned into by the end of a sentence; None while it is what it was."""
        past = [being for turn, being in self.turns if turn <= sentence]
        return self.character.variation(past[-1]) if past and past[-1] else None


@dataclass(frozen=True)
class Cast:
    """The characters and who of the entities they are."""

    members: dict[str, Member]
    ids: dict[int, tuple[str, ...]]
    """Entity id to character ids; a group whose members are known stands for them."""

    def of(self, *entities: int) -> tuple[str, ...]:
        """The characters that these entities are, each once."""
        found = [name for entity in entities for name in self.ids.get(entity, ())]
        return tuple(dict.fromkeys(found))

    def seen(self, *entities: int) -> tuple[str, ...]:
        """The characters that these entities are and that can be seen."""
        return tuple(name for name in self.of(*entities) if not self.members[name].unseen)

    def narrator(self, document: Document) -> str | None:
        """The character who tells the story as I, if it is one."""
        for entity in document.entities:
            if entity.narrator and self.ids.get(entity.id):
                return self.ids[entity.id][0]
        return None


def choose_cast(document: Document, title: int | None = None) -> Cast:
    """Everyone who is there at least once, in the order in which the story brings them.

    `title` is the number of a sentence that is only the title.
    """
    chosen = [
        entity
        for entity in document.cast()
        if belongs(document, entity) and any(m.sentence != title for m in entity.mentions)
    ]
    chosen.sort(key=lambda entity: (entity.first_mention, entity.id))
    groups = {entity.id: _parts(entity, chosen) for entity in chosen}
    same = {
        parts[0].id: group
        for group, parts in groups.items()
        if len(parts) == 1 and _same_noun(document.entity(group), parts[0])
    }
    members: dict[str, Member] = {}
    ids: dict[int, tuple[str, ...]] = {}
    for entity in chosen[:MAX_CAST]:
        parts = [] if entity.id in same.values() else groups[entity.id]
        rest = group_size(entity)[0] - sum(part.number or 1 for part in parts)
        if entity.id in same or (parts and (entity.number is None or rest <= 0)):
            continue
        member = _member(document, entity, members, rest if parts else None)
        members[member.character.id] = member
        ids[entity.id] = (member.character.id,)
    for entity in chosen:
        own = ids.get(entity.id, ())
        parts_ids = tuple(name for part in groups[entity.id] for name in ids.get(part.id, ()))
        ids[entity.id] = tuple(dict.fromkeys((*own, *parts_ids)))
    for part, group in same.items():
        ids[part] = ids[group]
    return Cast(members, ids)


def _parts(entity: Entity, chosen: list[Entity]) -> list[Entity]:
    """The members of a group that are in the cast themselves."""
    return [other for other in chosen if other.id in entity.members and other.id != entity.id]


def _same_noun(group: Entity, part: Entity) -> bool:
    """`the twins` is the group again, not one of its members."""
    several = part.plural or part.kind == "group"
    return several and bool(set(group.heads) & set(part.heads)) and not part.names


def importance(entity: Entity) -> float:
    """How much of the story is about this entity."""
    named = 1.5 if entity.names else 0.0
    return 2 * entity.acts + 2 * entity.speaks + named + 0.3 * len(entity.mentions)


def kind_of(entity: Entity) -> Kind:
    """The kind of character that an entity is; who is only called a dog is one, named or not."""
    heads = [head.lower() for head in common_heads(entity)]
    # A mouse may be a tailor too; a prince who becomes a frog was never one.
    told = {category_of(head) for head in heads if head in heads[:1] or not is_office(head)}
    if entity.kind == "person" and len(told) == 1 and told <= {"animal", "robot"}:
        return BY_CATEGORY[told.pop()]
    if entity.kind in _KINDS:
        return _KINDS[entity.kind]
    return BY_CATEGORY.get(entity.category, Kind.PERSON)


def group_size(entity: Entity) -> tuple[int, bool]:
    """How many figures stand for an entity, and whether the text told the number."""
    if entity.number is not None:
        return max(1, min(entity.number, LARGE_GROUP)), True
    if entity.kind != "group" and not entity.plural:
        return 1, True
    heads = {head.lower() for head in entity.heads}
    return (6 if heads & words("cast", "crowd") else 4), False


def _member(
    document: Document, entity: Entity, members: dict[str, Member], left: int | None
) -> Member:
    """The character of an entity; `left` is what remains of a group beside its known members."""
    kind = kind_of(entity)
    count, counted = group_size(entity) if left is None else (left, True)
    changes, called = changes_of(document, entity, kind), entity
    entity = before_changes(entity, changes)
    heads = (
        *whole_species(entity, kind),
        *bred(document, entity, kind),
        *common_heads(entity),
    )
    if kind is Kind.ANIMAL:
        heads = tuple(sorted(heads, key=lambda head: is_office(head.lower())))
    if kind is Kind.PERSON:
        told = (*listed_as(document, entity), *ranked(entity), *schooled(document, entity))
        heads = (*compounded(document, entity), *told, *heads)
    if kind is Kind.PERSON and _titled(entity):
        heads = tuple(
            head for head in heads if head.lower() not in words("looks", "young", "child")
        )
    look = read_look(
        kind,
        heads,
        (*entity.adjectives, *_age_in_name(entity, kind), *_years(entity)),
        entity.attributes,
        _GENDERS.get(entity.gender),
    )
    dressed = [] if changes or count > 1 else dressings_of(document, entity)
    clothes = wardrobe(look, kind, heads, dressed)
    look = clothes.look
    name = _name(entity)
    if any(name == member.character.name for member in members.values()) and entity.adjectives:
        name = f"{entity.adjectives[0]} {name}"
    character = Character(
        id=unique(slug(name, "character"), members),
        name=name,
        kind=kind,
        phrase=character_phrase(look, kind, heads),
        look=look,
        aliases=_aliases(called, name),
        variations=clothes.variations or variations_of(changes, _GENDERS.get(entity.gender)),
        guessed=_guess(entity, look),
    )
    heads_said = {head.lower() for head in entity.heads}
    unseen = _is_only_told_of(entity) or (
        not entity.names and bool(heads_said) and heads_said <= words("cast", "voices")
    )
    turns = clothes.turns or tuple((change.sentence, change.being) for change in changes)
    return Member(character, entity.id, count, counted, importance(entity), unseen, turns)


def _is_only_told_of(entity: Entity) -> bool:
    """No noun brings it into the scene: a soldier on a photograph, then only "he"."""
    named = [mention for mention in entity.mentions if not mention.pronoun]
    return bool(named) and not entity.speaks and not any(mention.present for mention in named)


def _titled(entity: Entity) -> bool:
    """`Mr. Pettigrew`, `Captain Flint`: grown up, whoever is merged with them."""
    titles = words("cast", "titles")
    return any(name.lower().replace(".", "").split()[0] in titles for name in entity.names if name)


def _age_in_name(entity: Entity, kind: Kind) -> tuple[str, ...]:
    """`Old Tomas`: the adjective that opens a name is one, whether or not a sentence opens so."""
    if kind is not Kind.PERSON:
        return ()
    first = {name.split()[0].lower() for name in entity.names if len(name.split()) > 1}
    return tuple(sorted(first & words("cast", "aged")))


def common_heads(entity: Entity) -> tuple[str, ...]:
    """The nouns that it is called by, without its own names in lower case."""
    names = {part.lower() for name in entity.names for part in name.split()}
    vague = words("cast", "vague")
    ages = index("looks", "age")  # Grandpa Ivo is called by what he is
    titles = {head.lower() for head in entity.heads if head.lower() in ages}
    kept = [h for h in entity.heads if h.lower() not in (names - titles) | vague]
    return tuple(kept)


def _name(entity: Entity) -> str:
    if entity.names:
        return YEARS.sub("", entity.names[0]) or entity.names[0]
    if entity.narrator:
        return "Narrator"
    return (entity.name or (entity.heads[0] if entity.heads else "someone"))[:80]


def _years(entity: Entity) -> tuple[str, ...]:
    """`ten-year-old` of a name that begins with it."""
    found = YEARS.match(entity.names[0]) if entity.names else None
    return (found.group().strip().lower(),) if found else ()


def _aliases(entity: Entity, name: str) -> tuple[str, ...]:
    others = [*entity.names, *common_heads(entity)]
    return tuple(dict.fromkeys(other for other in others if other and other != name))


def _guess(entity: Entity, look: Look) -> Guess | None:
    if entity.confidence < SURE:
        return Guess(
            confidence=round(entity.confidence, 2),
            reason="who is meant was inferred from pronouns and nouns",
        )
    if look.species == "human" and look.gender is None:
        return Guess(confidence=0.5, reason="the text does not tell the gender")
    return None
