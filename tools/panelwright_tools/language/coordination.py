"""Which noun phrases are named in a row: `a cat, a dog and an owl`."""

from panelwright_tools.language.document import LIVING
from panelwright_tools.language.draft import SentenceDraft

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MODAL"})


_SOMEBODY = LIVING | {"group", "unknown"}
_SUBJECT_FORMS = frozenset({"he", "she", "they", "we", "i"})
_OPENERS = frozenset({",", "and", "but", "or", ":", ";", "—"})
_NAMED = frozenset({"called", "named", "nicknamed"})
_NEAR = 60  # tokens


def link_coordination(sentence: SentenceDraft) -> None:
    """`a cat, a dog and an owl`: the later members hang on the first."""
    phrases = sentence.phrases
    number = 0
    while number < len(phrases):
        told = _told_by_count(sentence, number)
        if told:
            for later in told:
                phrases[later].apposition_of, phrases[later].role = number, "apposition"
            number = told[-1] + 1
            continue
        members = _coordination(sentence, number)
        if len(members) > 1:
            phrases[number].coordinated = members[1:]
            for later in members[1:]:
                phrases[later].first_of_coordination = number
                phrases[later].preposition = phrases[number].preposition
                phrases[later].preposition_token = phrases[number].preposition_token
                phrases[later].negated = phrases[later].negated or phrases[number].negated
            number = members[-1] + 1
        else:
            number += 1


def _coordination(sentence: SentenceDraft, first: int) -> list[int]:
    members = [first]
    pending: list[int] = []
    at = first
    if _told_by_name(sentence, first):
        return members
    while True:
        following = _next_member(sentence, at)
        if following is None:
            beyond = _after_adjunct(sentence, at)
            return [*members, beyond] if beyond is not None else members
        if _named_between(sentence, at, following):
            sentence.phrases[following].apposition_of = at
            at = following
            continue
        gap = sentence.lowers[_outer_end(sentence, at) : _outer_start(sentence, following)]
        if _pronoun_begins(sentence, at, following, gap) or _tells_when(sentence, at, following):
            return members
        if "and" in gap or "or" in gap or "nor" in gap or "&" in gap:
            lone = at == first and _unlike(sentence, first, following, gap)
            if lone or _starts_clause(sentence, first, following):
                return members
            members += [*pending, following]
            pending = []
        else:
            pending.append(following)
        at = following


def _pronoun_begins(sentence: SentenceDraft, at: int, following: int, gap: list[str]) -> bool:
    """`have an office, and they never agree`: a subject's form begins a clause."""
    later = sentence.phrases[following]
    subject = later.pronoun and later.head in _SUBJECT_FORMS - {"i"}
    return subject and ("," in gap or not _is_somebody(sentence, at))


def _tells_when(sentence: SentenceDraft, at: int, following: int) -> bool:
    """`caught the train, and every day a woman got on`: an hour begins a clause."""
    phrase = sentence.phrases[following]
    timed = phrase.category == "time" and sentence.phrases[at].category != "time"
    after = sentence.phrase_at[phrase.end] if phrase.end < len(sentence.tags) else -1
    return timed and after >= 0


def _told_by_name(sentence: SentenceDraft, first: int) -> bool:
    """`two sisters, Ada and Grace`: the names tell who they are, they are not others."""
    phrase = sentence.phrases[first]
    following = _next_member(sentence, first)
    if following is None or not phrase.plural or phrase.category not in LIVING:
        return False
    name = sentence.phrases[following]
    bare = bool(name.name) and name.head == name.name
    return bare and sentence.lowers[phrase.end : name.start] == [","]


def _told_by_count(sentence: SentenceDraft, first: int) -> list[int]:
    """`Three astronauts, two Russians and an American, …`: the three are told, not joined."""
    group = sentence.phrases[first]
    if group.number is None or group.number < 2 or group.category not in LIVING:
        return []
    told: list[int] = []
    at, joined = first, False
    while not joined:
        following = _next_member(sentence, at)
        if following is None or sentence.phrases[following].category not in LIVING:
            return []
        gap = sentence.lowers[sentence.phrases[at].end : sentence.phrases[following].start]
        if gap[:1] != [","] and at == first:
            return []
        joined = "and" in gap
        told.append(following)
        at = following
    total = sum(sentence.phrases[number].number or 1 for number in told)
    closed = sentence.lowers[sentence.phrases[at].end : sentence.phrases[at].end + 1] == [","]
    names = any(sentence.phrases[number].name for number in told)
    return told if total == group.number and closed and not names else []


def _named_between(sentence: SentenceDraft, at: int, following: int) -> bool:
    """`his cat, Biscuit, and a box`: the name tells the cat's name, it is no third member."""
    phrase, name = sentence.phrases[at], sentence.phrases[following]
    bare = bool(name.name) and name.head == name.name and name.end - name.start <= 2
    if not bare or phrase.name or phrase.plural or phrase.category not in LIVING:
        return False
    gap = sentence.lowers[phrase.end : name.start]
    after = sentence.lowers[name.end] if name.end < len(sentence.lowers) else ""
    return gap == [","] and after == ","


def _next_member(sentence: SentenceDraft, at: int) -> int | None:
    """The phrase after `,`, `and` or `, and`; owners are skipped to what they own."""
    index = _outer_end(sentence, at)
    seen = False
    while index < len(sentence.lowers) and (
        sentence.lowers[index] == "," or sentence.lowers[index] in ("and", "or", "nor", "&", "both")
    ):
        seen = True
        index += 1
    if not seen or index >= len(sentence.lowers) or sentence.phrase_at[index] < 0:
        return None
    following = sentence.phrase_at[index]
    while (
        following + 1 < len(sentence.phrases) and sentence.phrases[following + 1].owner == following
    ):
        following += 1
    return following if not sentence.phrases[following].preposition else None


def _after_adjunct(sentence: SentenceDraft, at: int) -> int | None:
    """`the woman in the coat and the man`, `Ada, in a hat, and Tom`: over what she is in."""
    if _is_parallel(sentence, at):
        return at + 2
    if not _is_somebody(sentence, at) or at + 2 >= len(sentence.phrases):
        return None
    adjunct = sentence.phrases[at + 1]
    gap = sentence.lowers[sentence.phrases[at].end : adjunct.start]
    worn = adjunct.preposition in ("in", "with") and not _is_somebody(sentence, at + 1)
    if not worn or gap[:1] not in ([","], [adjunct.preposition]):
        return None
    following = at + 2
    between = sentence.lowers[adjunct.end : sentence.phrases[following].start]
    joined = between == ["and"] or (between == [",", "and"] and gap[:1] == [","])
    return following if joined and _is_somebody(sentence, following) else None


def _is_parallel(sentence: SentenceDraft, at: int) -> bool:
    """`lifted the cup onto one shelf and the plate onto the other`: two of the same, twice."""
    if at + 3 >= len(sentence.phrases):
        return False
    _, adjunct, following, other = sentence.phrases[at : at + 4]
    placed = adjunct.attached_to == at and other.attached_to == at + 2
    joined = sentence.lowers[adjunct.end : following.start] == ["and"]
    return (
        bool(adjunct.preposition)
        and adjunct.preposition == other.preposition
        and (placed and joined and adjunct.preposition != "of")
    )


def _is_somebody(sentence: SentenceDraft, number: int) -> bool:
    phrase = sentence.phrases[number]
    return phrase.category in LIVING or (bool(phrase.name) and phrase.category == "unknown")


def _outer_end(sentence: SentenceDraft, number: int) -> int:
    """The end of a phrase with what it holds: `a sack of barley`."""
    phrase = sentence.phrases[number]
    for _ in range(3):
        inner = phrase.of
        if inner is None or sentence.phrases[inner].start != phrase.end + 1:
            break
        phrase = sentence.phrases[inner]
    name = sentence.phrase_at[phrase.end + 1] if phrase.end + 1 < len(sentence.lowers) else -1
    if name >= 0 and sentence.lowers[phrase.end] in _NAMED and sentence.phrases[name].name:
        return sentence.phrases[name].end  # a girl called Wren
    return phrase.end


def _outer_start(sentence: SentenceDraft, number: int) -> int:
    phrase = sentence.phrases[number]
    while phrase.owner is not None:
        phrase = sentence.phrases[phrase.owner]
    return phrase.start


def _unlike(sentence: SentenceDraft, first: int, following: int, gap: list[str]) -> bool:
    """`said the words, and Uncle, who can't sing, sang`: after a thing somebody begins anew."""
    one, other = sentence.phrases[first], sentence.phrases[following]
    thing = not one.name and not one.pronoun and one.category not in _SOMEBODY
    somebody = bool(other.name) or other.category in LIVING
    start = _outer_start(sentence, first)
    listed = start > 0 and sentence.lowers[start - 1] == ","
    return thing and somebody and gap[:2] == [",", "and"] and not listed


def _worn_both(sentence: SentenceDraft, first: int, following: int) -> bool:
    """`a woman with freckles and a cello case has got on`: what she has."""
    phrase = sentence.phrases[first]
    if phrase.preposition not in ("with", "in") or phrase.attached_to is None:
        return False
    holder = phrase.attached_to
    return _is_somebody(sentence, holder) and not _is_somebody(sentence, following)


def _end_with_adjuncts(sentence: SentenceDraft, number: int) -> int:
    """The end of `a man in a black suit`, `the dog from next door`."""
    end = sentence.phrases[number].end
    for later in range(number + 1, len(sentence.phrases)):
        phrase = sentence.phrases[later]
        if phrase.attached_to != later - 1 or phrase.preposition_token != end:
            break
        end = phrase.end
    return end


def _starts_clause(sentence: SentenceDraft, first: int, following: int) -> bool:
    """`took the key, and the dog barked`: the second phrase is the subject of its own verb."""
    at = _end_with_adjuncts(sentence, following)
    at += sentence.tags[at : at + 1] == ["'S"]  # "… and Noah's is called Sheila"
    while at < len(sentence.tags) and sentence.tags[at] in ("ADV", "NOT"):
        at += 1
    if at >= len(sentence.tags) or sentence.tags[at] not in _FINITE:
        return False
    begin = sentence.phrases[first].start
    back = begin - 1
    gap = sentence.lowers[_outer_end(sentence, first) : _outer_start(sentence, following)]
    if gap == ["and"] and back >= 0 and sentence.lowers[back] in _OPENERS:
        return not _is_somebody(sentence, first) and not sentence.phrases[first].pronoun
    opened = ("so", "then", "what", "how", "where")
    if back >= 0 and (sentence.tags[back] == "SUB" or sentence.lowers[back] in opened):
        return False  # "…, so Bea and Tom went that way", "what the boy and the man will do"
    if gap == ["and"] and _worn_both(sentence, first, following):
        return False
    limit = max(0, begin - _NEAR)
    while back >= limit and sentence.lowers[back] not in (";", ":", "—"):
        if sentence.tags[back] in ("SUB", "REL"):
            return False
        if sentence.tags[back] in _FINITE:
            return True
        back -= 1
    return False
