"""What "it" means when it means nobody met before: the weather, a troll, the ice."""

from panelwright_tools.language.cast import Cast, EntityDraft
from panelwright_tools.language.document import LIVING
from panelwright_tools.language.draft import EventDraft, PhraseDraft, SentenceDraft
from panelwright_tools.language.readings import compared
from panelwright_tools.language.tables import table, words

_TOLD = frozenset({"say", "think", "mean", "whisper", "repeat", "explain"})  # with words as object
_ABOUT = frozenset({"outside", "inside", "outdoors", "indoors", "upstairs", "downstairs"})
"""`Outside it was black`: of the place, of nothing in it."""


def is_expletive(sentence: SentenceDraft, phrase: PhraseDraft, event: EventDraft) -> bool:
    """`It snowed`, `it was late`, `it's Sports Day`: "it" means nothing."""
    if phrase.role != "subject":
        return False
    if event.verb in words("verbs", "weather") or _lasts(sentence, event):
        return True
    if event.verb not in ("be", "get", "become", "grow", "turn", "seem", "go", "fall"):
        return False
    impersonal = words("verbs", "impersonal")
    if event.adjective in impersonal or impersonal.intersection(_bases(event.adjective)):
        return True
    if event.predicate is None:
        return (
            phrase.start > 0 and sentence.lowers[phrase.start - 1] in _ABOUT and event.verb == "be"
        )
    predicate = sentence.phrases[event.predicate]
    occasion = bool(predicate.name) and predicate.category == "unknown"
    return occasion or predicate.category in ("time", "weather")


def _lasts(sentence: SentenceDraft, event: EventDraft) -> bool:
    """`It takes fifty minutes`, `It takes Malik two buses to find the ward`."""
    if event.verb != "take":
        return False
    timed = any(sentence.phrases[n].category == "time" for n in event.objects)
    return timed or any(
        other.infinitive and event.token < other.token and len(event.objects) > 1
        for other in sentence.events
    )


def _bases(adjective: str) -> tuple[str, ...]:
    return compared(adjective) if adjective.endswith("er") else ()


def reveals(sentence: SentenceDraft, phrase: PhraseDraft, event: EventDraft) -> bool:
    """`It was a troll`: it tells who something was."""
    if phrase.role != "subject" or event.verb != "be" or event.predicate is None:
        return False
    predicate = sentence.phrases[event.predicate]
    told = predicate.determiner in ("a", "an", "the") or bool(predicate.owner_word)
    told = told or bool(predicate.name) or predicate.owner is not None
    return told and predicate.category in LIVING and not predicate.plural


def unknown_so_far(cast: Cast, sentence: SentenceDraft, event: EventDraft) -> list[EntityDraft]:
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


def means_matter(sentence: SentenceDraft, phrase: PhraseDraft) -> bool:
    """`The ice was hard, and I hacked at it`, `he said it quietly`: nobody is said or hacked at."""
    if phrase.role == "subject":
        return False
    event = sentence.events[phrase.event] if phrase.event is not None else None
    if event is not None and event.verb in _TOLD and phrase.role == "object":
        return sentence.phrases.index(phrase) in event.objects[:1]
    before = [p for p in sentence.phrases if p.end <= phrase.start and p.role == "subject"]
    first = before[0] if before else None
    return first is not None and not first.entities and first.category == "substance"
