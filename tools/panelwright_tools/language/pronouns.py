"""Who a pronoun means: the strongest recent mention that agrees with it."""

from panelwright_tools.language.cast import Cast, EntityDraft, salience
from panelwright_tools.language.draft import EventDraft, PhraseDraft, SentenceDraft
from panelwright_tools.language.empty_it import is_expletive, means_matter, reveals, unknown_so_far
from panelwright_tools.language.lexicon import lexicon
from panelwright_tools.language.plurals import they, we
from panelwright_tools.language.pronoun_fit import agrees, fitness, learn_gender
from panelwright_tools.language.tables import words

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
_READER = frozenset({"you", "your", "yours", "yourself"})
_WISHES = frozenset({"want", "like", "love", "please", "need", "imagine", "think"})
_JUST = 2  # sentences in which a beast is still the one that is told of
_BESIDE = frozenset({"behind", "with", "beside", "next to", "around", "above", "below", "over",
                     "before", "in front of", "between", "under", "near"})  # fmt: skip


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
    if word in _READER and cast.told_to:
        return [reader(cast)], 1.0
    person = PERSONS.get(word)
    if person is None:
        return [], 0.0
    if person in "iw" and (_is_request(cast, sentence) or _is_shouted(sentence, phrase)):
        return [], 0.0
    if person == "i":
        return [_thinker(cast, sentence, phrase) or narrator(cast)], 1.0
    if person == "w":
        return _we(cast, sentence, phrase), 0.7
    event = _event_of(sentence, phrase)
    if word in _REFLEXIVE and event is not None and event.subjects:
        subject = sentence.phrases[event.subjects[0]]
        if subject.entities:
            return [cast.entities[number] for number in subject.entities], 0.95
    if person == "p":
        banned = _banned(sentence, phrase, event, owner_in is not None)
        return they(cast, sentence, phrase, banned, _outsider(cast, sentence, phrase, event))
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
    after = sentence.words[phrase.end : phrase.end + 1]
    loud = bool(after) and len(after[0]) > 1 and after[0].isupper()  # I AM THE MACHINE
    return word.isupper() and (len(word) > 1 or loud)


def narrator(cast: Cast) -> EntityDraft:
    """The one who tells the story as "I"; made at the first call."""
    if cast.narrator is None:
        entity = cast.new("person")
        entity.narrator = True
        cast.narrator = entity.id
    return cast.entities[cast.narrator]


def reader(cast: Cast) -> EntityDraft:
    """The one to whom a story is told as its hero: `You wake in a cell`."""
    entity = narrator(cast)
    cast.add_name(entity, "You")
    return entity


def _thinker(cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft) -> EntityDraft | None:
    """`She thinks: if I was ninety`: she, when nobody tells the story as "I"."""
    before = sentence.lowers[: phrase.start]
    if cast.narrator is not None or ":" not in before:
        return None
    mark = len(before) - 1 - before[::-1].index(":")
    for event in reversed(sentence.events):
        minded = lexicon().senses.get(event.verb, "") in ("cognition", "communication")
        if event.token < mark and minded and event.subjects:
            found = sentence.phrases[event.subjects[0]].entities
            return cast.kept(found[0]) if len(found) == 1 else None
    return None


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
    if phrase.attached_to is not None and phrase.preposition in _BESIDE:
        return set()  # "he lay with a candlestick beside him"
    banned: set[int] = set()
    for number in event.subjects:
        subject = sentence.phrases[number]
        if subject is not phrase:
            for member in (number, *subject.coordinated):
                banned |= set(sentence.phrases[member].entities)
    return banned


def _outsider(
    cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft, event: EventDraft | None
) -> set[int]:
    """`They looked for him`, `they learn his name`: he, who is minded most, is none of them."""
    if event is None or phrase.role != "subject" or phrase.head != "they":
        return set()
    taken = [*event.objects, *(number for _, number in event.prepositions)]
    told = [sentence.phrases[n].owner_word or sentence.phrases[n].head for n in taken]
    persons = {PERSONS[word] for word in told if PERSONS.get(word, "") in ("m", "f")}
    around = sorted(cast.around(sentence.index), key=lambda e: -salience(e, sentence.index))
    meant = (next((e for e in around if agrees(e, person)), None) for person in persons)
    return {entity.id for entity in meant if entity is not None}


def _taken_along(
    cast: Cast,
    sentence: SentenceDraft,
    phrase: PhraseDraft,
    event: EventDraft | None,
    person: str,
) -> list[EntityDraft]:
    """`Ben takes the cat home with him`: with Ben himself."""
    if event is None or phrase.preposition != "with" or not event.objects:
        return []
    if event.verb not in words("verbs", "taking_along") or len(event.subjects) != 1:
        return []
    subject = [cast.entities[number] for number in sentence.phrases[event.subjects[0]].entities]
    return subject if len(subject) == 1 and agrees(subject[0], person) else []


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
    if person == "n" and event is not None and is_expletive(sentence, phrase, event):
        return [], 0.0
    if person == "n" and owner_in is None and means_matter(sentence, phrase):
        return [], 0.0
    if person == "n" and event is not None and reveals(sentence, phrase, event):
        return unknown_so_far(cast, sentence, event), 0.7
    own = _taken_along(cast, sentence, phrase, event, person)
    if own:
        return own, 0.8
    written = person == "n" and owner_in is None and _is_read(sentence, phrase)
    banned = _banned(sentence, phrase, event, owner_in is not None)
    banned |= _named_after(cast, sentence, phrase)
    scored: list[tuple[float, int, EntityDraft]] = []
    subject: list[EntityDraft] = []
    for order, entity in enumerate(cast.around(sentence.index)):
        if not agrees(entity, person) or (written and not (entity.living or entity.voiced)):
            continue
        if entity.id in banned:
            subject.append(entity)
            continue
        score = salience(entity, sentence.index)
        score *= fitness(cast, sentence, phrase, event, entity, person, owner_in)
        scored.append((score, -order, entity))
    if not scored and phrase.preposition in _BESIDE and len(subject) == 1:
        return subject, 0.7  # "he shut the door behind him"
    pet = _pet(cast, sentence, person) if not scored and not subject else None
    if pet is not None:
        learn_gender(pet, person)
        return [pet], 0.7
    if not scored and not subject:
        return _faceless(cast, phrase, person, owner_in), 0.5
    if not scored:
        return [], 0.0
    scored.sort(key=lambda item: item[:2], reverse=True)
    best = scored[0]
    rival = scored[1][0] if len(scored) > 1 else 0.0
    if owner_in is None or len(scored) == 1 or best[2].category != "animal":
        learn_gender(best[2], person)  # "a mouse ran over his paw": whose may be the lion's
    return [best[2]], round(0.5 + 0.5 * (best[0] - rival) / (best[0] + 1e-9), 3)


def _pet(cast: Cast, sentence: SentenceDraft, person: str) -> EntityDraft | None:
    """`A cat called Pip … she`: what sex a beast is, its name does not tell for sure."""
    beasts = [
        entity
        for entity in cast.around(sentence.index, _JUST)
        if entity.category == "animal" and entity.names and not entity.gender_sure
    ]
    return beasts[0] if person in "mf" and len(beasts) == 1 else None


def _is_read(sentence: SentenceDraft, phrase: PhraseDraft) -> bool:
    """`Seen by everyone, it says`: words on a screen, unless somebody there can speak."""
    if sentence.quotes or phrase.role != "subject":
        return False
    said = (event for event in sentence.events if event.verb == "say")
    return any(sentence.phrases[n] is phrase for event in said for n in event.subjects)


def _faceless(
    cast: Cast, phrase: PhraseDraft, person: str, owner_in: PhraseDraft | None
) -> list[EntityDraft]:
    """`Emre sees her every morning`: somebody of whom only he or she is told yet."""
    if person not in "mf" or owner_in is not None or phrase.role == "owner":
        return []
    entity = cast.new("person")
    entity.gender, entity.gender_sure, entity.faceless = person, True, True
    return [entity]
