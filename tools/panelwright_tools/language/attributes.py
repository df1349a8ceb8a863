"""How someone looks: adjectives, hair and other parts, what is worn and carried."""

from panelwright_tools.language.cast import Cast, EntityDraft
from panelwright_tools.language.draft import PhraseDraft, SentenceDraft
from panelwright_tools.language.lexicon import lexicon
from panelwright_tools.language.tables import words

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
_PLAIN_PARTS = frozenset(
    [
        "hand",
        "head",
        "arm",
        "foot",
        "face",
        "eye",
        "side",
        "heart",
        "mind",
        "back",
        "shoulder",
        "knee",
        "lap",
        "finger",
        "lip",
        "tear",
        "mouth",
        "neck",
        "leg",
        "chest",
        "palm",
        "cheek",
        "ear",
        "body",
        "smile",
        "nose",
        "tongue",
        "tooth",
        "toe",
        "elbow",
        "thumb",
        "throat",
        "skin",
    ]
)
_OLDEST = 120  # years
_CARRIED = frozenset(
    {"artifact", "tool", "weapon", "instrument", "device", "container", "food", "plant"}
)


def note_adjectives(entity: EntityDraft, phrase: PhraseDraft) -> None:
    """Keeps the adjectives that describe, not those that point."""
    for adjective in phrase.adjectives:
        if adjective not in _PASSING and adjective not in entity.adjectives:
            entity.adjectives.append(adjective)
    if phrase.number and entity.plural and phrase.number > 1:
        entity.number = phrase.number


def describe_sentence(cast: Cast, sentence: SentenceDraft) -> None:
    """Folds bodies, clothes and predicates of a sentence into those whom they describe."""
    for phrase in sentence.phrases:
        if phrase.category in ("body", "clothing") or phrase.head in _PLAIN_PARTS:
            owner = _wearer(cast, sentence, phrase)
            if owner is not None and not phrase.negated:
                _add(owner, _text(phrase, worn=phrase.category == "clothing"), phrase)
                _fold(cast, sentence, phrase)
        elif phrase.preposition == "with" and phrase.attached_to is not None:
            _carried(cast, sentence, phrase)
    for event in sentence.events:
        if event.verb in words("verbs", "having") and not event.negated and not event.hypothetical:
            for number in event.objects:
                _had(cast, sentence, event.subjects, number, event.verb)
        if event.verb == "be" and event.predicate is not None and event.subjects:
            _note_age(cast, sentence, event.subjects[0], sentence.phrases[event.predicate])
        if event.adjective and event.subjects and not event.negated:
            _predicate(cast, sentence, event.subjects[0], event.adjective, event.verb)


def _note_age(cast: Cast, sentence: SentenceDraft, subject: int, predicate: PhraseDraft) -> None:
    """`Rosa is seventy-eight`, `she was nine`."""
    bare = predicate.head == "one" and not predicate.determiner and not predicate.preposition
    if not bare or predicate.number is None or not 0 < predicate.number <= _OLDEST:
        return
    for found in sentence.phrases[subject].entities:
        entity = cast.entities[found]
        age = f"{predicate.number}-year-old"
        if entity.living and not entity.plural and age not in entity.adjectives:
            entity.adjectives.append(age)


def _wearer(cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft) -> EntityDraft | None:
    if phrase.owner_entities:
        owner = cast.entities[phrase.owner_entities[0]]
        return owner if owner.living else None
    if phrase.first_of_coordination is not None:
        return _wearer(cast, sentence, sentence.phrases[phrase.first_of_coordination])
    if phrase.attached_to is not None and phrase.preposition in ("with", "in"):
        holder = sentence.phrases[phrase.attached_to]
        if holder.entities and cast.entities[holder.entities[0]].living:
            return cast.entities[holder.entities[0]]
    return None


def _text(phrase: PhraseDraft, worn: bool) -> str:
    adjectives = [a for a in phrase.adjectives if a not in _PASSING]
    article = "" if phrase.plural or not worn or phrase.head.endswith("s") else "a "
    if article and (adjectives or [phrase.compound or phrase.head])[0][:1] in "aeiou":
        article = "an "
    if phrase.category == "body" and phrase.number == 1:
        adjectives.insert(0, "one")
    noun = " ".join([*adjectives, *phrase.compound.lower().split(), _plural(phrase)])
    return f"wearing {article}{noun}" if worn else noun


def _plural(phrase: PhraseDraft) -> str:
    if not phrase.plural or phrase.head.endswith("s") or phrase.head == "hair":
        return phrase.head
    return {"foot": "feet", "tooth": "teeth"}.get(phrase.head, phrase.head + "s")


def _add(entity: EntityDraft, text: str, phrase: PhraseDraft) -> None:
    body = phrase.head in _PLAIN_PARTS or phrase.category == "body"
    if body and not _visible(phrase) and phrase.head not in words("looks", "striking"):
        return
    if text not in entity.attributes:
        entity.attributes.append(text)


def _fold(cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft) -> None:
    """Clothes that are worn are no props: the phrase means nothing by itself any more."""
    for found in phrase.entities:
        entity = cast.entities[found]
        if entity.category == "clothing" and len(entity.mentions) <= 1:
            entity.folded = True
    phrase.entities = [e for e in phrase.entities if not cast.entities[e].folded]


def _visible(phrase: PhraseDraft) -> bool:
    """`blue eyes`, `one eye`; not `her hand`."""
    looks = lexicon().looks
    described = any(looks.get(a) or "-" in a for a in phrase.adjectives)
    return described or phrase.number is not None


def _carried(cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft) -> None:
    if phrase.category not in _CARRIED or phrase.attached_to is None:
        return
    holder = sentence.phrases[phrase.attached_to]
    if holder.entities and cast.entities[holder.entities[0]].living:
        text = f"with {_text(phrase, worn=False)}"
        entity = cast.entities[holder.entities[0]]
        if text not in entity.attributes:
            entity.attributes.append(text)


def _had(cast: Cast, sentence: SentenceDraft, subjects: list[int], number: int, verb: str) -> None:
    """`She wore a yellow raincoat and boots`, `he has one eye`."""
    phrase = sentence.phrases[number]
    for member in (number, *phrase.coordinated):
        thing = sentence.phrases[member]
        worn = thing.category == "clothing" and verb in ("wear", "have", "sport", "don")
        body = thing.category == "body" and verb in ("have", "grow", "sport", "possess")
        if not (worn or body) or thing.negated:
            continue
        for subject in subjects:
            for found in sentence.phrases[subject].entities:
                if cast.entities[found].living:
                    _add(cast.entities[found], _text(thing, worn), thing)
                    _fold(cast, sentence, thing)


def _predicate(
    cast: Cast, sentence: SentenceDraft, subject: int, adjective: str, verb: str
) -> None:
    """`Her hair was red` belongs to her; `the dog was old` to the dog."""
    phrase = sentence.phrases[subject]
    look = lexicon().looks.get(adjective)
    if look is None or verb not in ("be", "have", "look") or look == "emotion":
        return
    if phrase.category in ("body", "clothing") and phrase.owner_entities:
        owner = cast.entities[phrase.owner_entities[0]]
        noun = _plural(phrase)
        text = f"{adjective} {noun}" if phrase.category == "body" else f"wearing {adjective} {noun}"
        if text not in owner.attributes:
            owner.attributes.append(text)
    elif len(phrase.entities) == 1:
        entity = cast.entities[phrase.entities[0]]
        if adjective not in entity.adjectives:
            entity.adjectives.append(adjective)
