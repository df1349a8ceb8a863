"""Noun phrases by patterns over word classes."""

import re
from typing import cast

from panelwright_tools.language.coordination import link_coordination
from panelwright_tools.language.document import LIVING
from panelwright_tools.language.draft import PhraseDraft, SentenceDraft
from panelwright_tools.language.lemmas import noun_lemma
from panelwright_tools.language.lexicon import category_of, gender_of_noun, is_office, lexicon
from panelwright_tools.language.name_phrases import fill_name, share_surname
from panelwright_tools.language.numbers import number_of
from panelwright_tools.language.phrase_links import link_owners, link_prepositions, link_regions
from panelwright_tools.language.phrase_merging import merge_epithets, merge_measures
from panelwright_tools.language.phrase_splitting import split_point
from panelwright_tools.language.prepositions import mark_prepositions
from panelwright_tools.language.tables import words

_CODES = {
    "DET": "D", "POSS": "$", "NUM": "C", "ADJ": "J", "VBN": "V", "VBG": "G", "ADV": "R",
    "NOUN": "N", "NOUNS": "N", "NAME": "P", "'S": "S", "PRON": "p", "CONJ": "&", "REL": "w",
}  # fmt: skip
_MODIFIER = r"(?:R?[JVGC](?:(?:,|&|,&)(?=R?[JC]))?)"
_PATTERN = re.compile(
    rf"(?<=i)NC(?![NPJVGCRD$])|D{{0,2}}\$?D?{_MODIFIER}*[NP]+|p|D{{0,2}}J?C+|DJJ?|D(?=i)"
)
_THINGS = frozenset(
    ["plant", "artifact", "device", "food", "furniture", "container", "tool", "instrument", "sky",
     "natural", "vehicle", "weapon"]
)  # fmt: skip
_CLOCK = re.compile(r"\d{1,2}[.:]\d\d(?:am|pm)?")
_LOOSE_START = re.compile(r"[VGR]+")
_STAND_ALONE = frozenset({"both", "all", "each", "some", "neither", "either"})
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
            stop = split_point(sentence, start, end)
            _add(sentence, start, stop)
            start = stop
        at = end
    merge_measures(sentence)
    merge_epithets(sentence)
    share_surname(sentence)
    _index(sentence)
    link_prepositions(sentence, places)
    link_regions(sentence)
    link_owners(sentence)
    link_coordination(sentence)
    _mark_persons(sentence)


def _mark_persons(sentence: SentenceDraft) -> None:
    """`The head, who has been sitting at her desk`: who is said of persons; no crook is of arms."""
    for phrase in sentence.phrases:
        inner = sentence.phrases[phrase.of] if phrase.of is not None else None
        if inner is not None and inner.category == "body" and phrase.category == "person":
            phrase.category = "body" if phrase.preposition else phrase.category
        at = phrase.end + (sentence.lowers[phrase.end : phrase.end + 1] == [","])
        who = sentence.lowers[at : at + 1] in (["who"], ["whom"])
        hangs = phrase.attached_to is not None or phrase.name or phrase.pronoun
        if who and not hangs and phrase.category in _THINGS:
            phrase.category = "being"  # "talks to a cactus, who turns out to be rude"
        bare = not (phrase.preposition or phrase.name or phrase.pronoun or phrase.plural)
        if who and bare and phrase.category in ("body", "abstract", "unknown", "attribute", "act"):
            phrase.category = "person"


def _code(sentence: SentenceDraft, index: int) -> str:
    tag = sentence.tags[index]
    if tag == "PREP":
        return "i"
    if sentence.lowers[index] == "there":
        return "o"  # "In compartment four there were …"
    if tag == "NUM" and _CLOCK.fullmatch(sentence.lowers[index]):
        return "o"  # "3.10 Ivy comes home"
    if tag == "PUNCT":
        return "," if sentence.lowers[index] == "," else "o"
    return _CODES.get(tag, "o")


def _tightened(sentence: SentenceDraft, codes: str, start: int, end: int) -> tuple[int, int]:
    """Without a verb or adverb at the start, and only what can be a phrase."""
    loose = _LOOSE_START.match(codes, start, end)
    owned = start > 0 and codes[start - 1] == "S"  # "her grandfather's walking stick"
    if loose and not owned and loose.end() < end:
        start = loose.end()
        while start < end and codes[start] in ",&":
            start += 1
    text = codes[start:end]
    if sentence.lowers[start:end] == ["next", "door"]:
        return end, end  # the cat next door
    if "N" in text or "P" in text or text == "p":
        return start, end
    if text.startswith("D") and text.strip("DCJ") == "" and "C" in text:
        return start, end
    if text and set(text) == {"C"}:
        return start, end
    if text == "D":
        word = sentence.lowers[start]
        return (start, end) if word in _STAND_ALONE else (end, end)
    stand_ins = words("nouns", "stand_ins") | words("nouns", "plural_stand_ins")
    if "J" in text and sentence.lowers[end - 1] in stand_ins:
        return start, end
    return end, end


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
    if nouns and _means_the_others(sentence, start, head_token):
        phrase.head, phrase.plural, phrase.adjectives = "one", True, ["other"]
        phrase.determiner = "the"
        sentence.phrases.append(phrase)
        return
    if nouns == [head_token] and _means_one_of_them(sentence, start, end):
        phrase.head, phrase.determiner, phrase.adjectives = "one", "the", [lowers[head_token]]
        sentence.phrases.append(phrase)
        return
    if nouns and tags[head_token] == "NUM":
        head_token = phrase.head_token = nouns[-1]  # "room nine"
    if not nouns:
        _fill_stand_in(sentence, phrase)
    elif tags[head_token] == "NAME":
        fill_name(sentence, phrase, nouns)
    else:
        _fill_noun(sentence, phrase, nouns)
    _fill_modifiers(sentence, phrase, nouns)
    sentence.phrases.append(phrase)


def _means_the_others(sentence: SentenceDraft, start: int, head_token: int) -> bool:
    """`the others`, `the rest of them`."""
    if sentence.lowers[start : head_token + 1] == ["the", "others"]:
        return True
    after = sentence.lowers[head_token + 1 : head_token + 3]
    rest = sentence.lowers[start : head_token + 1] == ["the", "rest"]
    return rest and after in (["of", "them"], ["of", "us"])


def _means_one_of_them(sentence: SentenceDraft, start: int, end: int) -> bool:
    """`The second was fat`: of those who were counted before."""
    if end - start != 2 or sentence.lowers[start] != "the":
        return False
    after = sentence.tags[end] if end < len(sentence.tags) else "PUNCT"
    ordinal = sentence.lowers[end - 1] in words("nouns", "stand_ins")
    return ordinal and after in ("VBD", "VBZ", "MODAL")


def _fill_stand_in(sentence: SentenceDraft, phrase: PhraseDraft) -> None:
    """`the eldest`, `the two`, `both`: someone met before."""
    lowers = sentence.lowers[phrase.start : phrase.end]
    phrase.head = "one"
    number = number_of(lowers)
    last = lowers[-1]
    phrase.plural = (number or 1) > 1 or last in _STAND_ALONE
    if last in words("nouns", "plural_stand_ins") and lowers[0] == "the":
        phrase.plural = True


def _fill_noun(sentence: SentenceDraft, phrase: PhraseDraft, nouns: list[int]) -> None:
    lower = sentence.lowers[phrase.head_token]
    plural = sentence.tags[phrase.head_token] == "NOUNS"
    phrase.head = noun_lemma(lower) if plural else lower
    if plural and category_of(lower) == "clothing" and category_of(phrase.head) != "clothing":
        phrase.head = lower  # glasses, trousers
    phrase.plural = plural or lower in words("nouns", "plural_people")
    if not plural and phrase.plural:
        phrase.head = noun_lemma(lower)  # women: woman
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
    if "robot" in {category_of(word.lower()) for word in compound}:
        phrase.category = "robot"  # a robot vacuum cleaner
    if compound and is_office(phrase.head):
        beast = category_of(compound[-1].lower()) == "animal" and not phrase.plural
        phrase.category = "animal" if beast else phrase.category  # a badger postman
    phrase.category = "unknown" if phrase.head == "one" else phrase.category
    if compound and _is_a_pet_name(sentence, phrase):
        phrase.name, phrase.head = lower.capitalize(), compound[-1].lower()
        phrase.compound = " ".join(compound[:-1])
        phrase.category = category_of(phrase.head)
    phrase.gender = gender_of_noun(phrase.head)
    if before and phrase.category == "unknown":
        phrase.category = category_of(phrase.head)


def _is_a_pet_name(sentence: SentenceDraft, phrase: PhraseDraft) -> bool:
    """`my dog biscuit who thinks`: only somebody is followed by "who"."""
    owned = sentence.tags[phrase.start] == "POSS"
    somebody = category_of(phrase.compound.lower().split()[-1]) in LIVING
    thing = phrase.category not in LIVING | {"group"} and not phrase.plural
    return owned and somebody and thing and sentence.lowers[phrase.end : phrase.end + 1] == ["who"]


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
        elif tags[index] == "NUM" and nouns and index > nouns[-1]:
            continue
        elif tags[index] == "NUM" or word in ("dozen", "couple"):
            numbers_.append(word)
        elif tags[index] in ("ADJ", "VBN", "VBG") and index < first_noun:
            phrase.adjectives += [] if word in in_compound else [word]
    if numbers_ and phrase.category != "time":
        phrase.number = number_of(numbers_)
        phrase.plural = phrase.plural or (phrase.number or 1) > 1
    if phrase.determiner == "both" and phrase.number is None:
        phrase.number, phrase.plural = 2, True
    one_of_them = phrase.head == "one"  # neither of the sisters moved: they are there
    phrase.negated = (phrase.determiner in ("no", "neither") and not one_of_them) or lowers[
        phrase.start - 1 : phrase.start
    ] in (["no"], ["nor"])


def _index(sentence: SentenceDraft) -> None:
    sentence.phrase_at = [-1] * len(sentence.tags)
    for number, phrase in enumerate(sentence.phrases):
        for index in range(phrase.start, phrase.end):
            sentence.phrase_at[index] = number
