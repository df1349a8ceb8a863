"""Which capitalised words are names, from how the whole text writes them."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from panelwright_tools.language.document import LIVING
from panelwright_tools.language.lemmas import noun_lemma, verb_lemma
from panelwright_tools.language.lexicon import lexicon
from panelwright_tools.language.tables import table, words

_INSIDE = re.compile(r"(?<=[a-z,;:)] )[A-Z][^\W\d_]+")
_LOWER = re.compile(r"\b[a-z]+\b")
_KIN_NAMED = re.compile(
    r"\b(?:my|his|her|our|their) (?:best )?"
    r"(?:sister|brother|friend|cousin|dog|cat|horse|aunt|uncle) ([a-z]{3,})\b"
)
_CRY = re.compile(r"(?:^|[.!?\"”]\s+)([A-Z]{3,})!", re.MULTILINE)
_CAPITAL = re.compile(r"[A-Z][a-z]")
_TOLD = re.compile(
    r"\b(?:named|called|name is|name was|name's) ([a-z]{3,})(?=[^\w\s'’-]|\s+[a-z]+(?:s|ed)\b|$)"
)
_TITLED = re.compile(
    r"\b(?:coach|mr|mrs|miss|ms|dr|captain|uncle|aunt|auntie|professor|officer|detective|sir) "
    r"([a-z]{3,})\b"
)
_ARTICLES = frozenset({"the", "a", "an", "this", "that", "another", "some", "every", "each", "no"})
_ABBREVIATIONS = frozenset({"IT", "HR", "PE"})
_NAMES_TOO = frozenset({"will", "may", "little"})
_DATED = frozenset(
    [
        "in",
        "on",
        "since",
        "until",
        "till",
        "by",
        "last",
        "next",
        "early",
        "late",
        "of",
        "this",
        "every",
        "during",
        "from",
        "before",
        "after",
        "through",
        "now",
    ]
)
NEVER_NAME = -9.0
SURELY_NAME = 9.0


@dataclass(frozen=True)
class NameEvidence:
    """How often the text writes a word with a capital inside a sentence, and in lower case."""

    inside: Mapping[str, int]
    lower: Mapping[str, int]
    shouting: bool = False  # most of the text is in capitals: a capital says nothing
    lazily: frozenset[str] = frozenset()  # names that are written without a capital too
    cries: frozenset[str] = frozenset()  # capitals that are a sentence of their own: `DONG!`

    def weight(self, word: str, lower: str, first: bool, before: str) -> float:
        """Log weight of reading a capitalised word as a name; -9: never, 9: surely."""
        if lower in _closed_words() or (self.shouting and word.isupper()):
            dated = before in _DATED and _is_time(lower)
            return NEVER_NAME if dated else self._closed_weight(word, lower, first)
        if title_gender(before.rstrip(".")):
            return SURELY_NAME  # Granny Mo, Mr. Green
        given = before in lexicon().names and before not in _DATED
        surname = given and not first  # Mark Sunday
        if _is_time(lower) and (
            lower not in lexicon().names or before in _DATED or lower.endswith("day")
        ):
            return 4.0 if surname else NEVER_NAME
        if "-" in lower and any(map(str.isdigit, lower)):
            return SURELY_NAME  # BOLT-9, R2-D2
        if first and word in self.cries and not self.inside.get(word.capitalize()):
            return NEVER_NAME
        if first:
            return self._first_weight(word, lower)
        if word.isupper() and len(word) > 3 and (lower in self.lower or _common(lower)):
            named = self.inside.get(word.capitalize(), 0) > self.lower.get(lower, 0)
            return 4.0 if named else NEVER_NAME  # COLOSSUS … Colossus walked
        if before in _ARTICLES and not self._person_name(lower):
            living = lexicon().categories.get(noun_lemma(lower)) in LIVING
            return NEVER_NAME if living else 0.5
        if not _common(lower):
            return SURELY_NAME
        if self._person_name(lower) and not self.lower.get(lower):
            return 4.0  # Ivy, Rose
        return 2.5 if self.inside.get(word, 0) > self.lower.get(lower, 0) else 1.0

    def _closed_weight(self, word: str, lower: str, first: bool) -> float:
        """`Will`, `May`, `Unit Seven`: a capital inside a sentence makes a name of these."""
        if word in _ABBREVIATIONS and not self.shouting:
            return 4.0
        if lower not in _NAMES_TOO and lower not in table("closed")["tags"]["NUM"].split():
            return NEVER_NAME
        if self.shouting or (first and not self.inside.get(word)):
            return NEVER_NAME
        return 2.5 if first else 4.0

    def _first_weight(self, word: str, lower: str) -> float:
        inside, below = self.inside.get(word, 0), self.lower.get(lower, 0)
        if inside and not below:
            return 4.0 if _common(lower) else SURELY_NAME
        if not _common(lower):
            return SURELY_NAME if not below else NEVER_NAME
        if _is_rare_person(lower) and not below:
            return 4.0  # Sami, who needs no article
        if self._person_name(lower) and not below:
            return 1.5
        if lower.endswith(("ed", "ing")):
            return NEVER_NAME  # "Convinced that …", "Marching up …"
        return NEVER_NAME if below else -1.5

    def _person_name(self, lower: str) -> bool:
        return lower in lexicon().names


def _is_rare_person(lower: str) -> bool:
    """One of a people or a trade that hardly any text names."""
    known = lexicon()
    rare = known.categories.get(lower) == "person" and lower not in known.classes
    return rare and lower not in table("people")["kin"]


def _is_time(lower: str) -> bool:
    """`Fridays`, `Christmas`."""
    categories = lexicon().categories
    return "time" in (categories.get(lower), categories.get(noun_lemma(lower)))


def _common(lower: str) -> bool:
    known = lexicon()
    if lower in known.names and lower not in known.classes:
        return known.categories.get(lower, "abstract") in LIVING
    if lower in known.classes or lower in known.categories:
        return True
    if lower.endswith(("ed", "ing")) and "V" in known.classes.get(verb_lemma(lower), ""):
        return True
    singular = noun_lemma(lower)
    return (singular != lower and singular in known.categories) or lower in known.verb_forms


@lru_cache(maxsize=1)
def _closed_words() -> frozenset[str]:
    closed = table("closed")
    tagged = [word for members in closed["tags"].values() for word in members.split()]
    small = [
        word
        for word, text in closed["readings"].items()
        if "NOUN" not in text and text.split()[0] in ("ADV", "ADJ", "DET", "PART", "PREP", "SUB")
    ]
    return frozenset(tagged) | frozenset(closed["function"].split()) | frozenset(small)


def name_evidence(text: str) -> NameEvidence:
    """Counts over the whole text."""
    inside = Counter(_INSIDE.findall(text))
    lower = Counter(_LOWER.findall(text))
    letters = sum(map(str.isalpha, text[:20000])) or 1
    shouting = sum(map(str.isupper, text[:20000])) / letters > 0.6
    both = (word.lower() for word in inside if lower.get(word.lower()))
    lazily = frozenset(word for word in both if len(word) > 2 and not _known_word(word))
    lazily |= _named_lazily(text, inside, lower)
    return NameEvidence(inside, lower, shouting, lazily, frozenset(_CRY.findall(text)))


def _named_lazily(text: str, inside: Counter[str], lower: Counter[str]) -> frozenset[str]:
    """`his name is gordon`, `a boy named kit`; with no capital at all, every first name."""
    told = frozenset(
        word
        for word in _TOLD.findall(text)
        if word not in _closed_words() and not word.endswith("ly")
    )
    names = lexicon().names
    told |= frozenset(word for word in _KIN_NAMED.findall(text) if not _known_word(word))
    if _CAPITAL.search(text):
        return frozenset(word for word in told if word in names or not _known_word(word))
    told |= frozenset(w for w in _TITLED.findall(text) if w not in lexicon().classes)
    return told | frozenset(w for w in lower if len(w) > 2 and w in names and not _is_a_noun(w))


def _is_a_noun(lower: str) -> bool:
    """More often a word of the language than a first name."""
    known = lexicon()
    if lower not in known.classes:
        return lower in _closed_words()
    rare = known.classes[lower] in ("N0", "N1")
    return not rare or known.categories.get(lower, "person") != "person"


def _known_word(lower: str) -> bool:
    """Any word of the language, a name or not."""
    known = lexicon()
    return lower in _closed_words() or lower in known.classes or _common(lower)


def title_gender(word: str) -> str:
    """`m` or `f` of a title before a name (Mr, Aunt), else empty."""
    for gender in ("m", "f"):
        if word in words("people", "titles", gender):
            return gender
    return ""
