"""Word classes: readings from the lexicon, the best path by hand-set transitions, repairs."""

import math
from functools import lru_cache

from panelwright_tools.language.document import Tag
from panelwright_tools.language.lemmas import noun_lemma, verb_lemma
from panelwright_tools.language.lexicon import lexicon
from panelwright_tools.language.names import NameEvidence
from panelwright_tools.language.numbers import number_of
from panelwright_tools.language.tables import table, words

Readings = tuple[tuple[str, float], ...]
"""Internal tags with log weights; BE, HAVE, DO, PRS, PRO become public tags at the end."""

_UNLIKELY = -4.0
_DIGIT = 0.55  # log weight of one digit of the lexicon's counts
_CLASS_TAGS = {"N": ("NOUN",), "V": ("VB", "VBP"), "J": ("ADJ",), "R": ("ADV",)}
_FORMS_OF_BE = {
    "is": "VBZ", "'s": "VBZ", "was": "VBD", "were": "VBD", "are": "VBP", "am": "VBP",
    "'re": "VBP", "'m": "VBP", "ai": "VBP", "be": "VB", "been": "VBN", "being": "VBG",
    "has": "VBZ", "have": "VBP", "had": "VBD", "'ve": "VBP", "'d": "VBD", "having": "VBG",
    "do": "VBP", "does": "VBZ", "did": "VBD",
}  # fmt: skip
BE = frozenset({"is", "'s", "was", "were", "are", "am", "'re", "'m", "be", "been", "being", "ai"})
HAVE = frozenset({"has", "have", "had", "having", "'ve", "'d"})
_INDEFINITE = frozenset(
    [
        "somebody",
        "someone",
        "everyone",
        "everybody",
        "nobody",
        "anyone",
        "anybody",
        "else",
        "other",
        "no-one",
    ]
)
_LETTERED = frozenset({"robot", "person", "animal", "being", "vehicle", "device"})
GET = frozenset({"got", "get", "gets", "getting"})


@lru_cache(maxsize=1)
def _transitions() -> dict[str, dict[str, float]]:
    """Previous tag to next tag to log weight, complete."""
    rows = table("transitions")
    tags = [*rows, "TO", "NOT", "INTJ", "CONJ"]
    return {
        before: {after: float(row.get(after, row["_"])) for after in tags}
        for before, row in rows.items()
    } | {"INTJ": {after: float(rows["INTJ"].get(after, -0.5)) for after in tags}}


@lru_cache(maxsize=1)
def _closed() -> dict[str, Readings]:
    found: dict[str, Readings] = {}
    for tag, members in table("closed")["tags"].items():
        readings = (("PRS", 0.0), ("PRO", 0.0)) if tag == "BOTH" else ((tag, 0.0),)
        found.update(dict.fromkeys(members.split(), readings))
    for word, text in table("closed")["readings"].items():
        parts = text.split()
        found[word] = tuple(zip(parts[::2], map(float, parts[1::2]), strict=True))
    return found


@lru_cache(maxsize=65536)
def readings(word: str) -> Readings:
    """The word classes of a lower-case word, by the lexicon and its form."""
    closed = _closed().get(word)
    if closed:
        return closed
    if "-" in word and number_of([word]) is not None:
        return (("NUM", 0.0),)
    scores: dict[str, float] = {}
    _base_readings(word, scores)
    _inflected_readings(word, scores)
    if not scores:
        return _unknown(word)
    best = max(scores.values())
    return tuple((tag, score - best) for tag, score in scores.items() if score - best > -5)


def _count(word: str, word_class: str) -> float | None:
    """Log weight of a word in a class; None when it is not of that class."""
    profile = lexicon().classes.get(word)
    if profile is None:
        known = word_class == "N" and word in lexicon().categories
        return 0.0 if known else None
    at = profile.find(word_class)
    return _DIGIT * int(profile[at + 1]) if at >= 0 else None


def _add(scores: dict[str, float], tag: str, score: float | None, extra: float = 0.0) -> None:
    if score is not None:
        scores[tag] = max(scores.get(tag, -9.0), score + extra)


def _base_readings(word: str, scores: dict[str, float]) -> None:
    for word_class, tags in _CLASS_TAGS.items():
        score = _count(word, word_class)
        if word in lexicon().verb_forms and word_class == "V" and verb_lemma(word) != word:
            continue
        for tag in tags:
            _add(scores, tag, score)


def _inflected_readings(word: str, scores: dict[str, float]) -> None:
    if word in words("closed", "participles", "unchanging"):
        for tag in ("VBD", "VBN"):
            _add(scores, tag, _count(word, "V"))
    noun = noun_lemma(word)
    if noun != word:
        _add(scores, "NOUNS", _count(noun, "N"))
        if word.endswith("s"):
            scores.pop("NOUN", None)
    verb = verb_lemma(word)
    if verb == word:
        return
    weight = _count(verb, "V")
    if word.endswith("ing"):
        _add(scores, "VBG", weight, 0.5)
        if "ADJ" in scores:
            scores["ADJ"] -= 1.5
        if "NOUN" in scores:
            scores["NOUN"] -= 1.0
    elif word.endswith("s") and word not in lexicon().verb_forms:
        _add(scores, "VBZ", weight)
    elif word.endswith("ed") or word in lexicon().verb_forms or word in _past_forms():
        _past_readings(word, weight if weight is not None else 0.0, scores)


@lru_cache(maxsize=1)
def _past_forms() -> frozenset[str]:
    return words("closed", "participles", "only_past") | words(
        "closed", "participles", "only_participle"
    )


def _past_readings(word: str, weight: float, scores: dict[str, float]) -> None:
    if word not in words("closed", "participles", "only_participle"):
        _add(scores, "VBD", weight, 0.3)
    if word not in words("closed", "participles", "only_past"):
        _add(scores, "VBN", weight)
    if "NOUN" in scores and "VBD" in scores:
        scores["NOUN"] -= 2.0


def _unknown(word: str) -> Readings:
    if not word[0].isalnum():
        return (("PUNCT", 0.0),)
    if not word.isascii() and ord(word[0]) > 0x24F:
        return (("X", 0.0),)
    if word[0].isdigit() or number_of([word]) is not None:
        return (("NUM", 0.0),)
    if word.endswith("ly"):
        return (("ADV", 0.0), ("ADJ", -1.5), ("NOUN", -2.5))
    if word.endswith("ing"):
        return (("VBG", 0.0), ("NOUN", -0.8), ("ADJ", -1.5))
    if word.endswith("ed"):
        hyphen = "-" in word
        return (("ADJ", 0.0 if hyphen else -1.0), ("VBD", -2 if hyphen else 0), ("VBN", -0.2))
    if "-" in word:
        return (("ADJ", 0.0), ("NOUN", 0.0))
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return (("NOUNS", 0.0), ("VBZ", -1.0), ("NOUN", -1.5))
    if word.endswith(("ful", "ous", "less", "ish", "able", "ible", "est")):
        return (("ADJ", 0.0), ("NOUN", -1.5))
    return (("NOUN", 0.0), ("ADJ", -1.5), ("VB", -2.5), ("VBP", -3.0))


def tag_words(words_: list[str], lowers: list[str], evidence: NameEvidence) -> list[Tag]:
    """The word classes of one sentence."""
    if not words_:
        return []
    lattice: list[Readings] = []
    first = True
    for index, word in enumerate(words_):
        before = lowers[index - 1] if index else ""
        lattice.append(_readings_here(word, lowers[index], before, first, evidence))
        first = (first and not word[0].isalnum()) or (word == '"' and index < 2)
    _possessives(lowers, lattice)
    _compounds(lowers, lattice)
    _letters(words_, lowers, lattice)
    tags = _best_path(lattice)
    repair(words_, lowers, tags)
    return tags  # type: ignore[return-value]


def _possessives(lowers: list[str], lattice: list[Readings]) -> None:
    """`somebody's dog`, `her grandfather's walking stick`: owner marks, not forms of `be`."""
    for index, lower in enumerate(lowers):
        if lower == "'" and index and lowers[index - 1].endswith("s"):
            lattice[index] = (("'S", 0.5), ("PUNCT", 0.0))
        if lower != "'s" or not index:
            continue
        after = lowers[index + 1 : index + 3]
        joined = "_".join((*after[:1], *(noun_lemma(word) for word in after[1:])))
        if lowers[index - 1] in _INDEFINITE or (len(after) == 2 and joined in lexicon().categories):
            lattice[index] = (("'S", 3.5), ("BE", 0.0))


def _compounds(lowers: list[str], lattice: list[Readings]) -> None:
    """`her watering can`: the second half is a noun when the lexicon knows both together."""
    for index in range(1, len(lowers)):
        if not lowers[index - 1].endswith("ing") or not lowers[index].isalpha():
            continue
        singular = noun_lemma(lowers[index])
        if f"{lowers[index - 1]}_{singular}" in lexicon().categories:
            lattice[index] = (("NOUN" if singular == lowers[index] else "NOUNS", 3.0),)


def _letters(words_: list[str], lowers: list[str], lattice: list[Readings]) -> None:
    """`Robot A`, `robot b`: a letter after a noun is part of a name."""
    for index in range(1, len(lowers)):
        if len(lowers[index]) != 1 or not lowers[index].isalpha() or lowers[index] == "i":
            continue
        before = words_[index - 1]
        noun = lexicon().categories.get(lowers[index - 1]) in _LETTERED
        after = lowers[index + 1] if index + 1 < len(lowers) else "."
        ends = not after[0].isalnum() or readings(after)[0][0] not in ("NOUN", "NOUNS", "ADJ")
        capital = words_[index].isupper() and before[0].isupper()
        if (noun or capital) and (lowers[index] != "a" or ends):
            lattice[index] = (("NAME", 0.0),)
            lattice[index - 1] = (("NAME", 0.0),) if noun else lattice[index - 1]


def _readings_here(
    word: str, lower: str, before: str, first: bool, evidence: NameEvidence
) -> Readings:
    if word == "\x01":
        return (("QUOTE", 0.0),)
    if lower == word:
        return readings(lower)
    weight = evidence.weight(word, lower, first, before)
    if weight <= -9:
        return readings(lower)
    if weight >= 9:
        return (("NAME", 0.0),)
    return (*readings(lower), ("NAME", weight))


def _best_path(lattice: list[Readings]) -> list[str]:
    transitions = _transitions()
    scores: list[tuple[str, float]] = [("START", 0.0)]
    back: list[list[int]] = []
    for options in lattice:
        column: list[tuple[str, float]] = []
        pointers: list[int] = []
        for tag, weight in options:
            best, pointer = -math.inf, 0
            for index, (previous, score) in enumerate(scores):
                total = score + transitions[previous][tag]
                if total > best:
                    best, pointer = total, index
            column.append((tag, best + weight))
            pointers.append(pointer)
        scores = column
        back.append(pointers)
    at = max(range(len(scores)), key=lambda index: scores[index][1])
    path: list[str] = []
    for options, pointers in zip(reversed(lattice), reversed(back), strict=True):
        path.append(options[at][0])
        at = pointers[at]
    path.reverse()
    return path


def repair(words_: list[str], lowers: list[str], tags: list[str]) -> None:
    """Public tags for the internal ones; participles after auxiliaries; names after `called`."""
    for index, tag in enumerate(tags):
        if tag in ("PRS", "PRO"):
            tags[index] = "ADV" if lowers[index] == "there" else "PRON"
        elif tag in ("BE", "HAVE", "DO"):
            tags[index] = _FORMS_OF_BE.get(lowers[index], "VB")
            if lowers[index] in ("do", "have", "be") and _after_modal(tags, index):
                tags[index] = "VB"
        elif tag in ("VBD", "VBN") and _joined_adjective(lowers, tags, index):
            tags[index] = "ADJ"
        elif tag in ("VBD", "VBN"):
            tags[index] = _past_or_participle(lowers, tags, index)


def _joined_adjective(lowers: list[str], tags: list[str], index: int) -> bool:
    """`is bald and worried`: the second of two predicates."""
    if index < 3 or lowers[index - 1] not in ("and", "or", "but") or tags[index - 2] != "ADJ":
        return False
    before = index - 3
    while before > 0 and tags[before] == "ADV":
        before -= 1
    return lowers[before] in BE and "J" in lexicon().classes.get(lowers[index], "")


def _after_modal(tags: list[str], index: int) -> bool:
    at = index - 1
    while at >= 0 and tags[at] in ("ADV", "NOT", "PRON"):
        at -= 1
    return at >= 0 and tags[at] in ("MODAL", "TO")


def _past_or_participle(lowers: list[str], tags: list[str], index: int) -> str:
    word = lowers[index]
    if word in words("closed", "participles", "only_past"):
        return "VBD"
    at = index - 1
    while at >= 0 and (tags[at] in ("ADV", "NOT") or lowers[at] in ("all", "both")):
        at -= 1
    if at >= 0 and lowers[at] in BE | HAVE and tags[at] != "'S" and tags[at] != "MODAL":
        return "VBN"
    if at >= 0 and lowers[at] in GET and tags[index] == "VBN":
        return "VBN"
    naming = word in ("called", "named", "nicknamed") and tags[index + 1 : index + 2] == ["NAME"]
    if naming and index and tags[index - 1] in ("NOUN", "NOUNS", "PUNCT"):
        return "VBN"
    if tags[index] == "VBN" and at >= 0 and tags[at] in ("PRON", "NAME"):
        only = word in words("closed", "participles", "only_participle")
        return "VBN" if only else "VBD"
    return tags[index]
