"""Words that stand for some of those met before: the eldest, one of them, the other, both."""

from collections.abc import Callable

from panelwright_tools.language.cast import Cast, EntityDraft
from panelwright_tools.language.draft import PhraseDraft, SentenceDraft
from panelwright_tools.language.matching import contrast
from panelwright_tools.language.plurals import find_members, the_others
from panelwright_tools.language.pronouns import narrator
from panelwright_tools.language.roster import so_many
from panelwright_tools.language.tables import words

Found = tuple[list[EntityDraft], float]
Resolve = Callable[[Cast, SentenceDraft, int, PhraseDraft], Found]

_COUNTING = (["first"], ["second"], ["third"], ["fourth"], ["fifth"], ["last"], ["next"])
_NEAR = 2  # sentences between a group and the bare "one"
_FAR = 8  # … and "the eldest"
_YOUNGEST = 60  # entities back in which a member is looked for


def stand_in(cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft, resolve: Resolve) -> Found:
    """`the eldest` of three brothers, `the two`, `both`, `one … the other`."""
    if sentence.lowers[phrase.end - 1] in words("nouns", "plural_stand_ins") - {"others"}:
        return [], 0.0  # the dead, the rich: nobody of the story
    if _are_things(sentence, phrase):
        return [], 0.0
    if phrase.plural:
        return _several(cast, sentence, phrase, resolve), 0.7
    if phrase.of is not None:
        return _one_of(cast, sentence, phrase, phrase.of, resolve), 0.8
    if phrase.preposition == "on" and phrase.adjectives[-1:] in _COUNTING:
        return [], 0.0  # "three nights running, and on the fourth he knocked"
    spelt = sentence.lowers[phrase.end - 1] == "one"  # the last one: mostly a thing
    told = phrase.role == "subject" or _is_named_next(sentence, phrase)
    if not told and (spelt or not phrase.adjectives):
        return [], 0.0
    if "other" in phrase.adjectives:
        return _the_other(cast, sentence, phrase), 0.8
    if not phrase.adjectives:
        group = _latest_group(cast, sentence, _NEAR)
        room = group is not None and len(group.members) < (group.number or 0)
        return ([member_of(cast, group, sentence)], 0.7) if group and room else ([], 0.0)
    return _so_described(cast, sentence, phrase), 0.85


def _are_things(sentence: SentenceDraft, phrase: PhraseDraft) -> bool:
    """`so that the white ones are on his side`: chessmen, socks, nobody."""
    spelt = sentence.lowers[phrase.end - 1] == "ones"
    return spelt and bool(set(phrase.adjectives) & words("looks", "colour"))


def _so_described(cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft) -> list[EntityDraft]:
    for entity in reversed(cast.entities[-_YOUNGEST:]):
        if entity.group is not None and set(phrase.adjectives) & set(entity.adjectives):
            return [entity]
        if sentence.index - entity.last <= _FAR and is_group(entity):
            member = member_of(cast, entity, sentence)
            if contrast(phrase.adjectives, [*entity.adjectives, entity.compound]):
                entity.members.remove(member.id)  # the youngest is none of the elder brothers
                member.group = None
            return [member]
    return []


def _is_named_next(sentence: SentenceDraft, phrase: PhraseDraft) -> bool:
    """`The taller one, Dean, …`."""
    if phrase.preposition or not phrase.adjectives or phrase.determiner != "the":
        return False
    named = sentence.tags[phrase.end + 1 : phrase.end + 2] == ["NAME"]
    return named and sentence.lowers[phrase.end : phrase.end + 1] == [","]


def _the_other(cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft) -> list[EntityDraft]:
    """Of two: not the one who was just minded."""
    group = _latest_group(cast, sentence, _FAR)
    if group is not None and len(group.members) < (group.number or 0):
        return [member_of(cast, group, sentence)]
    phrase.number = 1
    found = the_others(cast, sentence, phrase)
    phrase.number = None
    return found


def _latest_group(cast: Cast, sentence: SentenceDraft, reach: int) -> EntityDraft | None:
    return next((e for e in cast.around(sentence.index, reach) if is_group(e)), None)


def _several(
    cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft, resolve: Resolve
) -> list[EntityDraft]:
    """`the three of them`, `both of us`, `all three of the others`."""
    inner = sentence.phrases[phrase.of] if phrase.of is not None else None
    if inner is not None and inner.head == "one" and "other" in inner.adjectives:
        inner.number = phrase.number
        return the_others(cast, sentence, inner)
    if inner is None or not inner.pronoun or "other" in phrase.adjectives:
        return find_members(cast, sentence, phrase)
    number = phrase.number or 2
    if phrase.number is None and phrase.determiner in ("each", "all", "some"):
        return resolve(cast, sentence, phrase.of or 0, inner)[0]
    if phrase.number is not None and phrase.determiner == "":
        found, _ = resolve(cast, sentence, phrase.of or 0, inner)
        return found if len(found) < 2 else []  # two of them: who of the four is not told
    if inner.head not in ("us", "we"):
        return so_many(cast, sentence, number)
    me = narrator(cast)
    others = [e for e in so_many(cast, sentence, number) if e is not me]
    return [me, *others[: number - 1]]


def _one_of(
    cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft, inner: int, resolve: Resolve
) -> list[EntityDraft]:
    """`the tallest of them`, `one of the sailors`: taken out of the group."""
    found, _ = resolve(cast, sentence, inner, sentence.phrases[inner])
    if len(found) != 1 or not is_group(found[0]):
        return []
    return [member_of(cast, found[0], sentence)]


def is_group(entity: EntityDraft) -> bool:
    """Several of the living."""
    return entity.plural and not entity.dropped and entity.living


def member_of(cast: Cast, group: EntityDraft, sentence: SentenceDraft) -> EntityDraft:
    """One taken out of a group: the smallest goat, the second brother."""
    entity = cast.new("person" if group.category == "group" else group.category)
    entity.gender, entity.gender_sure = group.gender, group.gender_sure
    entity.group = group.id
    group.members.append(entity.id)
    collective = words("nouns", "collectives") | words("nouns", "plural_people")
    for head in group.heads:
        if head not in collective or len(group.heads) == 1:
            cast.add_head(entity, head)
    if len(group.members) == group.number:
        cast.groups.append((sentence.index, tuple(group.members)))
    return entity


def group_of(cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft) -> EntityDraft | None:
    """The group that `the goat`, `one sailor` is taken out of."""
    if phrase.plural or phrase.determiner not in ("the", "one") or phrase.owner_entities:
        return None
    for entity in cast.with_head(phrase.head):
        if is_group(entity) and sentence.index - entity.last <= 12:
            return entity
    return None
