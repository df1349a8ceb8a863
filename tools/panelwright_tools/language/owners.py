"""Whose something is: her dog, the girl's hat, whose name is told."""

from panelwright_tools.language.cast import Cast, EntityDraft
from panelwright_tools.language.document import Mention
from panelwright_tools.language.draft import PhraseDraft, SentenceDraft
from panelwright_tools.language.epithets import is_style
from panelwright_tools.language.pronouns import PERSONS, resolve_pronoun
from panelwright_tools.language.tables import words

_SOULLESS = frozenset({"sky", "natural", "plant", "artifact", "device", "vehicle", "furniture",
                       "container", "tool", "instrument", "food", "weapon"})  # fmt: skip
_OWNERS = frozenset({"his", "her", "its"})
_NAMED_SOON = 3  # sentences between somebody and their name


def resolve_owner(cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft) -> None:
    """Fills the owners of a phrase: the phrase before "'s", or whom the possessive means."""
    if phrase.owner is not None:
        phrase.owner_entities = list(sentence.phrases[phrase.owner].entities)
    elif phrase.owner_word == "whose":
        before = [p for p in sentence.phrases if p.end < phrase.start + 1 and p is not phrase]
        phrase.owner_entities = list(before[-1].entities) if before else []
    elif phrase.owner_word and not is_style(phrase):
        stand_in = PhraseDraft(phrase.start, phrase.start + 1, phrase.start, phrase.owner_word)
        stand_in.pronoun, stand_in.role, stand_in.event = True, "owner", phrase.event
        named = _nameless(cast, sentence, phrase)
        found = named
        if not named:
            found = _wearer(cast, sentence, phrase) or _personified(cast, sentence, phrase)
        if not found:
            found = _whose_kin_is_known(cast, sentence, phrase)
        if not found:
            found, _ = resolve_pronoun(cast, sentence, phrase.owner_word, stand_in, phrase)
        phrase.owner_entities = [entity.id for entity in found]
        for entity in found:
            entity.owns += 1
            cast.note(entity, sentence.index, 4.0 if named else 1.5, "owner")
            span = sentence.spans[_owner_token(sentence, phrase)]
            entity.mentions.append(Mention(sentence.index, span, "owner", True, None, True, 0.8))


def _wearer(cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft) -> list[EntityDraft]:
    """`the mayor in his slippers`: the mayor's."""
    if phrase.attached_to is None or phrase.category not in ("clothing", "body"):
        return []
    holder = sentence.phrases[phrase.attached_to]
    gender = PERSONS.get(phrase.owner_word, "")
    if phrase.preposition not in ("in", "with") or len(holder.entities) != 1 or gender not in "mf":
        return []
    entity = cast.entities[holder.entities[0]]
    fits = entity.living and not entity.plural and entity.gender in (gender, "")
    return [entity] if fits and not holder.pronoun and not entity.narrator else []


def _whose_kin_is_known(
    cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft
) -> list[EntityDraft]:
    """`Livia and her father … A soldier came in. Her father …`: Livia's again."""
    gender = PERSONS.get(phrase.owner_word, "")
    if gender not in "mf" or phrase.head not in words("people", "kin_nouns") or phrase.plural:
        return []
    near = cast.around(sentence.index)
    known = [e for e in near if e.gender == gender and (e.id, phrase.head) in cast.by_owner]
    others = [e for e in near if e.gender == gender and e.gender_sure and not e.plural]
    return known[:1] if known and others[:1] in ([], known[:1]) else []


def _nameless(cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft) -> list[EntityDraft]:
    """`His name is Nik`: whose name was not told yet."""
    if phrase.head not in words("nouns", "name_nouns") or phrase.owner_word not in _OWNERS:
        return []
    found = nameless(cast, sentence, PERSONS[phrase.owner_word])
    return [found] if found is not None else []


def nameless(cast: Cast, sentence: SentenceDraft, gender: str) -> EntityDraft | None:
    """The newest of those just met whose name was not told; `n` fits everybody."""
    fit = [
        entity
        for entity in cast.around(sentence.index, _NAMED_SOON)
        if entity.living
        and not (entity.plural or entity.narrator or entity.names)
        and (entity.gender in (gender, "") or gender == "n")
    ]
    return max(fit, key=lambda entity: entity.id) if fit else None


def _personified(cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft) -> list[EntityDraft]:
    """`The sun put his head up`: a thing with a face is somebody."""
    event = sentence.events[phrase.event] if phrase.event is not None else None
    if event is None or phrase.category != "body" or phrase.owner_word not in ("his", "her"):
        return []
    subject = sentence.phrases[event.subjects[0]] if len(event.subjects) == 1 else None
    if subject is None or subject.pronoun or subject.name or len(subject.entities) != 1:
        return []
    entity = cast.entities[subject.entities[0]]
    if subject.category not in _SOULLESS or entity.living or phrase.role != "object":
        return []
    if event.verb not in words("verbs", "own_body") and _may_be_somebodys(cast, sentence, phrase):
        return []
    entity.category, entity.gender = "being", PERSONS[phrase.owner_word]
    return [entity]


def _may_be_somebodys(cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft) -> bool:
    """`Sami stands in the goal. The ball hits his face`: somebody near has it."""
    gender = PERSONS[phrase.owner_word]
    near = [e for e in cast.around(sentence.index, 2) if e.category == "person" and not e.plural]
    return any(e.gender in ("", gender) for e in near)


def _owner_token(sentence: SentenceDraft, phrase: PhraseDraft) -> int:
    for index in range(phrase.start, phrase.end):
        if sentence.tags[index] == "POSS":
            return index
    return phrase.start
