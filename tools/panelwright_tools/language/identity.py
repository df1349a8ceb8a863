"""Two phrases for one: appositions, `called`, `whose name is`."""

from panelwright_tools.language.appositions import is_apposition
from panelwright_tools.language.bynames import NAMING_VERBS, called_by_others, named_by_gap
from panelwright_tools.language.cast import Cast, EntityDraft
from panelwright_tools.language.document import LIVING
from panelwright_tools.language.draft import PhraseDraft, SentenceDraft
from panelwright_tools.language.names import title_gender
from panelwright_tools.language.tables import words


def identified(
    cast: Cast, sentence: SentenceDraft, number: int, phrase: PhraseDraft
) -> EntityDraft | None:
    """The entity of an earlier phrase of the sentence that this phrase names again."""
    if number == 0 or (phrase.preposition and not phrase.name):
        return None
    named = _of_whose(sentence, number)
    named = named or _told_behind(sentence, phrase)
    if named is not None:
        bearer = cast.entities[named.entities[-1]]
        phrase.role, phrase.apposition_of = "apposition", sentence.phrases.index(named)
        adopt(cast, bearer, phrase)
        return bearer
    if sentence.tags[sentence.phrases[number - 1].end] == "'S" and phrase.owner is None:
        return None  # "Noah's is called Sheila"
    byname_of = called_by_others(sentence, number)
    before = byname_of or _before(sentence, number)
    if before is None:
        return None
    if not before.entities:
        told = byname_of or named_by_gap(sentence.lowers[before.end : phrase.start])
        gap = sentence.lowers[before.end : phrase.start]
        kind = bool(before.name) and gap == [","] and phrase.determiner in ("the", "a", "an")
        kind = kind and phrase.category in LIVING and not phrase.coordinated
        if before.role == "predicate" and ((phrase.name and told) or kind):
            phrase.apposition_of = sentence.phrases.index(before)
        return None
    entity = cast.entities[before.entities[-1]]
    begin = _hanging_end(sentence, number, before)
    while sentence.tags[begin] == "ADV":
        begin += 1  # "the cat next door, Mittens"
    gap = sentence.lowers[begin : _begin(sentence, phrase)]
    called = byname_of is not None or _is_given(sentence, number, before)
    calls = bool(before.name) and len(gap) == 1  # "Ida called Nell": two of them
    if phrase.name and (called or (named_by_gap(gap) and not calls)):
        adopt(cast, entity, phrase)
        return entity
    told = phrase.apposition_of is not None and before is sentence.phrases[phrase.apposition_of]
    if told or is_apposition(sentence, before, phrase, gap, entity):
        phrase.role = "apposition"
        phrase.apposition_of = sentence.phrases.index(before)
        entity = _known_before(cast, sentence, before, phrase, entity)
        adopt(cast, entity, phrase)
        return entity
    return None


def _of_whose(sentence: SentenceDraft, number: int) -> PhraseDraft | None:
    """`Rowan, the miller's son, watched`: Rowan, who is the son."""
    phrase = sentence.phrases[number]
    outer = phrase.owner
    while outer is not None and sentence.phrases[outer].owner is not None:
        outer = sentence.phrases[outer].owner
    if not outer or phrase.name or phrase.plural or phrase.coordinated:
        return None
    before = sentence.phrases[outer - 1]
    gap = sentence.lowers[before.end : sentence.phrases[outer].start]
    closed = sentence.lowers[phrase.end : phrase.end + 1] in ([","], ["."], [";"])
    listed = "and" in sentence.lowers[phrase.end : phrase.end + 2]
    kin = phrase.head in words("people", "kin_nouns") and bool(before.name) and not before.plural
    found = gap == [","] and closed and not listed and kin and len(before.entities) == 1
    return before if found else None


def _told_behind(sentence: SentenceDraft, phrase: PhraseDraft) -> PhraseDraft | None:
    """`The mayor comes in, a round man with a chain.`: what he is, told behind the verb."""
    single = not (phrase.name or phrase.plural or phrase.pronoun or phrase.preposition)
    listed = phrase.coordinated or phrase.first_of_coordination is not None
    if not single or listed or phrase.determiner not in ("a", "an") or phrase.start < 2:
        return None
    last = phrase.start - 2
    while sentence.tags[last] in ("ADV", "PREP", "PART"):
        last -= 1  # "walked in slowly"
    deed = next((e for e in sentence.events if last <= e.last < phrase.start), None)
    if sentence.lowers[phrase.start - 1] != "," or deed is None or len(deed.subjects) != 1:
        return None
    subject = sentence.phrases[deed.subjects[0]]
    alike = phrase.category in LIVING and subject.category in (phrase.category, "unknown")
    clash = bool(phrase.gender and subject.gender) and phrase.gender != subject.gender
    after = sentence.lowers[phrase.end : phrase.end + 2]
    worn = after in (["with", "a"], ["with", "an"], ["in", "a"], ["in", "an"])
    closed = worn or after[:1] in ([], ["."], ["!"])
    alone = len(subject.entities) == 1 and not (subject.plural or subject.coordinated)
    return subject if alike and closed and alone and not clash else None


def _known_before(
    cast: Cast,
    sentence: SentenceDraft,
    before: PhraseDraft,
    phrase: PhraseDraft,
    entity: EntityDraft,
) -> EntityDraft:
    """`a mule … Senator, the mule`: the name is of the nameless one met before."""
    fresh = len(entity.mentions) == 1 and bool(before.name)
    if not fresh or phrase.determiner != "the" or phrase.name:
        return entity
    for known in cast.with_head(phrase.head):
        if known is not entity and not known.names and known.plural == phrase.plural:
            cast.merge(known, entity)
            before.entities = [known.id]
            return known
    return entity


def _begin(sentence: SentenceDraft, phrase: PhraseDraft) -> int:
    """The first token of a phrase with its owner: `Rowan, | the miller's son`."""
    owned = phrase.owner is not None and not phrase.name
    return sentence.phrases[phrase.owner or 0].start if owned else phrase.start


def _before(sentence: SentenceDraft, number: int) -> PhraseDraft | None:
    """The phrase before, over those that only hang on it: `a girl with red hair called Mina`."""
    phrase = sentence.phrases[number]
    at = number - 1 if phrase.owner != number - 1 else number - 2
    if at < 0:
        return None
    gap = sentence.lowers[sentence.phrases[at].end : _begin(sentence, phrase)]
    if not gap or not (named_by_gap(gap) or gap == [","]):
        return sentence.phrases[at]
    while at > 0 and sentence.phrases[at].attached_to is not None:
        hanging = sentence.phrases[at]
        if hanging.category in LIVING or hanging.name:
            break
        at = hanging.attached_to if hanging.attached_to is not None else at - 1
    return sentence.phrases[at]


def _hanging_end(sentence: SentenceDraft, number: int, before: PhraseDraft) -> int:
    """The end of a phrase with what was skipped: `the woman in the red coat, Ana, …`."""
    last = sentence.phrases[number - 1]
    skipped = last is not before and last.preposition in ("in", "with")
    return last.end if skipped else before.end


def _is_given(sentence: SentenceDraft, number: int, before: PhraseDraft) -> bool:
    """`named it Kevin`, `call her Bo`."""
    phrase = sentence.phrases[number]
    if before.end != phrase.start or phrase.event is None or before.event != phrase.event:
        return False
    event = sentence.events[phrase.event]
    both = number in event.objects and number - 1 in event.objects
    return both and event.verb in NAMING_VERBS and not event.passive


def adopt(cast: Cast, entity: EntityDraft, phrase: PhraseDraft) -> None:
    """Gives an entity the name and the kind that a phrase tells."""
    if phrase.name:
        known = [e for e in cast.with_name_word(phrase.name.lower().split()[0]) if e is not entity]
        for other in known:
            if phrase.name in other.names:
                cast.merge(entity, other)
        cast.add_name(entity, phrase.name)
        title = title_gender(phrase.name.lower().split()[0].rstrip("."))
        entity.gender = entity.gender or title or phrase.gender
    craft = phrase.category == "vehicle" and not phrase.name and bool(entity.names)
    if craft or (entity.category == "unknown" and phrase.category != "unknown"):
        entity.category = phrase.category
