"""Repairs of verbs that the words beside them forbid: no verb agrees, or another is there."""

from panelwright_tools.language.lemmas import verb_lemma
from panelwright_tools.language.lexicon import lexicon
from panelwright_tools.language.tables import words

_BE = frozenset({"is", "was", "were", "are", "am", "be", "been", "'re", "'m"})
_FINITE = frozenset({"VBZ", "VBP", "VBD", "MODAL"})
_PRESENT = frozenset({"VBZ", "VBP", "VB"})


def agree(lowers: list[str], tags: list[str]) -> None:
    """Corrects the public tags of one sentence in place."""
    for index, tag in enumerate(tags):
        if not index:
            continue
        if tag == "MODAL" and lowers[index] == "may" and tags[index - 1] == "PREP":
            tags[index] = "NOUN"  # on the first of May
        elif tag == "VBZ" and _is_said_to_be(lowers, tags, index):
            tags[index] = "NOUNS"
        elif tag == "VBZ" and lowers[index] == "'s" and _owns_the_unsaid(tags, index):
            tags[index] = "'S"
        elif tag in _PRESENT and _ends_a_compound(lowers, tags, index):
            tags[index] = "NOUN"
        elif tag in ("VBP", "VB") and _is_counted(lowers, tags, index):
            tags[index - 1 : index + 1] = ["NUM", "NOUN"]
        elif tag == "DET" and lowers[index] == "half" and _is_one_half(lowers, tags, index):
            tags[index - 1 : index + 1] = ["ADJ", "NOUN"]
        elif tag == "POSS" and lowers[index : index + 2] == ["her", "back"]:
            if _is_led(lowers, tags, index):
                tags[index : index + 2] = ["PRON", "PART"]
        elif tag == "NOUN" and _is_made_to(lowers, tags, index):
            tags[index] = "VB"


def _is_said_to_be(lowers: list[str], tags: list[str], index: int) -> bool:
    """`it wasn't slugs`: two finite verbs do not follow each other."""
    return tags[index - 1] == "NOT" and index > 1 and lowers[index - 2] in _BE


def _owns_the_unsaid(tags: list[str], index: int) -> bool:
    """`Noah's is called Sheila`: before a finite verb it marks an owner."""
    owner = tags[index - 1] in ("NAME", "NOUN")
    return owner and tags[index + 1 : index + 2] in (["VBZ"], ["VBD"], ["MODAL"])


def _ends_a_compound(lowers: list[str], tags: list[str], index: int) -> bool:
    """`a police blanket`: what "a" counts is in the singular, so the plural is no head."""
    at = index - 1
    if tags[at] != "NOUNS" or "N" not in lexicon().classes.get(lowers[index], ""):
        return False
    while at > 0 and tags[at - 1] == "ADJ":
        at -= 1
    return at > 0 and lowers[at - 1] in ("a", "an")


def _is_counted(lowers: list[str], tags: list[str], index: int) -> bool:
    """`one step every minute`: one takes, it does not take."""
    noun = "N" in lexicon().classes.get(lowers[index], "")
    return lowers[index - 1] == "one" and tags[index - 1] == "PRON" and noun


def _is_one_half(lowers: list[str], tags: list[str], index: int) -> bool:
    """`a bus on one half and … on the other half`: a part of something, not a count of it."""
    goes_on = tags[index + 1 : index + 2] in (["NOUN"], ["NOUNS"], ["DET"], ["NAME"])
    return lowers[index - 1] in ("one", "other") and not goes_on


def _is_led(lowers: list[str], tags: list[str], index: int) -> bool:
    """`walks her back to the flowers`: she is, not her back."""
    led = tags[index - 1] in _FINITE | {"VB", "VBG", "VBN"}
    verb = verb_lemma(lowers[index - 1])
    after = lowers[index + 2 : index + 3]
    return led and verb in words("verbs", "leading") and after in (["to"], ["into"], ["home"])


def _is_made_to(lowers: list[str], tags: list[str], index: int) -> bool:
    """`makes the wig fly off`: whoever is made to do something, does it behind their noun."""
    profile = lexicon().classes.get(lowers[index], "")
    counts = dict(zip(profile[::2], profile[1::2], strict=True))
    if counts.get("V", "") < counts.get("N", "0") or tags[index + 1 : index + 2] != ["PART"]:
        return False
    at = index - 1
    if tags[at] not in ("NOUN", "NOUNS", "NAME"):
        return False
    while at >= 0 and tags[at] in ("NOUN", "NOUNS", "NAME", "'S", "ADJ", "POSS", "DET"):
        at -= 1
    makes = at >= 0 and (tags[at] in _FINITE or tags[at] in ("VB", "VBG"))
    return makes and verb_lemma(lowers[at]) in ("make", "let", "watch", "see", "hear", "help")
