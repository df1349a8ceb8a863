"""Who is said to be what: `Tom was a sailor`, `her name is Duchess`, `Bolt and Hex are robots`."""

from panelwright_tools.language.cast import Cast, EntityDraft
from panelwright_tools.language.document import LIVING
from panelwright_tools.language.draft import EventDraft, PhraseDraft, SentenceDraft
from panelwright_tools.language.identity import adopt
from panelwright_tools.language.learning import learn_compound
from panelwright_tools.language.tables import words

_OTHER_KINDS = ("animal", "being", "robot")
"""What a teller, who was taken for a person, may say to be: `I am an old robot`."""


def resolve_copulas(cast: Cast, sentence: SentenceDraft) -> None:
    """`Tom was a sailor`, `her name is Duchess`, `the youngest was called Tavi`."""
    for event in sentence.events:
        if event.negated or not event.subjects:
            continue
        if event.verb in ("be", "become") and event.predicate is not None:
            _copula(cast, sentence, event, sentence.phrases[event.predicate])
        elif event.verb in words("verbs", "changing") and event.happens:
            _changed(cast, sentence, event)
        elif event.verb in words("verbs", "employed") and event.happens:
            _employed(cast, sentence, event)
        elif event.verb in ("call", "name") and event.passive:
            for number in event.objects:
                _called(cast, sentence, event, sentence.phrases[number])


def _changed(cast: Cast, sentence: SentenceDraft, event: EventDraft) -> None:
    """`turned the headmistress into a teapot`, `she turned into a swan`: called that from then."""
    into = [n for preposition, n in event.prepositions if preposition == "into"]
    whom = event.objects[:1] or event.subjects[:1]
    shape = sentence.phrases[into[0]] if len(into) == 1 else None
    if shape is None or shape.determiner not in ("a", "an") or shape.name:
        return
    found = sentence.phrases[whom[0]].entities
    if len(found) == 1 and cast.entities[found[0]].living:
        for other in shape.entities:
            cast.merge(cast.entities[found[0]], cast.entities[other])
        cast.add_head(cast.entities[found[0]], shape.head)
        shape.entities = list(found)


def _employed(cast: Cast, sentence: SentenceDraft, event: EventDraft) -> None:
    """`A fox who works as a baker`: a baker too."""
    for preposition, number in event.prepositions:
        office, who = sentence.phrases[number], sentence.phrases[event.subjects[0]].entities
        if preposition == "as" and office.category == "person" and len(who) == 1:
            _is(cast, cast.entities[who[0]], event, office)


def _copula(cast: Cast, sentence: SentenceDraft, event: EventDraft, predicate: PhraseDraft) -> None:
    subject = sentence.phrases[event.subjects[0]]
    if subject.head in words("nouns", "name_nouns") and predicate.name and subject.owner_entities:
        owner = cast.entities[subject.owner_entities[0]]
        _rename(cast, owner, predicate)
        return
    if predicate.plural and predicate.category in LIVING and not event.hypothetical:
        _are(cast, sentence, event, predicate)
    if len(subject.entities) != 1 or predicate.preposition:
        return
    for phrase in sentence.phrases:
        if phrase.apposition_of == event.predicate:
            entity = cast.entities[subject.entities[0]]
            _rename(cast, entity, phrase)
            if phrase.category in _OTHER_KINDS and not entity.gender_sure:
                entity.category = phrase.category  # his enemy is Mittens, the cat
    _is(cast, cast.entities[subject.entities[0]], event, predicate)


def _are(cast: Cast, sentence: SentenceDraft, event: EventDraft, predicate: PhraseDraft) -> None:
    """`Bolt and Hex are robots`: each of them is one."""
    first = sentence.phrases[event.subjects[0]]
    numbers = [event.subjects[0], *first.coordinated]
    members = [e for number in numbers for e in sentence.phrases[number].entities]
    if len(members) < 2:
        return
    for member in members:
        entity = cast.entities[member]
        if predicate.category == "person" and entity.category in _OTHER_KINDS:
            continue  # an elephant and a mouse who are friends
        if entity.category in ("unknown", predicate.category) or entity.gender == "":
            cast.add_head(entity, predicate.head)
            learn_compound(cast, predicate, entity)
            entity.gender = entity.gender or predicate.gender
            entity.category = predicate.category


def _is(cast: Cast, entity: EntityDraft, event: EventDraft, predicate: PhraseDraft) -> None:
    craft = predicate.category == "vehicle" and bool(entity.names) and not entity.gender_sure
    if craft and not predicate.name and not predicate.plural and not event.hypothetical:
        cast.add_head(entity, predicate.head)  # Maja was a little tugboat
        entity.category = "vehicle"
        predicate.entities = [entity.id]
        return
    living = LIVING | ({"unknown"} if predicate.name and not entity.names else set())
    same_kind = predicate.category in living and entity.category in LIVING | {"unknown"}
    if not same_kind or predicate.plural != entity.plural or event.hypothetical or event.reported:
        return
    if predicate.name:
        _rename(cast, entity, predicate)
        return
    predicate.entities = [entity.id]
    cast.add_head(entity, predicate.head)
    entity.adjectives += [a for a in predicate.adjectives if a not in entity.adjectives]
    entity.gender = entity.gender or predicate.gender
    if entity.category == "unknown" or (entity.narrator and predicate.category in _OTHER_KINDS):
        entity.category = predicate.category


def _called(cast: Cast, sentence: SentenceDraft, event: EventDraft, phrase: PhraseDraft) -> None:
    subject = sentence.phrases[event.subjects[0]]
    if len(subject.entities) != 1:
        return
    entity = cast.entities[subject.entities[0]]
    if sentence.tags[subject.end] == "'S":
        _called_too(cast, sentence, event, phrase)
    elif phrase.name:
        _rename(cast, entity, phrase)
    elif phrase.plural and entity.plural and phrase.determiner == "the":
        for found in phrase.entities:
            cast.merge(entity, cast.entities[found])  # a team that is called the Otters
        phrase.entities = [entity.id]


def _called_too(
    cast: Cast, sentence: SentenceDraft, event: EventDraft, phrase: PhraseDraft
) -> None:
    """`Grace's snail is called Turbo and Noah's is called Sheila`: Sheila is a snail too."""
    before = [e for e in sentence.events if e.token < event.token and e.subjects]
    kind = sentence.phrases[before[-1].subjects[0]] if before else None
    if kind is None or kind.category not in LIVING or len(phrase.entities) != 1:
        return
    entity = cast.entities[phrase.entities[0]]
    cast.add_head(entity, kind.head)
    entity.category = kind.category


def _rename(cast: Cast, entity: EntityDraft, phrase: PhraseDraft) -> None:
    for found in phrase.entities:
        if found != entity.id and len(cast.entities[found].mentions) <= 1:
            cast.merge(entity, cast.entities[found])
    phrase.entities = [entity.id]
    adopt(cast, entity, phrase)
