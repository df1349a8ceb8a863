"""Chooses the cast: who acts, speaks or is seen, with a stable id, a kind and a look."""

from dataclasses import dataclass

from panelwright.planning.embedded.describe import character_phrase
from panelwright.planning.embedded.looks import Gender, read_look
from panelwright.planning.embedded.names import slug, unique
from panelwright.planning.embedded.tables import words
from panelwright_tools.domain import Character, Guess, Kind, Look
from panelwright_tools.language.document import Document, Entity

MAX_CAST = 400
LARGE_GROUP = 8
SURE = 0.75
_KINDS = {
    "person": Kind.PERSON,
    "animal": Kind.ANIMAL,
    "creature": Kind.CREATURE,
    "robot": Kind.ROBOT,
    "thing": Kind.THING,
}
_BY_CATEGORY = {"animal": Kind.ANIMAL, "being": Kind.CREATURE, "robot": Kind.ROBOT}
_GENDERS: dict[str, Gender] = {"m": "masculine", "f": "feminine", "n": "neutral"}


@dataclass(frozen=True)
class Member:
    """A character with what the planner knows of it beyond the story file."""

    character: Character
    entity: int
    count: int
    """How many figures it is drawn as; 1 for one, up to 8 for a group."""
    counted: bool
    """The text said how many; otherwise `count` may shrink in a full panel."""
    importance: float


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

    def narrator(self, document: Document) -> str | None:
        """The character who tells the story as I, if it is one."""
        for entity in document.entities:
            if entity.narrator and self.ids.get(entity.id):
                return self.ids[entity.id][0]
        return None


def choose_cast(document: Document) -> Cast:
    """Everyone who is there at least once, in the order in which the story brings them."""
    chosen = [entity for entity in document.cast() if _belongs(entity, document)]
    chosen.sort(key=lambda entity: (entity.first_mention, entity.id))
    members: dict[str, Member] = {}
    ids: dict[int, tuple[str, ...]] = {}
    for entity in chosen[:MAX_CAST]:
        if _known_members(entity, chosen):
            continue
        member = _member(entity, document, members)
        members[member.character.id] = member
        ids[entity.id] = (member.character.id,)
    for entity in chosen:
        if entity.id not in ids and entity.members:
            found = tuple(name for part in entity.members for name in ids.get(part, ()))
            ids[entity.id] = tuple(dict.fromkeys(found))
    return Cast(members, ids)


def importance(entity: Entity) -> float:
    """How much of the story is about this entity."""
    named = 1.5 if entity.names else 0.0
    return 2 * entity.acts + 2 * entity.speaks + named + 0.3 * len(entity.mentions)


def _belongs(entity: Entity, document: Document) -> bool:
    heads = {head.lower() for head in entity.heads}
    vague = bool(heads) and heads <= words("cast", "vague") and not entity.names
    if vague and not entity.speaks:
        return False
    if entity.narrator:
        return entity.acts > 0 or entity.speaks > 0
    if entity.speaks:
        return True
    if not entity.present:
        return False
    if entity.kind == "group" and not (entity.number or entity.category in ("unknown",)):
        return any(m.present for m in entity.mentions) and not (heads & words("cast", "abstract"))
    return any(mention.present for mention in entity.mentions)


def _known_members(entity: Entity, chosen: list[Entity]) -> bool:
    ids = {other.id for other in chosen}
    return bool(entity.members) and all(part in ids for part in entity.members)


def kind_of(entity: Entity) -> Kind:
    """The kind of character that an entity is."""
    if entity.kind in _KINDS:
        return _KINDS[entity.kind]
    return _BY_CATEGORY.get(entity.category, Kind.PERSON)


def group_size(entity: Entity) -> tuple[int, bool]:
    """How many figures stand for an entity, and whether the text told the number."""
    if entity.number is not None:
        return max(1, min(entity.number, LARGE_GROUP)), True
    if entity.kind != "group" and not entity.plural:
        return 1, True
    heads = {head.lower() for head in entity.heads}
    return (6 if heads & words("cast", "crowd") else 4), False


def _member(entity: Entity, document: Document, members: dict[str, Member]) -> Member:
    kind = kind_of(entity)
    count, counted = group_size(entity)
    heads = common_heads(entity)
    look = read_look(
        kind,
        heads,
        entity.adjectives,
        entity.attributes,
        _GENDERS.get(entity.gender),
    )
    name = _name(entity)
    character = Character(
        id=unique(slug(name, "character"), members),
        name=name,
        kind=kind,
        phrase=character_phrase(look, kind, heads),
        look=look,
        aliases=_aliases(entity, name),
        guessed=_guess(entity, look),
    )
    return Member(character, entity.id, count, counted, importance(entity))


def common_heads(entity: Entity) -> tuple[str, ...]:
    """The nouns that it is called by, without its own names in lower case."""
    names = {part.lower() for name in entity.names for part in name.split()}
    vague = words("cast", "vague")
    kept = [h for h in entity.heads if h.lower() not in names and h.lower() not in vague]
    return tuple(kept)


def _name(entity: Entity) -> str:
    if entity.names:
        return entity.names[0]
    if entity.narrator:
        return "Narrator"
    return (entity.name or (entity.heads[0] if entity.heads else "someone"))[:80]


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
