"""How well somebody fits a pronoun: gender, kind, place in the sentence."""

from panelwright_tools.language.cast import Cast, EntityDraft
from panelwright_tools.language.document import LIVING, PLACES
from panelwright_tools.language.draft import EventDraft, PhraseDraft, SentenceDraft
from panelwright_tools.language.plurals import MINDLESS
from panelwright_tools.language.tables import words

_BEAST_OF_NO_SEX = 0.4
_SAME_AGAIN = 2.5
_THROWN = 2.5  # "a servant throws him out; he lands in a pond"
_SUBJECT_BONUS = 1.6  # a subject pronoun goes on with the subject of its own sentence
_TOLD_OF = 0.2  # "her mother's ill, she says": the one whose mother it is
_LIVING_OBJECT = 0.7  # "it" as an object is mostly a thing
_NAMING_VERBS = frozenset({"call", "name", "christen"})
_NEW_BONUS = 1.6  # whom the sentence before brought in, the next one mostly goes on with
_GENDER_BONUS = 2.0
_OWNS_ONE = 2.0  # who was told to have such a relative or thing
_UNTOLD = 0.5  # a creature of which neither he nor she was said is mostly "it"


def agrees(entity: EntityDraft, person: str) -> bool:
    """Whether he, she or it (m, f, n) may mean an entity at all."""
    if entity.plural or entity.category == "group" or entity.narrator:
        return False
    if person == "n":
        if entity.category == "person" or (entity.gender in ("m", "f") and entity.gender_sure):
            return False
        idle = (
            entity.category == "unknown" and not entity.acts and entity.recent[-1][2] == "oblique"
        )
        if entity.names and idle:
            return False  # a word with a capital that nothing was told of: "Session 12 recap!"
        return entity.category not in MINDLESS or bool(entity.names)
    if (
        entity.gender
        and entity.gender != person
        and (entity.gender_sure or entity.gender in ("m", "f"))
    ):
        return False
    return entity.living or entity.speaks > 0 or (bool(entity.names) and not entity.place)


def _just_came(entity: EntityDraft, sentence: SentenceDraft) -> bool:
    """Brought in by the sentence before, and really there."""
    first = entity.mentions[0] if len(entity.mentions) == 1 else None
    return first is not None and first.present and first.sentence == sentence.index - 1


def _is_idle(entity: EntityDraft) -> bool:
    """A word with a capital of which nothing is told yet: `Session 12 recap!`."""
    bare = bool(entity.names) and entity.category == "unknown" and not entity.acts
    return bare and entity.recent[-1][2] == "oblique"


def fitness(
    cast: Cast,
    sentence: SentenceDraft,
    phrase: PhraseDraft,
    event: EventDraft | None,
    entity: EntityDraft,
    person: str,
    owner_in: PhraseDraft | None,
) -> float:
    """By how much the salience of an entity counts for a pronoun; 1 is neutral."""
    factor = _kind_fit(sentence, phrase, entity, person)
    if event is not None and event.verb in _NAMING_VERBS and phrase.role == "object":
        factor *= 3.0 if entity.living and not entity.names else 1.0  # "named it Kevin"
    if owner_in is not None and (entity.id, owner_in.head) in cast.by_owner:
        factor *= _OWNS_ONE  # "her father", and Livia's father was told of
    if owner_in is not None and event is not None:
        for number in event.subjects:
            subject = sentence.phrases[number]
            if entity.id in subject.entities and subject is not owner_in:
                factor *= 1.7
    if person in "mf" and _just_came(entity, sentence):
        factor *= _NEW_BONUS
    if person in "mf" and _is_new_beast(entity, sentence):
        factor *= _BEAST_OF_NO_SEX
    if phrase.role == "object" and _is_same_again(sentence, phrase, entity):
        factor *= _SAME_AGAIN
    factor *= _predicate_fit(sentence, phrase, event, entity)
    last = entity.recent[-1]
    if event is not None and phrase.role == "subject" and last[2] == "object":
        thrown = last[0] == sentence.index - 1 and event.verb in words("verbs", "landing")
        factor *= _THROWN if thrown else 1.0
    if phrase.role == "subject" and last[2] == "subject":
        if last[0] == sentence.index:
            told = _is_told_by_its_owner(sentence, phrase, event, entity)
            factor *= _TOLD_OF if told else _SUBJECT_BONUS
        elif last[0] == sentence.index - 1:
            factor *= 1.15
    if _answers(cast, sentence, event, entity, phrase):
        factor *= 0.4
    return factor


def _is_told_by_its_owner(
    sentence: SentenceDraft, phrase: PhraseDraft, event: EventDraft | None, entity: EntityDraft
) -> bool:
    """`Her mother's having a baby, she tells him`: the girl does, not the mother."""
    if event is None or event.verb not in words("verbs", "speech"):
        return False
    comma = sentence.words[phrase.start - 1 : phrase.start] == [","]
    own = (p for p in sentence.phrases if p.end <= phrase.start and entity.id in p.entities)
    return comma and any(p.owner_word in ("her", "his") for p in own)


def _is_same_again(sentence: SentenceDraft, phrase: PhraseDraft, entity: EntityDraft) -> bool:
    """`The king does not know him and a servant throws him out`: one and the same."""
    before = [p for p in sentence.phrases if p.end <= phrase.start and p.head == phrase.head]
    return bool(before) and before[-1].role == "object" and before[-1].entities == [entity.id]


def _is_new_beast(entity: EntityDraft, sentence: SentenceDraft) -> bool:
    """`A crab climbed aboard her ship while she was asleep`: hardly the crab's."""
    beast = entity.category == "animal" and not entity.gender
    return beast and bool(entity.mentions) and entity.mentions[0].sentence == sentence.index


def _has_just_acted(entity: EntityDraft, sentence: SentenceDraft) -> bool:
    """`Admiral yawns. He looks at the door`: the cat does, of whom nobody said "it"."""
    return entity.acted == sentence.index - 1


def _kind_fit(
    sentence: SentenceDraft, phrase: PhraseDraft, entity: EntityDraft, person: str
) -> float:
    """How well gender and kind agree with he, she or it."""
    factor = 1.0
    if person in "mf":
        if entity.gender == person:
            factor *= _GENDER_BONUS
        elif entity.gender in ("m", "f"):
            factor *= 0.3  # a first name that is rare for this gender
        elif entity.category in ("animal", "being", "robot"):
            acted = entity.gender != "n" and _has_just_acted(entity, sentence)
            told = bool(entity.names) and (entity.voiced or acted)
            factor *= 1.0 if told else 0.2 if entity.gender == "n" else _UNTOLD
        elif not entity.living or _is_idle(entity):
            factor *= 0.5
        if not entity.names and set(entity.heads) <= words("nouns", "somebodies"):
            factor *= 0.3  # "somebody singing … She knocks"
    else:
        if entity.names and entity.category == "unknown" and entity.gender != "n":
            factor *= 0.5  # most names are of people
        factor *= 1.2 if entity.living else (0.5 if entity.place else 1.0)
        if entity.living and phrase.role == "object":
            factor *= _LIVING_OBJECT
    return factor


def _predicate_fit(
    sentence: SentenceDraft, phrase: PhraseDraft, event: EventDraft | None, entity: EntityDraft
) -> float:
    """`It is a robot` is not said of a garden."""
    if event is None or event.predicate is None or phrase.role != "subject":
        return 1.0
    category = sentence.phrases[event.predicate].category
    if category in LIVING and not entity.living:
        return 0.2
    return 0.3 if category in PLACES and entity.living else 1.0


def _answers(
    cast: Cast,
    sentence: SentenceDraft,
    event: EventDraft | None,
    entity: EntityDraft,
    phrase: PhraseDraft,
) -> bool:
    """A new paragraph's "she said" answers: the last speaker is less likely."""
    if cast.last_speaker is None or event is None or not sentence.quotes:
        return False
    block, speaker = cast.last_speaker
    speech = event.verb in words("verbs", "speech")
    return (
        speaker == entity.id
        and 0 < sentence.block - block <= 1
        and speech
        and (phrase.role == "subject")
    )


def learn_gender(entity: EntityDraft, person: str) -> None:
    """Keeps what he, she or it told of an entity."""
    if person in "mf" and (not entity.gender or not entity.gender_sure):
        entity.gender, entity.gender_sure = person, True
    elif person == "n" and not entity.gender and entity.category != "unknown":
        entity.gender = "n"
