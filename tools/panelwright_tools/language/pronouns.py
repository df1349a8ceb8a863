"""Who a pronoun means: the strongest recent mention that agrees with it."""

from panelwright_tools.language.cast import Cast, EntityDraft, salience
from panelwright_tools.language.document import LIVING, PLACES
from panelwright_tools.language.draft import EventDraft, PhraseDraft, SentenceDraft
from panelwright_tools.language.plurals import MINDLESS, they, we
from panelwright_tools.language.tables import table, words

PERSONS = {
    "he": "m", "him": "m", "his": "m", "himself": "m",
    "she": "f", "her": "f", "hers": "f", "herself": "f",
    "it": "n", "its": "n", "itself": "n",
    "they": "p", "them": "p", "their": "p", "theirs": "p", "themselves": "p", "themself": "p",
    "these": "p", "those": "p", "both": "p",
    "i": "i", "me": "i", "my": "i", "mine": "i", "myself": "i",
    "we": "w", "us": "w", "our": "w", "ours": "w", "ourselves": "w",
}  # fmt: skip
_REFLEXIVE = ("himself", "herself", "itself", "themselves", "themself")
_SUBJECT_BONUS = 1.6  # a subject pronoun goes on with the subject of its own sentence
_WISHES = frozenset({"want", "like", "love", "please", "need", "imagine", "think"})
_LIVING_OBJECT = 0.7  # "it" as an object is mostly a thing
_NAMING_VERBS = frozenset({"call", "name", "christen"})
_BESIDE = frozenset({"behind", "with", "beside", "next to", "around", "above", "below", "over",
                     "before", "in front of", "between", "under", "near"})  # fmt: skip
_NEW_BONUS = 1.6  # whom the sentence before brought in, the next one mostly goes on with
_GENDER_BONUS = 2.0


def resolve_pronoun(
    cast: Cast,
    sentence: SentenceDraft,
    word: str,
    phrase: PhraseDraft,
    owner_in: PhraseDraft | None,
) -> tuple[list[EntityDraft], float]:
    """Entities that a pronoun means, and how sure that is.

    `owner_in` is the phrase that a possessive stands in ("her dog"), else None.
    """
    person = PERSONS.get(word)
    if person is None:
        return [], 0.0
    if person in "iw" and (_is_request(cast, sentence) or _is_shouted(sentence, phrase)):
        return [], 0.0
    if person == "i":
        return [narrator(cast)], 1.0
    if person == "w":
        return _we(cast, sentence, phrase), 0.7
    event = _event_of(sentence, phrase)
    if word in _REFLEXIVE and event is not None and event.subjects:
        subject = sentence.phrases[event.subjects[0]]
        if subject.entities:
            return [cast.entities[number] for number in subject.entities], 0.95
    if person == "p":
        return they(cast, sentence, phrase, _banned(sentence, phrase, event, owner_in is not None))
    return _single(cast, sentence, phrase, event, person, owner_in)


def _is_request(cast: Cast, sentence: SentenceDraft) -> bool:
    """`I'd like a comic about a cat`: the one who orders is no character."""
    if sentence.index > 2:
        return cast.requested and bool(_WISHES & set(sentence.lowers[:6]))
    shown = sentence.lowers[1:2]
    if sentence.lowers[:1] == ["we"] and shown and shown[0] in words("nouns", "shown_to_us"):
        return True  # "We follow Ana": the camera does
    asked = words("nouns", "ordered")
    cast.requested = cast.requested or any(word in asked for word in sentence.lowers[:14])
    return cast.requested and any(word in asked for word in sentence.lowers[:14])


def _is_shouted(sentence: SentenceDraft, phrase: PhraseDraft) -> bool:
    """`It says HELP ME`: words on a page, nobody's own."""
    word = sentence.words[phrase.start]
    return len(word) > 1 and word.isupper()


def narrator(cast: Cast) -> EntityDraft:
    """The one who tells the story as "I"; made at the first call."""
    if cast.narrator is None:
        entity = cast.new("person")
        entity.narrator = True
        cast.narrator = entity.id
    return cast.entities[cast.narrator]


def _we(cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft) -> list[EntityDraft]:
    """`the three of us`: the one who tells with as many others."""
    holder = sentence.phrases[phrase.of_parent] if phrase.of_parent is not None else None
    if holder is not None and holder.plural and holder.head == "one" and holder.entities:
        return [cast.entities[number] for number in holder.entities]
    return we(cast, sentence, phrase, narrator(cast))


def _event_of(sentence: SentenceDraft, phrase: PhraseDraft) -> EventDraft | None:
    return sentence.events[phrase.event] if phrase.event is not None else None


def _banned(
    sentence: SentenceDraft, phrase: PhraseDraft, event: EventDraft | None, owner: bool
) -> set[int]:
    """Who cannot be meant: the subject of the verb whose object the pronoun is, and neighbours."""
    if event is None or owner:
        return set()
    banned: set[int] = set()
    for number in event.subjects:
        subject = sentence.phrases[number]
        if subject is not phrase:
            for member in (number, *subject.coordinated):
                banned |= set(sentence.phrases[member].entities)
    return banned


def _named_after(cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft) -> set[int]:
    """`She hides Grace's stapler`: a subject is not named again in its own clause."""
    if phrase.role != "subject" or phrase.event is None:
        return set()
    found: set[int] = set()
    event = sentence.events[phrase.event]
    taken = [*event.objects, *(number for _, number in event.prepositions)]
    for number in taken:
        inner = sentence.phrases[number]
        owner = sentence.phrases[inner.owner] if inner.owner is not None else inner
        if owner.name and owner.start > phrase.start:
            found |= {e.id for e in cast.with_name_word(owner.name.lower().split()[0])}
    return found


def _single(
    cast: Cast,
    sentence: SentenceDraft,
    phrase: PhraseDraft,
    event: EventDraft | None,
    person: str,
    owner_in: PhraseDraft | None,
) -> tuple[list[EntityDraft], float]:
    if person == "n" and event is not None and _expletive(sentence, phrase, event):
        return [], 0.0
    if person == "n" and owner_in is None and _means_matter(sentence, phrase):
        return [], 0.0
    if person == "n" and event is not None and _reveals(sentence, phrase, event):
        return _unknown_so_far(cast, sentence, event), 0.7
    banned = _banned(sentence, phrase, event, owner_in is not None)
    banned |= _named_after(cast, sentence, phrase)
    scored: list[tuple[float, int, EntityDraft]] = []
    subject: list[EntityDraft] = []
    for order, entity in enumerate(cast.around(sentence.index)):
        if not _agrees(entity, person):
            continue
        if entity.id in banned:
            subject.append(entity)
            continue
        score = salience(entity, sentence.index)
        score *= _fit(cast, sentence, phrase, event, entity, person, owner_in)
        scored.append((score, -order, entity))
    if not scored and phrase.preposition in _BESIDE and len(subject) == 1:
        return subject, 0.7  # "he shut the door behind him"
    if not scored and not subject:
        return _faceless(cast, phrase, person, owner_in), 0.5
    if not scored:
        return [], 0.0
    scored.sort(key=lambda item: item[:2], reverse=True)
    best = scored[0]
    rival = scored[1][0] if len(scored) > 1 else 0.0
    _learn_gender(best[2], person)
    return [best[2]], round(0.5 + 0.5 * (best[0] - rival) / (best[0] + 1e-9), 3)


def _faceless(
    cast: Cast, phrase: PhraseDraft, person: str, owner_in: PhraseDraft | None
) -> list[EntityDraft]:
    """`Emre sees her every morning`: somebody of whom only he or she is told yet."""
    if person not in "mf" or owner_in is not None or phrase.role == "owner":
        return []
    entity = cast.new("person")
    entity.gender, entity.gender_sure, entity.faceless = person, True, True
    return [entity]


def _expletive(sentence: SentenceDraft, phrase: PhraseDraft, event: EventDraft) -> bool:
    """`It snowed`, `it was late`, `it's Sports Day`: "it" means nothing."""
    if phrase.role != "subject":
        return False
    if event.verb in words("verbs", "weather"):
        return True
    if event.verb not in ("be", "get", "become", "grow", "turn", "seem", "go", "fall"):
        return False
    impersonal = words("verbs", "impersonal")
    if event.adjective in impersonal or _compared(event.adjective) & impersonal:
        return True
    if event.predicate is None:
        return False
    predicate = sentence.phrases[event.predicate]
    occasion = bool(predicate.name) and predicate.category == "unknown"
    return occasion or predicate.category in ("time", "weather")


def _compared(adjective: str) -> set[str]:
    """What a comparative may come from: darker, later, hotter."""
    if not adjective.endswith("er"):
        return set()
    stem = adjective.removesuffix("er")
    return {stem, f"{stem}e", stem[:-1]}


def _reveals(sentence: SentenceDraft, phrase: PhraseDraft, event: EventDraft) -> bool:
    """`It was a troll`: it tells who something was."""
    if phrase.role != "subject" or event.verb != "be" or event.predicate is None:
        return False
    predicate = sentence.phrases[event.predicate]
    told = predicate.determiner in ("a", "an", "the") or bool(predicate.owner_word)
    told = told or bool(predicate.name) or predicate.owner is not None
    return told and predicate.category in LIVING and not predicate.plural


def _unknown_so_far(cast: Cast, sentence: SentenceDraft, event: EventDraft) -> list[EntityDraft]:
    """Who was just met and is not known better than as a figure, a creature, a thief."""
    assert event.predicate is not None
    predicate = sentence.phrases[event.predicate]
    for entity in cast.around(sentence.index, 1):
        if entity.plural or entity.narrator:
            continue
        if entity.names:
            same = entity.category in ("unknown", predicate.category) and not entity.heads
            if same and not predicate.name and entity.gender not in ("m", "f"):
                return [entity]  # Unit Seven … It is a robot
            continue
        fresh = all(mention.sentence >= sentence.index - 2 for mention in entity.mentions)
        if not fresh:
            continue
        if predicate.head in entity.heads or _may_turn_out(entity, predicate):
            return [entity]
    return []


def _may_turn_out(entity: EntityDraft, predicate: PhraseDraft) -> bool:
    """A burglar may be a man, a creature a dragon; a fox is no troll."""
    general = words("nouns", "general_beings")
    vague = any(head in general for head in entity.heads) or predicate.head in general
    if vague:
        return entity.living or entity.category == "unknown"
    both_people = entity.category == predicate.category == "person"
    plain = predicate.head in table("people")["roles"]
    return both_people and plain and entity.gender in (predicate.gender, "")


def _means_matter(sentence: SentenceDraft, phrase: PhraseDraft) -> bool:
    """`The ice was hard, and I hacked at it`: a thing that nobody follows."""
    if phrase.role == "subject":
        return False
    before = [p for p in sentence.phrases if p.end <= phrase.start and p.role == "subject"]
    first = before[0] if before else None
    return first is not None and not first.entities and first.category == "substance"


def _agrees(entity: EntityDraft, person: str) -> bool:
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


def _fit(
    cast: Cast,
    sentence: SentenceDraft,
    phrase: PhraseDraft,
    event: EventDraft | None,
    entity: EntityDraft,
    person: str,
    owner_in: PhraseDraft | None,
) -> float:
    factor = _kind_fit(phrase, entity, person)
    if event is not None and event.verb in _NAMING_VERBS and person == "n":
        factor *= 3.0 if entity.living and not entity.names else 1.0  # "named it Kevin"
    if owner_in is not None and event is not None:
        for number in event.subjects:
            subject = sentence.phrases[number]
            if entity.id in subject.entities and subject is not owner_in:
                factor *= 1.7
    if person in "mf" and _just_came(entity, sentence):
        factor *= _NEW_BONUS
    factor *= _predicate_fit(sentence, phrase, event, entity)
    last = entity.recent[-1]
    if phrase.role == "subject" and last[2] == "subject":
        if last[0] == sentence.index:
            factor *= _SUBJECT_BONUS
        elif last[0] == sentence.index - 1:
            factor *= 1.15
    if _answers(cast, sentence, event, entity, phrase):
        factor *= 0.4
    return factor


def _kind_fit(phrase: PhraseDraft, entity: EntityDraft, person: str) -> float:
    """How well gender and kind agree with he, she or it."""
    factor = 1.0
    if person in "mf":
        if entity.gender == person:
            factor *= _GENDER_BONUS
        elif entity.gender in ("m", "f"):
            factor *= 0.3  # a first name that is rare for this gender
        elif entity.category in ("animal", "being", "robot"):
            factor *= 0.2 if entity.gender == "n" else 0.65
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


def _learn_gender(entity: EntityDraft, person: str) -> None:
    if person in "mf" and (not entity.gender or not entity.gender_sure):
        entity.gender, entity.gender_sure = person, True
    elif person == "n" and not entity.gender and entity.category != "unknown":
        entity.gender = "n"
