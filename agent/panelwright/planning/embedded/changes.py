"""Finds who becomes somebody else: the frog that is a prince from one sentence on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from panelwright.planning.embedded.callings import BY_CATEGORY
from panelwright.planning.embedded.describe import character_phrase, noun_for
from panelwright.planning.embedded.looks import Gender, read_look
from panelwright.planning.embedded.names import slug
from panelwright.planning.embedded.tables import words
from panelwright_tools.domain import Character, Kind, Look, Region, Variation
from panelwright_tools.domain.appearance import rephrased
from panelwright_tools.language.document import LIVING, Document, Entity, Event, Sentence
from panelwright_tools.language.lexicon import gender_of_noun

_GENDERS: dict[str, Gender] = {"m": "masculine", "f": "feminine"}


@dataclass(frozen=True)
class Change:
    """A sentence after which somebody is another being."""

    sentence: int
    head: str
    kind: Kind
    adjectives: tuple[str, ...]
    attributes: tuple[str, ...]
    """What the new being has and wears, in the words of the entity's attributes."""
    being: str
    """Id of its variation; empty: what it was at first."""


def changes_of(document: Document, entity: Entity, kind: Kind) -> list[Change]:
    """The beings that an entity turns into, in the order of the text; `kind` is what it was."""
    found: list[Change] = []
    first = entity.heads[0].lower() if entity.heads else ""
    for number in sorted({mention.sentence for mention in entity.mentions}):
        sentence = document.sentences[number]
        for event in sentence.events:
            phrase = _outcome(sentence, event, entity)
            if phrase is None:
                continue
            shape = sentence.noun_phrases[phrase]
            new = BY_CATEGORY.get(shape.category, Kind.PERSON)
            before = found[-1] if found else None
            was = (before.kind, before.head) if before else (kind, first)
            head = shape.head.lower()
            if new is was[0] and (new is Kind.PERSON or head == was[1]):
                continue
            told = _told(sentence, phrase, entity)
            being = "" if (new, head) == (kind, first) else slug(head, "other")
            found.append(Change(number, head, new, shape.adjectives, told, being))
    return found


def _outcome(sentence: Sentence, event: Event, entity: Entity) -> int | None:
    """The phrase that names what the entity becomes."""
    if not event.happens or (event.passive and not event.subjects):
        return None
    shapes = [link.phrase for link in event.prepositions if link.preposition == "into"]
    if event.verb == "be" and event.predicate is not None and _is_again(sentence, event):
        shapes = [event.predicate]
    elif event.verb == "become":
        shapes = [*event.objects] if event.predicate is None else [event.predicate]
    elif event.verb not in words("props", "changing"):
        return None
    for number in shapes:
        phrase = sentence.noun_phrases[number]
        living = phrase.category in LIVING and not phrase.plural and not phrase.name
        if living and entity.id in phrase.entities and phrase.determiner in ("a", "an"):
            return number
    return None


def _is_again(sentence: Sentence, event: Event) -> bool:
    """`he is a prince again`."""
    phrase = sentence.noun_phrases[event.predicate or 0]
    after = sentence.tokens[phrase.tokens[1] : phrase.tokens[1] + 1]
    return bool(after) and after[0].lower == "again"


def _told(sentence: Sentence, number: int, entity: Entity) -> tuple[str, ...]:
    """The attributes that hang on a phrase: black hair and a red cape."""
    phrases = sentence.noun_phrases
    hung = [phrase for phrase in phrases if phrase.attached_to == number]
    hung += [phrases[k] for phrase in hung for k in phrase.coordinated]
    heads = {head for phrase in hung for head in (phrase.head, phrase.head_text.lower())}
    return tuple(text for text in entity.attributes if text.split()[-1] in heads)


def before_changes(entity: Entity, changes: Sequence[Change]) -> Entity:
    """The entity as it was before it became anything else."""
    later = {
        text
        for change in changes
        if change.being
        for text in (change.head, *change.adjectives, *change.attributes)
    }
    return replace(
        entity,
        heads=tuple(head for head in entity.heads if head.lower() not in later),
        adjectives=tuple(text for text in entity.adjectives if text not in later),
        attributes=tuple(text for text in entity.attributes if text not in later),
    )


def as_now(character: Character, region: Region, other: Variation) -> Region:
    """The region of somebody who is another being by now, or only wears something else."""
    look = other.look
    same = look is not None and look.species == character.look.species
    if not same or other.nature is not character.kind:
        return reshaped(region, other)
    return rephrased(region, other.phrase).model_copy(update={"variation": other.id})


def reshaped(region: Region, being: Variation) -> Region:
    """The region of somebody who is another being by now."""
    look, kind = being.look or Look(), being.nature or Kind.PERSON
    noun = noun_for(look, kind, (being.id,)) if kind is Kind.PERSON else look.species
    update = {"noun": noun, "variation": being.id}
    return rephrased(region, being.phrase).model_copy(update=update)


def variations_of(changes: Sequence[Change], gender: Gender | None) -> tuple[Variation, ...]:
    """A look for each of the beings that somebody becomes."""
    made: dict[str, Variation] = {}
    for change in changes:
        if not change.being or change.being in made:
            continue
        own = _GENDERS.get(gender_of_noun(change.head), gender)
        look = read_look(change.kind, (change.head,), change.adjectives, change.attributes, own)
        phrase = character_phrase(look, change.kind, (change.head,))
        made[change.being] = Variation(
            id=change.being, phrase=phrase, nature=change.kind, look=look
        )
    return tuple(made.values())
