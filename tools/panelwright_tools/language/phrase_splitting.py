"""Where a run of nouns and names is two phrases: `the chair | Tom`, `the valley | people`."""

from panelwright_tools.language.document import LIVING, PLACES
from panelwright_tools.language.draft import SentenceDraft
from panelwright_tools.language.lemmas import noun_lemma, verb_lemma
from panelwright_tools.language.lexicon import category_of
from panelwright_tools.language.tables import words


def split_point(sentence: SentenceDraft, start: int, end: int) -> int:
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
            inside = start > 0 and sentence.tags[start - 1] == "PREP"
            if category in PLACES | {"vehicle", "sky"} and inside and _goes_on(sentence, index):
                return index
        if tag in ("DET", "POSS") and before in ("NOUN", "NOUNS", "NAME"):
            return index
    return end - 1 if _folk_of_opened_place(sentence, start, end) else end


def _folk_of_opened_place(sentence: SentenceDraft, start: int, end: int) -> bool:
    """`All over the valley | people lifted their heads`: else the verb would have no subject."""
    tags, last = sentence.tags, end - 1
    if start == 0 or end - start < 3 or tags[start - 1 : start + 1] != ["PREP", "DET"]:
        return False
    if tags[last - 1] != "NOUN" or category_of(sentence.lowers[last - 1]) not in PLACES:
        return False
    plural = tags[last] == "NOUNS" or sentence.lowers[last] in words("nouns", "plural_people")
    folk = category_of(noun_lemma(sentence.lowers[last])) in LIVING | {"group"}
    first = start - 2
    while first >= 0 and tags[first] == "ADV":
        first -= 1
    opens = first < 0 or tags[first] in ("CONJ", "PUNCT", "QUOTE")
    return plural and folk and opens and _acts_upright(sentence, end)


def _acts_upright(sentence: SentenceDraft, at: int) -> bool:
    """A finite verb stands there, and no subject behind it: not `sat a king`."""
    if sentence.tags[at : at + 1] not in (["VBD"], ["VBP"]):
        return False
    may_wait = verb_lemma(sentence.lowers[at]) in words("verbs", "inverting") | {"be"}
    return not (may_wait and sentence.tags[at + 1 : at + 2] in (["DET"], ["NUM"], ["NAME"]))


def _goes_on(sentence: SentenceDraft, index: int) -> bool:
    """`In the yard Tatu lies`, `Across the aisle Selma, tiny, holds …`: a name that does."""
    while index < len(sentence.tags) and sentence.tags[index] == "NAME":
        index += 1
    verb = sentence.tags[index : index + 1] in (["VBZ"], ["VBD"], ["VBP"], ["MODAL"], ["'S"])
    return verb or sentence.lowers[index : index + 1] == [","]
