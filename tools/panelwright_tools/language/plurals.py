"""Who several are: they, we, both, the three of them, the others, the girls."""

from panelwright_tools.language.cast import ROSTER, Cast, EntityDraft, salience
from panelwright_tools.language.draft import PhraseDraft, SentenceDraft
from panelwright_tools.language.lexicon import gender_of_noun, lexicon
from panelwright_tools.language.matching import kinds_of
from panelwright_tools.language.roster import (
    counts_as_other,
    each_once,
    everybody,
    may_be_one_of,
    members_of,
    roster,
    so_many,
    stands_alone,
)
from panelwright_tools.language.tables import words

_DEFINITE = frozenset({"the", "these", "those", "both", "all", "each", "neither", "either"})
_COMPANY_WEIGHT = 6.0  # of those who were just named together; a subject has 5
_COMPANY_DECAY = 0.6  # with every sentence
_WEAKEST = 0.4  # below it a set is too long ago for "they"
_THINGS = {"subject": 0.35, "owner": 0.25}  # how likely things are meant, by the pronoun's role
_MOST = 6  # that a plural noun stands for
_HEEDED = 0.3  # how likely a thing is looked at, told, waited with
_NEAR = 3  # sentences
_FAR = 40
_ALIKE = {
    "person": frozenset({"person", "being", "robot", "unknown"}),
    "animal": frozenset({"animal", "unknown"}),
    "robot": frozenset({"robot", "unknown"}),
}  # what may be meant by a noun of a category


def the_others(cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft) -> list[EntityDraft]:
    """`the others`, `the other two`: all but the one who was just minded."""
    minded = _just_minded(cast, sentence, phrase)
    for at, members in reversed(cast.groups[-4:]):
        if sentence.index - at <= ROSTER and minded & set(members):
            rest = [m for m in members if m not in minded]
            rest = [m for m in rest if may_be_one_of(phrase, cast.kept(m))]
            if rest and (phrase.number is None or len(rest) == phrase.number):
                return [cast.kept(member) for member in rest]
    sort = frozenset((phrase.head, *kinds_of(phrase.head)))
    any_sort = phrase.head in ("one", "other") or phrase.number is not None
    here = [
        e
        for e in roster(cast, sentence.index)
        if e.id not in minded
        and may_be_one_of(phrase, e)
        and counts_as_other(e)
        and (any_sort or not sort.isdisjoint(e.heads))  # no crow is among "the other hens"
    ]
    return here[: phrase.number or _MOST]


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
    together = {entity.id for entity in subjects if entity.last == subjects[0].last}
    if any(set(members) == together for _, members in cast.groups[-2:]):
        return together  # "Ana and Ben row. The other kids laugh."
    return {entity.id for entity in subjects[:1]}


def find_members(cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft) -> list[EntityDraft]:
    """Those that `the two friends`, `the girls`, `both` stand for; empty when unknown."""
    if not phrase.plural or phrase.determiner not in _DEFINITE:
        return []
    if "other" in phrase.adjectives or phrase.head == "other":
        rest = the_others(cast, sentence, phrase)
        told = phrase.head not in ("one", "other")  # "the other kids" are more than one
        return [] if told and len(rest) < 2 else rest
    singles = [e for e in cast.with_head(phrase.head) if not e.plural]
    if len(singles) >= 2 and phrase.number in (None, len(singles)):
        return singles[::-1]
    in_number = phrase.number is not None and phrase.head in words("people", "members", "counted")
    if not in_number and phrase.head not in (*words("people", "members", "words"), "one"):
        return []
    siblings = words("people", "members", "siblings")
    if phrase.head in siblings:
        if offspring := _offspring(cast, sentence, phrase):
            return offspring
        if not any(siblings & set(e.heads) for e in roster(cast, sentence.index)):
            return []
    if phrase.number is not None:
        found = so_many(cast, sentence, phrase.number, phrase)
        return found if sum(e.number or 1 for e in found) >= phrase.number else []
    group = _last_group(cast, sentence, phrase)
    return _near(cast, sentence, phrase) if group is None else group


def _last_group(
    cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft
) -> list[EntityDraft] | None:
    """Those who were named together last, where all of them may be meant; None: nobody lately."""
    for at, numbers in reversed(cast.groups[-3:]):
        members = [cast.kept(number) for number in numbers]
        if sentence.index - at <= 8 and all(may_be_one_of(phrase, one) for one in members):
            return members
    return None


def _near(cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft) -> list[EntityDraft]:
    """Those nearby who may be meant, where they are several; of one gender where that is known."""
    near = [e for e in roster(cast, sentence.index) if may_be_one_of(phrase, e)]
    siblings = words("people", "members", "siblings")
    if phrase.head in siblings:
        owners = {e.owner for e in near if e.relation in siblings}
        near = [e for e in near if siblings & set(e.heads) or e.id in owners]
    known = [e for e in near if e.gender == gender_of_noun(phrase.head)]
    near = known if len(known) > 1 else near
    return near[:_MOST] if len(near) > 1 else []


def _offspring(cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft) -> list[EntityDraft]:
    """`her three sons … the brothers`."""
    children = words("people", "members", "offspring")
    for entity in reversed(cast.counted[-6:]):
        group = cast.kept(entity)
        near = sentence.index - group.last <= _FAR and phrase.number in (None, group.number)
        if near and children & set(group.heads) and may_be_one_of(phrase, group):
            return members_of(cast, group)
    return []


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


def we(
    cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft, me: EntityDraft
) -> list[EntityDraft]:
    """The one who tells with the latest company."""
    if _means_all(sentence, phrase):
        return each_once([me], everybody(cast, sentence))
    for _, members in reversed(cast.groups):
        if me.id in members:
            return [cast.kept(number) for number in members]
    return [me]


def _means_all(sentence: SentenceDraft, phrase: PhraseDraft) -> bool:
    after = sentence.lowers[phrase.end : phrase.end + 1]
    before = sentence.lowers[max(0, phrase.start - 2) : phrase.start]
    return after == ["all"] or before == ["all", "of"]


def they(
    cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft, banned: set[int], apart: set[int]
) -> tuple[list[EntityDraft], float]:
    """`they`: a group, those who were named together, else the two who are minded most.

    `banned` cannot be among them; `apart` are told of in the same clause as he or she.
    """
    holder = sentence.phrases[phrase.of_parent] if phrase.of_parent is not None else None
    stand_in = holder is not None and holder.plural and holder.head in ("one", "both")
    if holder is not None and stand_in and holder.entities:
        return [cast.kept(number) for number in holder.entities], 0.85
    if phrase.head == "both" or sentence.lowers[phrase.end : phrase.end + 1] == ["both"]:
        return so_many(cast, sentence, 2, None, frozenset(banned)), 0.7
    if _means_all(sentence, phrase):
        return everybody(cast, sentence, banned), 0.7
    if phrase.role == "subject":
        banned = banned | _at_rest(cast, sentence)
    score, found = _best_group(cast, sentence, phrase, banned)
    company, together = _best_company(cast, sentence, banned)
    if company > score:
        score, found = company, [cast.kept(number) for number in together]
    two = _just_two(cast, sentence, banned | apart) if phrase.role == "subject" else []
    if two and found and max(entity.last for entity in found) <= sentence.index - _NEAR:
        return two, 0.6
    if score < _WEAKEST:
        return _pair_or_single(cast, sentence, banned | apart)
    if len(found) == 1:
        found = members_of(cast, found[0])
    return found, 0.8


def _just_two(cast: Cast, sentence: SentenceDraft, banned: set[int]) -> list[EntityDraft]:
    """`The people ran. … Marcus dragged Felix out. They …`: the two of the sentence before."""
    before = [e for e in cast.around(sentence.index) if e.last == sentence.index - 1 and e.living]
    alone = all(stands_alone(e) and counts_as_other(e) and not e.narrator for e in before)
    return before if len(before) == 2 and alone and not banned & {e.id for e in before} else []


def _at_rest(cast: Cast, sentence: SentenceDraft) -> set[int]:
    """Who lies senseless or asleep while two others are up: none of those who act."""
    here = [e for e in cast.around(sentence.index) if stands_alone(e)]
    lying = {e.id for e in here if e.lies}
    return lying if len(here) - len(lying) > 1 else set()


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
    people = [e for e in near if counts_as_other(e)]
    new = all(len(e.mentions) == 1 for e in near if e not in people)
    if len(people) == 1 and len(near) > 1 and new:  # a wasp lands on Zoe: they are Zoe and Priya
        _, company = _latest_company(cast, sentence, banned)
        if people[0] in company:
            return company, 0.5
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
