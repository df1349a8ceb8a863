"""Who wears a garment or has a part of a body that a phrase names."""

from dataclasses import replace

from panelwright_tools.language.cast import Cast, EntityDraft
from panelwright_tools.language.draft import EventDraft, PhraseDraft, SentenceDraft
from panelwright_tools.language.tables import words

_STEPS = 8  # phrases that an adjunct is followed back over
_VERBS = frozenset({"VBD", "VBZ", "VBP", "VB", "MODAL"})
_HAVING = frozenset({"have", "wear", "sport", "don", "grow", "possess"})


def is_worn(phrase: PhraseDraft) -> bool:
    """A garment, a hat, glasses."""
    return phrase.category == "clothing" or phrase.head in words("looks", "worn")


def is_part(phrase: PhraseDraft) -> bool:
    """A part of a body, hair, a mark."""
    return phrase.category == "body" or phrase.head in words("looks", "part")


def wearers_in(cast: Cast, sentence: SentenceDraft) -> dict[int, list[EntityDraft]]:
    """Every phrase of a garment or a part, with those whom it describes."""
    found = _had(cast, sentence)
    for number, phrase in enumerate(sentence.phrases):
        if number in found or not (is_worn(phrase) or is_part(phrase)) or phrase.negated:
            continue
        if _taken_off(sentence, phrase):
            continue
        wearer = _wearer(cast, sentence, number, found)
        if wearer is not None and wearer.living:
            found[number] = [wearer]
    return found


def living_of(cast: Cast, phrase: PhraseDraft) -> EntityDraft | None:
    """The one that a phrase means, if it lives."""
    entity = cast.entities[phrase.entities[0]] if phrase.entities else None
    return entity if entity is not None and entity.living else None


def living_before(cast: Cast, sentence: SentenceDraft, token: int) -> EntityDraft | None:
    """The nearest living one that is named before a token."""
    for phrase in reversed(sentence.phrases):
        if phrase.end <= token:
            found = living_of(cast, phrase)
            if found is not None:
                return found
    return None


def _had(cast: Cast, sentence: SentenceDraft) -> dict[int, list[EntityDraft]]:
    """`She wore a yellow raincoat and boots`, `he has one eye`."""
    found: dict[int, list[EntityDraft]] = {}
    for event in sentence.events:
        if event.verb not in _HAVING or event.negated or event.hypothetical:
            continue
        if event.infinitive or event.reported:
            continue
        subjects = [s for number in event.subjects for s in sentence.phrases[number].entities]
        wearers = [cast.entities[s] for s in subjects if cast.entities[s].living]
        if not event.subjects:
            near = living_before(cast, sentence, event.first)
            wearers = [near] if near is not None else []
        for number in _members(sentence, event):
            phrase = sentence.phrases[number]
            if wearers and not phrase.negated and (is_worn(phrase) or is_part(phrase)):
                found[number] = wearers
                _forget_model(cast, sentence, phrase)
    return found


def _members(sentence: SentenceDraft, event: EventDraft) -> list[int]:
    objects = event.objects or _next_phrase(sentence, event)
    return [m for number in objects for m in (number, *sentence.phrases[number].coordinated)]


def _next_phrase(sentence: SentenceDraft, event: EventDraft) -> list[int]:
    """`has straight black hair cut in a bob`: what is cut is had all the same."""
    after = range(event.last + 1, min(event.last + 3, len(sentence.phrase_at)))
    found = [sentence.phrase_at[index] for index in after if sentence.phrase_at[index] >= 0]
    return [n for n in found[:1] if not sentence.phrases[n].preposition]


def _taken_off(sentence: SentenceDraft, phrase: PhraseDraft) -> bool:
    """`took off his hat`, `never wears her coat`, `dreamed of a crown`."""
    for event in sentence.events:
        members = _members(sentence, event)
        if not any(sentence.phrases[number] is phrase for number in members):
            continue
        off = event.particle == "off" or event.verb in words("looks", "removing")
        return off or event.negated or event.hypothetical
    return False


def _wearer(
    cast: Cast, sentence: SentenceDraft, number: int, found: dict[int, list[EntityDraft]]
) -> EntityDraft | None:
    phrase = sentence.phrases[number]
    if phrase.owner_entities and not _is_model(sentence, phrase):
        return cast.entities[phrase.owner_entities[0]]
    if phrase.first_of_coordination is not None:
        first = phrase.first_of_coordination
        return found[first][0] if first in found else _wearer(cast, sentence, first, found)
    if phrase.preposition in ("with", "in", "into"):
        _forget_model(cast, sentence, phrase)
        return _holder(cast, sentence, phrase, found)
    listed = _listed(sentence, phrase)
    if listed in found:
        return found[listed][0]
    at = _preposition_before(sentence, phrase)
    if at >= 0:
        told = replace(phrase, preposition=sentence.lowers[at], preposition_token=at)
        return _holder(cast, sentence, told, found)
    return _bracketed(cast, sentence, phrase)


def _listed(sentence: SentenceDraft, phrase: PhraseDraft) -> int:
    """The phrase before in a list that breaks off: `has dark hair, a moustache and wears …`."""
    at = phrase.start - 1
    while at > 0 and sentence.lowers[at] in (",", "and"):
        at -= 1
    return sentence.phrase_at[at] if 0 <= at < phrase.start - 1 else -1


def _preposition_before(sentence: SentenceDraft, phrase: PhraseDraft) -> int:
    """The token of `in` of `in ripped jeans`, over participles; -1 for none."""
    at = phrase.start - 1
    while at > 0 and sentence.tags[at] in ("VBN", "ADJ", "VBG") and sentence.phrase_at[at] < 0:
        at -= 1
    found = 0 <= at < phrase.start - 1 and sentence.lowers[at] in ("in", "with")
    return at if found else -1


def _is_model(sentence: SentenceDraft, phrase: PhraseDraft) -> bool:
    """`with a captain's hat`: a kind of hat, nobody's."""
    if phrase.owner is None or not is_worn(phrase):
        return False
    owner = sentence.phrases[phrase.owner]
    return owner.determiner in ("a", "an", "") and not owner.name and not owner.pronoun


def _forget_model(cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft) -> None:
    """Nobody else is there for `a captain's hat`."""
    if not _is_model(sentence, phrase) or phrase.owner is None:
        return
    for found in sentence.phrases[phrase.owner].entities:
        if len(cast.entities[found].mentions) <= 1:
            cast.entities[found].folded = True
            cast.entities[found].mentions.clear()


def _holder(
    cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft, found: dict[int, list[EntityDraft]]
) -> EntityDraft | None:
    """Whom `in a red coat` hangs on, over what hangs between them."""
    at, link = phrase.preposition_token - 1, phrase
    for _ in range(_STEPS):
        at = _over_participles(sentence, at)
        if at < 0:
            return _subject_after(cast, sentence, phrase)
        number = sentence.phrase_at[at]
        if number < 0:
            return _of_verb(cast, sentence, phrase, at)
        if number in found:
            return found[number][0]
        link = sentence.phrases[number]
        living = living_of(cast, link)
        if living is not None:
            return living
        if link.first_of_coordination is not None:
            link = sentence.phrases[link.first_of_coordination]
        if link.head == "one" and not link.preposition:
            at = link.start - 1  # "Noor, fifteen, in jeans"
            continue
        if not link.preposition:
            return _of_verb(cast, sentence, phrase, link.start)
        at = link.preposition_token - 1
    return None


def _over_participles(sentence: SentenceDraft, at: int) -> int:
    """Back over commas, adverbs and `dressed`, `tied`."""
    loose = words("looks", "clad") | words("looks", "dressing") | {",", "and", "up"}
    while at >= 0 and (
        (sentence.lowers[at] in loose and sentence.phrase_at[at] < 0) or sentence.tags[at] == "ADV"
    ):
        at -= 1
    return at


def _subject_after(cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft) -> EntityDraft | None:
    """`In her purple hat, Wanda was easy to see`."""
    for event in sentence.events:
        if event.subjects and sentence.phrases[event.subjects[0]].start > phrase.start:
            return living_of(cast, sentence.phrases[event.subjects[0]])
    return None


def _of_verb(
    cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft, at: int
) -> EntityDraft | None:
    """`stepped out in his underwear`, `was small, with three eyes`: the verb's subject."""
    events = [e for e in sentence.events if e.first <= at and e.subjects]
    if not events:
        return None
    event = max(events, key=lambda event: event.first)
    wears = phrase.preposition == "in" and is_worn(phrase) and not event.negated
    if event.hypothetical or not (wears or event.verb == "be"):
        return None
    return living_of(cast, sentence.phrases[event.subjects[0]])


def _bracketed(cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft) -> EntityDraft | None:
    """`JOE (40s, bald, denim jacket)`."""
    at = phrase.start - 1
    while at > 0 and sentence.lowers[at] != "(":
        if sentence.tags[at] in _VERBS or sentence.lowers[at] == ")":
            return None
        at -= 1
    if at <= 0 or sentence.phrase_at[at - 1] < 0:
        return None
    return living_of(cast, sentence.phrases[sentence.phrase_at[at - 1]])
