"""Proper names in noun phrases: what they tell of kind and gender."""

from collections.abc import Set
from itertools import pairwise
from typing import cast

from panelwright_tools.language.document import LIVING, PLACES, Category
from panelwright_tools.language.draft import PhraseDraft, SentenceDraft
from panelwright_tools.language.lemmas import noun_lemma
from panelwright_tools.language.lexicon import category_of, gender_of_noun, lexicon
from panelwright_tools.language.names import title_gender
from panelwright_tools.language.tables import words


def fill_name(sentence: SentenceDraft, phrase: PhraseDraft, nouns: list[int]) -> None:
    """Name, head, kind and gender of a phrase that holds a name."""
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
    if _is_a_thing(sentence, phrase, names):
        phrase.category, phrase.gender = "unknown", ""
    _plural_name(sentence, phrase, names)


def _is_a_thing(sentence: SentenceDraft, phrase: PhraseDraft, names: list[int]) -> bool:
    """`the Golden Ladle`: Golden is no first name behind an article and before a thing."""
    led = sentence.lowers[phrase.start] == "the" and names[0] == phrase.start + 1
    if not led or len(names) != 2 or phrase.category != "person":
        return False
    first, last = (sentence.lowers[n] for n in names)
    kind = category_of(noun_lemma(last))
    return first in lexicon().looks and kind not in LIVING | {"unknown", "group"}


def _plural_name(sentence: SentenceDraft, phrase: PhraseDraft, names: list[int]) -> None:
    """`the Hallorans` are a family; `the Foxes` are foxes."""
    lower = sentence.lowers[names[-1]]
    if _is_a_ship(sentence, phrase, names):
        phrase.category, phrase.gender = "vehicle", ""
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


def _is_a_ship(sentence: SentenceDraft, phrase: PhraseDraft, names: list[int]) -> bool:
    """`the Queen Charlotte`, `the Lady Jane`: nobody's title has an article before the name."""
    led = sentence.lowers[phrase.start] == "the" and names[0] == phrase.start + 1
    titled = len(names) == 2 and bool(title_gender(sentence.lowers[names[0]]))
    return led and titled and sentence.lowers[names[1]] in lexicon().names


def share_surname(sentence: SentenceDraft) -> None:
    """`Mr. and Mrs. Pell`, `Uncle and Aunt Varga`: the surname is of both."""
    for first, second in pairwise(sentence.phrases):
        joined = sentence.lowers[first.end : second.start] in (["and"], ["&"])
        surname = second.name.split()[1:]
        titled = all(p.name and title_gender(_first_word(p.name)) for p in (first, second))
        if joined and titled and surname and len(first.name.split()) == 1:
            first.name = " ".join([first.name, *surname])
            first.head = first.name


def _first_word(name: str) -> str:
    return name.split()[0].lower().rstrip(".")


def _is_title(sentence: SentenceDraft, index: int) -> bool:
    word = sentence.lowers[index].rstrip(".")
    titles = (words("people", "titles", key) for key in ("m", "f", "neutral"))
    return sentence.words[index][0].isupper() and any(word in group for group in titles)


def name_category(name: str) -> tuple[Category, str]:
    """Category and gender that a proper name shows by itself."""
    parts = name.lower().replace(".", "").split()
    while len(parts) > 2 and parts[0] in _plain():
        parts = parts[1:]  # Old Captain Brook
    if not parts:
        return "unknown", ""
    given = next((part for part in parts if part in lexicon().names), "")
    titled = len(parts) > 1 and parts[0] in words("people", "titles", "neutral")
    shown = _by_form(parts) or _by_surname(parts, given, titled)
    if shown is not None:
        return shown
    kind = _kind_of(parts)
    shown = _by_nouns(parts, given, kind, titled)
    if shown is not None:
        return shown
    if titled or given:
        return _somebody(parts[0], given, titled)
    if kind in LIVING:
        return cast(Category, kind), gender_of_noun(parts[-1])
    return (cast(Category, kind) if kind in PLACES else "unknown"), ""


def _plain() -> Set[str]:
    """What tells of age and size before a name, and is no title."""
    return words("people", "age", "untitled") | words("people", "age", "sizes")


def _by_form(parts: list[str]) -> tuple[Category, str] | None:
    """`Mars`, `B-12`, `Mrs. Pell`: what the form of the name alone shows."""
    if len(parts) == 1 and parts[0] in words("nouns", "celestial"):
        return "place", ""
    if parts[-1].isdigit():
        machine = parts[0] in words("people", "numbered", "machines")
        return ("robot" if machine else "person"), ""
    gender = title_gender(parts[0])
    return ("person", gender) if gender else None


def _by_surname(parts: list[str], given: str, titled: bool) -> tuple[Category, str] | None:
    """`Ida Brook`, `Captain Brook`: surnames that are words, too; a captain is he or she."""
    if len(parts) != 2 or parts[-1] not in words("people", "surnames", "words"):
        return None
    return ("person" if given or titled else "unknown"), "" if titled else _gender_of(given)


def _kind_of(parts: list[str]) -> str:
    """The category of the noun that the name ends with; empty where it is a given name."""
    last = parts[-1]
    if len(parts) == 1 and last in lexicon().names:
        return ""
    kind = category_of(noun_lemma(last))
    several = len(parts) == 1 and noun_lemma(last) != last and kind in PLACES
    return "" if several else kind  # Piers, Rivers: what looks like several places is none


def _by_nouns(parts: list[str], given: str, kind: str, titled: bool) -> tuple[Category, str] | None:
    """`the North Wind`, `Tern Island`, `the Golden Armadillo`: what its words are by themselves."""
    first, last = parts[0], parts[-1]
    golden = given == first and first in lexicon().looks and kind in ("animal", "being", "robot")
    by_look = (cast(Category, kind), "") if golden else None
    if len(parts) == 1:
        return by_look
    if category_of(last) == "weather" and not titled:
        return "being", ""  # Jack Frost, too; but Captain Thunder is somebody
    known = (len(parts) > 2 and given in parts[:-1]) or category_of(first) == "person"
    known |= first in _plain() and given == last  # Old Sam, though a sam is a missile
    if kind in PLACES | {"vehicle"} and not known:
        return cast(Category, kind), ""
    if first in words("nouns", "before_places"):
        return "place", ""
    if category_of(first) in PLACES | {"vehicle"} and not given:
        return category_of(first), ""
    return by_look


def _somebody(first: str, given: str, titled: bool) -> tuple[Category, str]:
    """`Captain Brook`, `Mina`: somebody, of the kind that a title may tell."""
    noun = category_of(first) if first in lexicon().categories else "person"
    sized = first in words("people", "age", "sizes")
    kind: Category = noun if titled and noun in LIVING and not sized else "person"
    return kind, _gender_of(given)


def _gender_of(given: str) -> str:
    """Of a given name: m or f; empty where it may be either."""
    named = lexicon().names.get(given, "")
    return named if named in ("m", "f") else ""
