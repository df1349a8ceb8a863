"""Word classes: readings from the lexicon, the best path by hand-set transitions, repairs."""

import math
from functools import lru_cache

from panelwright_tools.language.document import Tag
from panelwright_tools.language.lemmas import noun_lemma
from panelwright_tools.language.lexicon import lexicon
from panelwright_tools.language.names import NameEvidence
from panelwright_tools.language.noun_verbs import (
    counted_verb,
    dressed_verb,
    floated_verb,
    is_portion,
    lonely_verb,
    shared_verb,
)
from panelwright_tools.language.readings import Readings, readings
from panelwright_tools.language.tables import table, words

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
_ARTICLE_BEFORE = frozenset({"NOUN", "NOUNS", "ADJ", "NUM", "ADV"})
_LEADS = frozenset({"DET", "POSS", "ADJ", "NUM"})
_COUNTABLE = frozenset({"artifact", "tool", "device", "weapon", "instrument", "animal",
                        "container", "being", "vehicle", "furniture"})  # fmt: skip
_CLAUSE_EDGES = frozenset({"PUNCT", "QUOTE", "CONJ", "SUB", "REL"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MODAL", "BE", "HAVE", "DO"})
_VERBS = frozenset({"VB", "VBP", "VBD", "VBZ", "MODAL", "BE", "HAVE", "DO"})
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
    _compounds(words_, lowers, lattice)
    _letters(words_, lowers, lattice)
    _offices(words_, lowers, lattice)
    _sizes(words_, lowers, lattice, evidence)
    _numbered(words_, lowers, lattice)
    _bare_names(words_, lowers, lattice, evidence)
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


def _compounds(words_: list[str], lowers: list[str], lattice: list[Readings]) -> None:
    """`her watering can`: the second half is a noun when the lexicon knows both together."""
    for index in range(1, len(lowers)):
        led = index > 1 and lattice[index - 2][0][0] in ("DET", "POSS", "ADJ", "NOUN")
        small = words_[index] == lowers[index] and lowers[index].isalpha()
        if not small or not (led or lowers[index - 1].endswith("ing")):
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
        ends = not after[0].isalnum() or readings(after)[0][0] not in _ARTICLE_BEFORE
        bare = lexicon().categories.get(lowers[index - 1]) == "robot"
        ends = ends or (bare and not _led(lowers, index - 1))  # no robot is without an article
        capital = words_[index].isupper() and before[0].isupper()
        if (noun or capital) and (lowers[index] != "a" or ends):
            lattice[index] = (("NAME", 0.0),)
            lattice[index - 1] = (("NAME", 0.0),) if noun else lattice[index - 1]


def _led(lowers: list[str], index: int) -> bool:
    """`the robot`, `the ship robot`: an article or the like stands before a noun."""
    kinds = [readings(word)[0][0] for word in lowers[max(0, index - 2) : index]]
    return kinds[-1:] != [] and (
        kinds[-1] in _LEADS or (kinds[-1] == "NOUN" and kinds[0] in _LEADS)
    )


def _offices(words_: list[str], lowers: list[str], lattice: list[Readings]) -> None:
    """`Marshal Abel Crane`: what somebody is, before the name."""
    for index in range(len(lowers) - 1):
        word, name = words_[index], words_[index + 1]
        title = word[0].isupper() and lowers[index] in words("people", "titles", "neutral")
        maybe = name[0].isupper() and lattice[index + 1][-1][0] == "NAME"
        if title and maybe and lowers[index] not in words("people", "age", "untitled"):
            lattice[index] = lattice[index + 1] = (("NAME", 0.0),)  # General Tor
            continue
        named = name[0].isupper() and lattice[index + 1] == (("NAME", 0.0),)
        if named and word[0].isupper() and lexicon().categories.get(lowers[index]) == "person":
            lattice[index] = (*lattice[index], ("NAME", 4.0))


def _sizes(
    words_: list[str], lowers: list[str], lattice: list[Readings], evidence: NameEvidence
) -> None:
    """`Big Lars and Little Lars`: the word before a name that is written with a capital."""
    for index in range(len(lowers) - 1):
        word = words_[index]
        if not word[0].isupper() or lowers[index] not in words("people", "age", "sizes"):
            continue
        inside = index > 0 or evidence.inside.get(word, 0) > 0
        if inside and lattice[index + 1][-1][0] == "NAME" and words_[index + 1][0].isupper():
            lattice[index] = (("NAME", 0.0),)


def _bare_names(
    words_: list[str], lowers: list[str], lattice: list[Readings], evidence: NameEvidence
) -> None:
    """`Bolt waves`, `Bolt and Hex are robots`: a countable thing without an article is a name."""
    if len(words_) < 3 or not words_[0].istitle() or evidence.lower.get(lowers[0]):
        return
    if lattice[0] == (("NAME", 0.0),) or lexicon().categories.get(lowers[0]) not in _COUNTABLE:
        return
    if lowers[0] in words("nouns", "uncounted"):
        return
    listed = lowers[1] == "and" and any(tag == "NAME" for tag, _ in lattice[2])
    acts = any(tag in ("VBZ", "VBD") for tag, _ in lattice[1]) and not lowers[1].endswith("ed")
    if listed or acts:
        lattice[0] = (("NAME", 0.0),)


def _numbered(words_: list[str], lowers: list[str], lattice: list[Readings]) -> None:
    """`Unit 7`, `Agent 12`: a number that somebody is called by."""
    for index in range(1, len(lowers)):
        kind = lowers[index - 1]
        if not lowers[index].isdigit() or not words_[index - 1][0].isupper():
            continue
        if kind in words("people", "numbered", "people") | words("people", "numbered", "machines"):
            lattice[index - 1] = lattice[index] = (("NAME", 0.0),)
            after = lattice[index + 1] if index + 1 < len(lattice) else ()
            verbs = tuple(reading for reading in after if reading[0] in _VERBS)
            if verbs:
                lattice[index + 1] = verbs  # "Unit 7 and Unit 9 sort rubbish"


def _readings_here(
    word: str, lower: str, before: str, first: bool, evidence: NameEvidence
) -> Readings:
    if word == "\x01":
        return (("QUOTE", 0.0),)
    if lower == word:
        return readings(lower) if lower not in evidence.lazily else (("NAME", 0.0),)
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


def _adverbial(lowers: list[str], tags: list[str]) -> None:
    """`one by one`, `side by side`, `upside down`: no nouns of their own."""
    for index in range(len(lowers) - 1):
        here = lowers[index : index + 3]
        twice = len(here) == 3 and here[0] == here[2] and tags[index + 1] in ("PREP", "PART")
        bare = (
            twice
            and tags[index] in ("NOUN", "VB", "VBP")
            and (not index or tags[index - 1] not in ("DET", "POSS", "ADJ"))
        )
        fixed = words("closed", "adverbials")
        if bare or (len(here) == 3 and " ".join(here) in fixed):
            tags[index : index + 3] = ["ADV"] * 3
        elif " ".join(here[:2]) in fixed and tags[index + 2 : index + 3] not in (["NOUN"], ["ADJ"]):
            tags[index : index + 2] = ["ADV"] * 2


def repair(words_: list[str], lowers: list[str], tags: list[str]) -> None:
    """Public tags for the internal ones; participles after auxiliaries; names after `called`."""
    _adverbial(lowers, tags)
    for index, tag in enumerate(tags):
        if tag == "PRO" and _owns_a_garment(lowers, tags, index):
            tags[index : index + 2] = ["POSS", "NOUN"]
        elif tag in ("PRS", "PRO"):
            tags[index] = "ADV" if lowers[index] == "there" else "PRON"
        elif tag in ("BE", "HAVE", "DO"):
            tags[index] = _FORMS_OF_BE.get(lowers[index], "VB")
            if lowers[index] in ("do", "have", "be") and _after_modal(tags, index):
                tags[index] = "VB"
        elif tag == "NOUNS" and (
            dressed_verb(lowers, tags, index) or lonely_verb(lowers, tags, index)
        ):
            tags[index] = "VBZ"
        elif tag == "DET" and lowers[index] == "that" and tags[index + 1 : index + 2] == ["NAME"]:
            tags[index] = "SUB"
        elif tag == "NOUN" and (
            counted_verb(lowers, tags, index) or shared_verb(lowers, tags, index)
        ):
            tags[index] = "VBP"
        elif tag == "NOUN" and floated_verb(lowers, tags, index):
            tags[index - 1 : index + 1] = ["ADV", "VBP"]
        elif tag == "ADV" and is_portion(lowers, index):
            tags[index] = "DET"
        elif tag in ("VBD", "VBN") and _joined_adjective(lowers, tags, index):
            tags[index] = "ADJ"
        elif tag in ("VBD", "VBN"):
            tags[index] = _past_or_participle(lowers, tags, index)


def _owns_a_garment(lowers: list[str], tags: list[str], index: int) -> bool:
    """`in her dressing gown`: a participle that is the first half of a noun."""
    if lowers[index] != "her" or not index or tags[index - 1] not in ("PREP", "VBD", "VBZ", "VBP"):
        return False
    joined = "_".join(lowers[index + 1 : index + 3])
    return tags[index + 2 : index + 3] == ["NOUN"] and joined in lexicon().categories


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
    told = at >= 0 and (tags[at] == "POSS" or lowers[at] in ("the", "a", "an"))
    if told and tags[index + 1 : index + 2] in (["NOUN"], ["NOUNS"], ["ADJ"]):
        return "VBN"  # "the most wanted woman"
    chosen = at > 0 and lowers[at - 1] == "the" and lowers[at] in words("nouns", "stand_ins")
    if tags[index] == "VBN" and chosen and tags[index + 1 : index + 2] not in (["NOUN"], ["NOUNS"]):
        return "VBD"  # "the eldest shouted at it"
    if tags[index] == "VBN" and at >= 0 and tags[at] in ("PRON", "NAME"):
        only = word in words("closed", "participles", "only_participle")
        return "VBN" if only else "VBD"
    return tags[index]
