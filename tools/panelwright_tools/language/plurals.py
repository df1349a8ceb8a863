"""Who several are: they, we, both, the three of them, the others, the girls."""

from panelwright_tools.language.cast import ROSTER, Cast, EntityDraft, salience
from panelwright_tools.language.draft import PhraseDraft, SentenceDraft
from panelwright_tools.language.lexicon import gender_of_noun, lexicon
from panelwright_tools.language.matching import looks_of
from panelwright_tools.language.tables import words

_DEFINITE = frozenset({"the", "these", "those", "both", "all", "each", "neither", "either"})
_COMPANY_WEIGHT = 6.0  # of those who were just named together; a subject has 5
_COMPANY_DECAY = 0.6  # with every sentence
_WEAKEST = 0.4  # below it a set is too long ago for "they"
_THINGS = {"subject": 0.35, "owner": 0.25}  # how likely things are meant, by the pronoun's role
_MOST = 6  # that a plural noun stands for
_HEEDED = 0.3  # how likely a thing is looked at, told, waited with
_LATELY = 6  # sentences in which a group was seen that is among all of them
_MANY = 9  # too many to be told from the crowd
_NEAR = 3  # sentences
_FAR = 40
_ALIKE = {
    "person": frozenset({"person", "being", "robot", "unknown"}),
    "animal": frozenset({"animal", "unknown"}),
    "robot": frozenset({"robot", "unknown"}),
}  # what may be meant by a noun of a category


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
    if not any(mention.present for mention in entity.mentions):
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
    for entity in reversed(cast.counted[-6:]):
        group = cast.kept(entity)
        fits = group.number == number and index - group.last <= _FAR
        fits = fits and not banned & {group.id, *group.members}
        if fits and (phrase is None or may_be_one_of(phrase, group)):
            return members_of(cast, group)
    here = [
        e
        for e in roster(cast, index)
        if e.id not in banned and (phrase is None or may_be_one_of(phrase, e))
    ]
    newest = max((e.mentions[0].sentence for e in here if e.mentions), default=-1)
    for at, members in reversed(cast.groups):
        fit = phrase is None or all(may_be_one_of(phrase, cast.kept(m)) for m in members)
        fit = fit and not banned & set(members)
        if len(members) == number and index - at <= ROSTER and fit and at >= newest:
            return [cast.kept(member) for member in members]
    here.sort(key=lambda entity: entity.category == "animal" and not entity.voiced)
    if len(here) < number:
        return _with_group(cast, sentence, here, number)
    return here[:number]


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


def the_others(cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft) -> list[EntityDraft]:
    """`the others`, `the other two`: all but the one who was just minded."""
    minded = _just_minded(cast, sentence, phrase)
    for at, members in reversed(cast.groups[-4:]):
        if sentence.index - at <= ROSTER and minded & set(members):
            rest = [m for m in members if m not in minded]
            if rest and (phrase.number is None or len(rest) == phrase.number):
                return [cast.kept(member) for member in rest]
    here = [
        e
        for e in roster(cast, sentence.index)
        if e.id not in minded and may_be_one_of(phrase, e) and _counts(e)
    ]
    return here[: phrase.number or _MOST]


def _counts(entity: EntityDraft) -> bool:
    """Among "the others" are people, and animals that talk."""
    return entity.category != "animal" or entity.voiced


def _just_minded(cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft) -> set[int]:
    """The subjects before the phrase in its sentence; else those of the sentence before."""
    found: set[int] = set()
    for event in sentence.events:
        if event.token < phrase.start:
            found |= {e for n in event.subjects for e in sentence.phrases[n].entities}
    if found:
        return found
    latest = [e for e in cast.around(sentence.index, 2) if stands_alone(e)]
    subjects = [e for e in latest if e.recent[-1][2] == "subject"]
    if cast.last_speaker is not None and sentence.block - cast.last_speaker[0] <= 1:
        return {cast.last_speaker[1]}
    return {entity.id for entity in subjects[:1]}


def find_members(cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft) -> list[EntityDraft]:
    """Those that `the two friends`, `the girls`, `both` stand for; empty when unknown."""
    if not phrase.plural or phrase.determiner not in _DEFINITE:
        return []
    if "other" in phrase.adjectives or phrase.head == "other":
        return the_others(cast, sentence, phrase)
    wanted = phrase.number
    singles = [e for e in cast.with_head(phrase.head) if not e.plural]
    if len(singles) >= 2 and (wanted is None or len(singles) == wanted):
        return singles[::-1]
    if phrase.head not in words("people", "members", "words") and phrase.head != "one":
        return []
    siblings = words("people", "members", "siblings")
    if phrase.head in siblings and not any(
        siblings & set(e.heads) for e in roster(cast, sentence.index)
    ):
        return []
    if wanted is not None:
        found = so_many(cast, sentence, wanted, phrase)
        return found if sum(e.number or 1 for e in found) >= wanted else []
    for at, members in reversed(cast.groups[-3:]):
        fit = all(may_be_one_of(phrase, cast.kept(number)) for number in members)
        if fit and sentence.index - at <= 8:
            return [cast.kept(number) for number in members]
    near = [e for e in roster(cast, sentence.index) if may_be_one_of(phrase, e)]
    if phrase.head in siblings:
        owners = {e.owner for e in near if e.relation in siblings}
        near = [e for e in near if siblings & set(e.heads) or e.id in owners]
    known = [e for e in near if e.gender == gender_of_noun(phrase.head)]
    near = known if len(known) > 1 else near
    return near[:_MOST] if len(near) > 1 else []


def same_party(cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft) -> list[EntityDraft]:
    """`three kids … Jo, Sam and Bea … three students`: as many, under another word."""
    young = words("people", "age", "young")
    if phrase.number is None or phrase.determiner or phrase.head not in young:
        return []
    for entity in reversed(cast.counted[-6:]):
        group = cast.kept(entity)
        known = group.number == phrase.number and len(members_of(cast, group)) > 1
        other = phrase.head not in group.heads and bool(young & set(group.heads))
        if known and other and sentence.index - group.last <= _FAR:
            return members_of(cast, group)
    return []


def may_be_one_of(phrase: PhraseDraft, entity: EntityDraft) -> bool:
    """`the men` are no calves and no women; `the kids` are not grown up."""
    gender = gender_of_noun(phrase.head)
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
    return not (gender and entity.gender in ("m", "f") and entity.gender != gender)


def _titled(entity: EntityDraft) -> bool:
    titles = frozenset().union(*(words("people", "titles", key) for key in ("m", "f", "neutral")))
    firsts = {name.lower().replace(".", "").split()[0] for name in entity.names if " " in name}
    return bool(firsts & (titles - words("people", "age", "untitled")))


def we(
    cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft, me: EntityDraft
) -> list[EntityDraft]:
    """The one who tells with the latest company."""
    if _means_all(sentence, phrase):
        return _by_id([me], everybody(cast, sentence))
    for _, members in reversed(cast.groups):
        if me.id in members:
            return [cast.kept(number) for number in members]
    return [me]


def everybody(
    cast: Cast, sentence: SentenceDraft, banned: set[int] | None = None
) -> list[EntityDraft]:
    """`they all`, `all of them`: the people of the scene, the latest company among them."""
    without = banned or set()
    here = [e for e in roster(cast, sentence.index) if _counts(e) and e.id not in without]
    here += [e for e in _parties(cast, sentence, here) if e.id not in without]
    for at, members in reversed(cast.groups[-4:]):
        company = [cast.kept(member) for member in members if member not in without]
        alive = any(e.category != "animal" for e in company) or not here
        if sentence.index - at <= _NEAR and cast.narrator not in members and alive:
            return _by_id(company, here)
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


def _by_id(*lists: list[EntityDraft]) -> list[EntityDraft]:
    """The entities of the lists, each once."""
    found = {entity.id: entity for entities in lists for entity in entities}
    return list(found.values())


def _means_all(sentence: SentenceDraft, phrase: PhraseDraft) -> bool:
    after = sentence.lowers[phrase.end : phrase.end + 1]
    before = sentence.lowers[max(0, phrase.start - 2) : phrase.start]
    return after == ["all"] or before == ["all", "of"]


def they(
    cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft, banned: set[int]
) -> tuple[list[EntityDraft], float]:
    """`they`: a group, those who were named together, else the two who are minded most."""
    holder = sentence.phrases[phrase.of_parent] if phrase.of_parent is not None else None
    stand_in = holder is not None and holder.plural and holder.head in ("one", "both")
    if holder is not None and stand_in and holder.entities:
        return [cast.kept(number) for number in holder.entities], 0.85
    if phrase.head == "both":
        return so_many(cast, sentence, 2, None, frozenset(banned)), 0.7
    if _means_all(sentence, phrase):
        return everybody(cast, sentence, banned), 0.7
    score, found = _best_group(cast, sentence, phrase, banned)
    company, together = _best_company(cast, sentence, banned)
    if company > score:
        score, found = company, [cast.kept(number) for number in together]
    if score < _WEAKEST:
        return _pair_or_single(cast, sentence, banned)
    if len(found) == 1:
        found = members_of(cast, found[0])
    return found, 0.8


def _best_group(
    cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft, banned: set[int]
) -> tuple[float, list[EntityDraft]]:
    best: tuple[float, list[EntityDraft]] = (0.0, [])
    for entity in cast.around(sentence.index):
        plural = entity.plural or entity.category == "group"
        if entity.id in banned or not plural or entity.category in MINDLESS:
            continue
        score = salience(entity, sentence.index)
        if not entity.living:
            score *= _THINGS.get(phrase.role, 0.65)
            score *= _HEEDED if _is_heeded(sentence, phrase) else 1.0
        if score > best[0]:
            best = (score, [entity])
    return best


def _is_heeded(sentence: SentenceDraft, phrase: PhraseDraft) -> bool:
    """`looks at them`, `they wait`: mostly said of the living."""
    event = sentence.events[phrase.event] if phrase.event is not None else None
    if event is None:
        return False
    sense = lexicon().senses.get(event.verb, "")
    minded = sense in ("communication", "cognition", "emotion", "social")
    looks = event.verb in ("look", "stare", "glare", "smile", "wave", "grin", "nod", "wink")
    sits = phrase.role == "subject" and event.verb in ("sit", "wait", "walk", "run", "stand")
    return minded or looks or sits


def _best_company(
    cast: Cast, sentence: SentenceDraft, banned: set[int]
) -> tuple[float, tuple[int, ...]]:
    best: tuple[float, tuple[int, ...]] = (0.0, ())
    for at, members in reversed(cast.groups[-4:]):
        score = _COMPANY_WEIGHT * _COMPANY_DECAY ** (sentence.index - at)
        if score > best[0] and not banned & set(members) and cast.narrator not in members:
            best = (score, members)
    return best


MINDLESS = frozenset(
    {"body", "time", "abstract", "attribute", "act", "feeling", "speech", "weather"}
)
"""Categories that no pronoun of a story follows."""


def _latest_company(
    cast: Cast, sentence: SentenceDraft, banned: set[int]
) -> tuple[int, list[EntityDraft]]:
    """Those who were together before a short while with none or one of them."""
    for at, members in reversed(cast.groups):
        if sentence.index - at > ROSTER:
            break
        if not banned & set(members) and cast.narrator not in members:
            return at, [cast.kept(member) for member in members]
    return -1, []


def _pair_or_single(
    cast: Cast, sentence: SentenceDraft, banned: set[int]
) -> tuple[list[EntityDraft], float]:
    """No group is near: the two who are minded most, or one whose gender is not told."""
    single = [e for e in cast.around(sentence.index) if stands_alone(e) and e.id not in banned]
    single.sort(key=lambda e: -salience(e, sentence.index))
    near = [e for e in single if sentence.index - e.last <= _NEAR]
    here = [e for e in near if e.left < e.last]
    if len(here) < len(near) and len(here) == 1:
        here = [e for e in single if e.left < e.last]  # somebody went: who is still there?
    near = here if len(here) > 1 else near
    if len(near) < 2:
        at, company = _latest_company(cast, sentence, banned)
        pair = [e for e in single if e.left < e.last][:2]
        if len(pair) == 2 and pair[1].last >= at:
            return pair, 0.5
        if company:
            return company, 0.5
    if len(near) == 1 and near[0].gender == "" and near[0].category in ("person", "unknown"):
        return near, 0.6
    return (near[:2], 0.5) if len(near) > 1 else ([], 0.0)
