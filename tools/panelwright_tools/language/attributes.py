"""How someone looks: adjectives, hair and other parts, what is worn and carried."""

from panelwright_tools.language.cast import Cast, EntityDraft
from panelwright_tools.language.draft import EventDraft, PhraseDraft, SentenceDraft
from panelwright_tools.language.lexicon import lexicon
from panelwright_tools.language.measures import described_after, note_measures
from panelwright_tools.language.readings import is_bodily
from panelwright_tools.language.tables import words
from panelwright_tools.language.wearers import is_part, is_worn, living_of, wearers_in

_PASSING = frozenset(
    [
        "other",
        "own",
        "same",
        "such",
        "next",
        "last",
        "first",
        "second",
        "third",
        "only",
        "very",
        "certain",
        "whole",
        "many",
        "several",
        "few",
        "more",
        "most",
        "much",
        "each",
        "every",
        "another",
        "enough",
        "all",
        "latter",
        "former",
        "sure",
        "able",
    ]
)
_CARRIED = frozenset(
    {"artifact", "tool", "weapon", "instrument", "device", "container", "food", "plant"}
)


def note_adjectives(entity: EntityDraft, phrase: PhraseDraft) -> None:
    """Keeps the adjectives that describe, not those that point."""
    for adjective in phrase.adjectives:
        if adjective not in _PASSING and adjective not in entity.adjectives:
            entity.adjectives.append(adjective)
    compound = phrase.compound.split()
    colours = [word for word in compound if word.lower() in words("looks", "colour")]
    if colours and entity.living and not phrase.name:  # "a small white dog", where white is a noun
        entity.adjectives += [w.lower() for w in colours if w.lower() not in entity.adjectives]
        phrase.compound = " ".join(word for word in compound if word not in colours)
        entity.compound = "" if entity.compound.split() == compound else entity.compound
    if phrase.number and entity.plural and phrase.number > 1:
        entity.number = phrase.number


def describe_sentence(cast: Cast, sentence: SentenceDraft) -> None:
    """Folds bodies, clothes and predicates of a sentence into those whom they describe."""
    for number, wearers in wearers_in(cast, sentence).items():
        phrase = sentence.phrases[number]
        for wearer in wearers:
            _add(wearer, _text(sentence, phrase), phrase)
        _fold(cast, phrase)
    for phrase in sentence.phrases:
        if phrase.preposition == "with" and phrase.attached_to is not None:
            _carried(cast, sentence, phrase)
    note_measures(cast, sentence)
    for event in sentence.events:
        if event.subjects and not event.negated and not event.hypothetical:
            _predicates(cast, sentence, event)
    for phrase in sentence.phrases:
        _after_noun(cast, sentence, phrase)


def _text(sentence: SentenceDraft, phrase: PhraseDraft) -> str:
    """The phrase without its article and owner; `wearing` tells clothes from bodies."""
    before = sentence.lowers[phrase.start - 1] if phrase.start else ""
    start = phrase.start - (before in words("looks", "telling"))  # "straight black hair"
    noun = " ".join(
        sentence.lowers[index]
        for index in range(start, phrase.end)
        if sentence.tags[index] not in ("DET", "POSS") and sentence.lowers[index] not in _PASSING
    )
    if phrase.owner is not None and sentence.phrases[phrase.owner].determiner in ("a", "an", ""):
        owner = sentence.phrases[phrase.owner]
        noun = f"{owner.head}'s {noun}" if is_worn(phrase) and not owner.name else noun
    if is_part(phrase) and not is_worn(phrase):
        return noun
    article = "" if phrase.plural or phrase.head.endswith("s") else "a "
    article = "an " if article and noun[:1] in "aeiou" else article
    return f"wearing {article}{noun}"


def _add(entity: EntityDraft, text: str, phrase: PhraseDraft) -> None:
    plain = is_part(phrase) and not is_worn(phrase)
    if plain and not _visible(phrase) and phrase.head not in words("looks", "striking"):
        return
    if text not in entity.attributes:
        entity.attributes.append(text)


def _fold(cast: Cast, phrase: PhraseDraft) -> None:
    """What is worn is no prop: the phrase means nothing by itself any more."""
    for found in phrase.entities:
        entity = cast.entities[found]
        if len(entity.mentions) <= 1 and not entity.names:
            entity.folded = True
    phrase.entities = [e for e in phrase.entities if not cast.entities[e].folded]


def _visible(phrase: PhraseDraft) -> bool:
    """`blue eyes`, `one eye`; not `her hand`."""
    looks, telling = lexicon().looks, words("looks", "telling")
    described = any(
        looks.get(a, "emotion") != "emotion" or a in telling or "-" in a for a in phrase.adjectives
    )
    return described or phrase.number is not None


def _carried(cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft) -> None:
    if phrase.category not in _CARRIED or phrase.attached_to is None or is_worn(phrase):
        return
    entity = living_of(cast, sentence.phrases[phrase.attached_to])
    if entity is not None and not phrase.negated:
        noun = " ".join([*phrase.adjectives, *phrase.compound.lower().split(), phrase.head])
        text = f"with {noun}"
        if text not in entity.attributes:
            entity.attributes.append(text)


def _predicates(cast: Cast, sentence: SentenceDraft, event: EventDraft) -> None:
    """`Her hair was long and red` belongs to her; `the dog was old` to the dog."""
    if event.verb not in ("be", "have", "look"):
        return
    phrase = sentence.phrases[event.subjects[0]]
    for adjective in described_after(sentence, event.last + 1):
        look = lexicon().looks.get(adjective)
        if look == "emotion" or not (look or adjective in words("looks", "telling")):
            continue
        if (is_part(phrase) or is_worn(phrase)) and phrase.owner_entities:
            _note_part(cast.entities[phrase.owner_entities[0]], phrase, adjective)
        elif len(phrase.entities) == 1:
            _note_adjective(cast.entities[phrase.entities[0]], adjective)


def _note_part(owner: EntityDraft, phrase: PhraseDraft, adjective: str) -> None:
    noun = f"{phrase.head}s" if phrase.plural and not phrase.head.endswith("s") else phrase.head
    noun = "hair" if phrase.head == "hair" else noun
    text = f"wearing {adjective} {noun}" if is_worn(phrase) else f"{adjective} {noun}"
    if text not in owner.attributes:
        owner.attributes.append(text)


def _note_adjective(entity: EntityDraft, adjective: str) -> None:
    if adjective not in entity.adjectives:
        entity.adjectives.append(adjective)


def _after_noun(cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft) -> None:
    """`A horse, black as coal, stood`, `JOE (bald) sweeps`, `walked barefoot`."""
    after = sentence.lowers[phrase.end : phrase.end + 1]
    entity = living_of(cast, phrase)
    if entity is None or after not in ([","], ["("]):
        return
    for adjective in described_after(sentence, phrase.end + 1):
        if is_bodily(adjective) or lexicon().looks.get(adjective, "emotion") != "emotion":
            _note_adjective(entity, adjective)
