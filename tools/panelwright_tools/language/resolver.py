"""Walks over the sentences and says of every noun phrase who or what it means."""

from panelwright_tools.language.attributes import describe_sentence
from panelwright_tools.language.cast import Cast, EntityDraft
from panelwright_tools.language.company import note_company, note_list
from panelwright_tools.language.copulas import resolve_copulas
from panelwright_tools.language.document import LIVING, Mention
from panelwright_tools.language.draft import PhraseDraft, SentenceDraft
from panelwright_tools.language.epithets import find_by_epithet, find_by_role
from panelwright_tools.language.gathering import gather, open_group
from panelwright_tools.language.identity import identified
from panelwright_tools.language.lexicon import category_of
from panelwright_tools.language.matching import (
    find_by_head,
    find_by_name,
    find_kin,
    find_titled_kin,
    is_entity,
    kinds_of,
    people_of_a_place,
)
from panelwright_tools.language.mentions import note_acts, note_mention
from panelwright_tools.language.names import title_gender
from panelwright_tools.language.plurals import find_members
from panelwright_tools.language.pronouns import PERSONS, resolve_pronoun
from panelwright_tools.language.stand_ins import group_of, member_of, stand_in
from panelwright_tools.language.tables import table, words

_EMPTY = frozenset({"it", "this", "that", "he", "she"})  # a pronoun whose name is told next
_OWNERS = frozenset({"his", "her", "its"})
_NAMED_SOON = 3  # sentences between somebody and their name
_PLAYED = frozenset({"stand", "play", "keep", "make", "become", "act", "mount"})


def resolve_sentence(cast: Cast, sentence: SentenceDraft) -> None:
    """Fills the entities of the phrases of one sentence and learns from it."""
    for number, phrase in enumerate(sentence.phrases):
        _resolve_owner(cast, sentence, phrase)
        found, confidence = _resolve(cast, sentence, number, phrase)
        phrase.entities = [entity.id for entity in found]
        phrase.confidence = confidence
        for entity in found:
            note_mention(cast, sentence, number, phrase, entity)
        if len(found) == 1 and not phrase.pronoun:
            gather(cast, sentence, phrase, found[0])
        if len(found) > 1 and phrase.role in ("subject", "object"):
            cast.groups.append((sentence.index, tuple(phrase.entities)))
        note_list(cast, sentence, number)
    resolve_copulas(cast, sentence)
    describe_sentence(cast, sentence)
    note_company(cast, sentence)
    note_acts(cast, sentence)


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
    if phrase.pronoun and phrase.head == "one":
        return stand_in(cast, sentence, phrase, _resolve)
    if phrase.pronoun:
        return _pronoun(cast, sentence, phrase)
    same = identified(cast, sentence, number, phrase)
    if same is not None:
        return [same], 0.95
    if phrase.head in words("nouns", "somebodies") and phrase.determiner == "the":
        return _somebody(cast, phrase), 0.8
    if phrase.head == "one" and not phrase.name and phrase.role != "predicate":
        return stand_in(cast, sentence, phrase, _resolve)
    if phrase.head in words("nouns", "nobodies"):
        return [], 0.0
    if phrase.role == "predicate":
        return _revealed(cast, sentence, phrase)
    if phrase.preposition in ("like", "as", "than") or not is_entity(cast, phrase):
        return [], 0.0
    if _is_a_part_played(cast, sentence, phrase) or _is_a_title(cast, phrase):
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
    empty = subject.pronoun and subject.head in _EMPTY and not subject.entities
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


def _is_a_title(cast: Cast, phrase: PhraseDraft) -> bool:
    """`favourite for the cup`, `as captain`: what somebody is, and nobody else."""
    bare = not (phrase.determiner or phrase.owner_word or phrase.adjectives or phrase.plural)
    bare = bare and phrase.owner is None and phrase.number is None and not phrase.name
    loose = phrase.role == "oblique" and phrase.first_of_coordination is None
    person = phrase.category == "person" and not phrase.coordinated
    return bare and loose and person and bool(phrase.preposition) and not _known(cast, phrase)


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
        known = _named_later(cast, sentence, phrase) or _relative_named(cast, sentence, phrase)
        return ([known], 0.85) if known is not None else ([_create(cast, sentence, phrase)], 0.95)
    if people_of_a_place(phrase):
        phrase.category, phrase.plural = "group", True
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
    group = group_of(cast, sentence, phrase)
    if group is not None:
        return [member_of(cast, group, sentence)], 0.8
    return [_create(cast, sentence, phrase)], 0.85


def _named_later(cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft) -> EntityDraft | None:
    """`the fox` … `Fox`; `her friend Amara`: a name for one known by the noun alone."""
    parts = phrase.name.lower().replace(".", "").split()
    heads = [parts[-1] if phrase.head == phrase.name else phrase.head]
    office = len(parts) > 1 and phrase.head == phrase.name and category_of(parts[0]) == "person"
    if office and sum(not e.names for e in cast.with_head(parts[0])) == 1:
        heads.append(parts[0])  # the sheriff … Sheriff Calloway
    for head in heads:
        for entity in cast.with_head(head):
            near = sentence.index - entity.last <= (3 if head != parts[0] else 12)
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


def _relative_named(cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft) -> EntityDraft | None:
    """`"No," said her sister. Magda sighed`: a name out of the blue is of the nameless relative."""
    bare = phrase.head == phrase.name and phrase.role == "subject" and not phrase.coordinated
    if not bare or phrase.first_of_coordination is not None or not phrase.gender:
        return None
    near = cast.around(sentence.index, _NAMED_SOON)
    kin = [
        entity
        for entity in near
        if entity.relation in words("people", "kin_nouns")
        and not (entity.names or entity.plural or entity.dropped)
        and any(mention.present and mention.role == "subject" for mention in entity.mentions)
    ]
    fit = [entity for entity in kin if entity.gender == phrase.gender and entity.speaks == 0]
    return fit[0] if len(kin) == len(fit) == 1 else None


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
    open_group(cast, sentence, phrase, entity)
    return entity
