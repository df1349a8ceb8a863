"""Verbs that look like nouns: told by the clause, which has somebody and no other verb."""

from panelwright_tools.language.document import LIVING
from panelwright_tools.language.lemmas import noun_lemma, verb_lemma
from panelwright_tools.language.lexicon import lexicon
from panelwright_tools.language.numbers import number_of
from panelwright_tools.language.tables import words

_CLAUSE_EDGES = frozenset({"PUNCT", "QUOTE", "CONJ", "SUB", "REL"})
_PORTIONS = frozenset({"both", "all", "each", "some", "neither", "either"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MODAL", "BE", "HAVE", "DO"})


def dressed_verb(lowers: list[str], tags: list[str], index: int) -> bool:
    """`A woman in a yellow coat stands at the wheel`: coats have no stands."""
    if index < 3 or tags[index - 1] != "NOUN" or not {"in", "with"} & set(lowers[:index]):
        return False
    if lexicon().categories.get(lowers[index - 1]) not in ("clothing", "body"):
        return False
    told = "V" in lexicon().classes.get(lowers[index][:-1], "")
    after = tags[index + 1 : index + 2]
    goes_on = after in (["PREP"], ["DET"], ["PART"], ["POSS"], ["ADV"], ["PUNCT"], ["TO"])
    return told and goes_on and not any(tag in _FINITE for tag in tags[:index])


def lonely_verb(lowers: list[str], tags: list[str], index: int) -> bool:
    """`The man trips over a cat`: a clause about somebody has a verb."""
    named = bool(index) and tags[index - 1] == "NAME"
    if not index or not (named or tags[index - 1] == "NOUN") or not _goes_on(tags, index):
        return False
    doer = named or lexicon().categories.get(lowers[index - 1]) in LIVING | {"group"}
    told = "V" in lexicon().classes.get(verb_lemma(lowers[index]), "")
    if not (doer and told) or lexicon().categories.get(noun_lemma(lowers[index])) in LIVING:
        return False
    start, alone = _clause_without_verb(tags, index)
    return alone and tags[start] in (("NAME",) if named else ("DET", "POSS", "NUM", "ADV", "PRS"))


def joined_verb(lowers: list[str], tags: list[str], index: int) -> bool:
    """`Teta laughs and points`, `flies in through the pane and lands in the tea`."""
    after = tags[index + 1 : index + 2]
    if index < 2 or tags[index - 1] != "CONJ" or not (_goes_on(tags, index) or after == ["NAME"]):
        return False
    if "V" not in lexicon().classes.get(verb_lemma(lowers[index]), ""):
        return False
    if tags[index - 2] == "VBZ":
        return True  # "Lucia laughs and hands him a towel"
    start = _clause_start(tags, index - 1)
    moves = lexicon().senses.get(verb_lemma(lowers[index])) == "motion"
    single = moves and tags[index - 2] == "NOUN" and tags[index - 3] in ("DET", "ADJ", "POSS")
    through = any(tag == "PREP" for tag in tags[start : index - 2])
    led = after in (["PREP"], ["PART"]) and lowers[index + 1] != "of"
    return single and through and led and "VBZ" in tags[start : index - 2]


def counted_verb(lowers: list[str], tags: list[str], index: int) -> bool:
    """`The other two laugh`: no noun stands in the singular after two."""
    if index < 2 or tags[index - 1] != "NUM" or not _goes_on(tags, index):
        return False
    several = (number_of([lowers[index - 1]]) or 0) in range(2, 20)
    led = lowers[index - 2] in ("the", "other", "all", "these", "those")
    told = "V" in lexicon().classes.get(lowers[index], "")
    return several and led and told and lowers[index] not in lexicon().noun_forms


def _goes_on(tags: list[str], index: int) -> bool:
    """What stands next can follow a verb."""
    after = tags[index + 1] if index + 1 < len(tags) else "PUNCT"
    return after in ("PREP", "DET", "PART", "POSS", "ADV", "PUNCT", "TO", "CONJ", "PRO", "PRS")


def shared_verb(lowers: list[str], tags: list[str], index: int) -> bool:
    """`A knight and his squire ride to a castle`, `The two women smile`: several do it."""
    if index < 2 or not _may_be_verb(lowers[index]) or not _clause_without_verb(tags, index)[1]:
        return False
    goes_on = _goes_on(tags, index) or lowers[index + 1 : index + 2] == ["home"]
    if lowers[index - 1].endswith(("folk", "people", "police")):
        return goes_on
    if tags[index - 1] == "NOUNS":
        return goes_on and lexicon().categories.get(noun_lemma(lowers[index - 1])) in LIVING
    joint = _and_before(lowers, tags, index)
    if joint is None or not (goes_on or tags[index + 1 : index + 2] == ["NOUNS"]):
        return False
    return _is_somebody(lowers, tags, index - 1) and _is_somebody(lowers, tags, joint - 1)


def _is_somebody(lowers: list[str], tags: list[str], index: int) -> bool:
    return tags[index] == "NAME" or lexicon().categories.get(lowers[index]) in LIVING


def floated_verb(lowers: list[str], tags: list[str], index: int) -> bool:
    """`they all laugh`, `the two men both point at it`: the verb of several."""
    if index < 2 or lowers[index - 1] not in ("all", "both", "each") or not _goes_on(tags, index):
        return False
    several = tags[index - 2] == "NOUNS" or lowers[index - 2] in ("they", "we", "you")
    told = "V" in lexicon().classes.get(lowers[index], "")
    return several and told and tags[index - 2] in ("NOUNS", "PRON", "PRS")


def let_verb(lowers: list[str], tags: list[str], index: int) -> bool:
    """`lets a plate fall`, `watched the ball roll`: what goes its way is a noun, its going none."""
    if index < 3 or tags[index - 1] not in ("NOUN", "NOUNS", "NAME"):
        return False
    after = tags[index + 1 : index + 2]
    if lowers[index] not in words("verbs", "going_off") or after in (["NOUN"], ["NOUNS"]):
        return False
    start = index - 1
    while start and tags[start - 1] in ("DET", "POSS", "ADJ", "NUM", "NOUN", "NOUNS"):
        start -= 1
    return bool(start) and verb_lemma(lowers[start - 1]) in words("verbs", "letting")


def is_portion(lowers: list[str], index: int) -> bool:
    """`both of them`."""
    return lowers[index] in _PORTIONS and lowers[index + 1 : index + 2] == ["of"]


def _may_be_verb(word: str) -> bool:
    """`ride`, `smile`; not `guard`, who is somebody."""
    return "V" in lexicon().classes.get(word, "") and lexicon().categories.get(word) not in LIVING


def _and_before(lowers: list[str], tags: list[str], index: int) -> int | None:
    """The "and" of `a knight and his squire`, which stands before one short phrase."""
    for at in range(index - 2, max(0, index - 6), -1):
        if lowers[at] == "and":
            return at
        if tags[at] not in ("DET", "POSS", "ADJ", "NOUN", "NAME", "NUM"):
            return None
    return None


def _clause_start(tags: list[str], index: int) -> int:
    while index and tags[index - 1] not in _CLAUSE_EDGES:
        index -= 1
    return index


def _clause_without_verb(tags: list[str], index: int) -> tuple[int, bool]:
    """Where the clause of a word begins, and whether no other word of it is a finite verb."""
    start, end = _clause_start(tags, index), index + 1
    while end < len(tags) and tags[end] not in _CLAUSE_EDGES:
        end += 1
    return start, not any(tag in _FINITE for tag in (*tags[start:index], *tags[index + 1 : end]))


def risen_verb(lowers: list[str], tags: list[str], index: int) -> bool:
    """`The sun rose`: no flower."""
    if index < 1 or lowers[index] != "rose" or tags[index - 1] not in ("NOUN", "NAME"):
        return False
    rising = tags[index - 1] == "NAME" or lowers[index - 1] in words("verbs", "rising")
    return rising and (index + 1 == len(tags) or _goes_on(tags, index))
