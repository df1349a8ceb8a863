"""Second names of somebody: `whom all call Spud`, `Robert, or Bob to his friends`."""

from panelwright_tools.language.document import LIVING
from panelwright_tools.language.draft import PhraseDraft, SentenceDraft
from panelwright_tools.language.tables import words

_NAMING = frozenset({"called", "named", "nicknamed", "dubbed", "christened"})
NAMING_VERBS = frozenset({"call", "name", "nickname", "dub", "christen", "baptise", "baptize"})
_RELATIVES: tuple[list[str], ...] = ([], ["who"], ["whom"], ["that"], [",", "who"], [",", "whom"])
_CALLERS = frozenset({"everyone", "everybody", "they", "people", "we", "i"})
_KNOWN_AS = 6  # words of "known to everybody in the street as"


def named_by_gap(gap: list[str]) -> bool:
    """Whether the words between two phrases say that the second is the first one's name."""
    telling = [word for word in gap if word not in (",", "was", "is", "were", "who", "had", "been",
                                                    "she", "he", "they", "it", "'s")]  # fmt: skip
    if len(gap) > 6 or not telling:
        return False
    if telling[-1] in _NAMING and len(telling) <= 2:
        return True
    if telling[:2] == ["known", "as"] or telling == ["by", "the", "name", "of"]:
        return True
    return gap[:2] == ["whose", "name"] or telling == ["nickname"]


def called_by_others(sentence: SentenceDraft, number: int) -> PhraseDraft | None:
    """Who is called by the name that a phrase is: `an old man everyone calls Professor`."""
    return (
        _called_by_all(sentence, number)
        or _is_called(sentence, number)
        or _known_as(sentence, number)
        or _or_to_friends(sentence, number)
    )


def _called_by_all(sentence: SentenceDraft, number: int) -> PhraseDraft | None:
    """`an old man everyone calls Professor`, `Nikhil, whom the team called Spud`."""
    phrase = sentence.phrases[number]
    event = sentence.events[phrase.event] if phrase.event is not None else None
    if event is None or event.verb not in NAMING_VERBS or number not in event.objects:
        return None
    if not phrase.name or not event.subjects or event.subjects[0] < 1 or len(event.objects) > 1:
        return None
    caller = sentence.phrases[event.subjects[0]]
    before = [p for p in sentence.phrases if p.end <= caller.start and not _owns(sentence, p)]
    if not before:
        return None
    called = before[-1]
    gap = sentence.lowers[called.end : _begin(sentence, event.subjects[0])]
    general = caller.head in _CALLERS or "whom" in gap or (gap and caller.plural)
    told = bool(called.entities) or called.role == "predicate"
    return called if general and gap in _RELATIVES and told else None


def _is_called(sentence: SentenceDraft, number: int) -> PhraseDraft | None:
    """`The robot, which had a single wheel, was called Gus`: the subject is, not the wheel."""
    phrase = sentence.phrases[number]
    event = sentence.events[phrase.event] if phrase.event is not None else None
    if event is None or event.verb not in NAMING_VERBS or not event.passive or not phrase.name:
        return None
    if number not in event.objects or len(event.subjects) != 1:
        return None
    return sentence.phrases[event.subjects[0]]


def _begin(sentence: SentenceDraft, number: int) -> int:
    """The first token of a phrase with its owner."""
    owner = sentence.phrases[number].owner
    return sentence.phrases[number].start if owner is None else sentence.phrases[owner].start


def _owns(sentence: SentenceDraft, phrase: PhraseDraft) -> bool:
    return sentence.lowers[phrase.end : phrase.end + 1] in (["'s"], ["'"], ["’s"])


def _known_as(sentence: SentenceDraft, number: int) -> PhraseDraft | None:
    """`Anna, known to everybody as Nan`."""
    phrase = sentence.phrases[number]
    if not phrase.name or phrase.preposition not in ("as", "by the name of"):
        return None
    first = max(0, phrase.start - _KNOWN_AS)
    if "known" not in sentence.lowers[first : phrase.start]:
        return None
    at = sentence.lowers.index("known", first)
    before = [p for p in sentence.phrases if p.end <= at]
    between = sentence.lowers[before[-1].end : at] if before else ["?"]
    return before[-1] if set(between) <= {",", "(", "who", "was", "is", "also", "better"} else None


def _or_to_friends(sentence: SentenceDraft, number: int) -> PhraseDraft | None:
    """`Robert, or Bob to his friends`, `Elizabeth (Betty for short)`, `Anna, or Nan,`."""
    if number == 0:
        return None
    phrase, before = sentence.phrases[number], sentence.phrases[number - 1]
    bare = bool(phrase.name) and phrase.head == phrase.name and bool(before.name)
    if not bare or phrase.preposition:
        return None
    gap = sentence.lowers[before.end : phrase.start]
    after = sentence.lowers[phrase.end : phrase.end + 2]
    short = after == ["for", "short"] or _has_hearers(sentence, phrase)
    if gap in ([","], ["("], [",", "or"], ["or"], [",", "just"]) and short:
        return before
    singular = sentence.tags[phrase.end + 1 : phrase.end + 2] in (["VBZ"], ["VBD"])
    return before if gap == [",", "or"] and after[:1] == [","] and singular else None


def only_uses_byname(sentence: SentenceDraft, phrase: PhraseDraft) -> bool:
    """`his friends` of "Robert, or Bob to his friends": they need not be there."""
    if phrase.attached_to is None or phrase.preposition != "to":
        return False
    return _or_to_friends(sentence, phrase.attached_to) is not None


def _has_hearers(sentence: SentenceDraft, phrase: PhraseDraft) -> bool:
    """`Bob to his friends`, `Bob to everyone`."""
    if sentence.lowers[phrase.end : phrase.end + 1] != ["to"]:
        return False
    hearers = next((p for p in sentence.phrases if p.start == phrase.end + 1), None)
    if hearers is None:
        return False
    several = hearers.plural and (hearers.category in LIVING or hearers.category == "group")
    return (several and bool(hearers.owner_word)) or hearers.head in words("nouns", "nobodies")
