"""What the words beside a word say of its readings: owners, compounds, titles, numbered names."""

from panelwright_tools.language.lemmas import noun_lemma
from panelwright_tools.language.lexicon import lexicon
from panelwright_tools.language.names import NameEvidence
from panelwright_tools.language.readings import Readings, readings
from panelwright_tools.language.tables import words

_LETTERED = frozenset({"robot", "person", "animal", "being", "vehicle", "device"})
_ARTICLE_BEFORE = frozenset({"NOUN", "NOUNS", "ADJ", "NUM", "ADV"})
_LEADS = frozenset({"DET", "POSS", "ADJ", "NUM"})
_COUNTABLE = frozenset({"artifact", "tool", "device", "weapon", "instrument", "animal",
                        "container", "being", "vehicle", "furniture"})  # fmt: skip
_VERBS = frozenset({"VB", "VBP", "VBD", "VBZ", "MODAL", "BE", "HAVE", "DO"})


def weigh_neighbours(
    words_: list[str], lowers: list[str], lattice: list[Readings], evidence: NameEvidence
) -> None:
    """Corrects the readings of the words of a sentence by those beside them, in place."""
    _possessives(lowers, lattice)
    _compounds(words_, lowers, lattice)
    _letters(words_, lowers, lattice)
    _offices(words_, lowers, lattice)
    _sizes(words_, lowers, lattice, evidence)
    _numbered(words_, lowers, lattice)
    _bare_names(words_, lowers, lattice, evidence)


def _possessives(lowers: list[str], lattice: list[Readings]) -> None:
    """`somebody's dog`, `her grandfather's walking stick`: owner marks, not forms of `be`."""
    for index, lower in enumerate(lowers):
        if lower == "'" and index and lowers[index - 1].endswith("s"):
            lattice[index] = (("'S", 0.5), ("PUNCT", 0.0))
        if lower != "'s" or not index:
            continue
        after = lowers[index + 1 : index + 3]
        joined = "_".join((*after[:1], *(noun_lemma(word) for word in after[1:])))
        if lowers[index - 1] in words("closed", "owners", "indefinite") or (
            len(after) == 2 and joined in lexicon().categories
        ):
            lattice[index] = (("'S", 3.5), ("BE", 0.0))
        elif after[:1] in (["has"], ["had"], ["is"], ["was"]):
            lattice[index] = (("'S", 0.0),)  # "the floor of St Luke's has"


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


def _numbered(words_: list[str], lowers: list[str], lattice: list[Readings]) -> None:
    """`Unit 7`, `Agent 12`: a number that somebody is called by; `Page 1` is nobody."""
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
        elif kind in words("people", "numbered", "parts"):
            lattice[index - 1] = (("NOUN", 0.0),)  # Page 1, Room 9, my Year 4 class


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
