"""What a mention tells: how much somebody is minded, whether they are there, what they do."""

from typing import get_args

from panelwright_tools.language.cast import Cast, EntityDraft, mention_weight
from panelwright_tools.language.document import LIVING, PLACES, Mention, Role
from panelwright_tools.language.draft import EventDraft, PhraseDraft, SentenceDraft
from panelwright_tools.language.freezing import span_of
from panelwright_tools.language.learning import learn
from panelwright_tools.language.lexicon import lexicon
from panelwright_tools.language.matching import is_place_use
from panelwright_tools.language.tables import words

_ABSENT = 0.5  # weight of a mention of somebody who is not there
_SHARED = 0.4  # weight of a mention that means several
_HANGING = 0.65  # weight of a mention in a clause that hangs on another
_MINDED = frozenset({"communication", "cognition", "emotion", "perception", "social"})
_AGENTIVE = _MINDED | {"motion", "contact", "consumption", "competition", "possession", "body"}


def note_mention(
    cast: Cast, sentence: SentenceDraft, number: int, phrase: PhraseDraft, entity: EntityDraft
) -> None:
    """Counts a mention of an entity and learns from it."""
    event = sentence.events[phrase.event] if phrase.event is not None else None
    acts = event is not None and number in event.subjects
    weight = 5.0 if acts and phrase.role == "apposition" else mention_weight(phrase)
    weight *= _HANGING if event is not None and event.subordinate else 1.0
    shown = event is None or phrase.role == "owner" or _takes_part(sentence, number, event)
    shown = shown or (acts and event is not None and _denied(event))
    present = shown and not phrase.negated and not _wished(sentence, number, phrase)
    if phrase.pictured or (acts and event is not None and _is_absent(sentence, event)):
        present = False
    if phrase.owner_entities and words("verbs", "late") & set(phrase.adjectives):
        present = False  # her late husband
    if event is not None and event.verb in ("call", "name") and phrase.name and entity.mentions:
        present = present and entity.mentions[-1].present  # "a sailor called Henryk"
    weight *= _SHARED if len(phrase.entities) > 1 else 1.0
    weight *= _ABSENT if not present and not acts and not phrase.pronoun else 1.0
    cast.note(entity, sentence.index, weight, "subject" if acts else phrase.role)
    role = cast_role(phrase.role)
    span = span_of(sentence, phrase.start, phrase.end)
    entity.mentions.append(
        Mention(
            sentence.index,
            span,
            role,
            phrase.pronoun,
            number,
            present,
            phrase.confidence,
        )
    )
    if role == "oblique" and (
        is_place_use(phrase) or _of_land(sentence, phrase) or _tells_where(sentence, phrase)
    ):
        entity.placed += 1
    if acts and phrase.name and event is not None and not event.subordinate:
        entity.acted = sentence.index
    if not phrase.pronoun:
        learn(cast, phrase, entity)


def _denied(event: EventDraft) -> bool:
    """`Tom doesn't sleep`: it does not happen, yet he is there."""
    unreal = event.future or event.hypothetical or event.reported or event.infinitive
    return event.negated and not unreal and event.verb not in words("verbs", "being_there")


def _takes_part(sentence: SentenceDraft, number: int, event: EventDraft) -> bool:
    """`pretends not to see her and leaves`: one thing that somebody does in earnest is enough."""
    return event.happens or any(number in e.subjects and e.happens for e in sentence.events)


def _is_absent(sentence: SentenceDraft, event: EventDraft) -> bool:
    """`her father is dead`, `the fox was gone`."""
    state = event.adjective or (sentence.lowers[event.token] if event.passive else "")
    return state in words("verbs", "absent_states")


def _wished(sentence: SentenceDraft, number: int, phrase: PhraseDraft) -> bool:
    """`wished for a dragon`, `wanted a dog`: it is not there yet."""
    if phrase.event is None or phrase.pronoun or phrase.determiner not in ("a", "an", "some", ""):
        return False
    event = sentence.events[phrase.event]
    if phrase.preposition == "for" and event.verb in words("verbs", "awaiting"):
        return True
    wanted = number in event.objects or phrase.preposition == "for"
    return wanted and event.verb in words("verbs", "irreal") and not phrase.name


def cast_role(role: str) -> Role:
    """The role of a mention."""
    return role if role in get_args(Role) else "oblique"  # type: ignore[return-value]


def _of_land(sentence: SentenceDraft, phrase: PhraseDraft) -> bool:
    """`the ice of Europa`, `the gates of Karth`, `the Duke of Orm`: a place has these."""
    if phrase.of_parent is None or not phrase.name:
        return False
    parent = sentence.phrases[phrase.of_parent]
    known = phrase.name.lower().split()[0] in lexicon().names
    if phrase.category in LIVING and (known or parent.head.lower() not in _sides()):
        return False  # the side of Ganymede, but the room of Anna
    landed = parent.category in ("land", "water", "substance", "place")
    return landed or parent.head.lower() in _sides()


def _sides() -> frozenset[str]:
    return words("nouns", "of_places") | words("nouns", "regions")


def _tells_where(sentence: SentenceDraft, phrase: PhraseDraft) -> bool:
    """`the laundromat on Calle Sol`: where a place is."""
    if phrase.attached_to is None or phrase.preposition not in ("on", "in", "at", "near"):
        return False
    parent = sentence.phrases[phrase.attached_to]
    return bool(phrase.name and parent.determiner) and parent.category in PLACES


def _goes_away(event: EventDraft) -> bool:
    """`goes out`, `ran off`, `left`: no longer with the others."""
    if not event.happens:
        return False
    if event.verb in words("verbs", "parting"):
        return not event.objects
    sense = lexicon().senses.get(event.verb, "")
    return sense == "motion" and event.particle in ("out", "away", "off")


def note_acts(cast: Cast, sentence: SentenceDraft) -> None:
    """Counts who does something and who goes away."""
    for event in sentence.events:
        sense = lexicon().senses.get(event.verb, "")
        minded = sense in _MINDED
        _note_rest(cast, sentence, event)
        if event.passive or event.verb in words("verbs", "copula"):
            continue
        for number in event.subjects:
            for member in (number, *sentence.phrases[number].coordinated):
                for found in sentence.phrases[member].entities:
                    entity = cast.entities[found]
                    if _goes_away(event):
                        entity.left = sentence.index
                    alive = entity.living or entity.category == "unknown"
                    if minded or (alive and sense in _AGENTIVE):
                        entity.acts += 1


def _note_rest(cast: Cast, sentence: SentenceDraft, event: EventDraft) -> None:
    """`A woman lies on the steps`, `Tom is asleep`: at rest until its next deed."""
    if not event.happens or event.negated:
        return
    who = [sentence.phrases[number] for number in event.subjects]
    told = event.verb in words("verbs", "copula")
    lies = event.adjective in words("verbs", "senseless")
    lies = lies or event.verb in words("verbs", "lying")
    alone = len(who) == 1 and len(who[0].entities) == 1 and not who[0].coordinated
    for phrase in who:
        for number in phrase.entities:
            if lies or not told:
                cast.entities[number].lies = lies and alone
