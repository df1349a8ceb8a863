"""Walks over the sentences and says of every noun phrase who or what it means."""

from panelwright_tools.language.attributes import describe_sentence
from panelwright_tools.language.bynames import only_uses_byname
from panelwright_tools.language.cast import Cast, EntityDraft
from panelwright_tools.language.company import note_company, note_list
from panelwright_tools.language.copulas import resolve_copulas
from panelwright_tools.language.document import LIVING, PLACES
from panelwright_tools.language.draft import PhraseDraft, SentenceDraft
from panelwright_tools.language.epithets import find_by_style, is_style
from panelwright_tools.language.gathering import gather, gather_list
from panelwright_tools.language.generics import is_generic
from panelwright_tools.language.identity import identified
from panelwright_tools.language.matching import is_entity
from panelwright_tools.language.mentions import note_acts, note_mention
from panelwright_tools.language.naming import find_or_create
from panelwright_tools.language.owners import resolve_owner
from panelwright_tools.language.pictured import mark_pictured
from panelwright_tools.language.pronouns import PERSONS, resolve_pronoun
from panelwright_tools.language.reveals import note_seats
from panelwright_tools.language.stand_ins import stand_in
from panelwright_tools.language.tables import table, words

_EMPTY = frozenset({"it", "this", "that", "he", "she", "one"})  # a pronoun whose name is told next
_PLAYED = frozenset({"stand", "play", "keep", "make", "become", "act", "mount"})


def resolve_sentence(cast: Cast, sentence: SentenceDraft) -> None:
    """Fills the entities of the phrases of one sentence and learns from it."""
    mark_pictured(sentence)
    for number, phrase in enumerate(sentence.phrases):
        resolve_owner(cast, sentence, phrase)
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
    gather_list(cast, sentence)
    resolve_copulas(cast, sentence)
    describe_sentence(cast, sentence)
    note_company(cast, sentence)
    note_acts(cast, sentence)
    note_seats(cast, sentence)


def _resolve(
    cast: Cast, sentence: SentenceDraft, number: int, phrase: PhraseDraft
) -> tuple[list[EntityDraft], float]:
    if sentence.lowers[phrase.start : phrase.end] == ["each", "other"]:
        return [], 0.0
    if phrase.pronoun and phrase.head == "one":
        return stand_in(cast, sentence, phrase, _resolve)
    if phrase.pronoun:
        return _pronoun(cast, sentence, phrase)
    if _is_part_told(sentence, phrase) or only_uses_byname(sentence, phrase):
        return [], 0.0
    if is_style(phrase):
        ranked = find_by_style(cast, sentence, phrase)
        return ([ranked], 0.85) if ranked else find_or_create(cast, sentence, phrase)
    if phrase.role == "subject" and _is_bare_place_name(phrase):
        phrase.category = "unknown"  # Col, Glen: what else is told decides
    same = identified(cast, sentence, number, phrase)
    if same is not None:
        return [same], 0.95
    if phrase.head in words("nouns", "somebodies") and phrase.determiner == "the":
        return _somebody(cast, phrase), 0.8
    if phrase.head == "one" and not phrase.name and phrase.role != "predicate":
        return stand_in(cast, sentence, phrase, _resolve)
    if phrase.head in words("nouns", "nobodies"):
        return [], 0.0
    if _is_one_of_several(cast, phrase):
        phrase.adjectives, phrase.head = [phrase.head], "one"  # Two sisters … The elder
        return stand_in(cast, sentence, phrase, _resolve)
    if phrase.role == "predicate":
        return _revealed(cast, sentence, phrase)
    if phrase.preposition in ("like", "as", "than") or not is_entity(cast, phrase):
        return [], 0.0
    if is_generic(sentence, phrase):
        return [], 0.0
    if _is_a_part_played(cast, sentence, phrase) or _is_a_title(cast, phrase):
        return [], 0.0
    if phrase.negated and not phrase.name and not _known(cast, phrase):
        return [], 0.0
    return find_or_create(cast, sentence, phrase)


def _is_one_of_several(cast: Cast, phrase: PhraseDraft) -> bool:
    """`the elder` where nobody was told as an elder, but two were told of."""
    bare = phrase.determiner == "the" and phrase.end - phrase.start == 2 and not phrase.name
    told = phrase.head in words("nouns", "stand_ins") and not _known(cast, phrase)
    return bare and told and any(cast.entities[number].number == 2 for number in cast.counted)


def _is_bare_place_name(phrase: PhraseDraft) -> bool:
    bare = phrase.end - phrase.start == 1 and phrase.head == phrase.name
    return bool(phrase.name) and bare and phrase.category in PLACES


def _is_part_told(sentence: SentenceDraft, phrase: PhraseDraft) -> bool:
    """`three astronauts, two Russians and an American`: some of those just counted."""
    if phrase.role != "apposition" or phrase.name or phrase.apposition_of is None:
        return False
    group = sentence.phrases[phrase.apposition_of]
    return group.plural and (not phrase.plural or phrase.number is not None)


def _revealed(
    cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft
) -> tuple[list[EntityDraft], float]:
    """`It was a troll`, `It's Mr. Abara`: whom an empty "it" stands for is there."""
    event = sentence.events[phrase.event] if phrase.event is not None else None
    if event is None or event.verb != "be" or not event.subjects or not event.happens:
        return [], 0.0
    subject = sentence.phrases[event.subjects[0]]
    stands_in = subject.pronoun or subject.head == "one"  # One is an orc. The other is a gnome.
    empty = stands_in and subject.head in _EMPTY and not subject.entities
    told = phrase.determiner or phrase.name or phrase.owner_word or phrase.owner is not None
    somebody = phrase.category in LIVING and told
    if not (empty and somebody) or phrase.preposition:
        return [], 0.0
    found, confidence = find_or_create(cast, sentence, phrase)
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
    if phrase.head not in PERSONS and not cast.told_to:
        return [], 0.0
    return resolve_pronoun(cast, sentence, phrase.head, phrase, None)


def _somebody(cast: Cast, phrase: PhraseDraft) -> list[EntityDraft]:
    known = [e for e in cast.with_head(phrase.head) if phrase.determiner == "the"]
    if known:
        return known[:1]
    entity = cast.new("person")
    cast.add_head(entity, phrase.head)
    return [entity]
