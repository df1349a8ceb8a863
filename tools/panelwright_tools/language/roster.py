"""Who is there: those seen lately one by one, the so many of them, everybody."""

from panelwright_tools.language.cast import ROSTER, Cast, EntityDraft, salience
from panelwright_tools.language.draft import PhraseDraft, SentenceDraft
from panelwright_tools.language.lexicon import gender_of_noun
from panelwright_tools.language.matching import looks_of
from panelwright_tools.language.tables import words

_LATELY = 6  # sentences in which a group was seen that is among all of them
_MANY = 9  # too many to be told from the crowd
_NEAR = 3  # sentences
_FAR = 40
_OTHER_AGE = {"old": "young", "young": "old"}


def roster(cast: Cast, index: int) -> list[EntityDraft]:
    """Who was seen lately, one by one, and has not gone since; the most minded first."""
    found = [
        entity
        for entity in cast.around(index, ROSTER)
        if stands_alone(entity) and entity.left < entity.last
    ]
    found.sort(key=lambda entity: -salience(entity, index))
    return found


def stands_alone(entity: EntityDraft) -> bool:
    """One of the living who did something or had something done to it."""
    if not entity.living or entity.plural or entity.narrator or "voice" in entity.heads:
        return False
    told = [mention for mention in entity.mentions if not mention.pronoun] or entity.mentions
    if not any(mention.present for mention in told):
        return False
    return any(role in ("subject", "object") for _, _, role in entity.recent)


def so_many(
    cast: Cast,
    sentence: SentenceDraft,
    number: int,
    phrase: PhraseDraft | None = None,
    banned: frozenset[int] = frozenset(),
) -> list[EntityDraft]:
    """The so many that the text has told of: a counted group, a company, or those of the scene."""
    index = sentence.index
    just = _just_named(cast, sentence, phrase, number)
    if just and not banned & {entity.id for entity in just}:
        return just
    for entity in reversed(cast.counted[-6:]):
        group = cast.kept(entity)
        lately = _NEAR if phrase is None and number == 2 else _FAR
        fits = group.number == number and index - group.last <= lately
        fits = fits and not banned & {group.id, *group.members}
        if fits and (phrase is None or may_be_one_of(phrase, group)):
            return members_of(cast, group)
    here = [
        e
        for e in roster(cast, index)
        if e.id not in banned and (phrase is None or may_be_one_of(phrase, e))
    ]
    newest = max((e.mentions[0].sentence for e in here if e.mentions), default=-1)
    if phrase is None and number == 2:  # "both" goes on with the two who are minded
        newest = max(newest, min((e.last for e in here[:2]), default=-1))
    for at, members in reversed(cast.groups):
        fit = phrase is None or all(may_be_one_of(phrase, cast.kept(m)) for m in members)
        fit = fit and not banned & set(members)
        led = bool(here) and here[0].id in members and newest < index - _NEAR
        if len(members) == number and index - at <= ROSTER and fit and (at >= newest or led):
            return [cast.kept(member) for member in members]
    here.sort(key=lambda entity: entity.category == "animal" and not entity.voiced)
    if len(here) < number:
        return _with_group(cast, sentence, here, number)
    return here[:number]


def _just_named(
    cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft | None, number: int
) -> list[EntityDraft]:
    """`The mother pushed her calf up, and both of them blew`: the two of the clause before."""
    if not sentence.events or phrase is not None:
        return []
    first = sentence.events[0]
    parts = [sentence.phrases[n] for n in (*first.subjects[:1], *first.objects[:1])]
    found = [cast.kept(p.entities[0]) for p in parts if len(p.entities) == 1 and not p.pronoun]
    alone = [entity for entity in found if entity.living and not entity.plural]
    return alone if len(alone) == number else []


def _with_group(
    cast: Cast, sentence: SentenceDraft, here: list[EntityDraft], number: int
) -> list[EntityDraft]:
    """Five of them: the four brothers and the youngest."""
    for group in cast.around(sentence.index, ROSTER):
        counted = group.plural and group.living and group.number is not None
        missing = number - (group.number or 0)
        singles = [e for e in here if e.id not in group.members]
        singles.sort(key=lambda e: not set(e.heads) & set(group.heads))  # the youngest brother
        singles = singles[:missing]
        if counted and 0 < missing <= 2 and len(singles) == missing:
            return [*singles, *members_of(cast, group)]
    return here


def members_of(cast: Cast, group: EntityDraft) -> list[EntityDraft]:
    """The members of a group when all are known, else the group itself."""
    whole = len(group.members) > 1 and len(group.members) >= (group.number or 2)
    return [cast.kept(m) for m in group.members] if whole else [group]


def counts_as_other(entity: EntityDraft) -> bool:
    """Among "the others" are people, and animals that talk."""
    return entity.category != "animal" or entity.voiced


def may_be_one_of(phrase: PhraseDraft, entity: EntityDraft) -> bool:
    """`the men` are no calves and no women; `the kids` are not grown up."""
    gender = gender_of_noun(phrase.head)
    if phrase.head in words("people", "members", "any_kind"):
        return True
    if phrase.category == "person" and entity.category not in (
        "person",
        "being",
        "robot",
        "unknown",
    ):
        return False
    if phrase.category == "animal" and entity.category not in ("animal", "unknown"):
        return False
    if phrase.category == "robot" and entity.category not in ("robot", "unknown"):
        return False
    young = phrase.head in words("people", "age", "young")
    if young and (_titled(entity) or "old" in looks_of(entity)):
        return False
    if any(_OTHER_AGE[age] in looks_of(entity) for age in phrase.adjectives if age in _OTHER_AGE):
        return False
    return not (gender and entity.gender in ("m", "f") and entity.gender != gender)


def _titled(entity: EntityDraft) -> bool:
    titles = frozenset().union(*(words("people", "titles", key) for key in ("m", "f", "neutral")))
    firsts = {name.lower().replace(".", "").split()[0] for name in entity.names if " " in name}
    return bool(firsts & (titles - words("people", "age", "untitled")))


def everybody(
    cast: Cast, sentence: SentenceDraft, banned: set[int] | None = None
) -> list[EntityDraft]:
    """`they all`, `all of them`: the people of the scene, the latest company among them."""
    without = banned or set()
    here = [e for e in roster(cast, sentence.index) if counts_as_other(e) and e.id not in without]
    here += [e for e in _parties(cast, sentence, here) if e.id not in without]
    for at, members in reversed(cast.groups[-4:]):
        company = [cast.kept(member) for member in members if member not in without]
        alive = any(e.category != "animal" for e in company) or not here
        if sentence.index - at <= _NEAR and cast.narrator not in members and alive:
            return each_once(company, here)
    return here


def _parties(cast: Cast, sentence: SentenceDraft, here: list[EntityDraft]) -> list[EntityDraft]:
    """The groups of people of the scene that those seen one by one are no part of."""
    known = {entity.id for entity in here}
    return [
        group
        for group in cast.around(sentence.index, _LATELY)
        if group.plural
        and group.category == "person"
        and (group.number or _MANY) < _MANY
        and not known & set(group.members)
        and any(mention.present for mention in group.mentions)
    ]


def each_once(*lists: list[EntityDraft]) -> list[EntityDraft]:
    """The entities of the lists, each once."""
    found = {entity.id: entity for entities in lists for entity in entities}
    return list(found.values())
