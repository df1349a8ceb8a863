"""What a phrase tells of the one that it means: names, nouns, kind, owner, look."""

from panelwright_tools.language.attributes import note_adjectives
from panelwright_tools.language.cast import Cast, EntityDraft
from panelwright_tools.language.document import LIVING, PLACES
from panelwright_tools.language.draft import PhraseDraft
from panelwright_tools.language.lexicon import category_of, gender_of_noun, lexicon
from panelwright_tools.language.name_phrases import name_category
from panelwright_tools.language.tables import table, words


def learn(cast: Cast, phrase: PhraseDraft, entity: EntityDraft) -> None:
    """What a phrase tells of the one that it means: names, nouns, kind, owner, look."""
    if phrase.name:
        _learn_name(cast, entity, phrase)
    telling = phrase.category in LIVING | PLACES | {"group"} or not phrase.name
    counted = phrase.plural and not entity.plural
    counted = counted and phrase.head in words("people", "members", "counted")
    if telling and not counted and phrase.head not in (phrase.name, "one"):
        cast.add_head(entity, phrase.head)
        cast.add_head(entity, _without_degree(phrase.head))
    learn_compound(cast, phrase, entity)
    if entity.category == "unknown" and phrase.category != "unknown":
        entity.category = phrase.category
    late = phrase.head in words("people", "epithets", "nouns") and len(entity.heads) > 1
    owned = bool(phrase.owner_entities) and not late
    if owned and entity.owner is None and phrase.owner_entities[0] != entity.id:
        entity.owner, entity.relation = phrase.owner_entities[0], phrase.head
        cast.by_owner[(entity.owner, phrase.head)] = entity.id
    entity.gender = entity.gender or phrase.gender
    note_adjectives(entity, phrase)


def learn_compound(cast: Cast, phrase: PhraseDraft, entity: EntityDraft) -> None:
    """An old beggar woman is a beggar, a robot vacuum cleaner a robot, a fox spirit a fox."""
    if phrase.category == "person" and category_of(phrase.compound.lower()) == "person":
        cast.add_head(entity, phrase.compound.lower())
    if phrase.category in ("being", "animal") and not phrase.name:
        for word in phrase.compound.lower().split():
            if category_of(word) in ("being", "animal"):
                cast.add_head(entity, word)
    if phrase.category == "robot":
        for word in phrase.compound.lower().split():
            if category_of(word) == "robot":
                cast.add_head(entity, word)


def _without_degree(head: str) -> str:
    """A great-grandmother may be called grandmother."""
    return head.removeprefix("great-") if head.startswith("great-") else ""


def _learn_name(cast: Cast, entity: EntityDraft, phrase: PhraseDraft) -> None:
    cast.add_name(entity, phrase.name)
    sort = phrase.adjectives[-1] if phrase.determiner == "the" and phrase.adjectives else ""
    if category_of(sort) in LIVING:
        cast.add_head(entity, sort)  # the giant Gog
    kin = table("people")["kin"].get(phrase.name.lower())
    if kin:
        cast.add_head(entity, kin)
        entity.gender, entity.gender_sure = gender_of_noun(kin), True
        entity.category = "person"
    parts = phrase.name.lower().replace(".", "").split()
    if parts[0] in lexicon().categories and len(parts) > 1:
        category = lexicon().categories[parts[0]]
        titled = any(parts[0] in words("people", "titles", k) for k in ("m", "f", "neutral"))
        titled = titled or (category == "person" and parts[0] not in lexicon().names)
        if category in LIVING and titled and parts[0] not in ("little", "old", "big"):
            cast.add_head(entity, parts[0])
    cast.add_head(entity, table("people")["written_out"].get(parts[0], ""))
    title = any(parts[0] in words("people", "titles", k) for k in ("m", "f", "neutral"))
    if len(parts) == 1 and title and category_of(parts[0]) == "person":
        cast.add_head(entity, parts[0])  # a man everyone calls Professor
    last = parts[-1]
    kind = lexicon().categories.get(last)
    beast = kind in ("animal", "being", "robot") and entity.category != "person"
    office = kind == "person" and len(parts) > 1
    if (beast or office) and last not in lexicon().names:
        cast.add_head(entity, last)
    if entity.category == "unknown":
        category, gender = name_category(phrase.name)
        bare_place = category in PLACES and len(parts) == 1 and phrase.category == "unknown"
        entity.category = "unknown" if bare_place else category
        entity.gender = entity.gender or gender
