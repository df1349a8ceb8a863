"""What somebody is whom no noun of their own tells: by the list or the kin that they belong to."""

from collections.abc import Iterable

from panelwright.planning.embedded.tables import table, words
from panelwright_tools.domain import Kind
from panelwright_tools.language.document import Document, Entity
from panelwright_tools.language.lexicon import category_of, is_office

BY_CATEGORY = {"animal": Kind.ANIMAL, "being": Kind.CREATURE, "robot": Kind.ROBOT}


def office_of(heads: Iterable[str]) -> str:
    """The trade or rank among somebody's nouns: `postman` of a badger postman; empty for none."""
    return next((head for head in heads if is_office(head.lower())), "")


def whole_species(entity: Entity, kind: Kind) -> tuple[str, ...]:
    """`fox cub`, `polar bear`: the animals whose last word alone is another one."""
    last = entity.name.lower().split()[-2:]
    if kind is not Kind.ANIMAL or len(last) < 2 or last[1] not in entity.heads:
        return ()
    whole = " ".join(last)
    young = last[1] in words("looks", "offspring") and category_of(last[0]) == "animal"
    return (whole,) if young or whole in table("looks")["breeds"] else ()


def bred(document: Document, entity: Entity, kind: Kind) -> tuple[str, ...]:
    """The species of a relative who is told by kinship only: the dragon's mother is a dragon."""
    category = {value: key for key, value in BY_CATEGORY.items()}.get(kind)
    if category is None or any(category_of(head.lower()) == category for head in entity.heads):
        return ()
    kin = (entity, *(other for other in document.entities if entity.id in other.members))
    owners = [document.entity(other.owner) for other in kin if other.owner is not None]
    bred = (head for owner in owners for head in owner.heads if category_of(head) == category)
    return tuple(bred)[:1]


def ranked(entity: Entity) -> tuple[str, ...]:
    """`Corporal Whitcombe`: a soldier."""
    heads = {head.lower() for head in entity.heads}
    return ("soldier",) if heads & words("cast", "ranks") and entity.names else ()


def compounded(document: Document, entity: Entity) -> tuple[str, ...]:
    """`the night guard … Osvaldo`: the trade of somebody in both of its words."""
    for mention in entity.mentions:
        if mention.noun_phrase is None:
            continue
        phrase = document.sentences[mention.sentence].noun_phrases[mention.noun_phrase]
        trade = f"{phrase.compound} {phrase.head}".lower()
        if phrase.compound and trade in table("looks")["trades"]:
            return (trade,)
    return ()


def schooled(document: Document, entity: Entity) -> tuple[str, ...]:
    """`Sami … his teacher … said Ana from the first row`: the pupils of a story of a class."""
    taught = {e.owner for e in document.entities if e.relation in words("cast", "schooling")}
    called = {part.lower() for name in entity.names for part in name.split()}
    known = {head.lower() for head in entity.heads} - called
    single = entity.kind == "person" and not (entity.plural or entity.narrator)
    if not taught or not single or known or not entity.names or entity.relation:
        return ()
    return ("pupil",)


def listed_as(document: Document, entity: Entity) -> tuple[str, ...]:
    """`Two detectives, Ruth and her partner Sam`: what each of a list is."""
    here = {mention.sentence for mention in entity.mentions[:1]}
    lists = (
        other
        for other in document.entities
        if entity.id in other.members
        and other.category == "person"
        and {mention.sentence for mention in other.mentions[:1]} == here
    )
    return tuple(head for group in lists for head in group.heads if category_of(head) == "person")
