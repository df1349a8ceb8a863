"""Walks over the sentences and says of every noun phrase who or what it means."""

from typing import get_args

from panelwright_tools.language.attributes import describe_sentence
from panelwright_tools.language.cast import Cast, EntityDraft, mention_weight
from panelwright_tools.language.company import note_company, note_list
from panelwright_tools.language.copulas import resolve_copulas
from panelwright_tools.language.document import LIVING, PLACES, Mention, Role
from panelwright_tools.language.draft import EventDraft, PhraseDraft, SentenceDraft
from panelwright_tools.language.epithets import find_by_epithet, find_by_role
from panelwright_tools.language.freezing import span_of
from panelwright_tools.language.gathering import gather, open_group
from panelwright_tools.language.identity import identified
from panelwright_tools.language.learning import learn
from panelwright_tools.language.lexicon import lexicon
from panelwright_tools.language.matching import (
    find_by_head,
    find_by_name,
    find_kin,
    find_titled_kin,
    is_entity,
    is_place_use,
    kinds_of,
)
from panelwright_tools.language.names import title_gender
from panelwright_tools.language.plurals import find_members, so_many
from panelwright_tools.language.pronouns import PERSONS, narrator, resolve_pronoun
from panelwright_tools.language.tables import table, words

_OWNERS = frozenset({"his", "her", "its"})
_NAMED_SOON = 3  # sentences between somebody and their name
_PLAYED = frozenset({"stand", "play", "keep", "make", "become", "act", "mount"})
_ABSENT = 0.5  # weight of a mention of somebody who is not there
_HANGING = 0.65  # weight of a mention in a clause that hangs on another
_MINDED = frozenset({"communication", "cognition", "emotion", "perception", "social"})
_AGENTIVE = _MINDED | {"motion", "contact", "consumption", "competition", "possession", "body"}


def resolve_sentence(cast: Cast, sentence: SentenceDraft) -> None:
    """Fills the entities of the phrases of one sentence and learns from it."""
    for number, phrase in enumerate(sentence.phrases):
        _resolve_owner(cast, sentence, phrase)
        found, confidence = _resolve(cast, sentence, number, phrase)
        phrase.entities = [entity.id for entity in found]
        phrase.confidence = confidence
        for entity in found:
            _mention(cast, sentence, number, phrase, entity)
        if len(found) > 1 and phrase.role in ("subject", "object"):
            cast.groups.append((sentence.index, tuple(phrase.entities)))
        note_list(cast, sentence, number)
    resolve_copulas(cast, sentence)
    describe_sentence(cast, sentence)
    note_company(cast, sentence)
    _note_acts(cast, sentence)


def _resolve_owner(cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft) -> None:
    if phrase.owner is not None:
        phrase.owner_entities = list(sentence.phrases[phrase.owner].entities)
    elif phrase.owner_word == "whose":
        before = [p for p in sentence.phrases if p.end < phrase.start + 1 and p is not phrase]
        phrase.owner_entities = list(before[-1].entities) if before else []
    elif phrase.owner_word:
        stand_in = PhraseDraft(phrase.start, phrase.start + 1, phrase.start, phrase.owner_word)
        stand_in.pronoun, stand_in.role, stand_in.event = True, "owner", phrase.event
        named = _nameless(cast, sentence, phrase)
        found = named
        if not named:
            found, _ = resolve_pronoun(cast, sentence, phrase.owner_word, stand_in, phrase)
        phrase.owner_entities = [entity.id for entity in found]
        for entity in found:
            entity.owns += 1
            cast.note(entity, sentence.index, 4.0 if named else 1.5, "owner")
            span = sentence.spans[_owner_token(sentence, phrase)]
            entity.mentions.append(Mention(sentence.index, span, "owner", True, None, True, 0.8))


def _nameless(cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft) -> list[EntityDraft]:
    """`His name is Nik`: whose name was not told yet."""
    if phrase.head not in words("nouns", "name_nouns") or phrase.owner_word not in _OWNERS:
        return []
    gender = PERSONS[phrase.owner_word]
    fit = [
        entity
        for entity in cast.around(sentence.index, _NAMED_SOON)
        if entity.living
        and not (entity.plural or entity.narrator or entity.names)
        and (entity.gender in (gender, "") or gender == "n")
    ]
    return [max(fit, key=lambda entity: entity.id)] if fit else []  # the newest


def _owner_token(sentence: SentenceDraft, phrase: PhraseDraft) -> int:
    for index in range(phrase.start, phrase.end):
        if sentence.tags[index] == "POSS":
            return index
    return phrase.start


def _resolve(
    cast: Cast, sentence: SentenceDraft, number: int, phrase: PhraseDraft
) -> tuple[list[EntityDraft], float]:
    if phrase.pronoun:
        return _pronoun(cast, sentence, phrase)
    same = identified(cast, sentence, number, phrase)
    if same is not None:
        return [same], 0.95
    if phrase.head in words("nouns", "somebodies") and phrase.determiner == "the":
        return _somebody(cast, phrase), 0.8
    if phrase.head == "one" and not phrase.name and phrase.role != "predicate":
        return _stand_in(cast, sentence, phrase)
    if phrase.head in words("nouns", "nobodies"):
        return [], 0.0
    if phrase.role == "predicate":
        return _revealed(cast, sentence, phrase)
    if phrase.preposition in ("like", "as", "than") or not is_entity(cast, phrase):
        return [], 0.0
    if _is_a_part_played(cast, sentence, phrase):
        return [], 0.0
    if phrase.negated and not phrase.name and not _known(cast, phrase):
        return [], 0.0
    return _noun(cast, sentence, phrase)


def _revealed(
    cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft
) -> tuple[list[EntityDraft], float]:
    """`It was a troll`, `It's Mr. Abara`: whom an empty "it" stands for is there."""
    event = sentence.events[phrase.event] if phrase.event is not None else None
    if event is None or event.verb != "be" or not event.subjects or not event.happens:
        return [], 0.0
    subject = sentence.phrases[event.subjects[0]]
    empty = subject.pronoun and subject.head in ("it", "this", "that") and not subject.entities
    told = phrase.determiner or phrase.name or phrase.owner_word or phrase.owner is not None
    somebody = phrase.category in LIVING and told
    if not (empty and somebody) or phrase.preposition:
        return [], 0.0
    found, confidence = _noun(cast, sentence, phrase)
    subject.entities = [entity.id for entity in found]
    return found, confidence


def _is_a_part_played(cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft) -> bool:
    """`stood guard`, `played doctor`: nobody else is there."""
    bare = not (phrase.determiner or phrase.owner_word or phrase.adjectives or phrase.plural)
    bare = bare and phrase.owner is None and phrase.number is None and not phrase.name
    played = phrase.role == "object" and phrase.category == "person" and bare
    kin = phrase.head in table("people")["kin"] or _known(cast, phrase)
    event = sentence.events[phrase.event] if phrase.event is not None else None
    return played and not kin and event is not None and event.verb in _PLAYED


def _known(cast: Cast, phrase: PhraseDraft) -> bool:
    return phrase.head in cast.by_head


def _pronoun(
    cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft
) -> tuple[list[EntityDraft], float]:
    if phrase.head in words("nouns", "somebodies"):
        return _somebody(cast, phrase), 0.6
    if phrase.head not in PERSONS:
        return [], 0.0
    return resolve_pronoun(cast, sentence, phrase.head, phrase, None)


def _somebody(cast: Cast, phrase: PhraseDraft) -> list[EntityDraft]:
    known = [e for e in cast.with_head(phrase.head) if phrase.determiner == "the"]
    if known:
        return known[:1]
    entity = cast.new("person")
    cast.add_head(entity, phrase.head)
    return [entity]


def _stand_in(
    cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft
) -> tuple[list[EntityDraft], float]:
    """`the eldest` of three brothers, `the two`, `both`."""
    if phrase.plural:
        return _stand_ins(cast, sentence, phrase), 0.7
    if phrase.of is not None:
        return _one_of(cast, sentence, phrase, phrase.of), 0.8
    spelt = sentence.lowers[phrase.end - 1] == "one"  # the last one: mostly a thing
    if not phrase.adjectives or (spelt and phrase.role != "subject"):
        return [], 0.0
    for entity in reversed(cast.entities):
        if entity.group is not None and set(phrase.adjectives) & set(entity.adjectives):
            return [entity], 0.9
        if sentence.index - entity.last <= 8 and _is_group(entity):
            return [_member_of(cast, entity, phrase)], 0.85
        if entity.id < len(cast.entities) - 60:
            break
    return [], 0.0


def _stand_ins(cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft) -> list[EntityDraft]:
    """`the three of them`, `both of us`, `the other two`."""
    inner = sentence.phrases[phrase.of] if phrase.of is not None else None
    if inner is None or not inner.pronoun:
        return find_members(cast, sentence, phrase)
    number = phrase.number or 2
    if inner.head not in ("us", "we"):
        return so_many(cast, sentence, number)
    me = narrator(cast)
    others = [e for e in so_many(cast, sentence, number) if e is not me]
    return [me, *others[: number - 1]]


def _one_of(
    cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft, inner: int
) -> list[EntityDraft]:
    """`the tallest of them`, `one of the sailors`: taken out of the group."""
    found, _ = _resolve(cast, sentence, inner, sentence.phrases[inner])
    if len(found) != 1 or not _is_group(found[0]):
        return []
    return [_member_of(cast, found[0], phrase)]


def _is_group(entity: EntityDraft) -> bool:
    return entity.plural and not entity.dropped and entity.living


def _member_of(cast: Cast, group: EntityDraft, phrase: PhraseDraft) -> EntityDraft:
    """One taken out of a group: the smallest goat, the second brother."""
    entity = cast.new(group.category)
    entity.gender, entity.gender_sure = group.gender, group.gender_sure
    entity.group = group.id
    group.members.append(entity.id)
    for head in group.heads:
        cast.add_head(entity, head)
    return entity


def _noun(
    cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft
) -> tuple[list[EntityDraft], float]:
    if phrase.name:
        known, child = find_titled_kin(cast, phrase.name)
        if known is not None:
            return [known], 0.9
        known = None if child is not None else find_by_name(cast, phrase.name)
        if known is not None:
            return [known], 0.97
        known = find_kin(cast, sentence, phrase.name)
        if known is not None:
            return [known], 0.8
        known = _named_later(cast, sentence, phrase)
        return ([known], 0.85) if known is not None else ([_create(cast, sentence, phrase)], 0.95)
    owned = _owned(cast, phrase)
    if owned is not None:
        return [owned], 0.9
    known = find_by_head(cast, sentence, phrase)
    if known is None and not (phrase.determiner or phrase.owner_word or phrase.plural):
        known = find_kin(cast, sentence, phrase.head)
    if known is not None:
        return [known], 0.9
    members = find_members(cast, sentence, phrase)
    if members:
        return members, 0.75
    known = find_by_role(cast, sentence, phrase)
    if known is not None:
        return [known], 0.75
    known = find_by_epithet(cast, sentence, phrase)
    if known is not None:
        return [known], 0.6
    group = _group_of(cast, sentence, phrase)
    if group is not None:
        return [_member_of(cast, group, phrase)], 0.8
    return [_create(cast, sentence, phrase)], 0.85


def _named_later(cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft) -> EntityDraft | None:
    """`the fox` … `Fox`; `her friend Amara`: a name for one known by the noun alone."""
    heads = [phrase.name.lower().split()[-1] if phrase.head == phrase.name else phrase.head]
    for head in heads:
        for entity in cast.with_head(head):
            near = sentence.index - entity.last <= 3
            if (
                not entity.names
                and not entity.plural
                and near
                and (
                    phrase.determiner == "the"
                    or phrase.head == phrase.name
                    or phrase.owner_entities
                )
            ):
                if phrase.owner_entities and entity.owner not in (*phrase.owner_entities, None):
                    continue
                return entity
    return None


def _owned(cast: Cast, phrase: PhraseDraft) -> EntityDraft | None:
    for owner in phrase.owner_entities:
        for head in (phrase.head, *kinds_of(phrase.head)):
            found = cast.by_owner.get((owner, head))
            if found is not None and cast.entities[found].plural == phrase.plural:
                return cast.entities[found]
    return None


def _group_of(cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft) -> EntityDraft | None:
    if phrase.plural or phrase.determiner not in ("the", "one") or phrase.owner_entities:
        return None
    for entity in cast.with_head(phrase.head):
        if _is_group(entity) and sentence.index - entity.last <= 12:
            return entity
    return None


def _create(cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft) -> EntityDraft:
    entity = cast.new(phrase.category)
    entity.gender = phrase.gender
    entity.gender_sure = bool(phrase.gender) and (
        not phrase.name or bool(title_gender(phrase.name.split()[0].lower().rstrip(".")))
    )
    entity.plural = phrase.plural or phrase.category == "group"
    entity.number = phrase.number if phrase.number else (None if entity.plural else 1)
    if phrase.compound and phrase.head != phrase.name:
        entity.compound = phrase.compound.lower()
    if phrase.owner_entities:
        entity.owner, entity.relation = phrase.owner_entities[0], phrase.head
        cast.by_owner[(entity.owner, phrase.head)] = entity.id
        owner = cast.entities[phrase.owner_entities[0]]
        kin = phrase.head in words("people", "kin_nouns") and phrase.category == "person"
        if kin and owner.category in ("animal", "being", "robot"):
            entity.category = owner.category  # the hedgehog's mother
    open_group(cast, sentence, phrase, entity)
    gather(cast, sentence, phrase, entity)
    return entity


def _mention(
    cast: Cast, sentence: SentenceDraft, number: int, phrase: PhraseDraft, entity: EntityDraft
) -> None:
    event = sentence.events[phrase.event] if phrase.event is not None else None
    acts = event is not None and number in event.subjects
    weight = 5.0 if acts and phrase.role == "apposition" else mention_weight(phrase)
    weight *= _HANGING if event is not None and event.subordinate else 1.0
    shown = event is None or event.happens or phrase.role == "owner"
    present = shown and not phrase.negated and not _wished(sentence, number, phrase)
    if event is not None and event.verb in ("call", "name") and phrase.name and entity.mentions:
        present = present and entity.mentions[-1].present  # "a sailor called Henryk"
    weight *= _ABSENT if not present and not acts and not phrase.pronoun else 1.0
    cast.note(entity, sentence.index, weight, "subject" if acts else phrase.role)
    role = cast_role(phrase.role)
    span = span_of(sentence, phrase.start, phrase.end)
    entity.mentions.append(
        Mention(
            sentence.index,
            span,
            role,
            phrase.pronoun,
            number,
            present,
            phrase.confidence,
        )
    )
    if role == "oblique" and (
        is_place_use(phrase) or _of_land(sentence, phrase) or _tells_where(sentence, phrase)
    ):
        entity.placed += 1
    if not phrase.pronoun:
        learn(cast, phrase, entity)


def _wished(sentence: SentenceDraft, number: int, phrase: PhraseDraft) -> bool:
    """`wished for a dragon`, `wanted a dog`: it is not there yet."""
    if phrase.event is None or phrase.pronoun or phrase.determiner not in ("a", "an", "some", ""):
        return False
    event = sentence.events[phrase.event]
    if phrase.preposition == "for" and event.verb in words("verbs", "awaiting"):
        return True
    wanted = number in event.objects or phrase.preposition == "for"
    return wanted and event.verb in words("verbs", "irreal") and not phrase.name


def cast_role(role: str) -> Role:
    """The role of a mention."""
    return role if role in get_args(Role) else "oblique"  # type: ignore[return-value]


def _of_land(sentence: SentenceDraft, phrase: PhraseDraft) -> bool:
    """`the ice of Europa`, `the gates of Karth`, `the Duke of Orm`: a place has these."""
    if phrase.of_parent is None or not phrase.name or phrase.category in LIVING:
        return False
    parent = sentence.phrases[phrase.of_parent]
    landed = parent.category in ("land", "water", "substance", "place")
    return landed or parent.head.lower() in words("nouns", "of_places")


def _tells_where(sentence: SentenceDraft, phrase: PhraseDraft) -> bool:
    """`the laundromat on Calle Sol`: where a place is."""
    if phrase.attached_to is None or phrase.preposition not in ("on", "in", "at", "near"):
        return False
    parent = sentence.phrases[phrase.attached_to]
    return bool(phrase.name and parent.determiner) and parent.category in PLACES


def _goes_away(event: EventDraft) -> bool:
    """`goes out`, `ran off`, `left`: no longer with the others."""
    if not event.happens:
        return False
    if event.verb in words("verbs", "parting"):
        return not event.objects
    sense = lexicon().senses.get(event.verb, "")
    return sense == "motion" and event.particle in ("out", "away", "off")


def _note_acts(cast: Cast, sentence: SentenceDraft) -> None:
    for event in sentence.events:
        sense = lexicon().senses.get(event.verb, "")
        minded = sense in _MINDED
        if event.passive or event.verb in words("verbs", "copula"):
            continue
        for number in event.subjects:
            for member in (number, *sentence.phrases[number].coordinated):
                for found in sentence.phrases[member].entities:
                    entity = cast.entities[found]
                    if _goes_away(event):
                        entity.left = sentence.index
                    alive = entity.living or entity.category == "unknown"
                    if minded or (alive and sense in _AGENTIVE):
                        entity.acts += 1
