"""Whom a name or a noun means: those known by it, or somebody new."""

from panelwright_tools.language.cast import Cast, EntityDraft, name_words
from panelwright_tools.language.draft import PhraseDraft, SentenceDraft
from panelwright_tools.language.epithets import (
    find_beast,
    find_by_epithet,
    find_by_role,
    find_partner,
)
from panelwright_tools.language.gathering import open_group
from panelwright_tools.language.lexicon import category_of
from panelwright_tools.language.matching import (
    find_by_head,
    find_by_name,
    find_kin,
    find_titled_kin,
    is_place_use,
    kinds_of,
    people_of_a_place,
)
from panelwright_tools.language.name_bearers import bearer_of, faceless
from panelwright_tools.language.names import title_gender
from panelwright_tools.language.plurals import find_members, same_party
from panelwright_tools.language.reveals import find_by_seat
from panelwright_tools.language.stand_ins import group_of, member_of
from panelwright_tools.language.tables import table, words


def find_or_create(
    cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft
) -> tuple[list[EntityDraft], float]:
    """Entities of a phrase, by sieves from sure to weak, and how sure that is."""
    if phrase.name:
        return _by_name(cast, sentence, phrase)
    bare = not (phrase.determiner or phrase.owner_word or phrase.plural or phrase.adjectives)
    known = find_by_name(cast, phrase.head) if bare and phrase.head in cast.by_name else None
    if known is not None and not known.place:
        return [known], 0.8  # "my dog biscuit … biscuit gets a medal"
    if people_of_a_place(phrase):
        phrase.category, phrase.plural = "group", True
    owned = _owned(cast, phrase)
    if owned is not None:
        return [owned], 0.9
    known = find_by_head(cast, sentence, phrase)
    if known is None and not (phrase.determiner or phrase.owner_word or phrase.plural):
        known = find_kin(cast, sentence, phrase.head)
    known = known or find_partner(cast, sentence, phrase) or find_by_seat(cast, sentence, phrase)
    if known is not None:
        return [known], 0.9
    members = find_members(cast, sentence, phrase) or same_party(cast, sentence, phrase)
    if members:
        return members, 0.75
    known = find_by_role(cast, sentence, phrase) or find_beast(cast, sentence, phrase)
    if known is not None:
        return [known], 0.75
    known = find_by_epithet(cast, sentence, phrase)
    if known is not None:
        return [known], 0.6
    known = faceless(cast, sentence, phrase)
    if known is not None:
        return [known], 0.7
    group = group_of(cast, sentence, phrase)
    if group is not None:
        return [member_of(cast, group, sentence)], 0.8
    return [_create(cast, sentence, phrase)], 0.85


def _by_name(
    cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft
) -> tuple[list[EntityDraft], float]:
    """Who has the name, who bears it from now on, or somebody new."""
    known, child = find_titled_kin(cast, phrase.name)
    if known is not None:
        return [known], 0.9
    known = None if child is not None else find_by_name(cast, phrase.name)
    if known is not None:
        _join_surname(cast, known, phrase.name)
        return [known], 0.97
    known = find_kin(cast, sentence, phrase.name)
    if known is not None:
        return [known], 0.8
    known = bearer_of(cast, sentence, phrase)
    return ([known], 0.85) if known is not None else ([_create(cast, sentence, phrase)], 0.95)


def _join_surname(cast: Cast, known: EntityDraft, name: str) -> None:
    """`Gordon … Mr. Pike … Gordon Pike`: the full name says that the two are one."""
    first, last = name_words(name)[0], name_words(name)[-1]
    given = any(name_words(own) == [first] for own in known.names)
    if not given or first == last or title_gender(first):
        return
    for other in cast.with_name_word(last):
        titled = [name_words(own) for own in other.names]
        fits = all(len(own) == 2 and title_gender(own[0]) and own[1] == last for own in titled)
        alike = other.gender in (known.gender, "") or not known.gender
        if other is not known and fits and alike and not other.plural:
            cast.merge(known, other)


def _owned(cast: Cast, phrase: PhraseDraft) -> EntityDraft | None:
    for owner in phrase.owner_entities:
        for head in (phrase.head, *kinds_of(phrase.head)):
            found = cast.by_owner.get((owner, head))
            if found is not None and cast.entities[found].plural == phrase.plural:
                return cast.kept(found)
    kin = (_inverse_kin(cast, owner, phrase) for owner in phrase.owner_entities)
    return next((known for known in kin if known is not None), None)


def _inverse_kin(cast: Cast, owner: int, phrase: PhraseDraft) -> EntityDraft | None:
    """`Sunita's son Arjun … his mother`: Sunita."""
    relative = cast.kept(owner)
    if relative.owner is None and relative.group is not None:
        relative = cast.kept(relative.group)  # one of her three sons
    inverse = table("people")["inverse"].get(phrase.head, "").split()
    if relative.owner is None or relative.relation not in inverse or phrase.plural:
        return None
    known = cast.kept(relative.owner)
    fits = known.gender in (phrase.gender, "") and not known.narrator and not known.plural
    return known if fits else None


def _counted_by(sentence: SentenceDraft, phrase: PhraseDraft) -> int | None:
    """`a crew of four`."""
    inner = sentence.phrases[phrase.of] if phrase.of is not None else None
    bare = inner is not None and inner.head == "one" and not inner.adjectives
    return inner.number if inner is not None and bare and phrase.category == "group" else None


def _holder(sentence: SentenceDraft, phrase: PhraseDraft) -> list[int]:
    """`Tom has a sister`: Tom's."""
    event = sentence.events[phrase.event] if phrase.event is not None else None
    had = event is not None and event.verb == "have" and phrase.role == "object"
    if event is None or not had or len(event.subjects) != 1 or event.negated:
        return []
    kin = phrase.head in words("people", "kin_nouns") or phrase.category == "animal"
    holders = sentence.phrases[event.subjects[0]].entities
    return list(holders) if kin and len(holders) == 1 else []


def _create(cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft) -> EntityDraft:
    entity = cast.new(phrase.category)
    entity.gender = phrase.gender
    entity.gender_sure = bool(phrase.gender) and (
        not phrase.name or bool(title_gender(phrase.name.split()[0].lower().rstrip(".")))
    )
    entity.plural = phrase.plural or phrase.category == "group"
    phrase.number = phrase.number or _counted_by(sentence, phrase)
    entity.number = phrase.number if phrase.number else (None if entity.plural else 1)
    if phrase.compound and phrase.head != phrase.name:
        entity.compound = phrase.compound.lower()
    if not phrase.owner_entities and not phrase.name:
        phrase.owner_entities = _holder(sentence, phrase)
    if phrase.owner_entities:
        entity.owner, entity.relation = phrase.owner_entities[0], phrase.head
        cast.by_owner[(entity.owner, phrase.head)] = entity.id
        owner = cast.entities[phrase.owner_entities[0]]
        kin = phrase.head in words("people", "kin_nouns") and phrase.category == "person"
        if kin and owner.category in ("animal", "being", "robot"):
            entity.category = owner.category  # the hedgehog's mother
    town = phrase.category in ("animal", "being") and phrase.preposition in ("at", "in", "from")
    if phrase.name and town and is_place_use(phrase):
        entity.category = "place"  # the tower at Gander
    if phrase.name and phrase.category == "being" and category_of(_last_word(phrase)) == "weather":
        cast.add_head(entity, _last_word(phrase))  # the North Wind … the wind
    _join_fellows(cast, phrase, entity)
    open_group(cast, sentence, phrase, entity)
    return entity


def _join_fellows(cast: Cast, phrase: PhraseDraft, entity: EntityDraft) -> None:
    """`three daughters. The youngest … Her two sisters`: the rest of the three."""
    siblings = phrase.plural and phrase.head in ("sister", "brother", "sibling")
    if not siblings or len(phrase.owner_entities) != 1:
        return
    owner = cast.entities[phrase.owner_entities[0]]
    group = cast.kept(owner.group) if owner.group is not None else None
    if group is None or group.number is None or len(group.members) != 1:
        return
    rest = group.number - 1
    if entity.number in (None, rest):
        entity.number, entity.group = rest, group.id
        entity.gender = entity.gender or group.gender
        group.members.append(entity.id)


def _last_word(phrase: PhraseDraft) -> str:
    return phrase.name.lower().split()[-1]
