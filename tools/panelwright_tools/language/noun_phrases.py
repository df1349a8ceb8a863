"""Noun phrases by patterns over word classes."""

import re
from typing import cast

from panelwright_tools.language.document import LIVING, PLACES, Category
from panelwright_tools.language.draft import PhraseDraft, SentenceDraft
from panelwright_tools.language.lemmas import noun_lemma
from panelwright_tools.language.lexicon import category_of, gender_of_noun, lexicon
from panelwright_tools.language.names import title_gender
from panelwright_tools.language.numbers import number_of
from panelwright_tools.language.prepositions import mark_prepositions
from panelwright_tools.language.tables import numbers, words

_CODES = {
    "DET": "D", "POSS": "$", "NUM": "C", "ADJ": "J", "VBN": "V", "VBG": "G", "ADV": "R",
    "NOUN": "N", "NOUNS": "N", "NAME": "P", "'S": "S", "PRON": "p", "CONJ": "&", "REL": "w",
}  # fmt: skip
_MODIFIER = r"(?:R?[JVGC](?:(?:,|&|,&)(?=R?[JC]))?)"
_PATTERN = re.compile(rf"D{{0,2}}\$?D?{_MODIFIER}*[NP]+|p|D{{0,2}}C+|DJJ?|D(?=i)")
_LOOSE_START = re.compile(r"[VGR]+")
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MODAL"})
_NEAR = 60  # tokens
_NOT_LOOKS = frozenset(
    ["own", "other", "same", "such", "next", "last", "first", "second", "third", "only", "very"]
)


def find_phrases(sentence: SentenceDraft) -> None:
    """Fills the phrases of a tagged sentence, their links and the token-to-phrase table."""
    places = mark_prepositions(sentence.lowers, cast(list[str], sentence.tags))
    codes = "".join(_code(sentence, index) for index in range(len(sentence.tags)))
    at = 0
    for match in _PATTERN.finditer(codes):
        if match.start() < at:
            continue
        start, end = _tightened(sentence, codes, *match.span())
        while start < end:
            stop = _split_point(sentence, start, end)
            _add(sentence, start, stop)
            start = stop
        at = end
    _merge_measures(sentence)
    _merge_epithets(sentence)
    _index(sentence)
    _link_prepositions(sentence, places)
    _link_owners(sentence)
    _link_coordination(sentence)


def _code(sentence: SentenceDraft, index: int) -> str:
    tag = sentence.tags[index]
    if tag == "PREP":
        return "i"
    if tag == "PUNCT":
        return "," if sentence.lowers[index] == "," else "o"
    return _CODES.get(tag, "o")


def _tightened(sentence: SentenceDraft, codes: str, start: int, end: int) -> tuple[int, int]:
    """Without a verb or adverb at the start, and only what can be a phrase."""
    loose = _LOOSE_START.match(codes, start, end)
    if loose and loose.end() < end:
        start = loose.end()
        while start < end and codes[start] in ",&":
            start += 1
    text = codes[start:end]
    if "N" in text or "P" in text or text == "p":
        return start, end
    if text.startswith("D") and text.strip("DC") == "" and "C" in text:
        return start, end
    if text and set(text) == {"C"}:
        return start, end
    if text == "D":
        word = sentence.lowers[start]
        return (start, end) if word in ("both", "all", "each", "some") else (end, end)
    stand_ins = words("nouns", "stand_ins") | words("nouns", "plural_stand_ins")
    if "J" in text and sentence.lowers[end - 1] in stand_ins:
        return start, end
    return end, end


def _split_point(sentence: SentenceDraft, start: int, end: int) -> int:
    """Where a run of nouns and names falls apart: `that night | Mina`, `the chair | Tom`."""
    clock = start and sentence.lowers[start - 1] in ("at", "by", "past", "until", "till", "since")
    if clock and sentence.tags[start] == "NUM" and "NAME" in sentence.tags[start + 1 : start + 2]:
        return start + 1
    for index in range(start + 1, end):
        tag, before = sentence.tags[index], sentence.tags[index - 1]
        if tag == "NAME" and before in ("NOUN", "NOUNS"):
            head = noun_lemma(sentence.lowers[index - 1])
            category = category_of(head)
            if category not in LIVING | PLACES | {"vehicle", "unknown", "group", "sky"}:
                return index
            if before == "NOUNS" and category not in LIVING:
                return index
        if tag in ("DET", "POSS") and before in ("NOUN", "NOUNS", "NAME"):
            return index
    return end


def _add(sentence: SentenceDraft, start: int, end: int) -> None:
    lowers, tags = sentence.lowers, sentence.tags
    head_token = end - 1
    phrase = PhraseDraft(start, end, head_token, lowers[head_token])
    if tags[start] == "PRON":
        phrase.pronoun = True
        phrase.plural = lowers[start] in ("they", "them", "we", "us", "these", "those", "both")
        sentence.phrases.append(phrase)
        return
    nouns = [i for i in range(start, end) if tags[i] in ("NOUN", "NOUNS", "NAME")]
    if not nouns:
        _fill_stand_in(sentence, phrase)
    elif tags[head_token] == "NAME":
        _fill_name(sentence, phrase, nouns)
    else:
        _fill_noun(sentence, phrase, nouns)
    _fill_modifiers(sentence, phrase, nouns)
    sentence.phrases.append(phrase)


def _fill_stand_in(sentence: SentenceDraft, phrase: PhraseDraft) -> None:
    """`the eldest`, `the two`, `both`: someone met before."""
    lowers = sentence.lowers[phrase.start : phrase.end]
    phrase.head = "one"
    number = number_of(lowers)
    last = lowers[-1]
    phrase.plural = (number or 1) > 1 or last in ("both", "all", "some")
    if last in words("nouns", "plural_stand_ins") and lowers[0] == "the":
        phrase.plural = True


def _fill_name(sentence: SentenceDraft, phrase: PhraseDraft, nouns: list[int]) -> None:
    names = [i for i in nouns if sentence.tags[i] == "NAME"]
    common = [i for i in nouns if sentence.tags[i] != "NAME"]
    first = names[0]
    titled = [i for i in common if i == first - 1 and _is_title(sentence, i)]
    begin = titled[0] if titled else first
    phrase.name = " ".join(sentence.words[begin : names[-1] + 1])
    phrase.head = phrase.name
    category, gender = name_category(phrase.name)
    if common:
        head = noun_lemma(sentence.lowers[common[-1]])
        phrase.head = head
        phrase.head_token = common[-1]
        noun_category = category_of(head)
        category = noun_category if noun_category != "unknown" else category
        gender = gender_of_noun(head) or gender
    phrase.category, phrase.gender = category, gender
    _plural_name(sentence, phrase, names)


def _plural_name(sentence: SentenceDraft, phrase: PhraseDraft, names: list[int]) -> None:
    """`the Hallorans` are a family; `the Foxes` are foxes."""
    lower = sentence.lowers[names[-1]]
    article = sentence.lowers[phrase.start] in ("the", "some", "all", "these", "those")
    if not article or not lower.endswith("s") or lower.endswith("ss"):
        return
    if lower in lexicon().names or phrase.category in PLACES or phrase.category == "vehicle":
        return
    phrase.plural = True
    singular = noun_lemma(lower)
    category = category_of(singular)
    if category != "unknown":
        phrase.head, phrase.category, phrase.name = singular, category, ""
    else:
        phrase.category = "group"


def _is_title(sentence: SentenceDraft, index: int) -> bool:
    word = sentence.lowers[index].rstrip(".")
    titles = (words("people", "titles", key) for key in ("m", "f", "neutral"))
    return sentence.words[index][0].isupper() and any(word in group for group in titles)


def name_category(name: str) -> tuple[Category, str]:
    """Category and gender that a proper name shows by itself."""
    parts = name.lower().replace(".", "").split()
    if not parts:
        return "unknown", ""
    first, last = parts[0], parts[-1]
    gender = title_gender(first)
    given = next((p for p in parts if p in lexicon().names), "")
    if gender:
        return "person", gender
    titled = len(parts) > 1 and first in words("people", "titles", "neutral")
    place = category_of(noun_lemma(last)) if len(parts) > 1 or last not in lexicon().names else ""
    if len(parts) > 1 and place in PLACES | {"vehicle"}:
        return cast(Category, place), ""
    if category_of(first) in PLACES | {"vehicle"} and len(parts) > 1 and not given:
        return category_of(first), ""
    if titled or given:
        named = lexicon().names.get(given, "")
        noun = category_of(first) if first in lexicon().categories else "person"
        kind: Category = noun if titled and noun in LIVING else "person"
        return kind, named if named in ("m", "f") else ""
    if place in LIVING:
        return cast(Category, place), gender_of_noun(last)
    if place in PLACES:
        return cast(Category, place), ""
    return "unknown", ""


def _fill_noun(sentence: SentenceDraft, phrase: PhraseDraft, nouns: list[int]) -> None:
    lower = sentence.lowers[phrase.head_token]
    plural = sentence.tags[phrase.head_token] == "NOUNS"
    phrase.head = noun_lemma(lower) if plural else lower
    if plural and category_of(lower) == "clothing" and category_of(phrase.head) != "clothing":
        phrase.head = lower  # glasses, trousers
    phrase.plural = plural or lower in words("nouns", "plural_people")
    before = [i for i in nouns if i < phrase.head_token]
    compound = [sentence.words[i] for i in before]
    phrase.category = category_of(phrase.head)
    previous = phrase.head_token - 1
    if not before and previous >= phrase.start and sentence.tags[previous] in ("ADJ", "VBG", "VBN"):
        joined = f"{sentence.lowers[previous]}_{phrase.head}"
        describes = sentence.lowers[previous] in lexicon().looks or phrase.category in LIVING
        if joined in lexicon().categories and not describes:
            compound = [sentence.words[previous]]
    phrase.compound = " ".join(compound)
    phrase.category = category_of(phrase.head, phrase.compound.lower().replace(" ", "_"))
    phrase.gender = gender_of_noun(phrase.head)
    if before and phrase.category == "unknown":
        phrase.category = category_of(phrase.head)


def _fill_modifiers(sentence: SentenceDraft, phrase: PhraseDraft, nouns: list[int]) -> None:
    lowers, tags = sentence.lowers, sentence.tags
    numbers_: list[str] = []
    first_noun = nouns[0] if nouns else phrase.end
    in_compound = set(phrase.compound.lower().split())
    for index in range(phrase.start, phrase.end):
        word = lowers[index]
        if tags[index] == "DET" and not phrase.determiner:
            phrase.determiner = word
        elif tags[index] == "POSS":
            phrase.owner_word = word
        elif tags[index] == "NUM" or word in ("dozen", "couple"):
            numbers_.append(word)
        elif tags[index] in ("ADJ", "VBN", "VBG") and index < first_noun:
            phrase.adjectives += [] if word in in_compound else [word]
    if numbers_ and phrase.category != "time":
        phrase.number = number_of(numbers_)
        phrase.plural = phrase.plural or (phrase.number or 1) > 1
    if phrase.determiner == "both" and phrase.number is None:
        phrase.number, phrase.plural = 2, True
    phrase.negated = (
        phrase.determiner in ("no", "neither")
        or "no" in lowers[max(0, phrase.start - 1) : phrase.start]
    )


def _merge_measures(sentence: SentenceDraft) -> None:
    """`a couple of dogs`, `a dozen of the eggs`: one phrase whose head is what is measured."""
    merged: list[PhraseDraft] = []
    for phrase in sentence.phrases:
        before = merged[-1] if merged else None
        if (
            before is not None
            and not phrase.pronoun
            and before.end + 1 == phrase.start
            and sentence.lowers[before.end] == "of"
            and before.head in words("nouns", "measures")
            and not before.name
        ):
            merged.pop()
            phrase.measured = before.head
            counts = numbers("nouns", "counts")
            if before.head in counts and phrase.number is None:
                times = before.number or 1
                times = (
                    1 if before.head in ("couple", "pair", "dozen") and times in (2, 12) else times
                )
                pair_worn = before.head == "pair" and phrase.category == "clothing"
                phrase.number = None if pair_worn else counts[before.head] * times
                phrase.plural = True
            phrase.determiner = before.determiner
            phrase.negated = before.negated
            phrase.owner_word = phrase.owner_word or before.owner_word
            phrase.start = before.start
        merged.append(phrase)
    sentence.phrases[:] = merged


def _merge_epithets(sentence: SentenceDraft) -> None:
    """`Zorg the Terrible`: one name."""
    merged: list[PhraseDraft] = []
    for phrase in sentence.phrases:
        before = merged[-1] if merged else None
        bare = phrase.name and phrase.head == phrase.name and phrase.end - phrase.start == 2
        bare = bare and phrase.determiner == "the" and phrase.category == "unknown"
        if before is not None and bare and before.name and before.end == phrase.start:
            before.name = f"{before.name} the {phrase.name}"
            before.head = before.name
            before.end, before.head_token = phrase.end, phrase.head_token
            continue
        merged.append(phrase)
    sentence.phrases[:] = merged


def _index(sentence: SentenceDraft) -> None:
    sentence.phrase_at = [-1] * len(sentence.tags)
    for number, phrase in enumerate(sentence.phrases):
        for index in range(phrase.start, phrase.end):
            sentence.phrase_at[index] = number


def _link_prepositions(sentence: SentenceDraft, places: dict[int, str]) -> None:
    for number, phrase in enumerate(sentence.phrases):
        at = phrase.start - 1
        while at >= 0 and sentence.tags[at] == "ADV" and at not in places:
            at -= 1  # "with only a lamp"
        if at < 0 or at not in places or sentence.tags[at] != "PREP":
            continue
        phrase.preposition = places[at]
        phrase.preposition_token = _preposition_start(sentence, at)
        phrase.negated = phrase.negated or places[at] == "without"
        before = (
            sentence.phrase_at[phrase.preposition_token - 1] if phrase.preposition_token else -1
        )
        if before >= 0 and sentence.phrases[before].end == phrase.preposition_token:
            phrase.attached_to = before
            if phrase.preposition == "of":
                phrase.of_parent = before
                sentence.phrases[before].of = number


def _preposition_start(sentence: SentenceDraft, last: int) -> int:
    at = last
    while at > 0 and sentence.tags[at - 1] == "PREP" and sentence.phrase_at[at - 1] < 0:
        at -= 1
    return at


def _link_owners(sentence: SentenceDraft) -> None:
    """`the girl's dog`: the phrase before the mark owns the one after it."""
    for number, phrase in enumerate(sentence.phrases):
        at = phrase.start - 1
        if at <= 0 or sentence.tags[at] != "'S" or sentence.phrase_at[at - 1] < 0:
            continue
        owner = sentence.phrase_at[at - 1]
        phrase.owner = owner
        before = sentence.phrases[owner]
        before.role = "owner"
        phrase.preposition, before.preposition = before.preposition, ""
        phrase.preposition_token = before.preposition_token
        phrase.attached_to, before.attached_to = before.attached_to, None
        phrase.negated = phrase.negated or before.negated
        if before.of_parent is not None:
            phrase.of_parent, before.of_parent = before.of_parent, None
            sentence.phrases[phrase.of_parent].of = number
        if before.determiner == "no":
            phrase.negated = True


def _link_coordination(sentence: SentenceDraft) -> None:
    """`a cat, a dog and an owl`: the later members hang on the first."""
    phrases = sentence.phrases
    number = 0
    while number < len(phrases):
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
            return members
        if _named_between(sentence, at, following):
            sentence.phrases[following].apposition_of = at
            at = following
            continue
        gap = sentence.lowers[sentence.phrases[at].end : _outer_start(sentence, following)]
        if "and" in gap or "or" in gap or "nor" in gap or "&" in gap:
            if _starts_clause(sentence, first, following):
                return members
            members += [*pending, following]
            pending = []
        else:
            pending.append(following)
        at = following


def _told_by_name(sentence: SentenceDraft, first: int) -> bool:
    """`two sisters, Ada and Grace`: the names tell who they are, they are not others."""
    phrase = sentence.phrases[first]
    following = _next_member(sentence, first)
    if following is None or not phrase.plural or phrase.category not in LIVING:
        return False
    name = sentence.phrases[following]
    bare = bool(name.name) and name.head == name.name
    return bare and sentence.lowers[phrase.end : name.start] == [","]


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
    phrase = sentence.phrases[at]
    index = phrase.end
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


def _outer_start(sentence: SentenceDraft, number: int) -> int:
    phrase = sentence.phrases[number]
    while phrase.owner is not None:
        phrase = sentence.phrases[phrase.owner]
    return phrase.start


def _starts_clause(sentence: SentenceDraft, first: int, following: int) -> bool:
    """`took the key, and the dog barked`: the second phrase is the subject of its own verb."""
    at = sentence.phrases[following].end
    while at < len(sentence.tags) and sentence.tags[at] in ("ADV", "NOT"):
        at += 1
    if at >= len(sentence.tags) or sentence.tags[at] not in _FINITE:
        return False
    begin = sentence.phrases[first].start
    back = begin - 1
    limit = max(0, begin - _NEAR)
    while back >= limit and sentence.lowers[back] not in (";", ":", "—"):
        if sentence.tags[back] in _FINITE:
            return True
        back -= 1
    return False
