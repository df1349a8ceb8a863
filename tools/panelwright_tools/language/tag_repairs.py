"""Repairs of the best path: public tags for internal ones, participles, verbs read as nouns."""

from collections.abc import Callable, Mapping
from typing import Final

from panelwright_tools.language.lemmas import verb_lemma
from panelwright_tools.language.lexicon import lexicon
from panelwright_tools.language.noun_verbs import (
    counted_verb,
    dressed_verb,
    floated_verb,
    is_portion,
    joined_verb,
    let_verb,
    lonely_verb,
    risen_verb,
    shared_verb,
)
from panelwright_tools.language.tables import table, words
from panelwright_tools.language.tag_agreement import agree

_FORMS = {
    verb: dict(form.split("=") for form in forms.split())
    for verb, forms in table("closed")["auxiliaries"].items()
}
_AUXILIARY_TAGS = {**_FORMS["be"], **_FORMS["have"], **_FORMS["do"]}
BE, HAVE, GET, DO = (frozenset(_FORMS[verb]) for verb in ("be", "have", "get", "do"))


def repair(lowers: list[str], tags: list[str]) -> None:
    """Public tags for the internal ones; participles after auxiliaries; names after `called`."""
    _adverbial(lowers, tags)
    _opening(lowers, tags)
    _material(lowers, tags)
    for index, tag in enumerate(tags):
        if tag == "PREP" and _gives_reason(lowers, tags, index):
            tags[index] = "CONJ"
        elif _is_noun_after_all(lowers, tags, index):
            tags[index] = "NOUN"
        elif index == 0 and tag == "NAME" and _is_height(lowers, tags):
            tags[index] = "ADV"
        elif tag in _BY_TAG:
            _BY_TAG[tag](lowers, tags, index)
    agree(lowers, tags)


def _pronoun(lowers: list[str], tags: list[str], index: int) -> None:
    owns = tags[index] == "PRO" and (
        _owns_a_garment(lowers, tags, index) or _owns_a_pastime(lowers, tags, index)
    )
    if owns:
        tags[index : index + 2] = ["POSS", "NOUN"]
    else:
        tags[index] = "ADV" if lowers[index] == "there" else "PRON"


def _auxiliary(lowers: list[str], tags: list[str], index: int) -> None:
    bare = lowers[index] in ("do", "have", "be") and _after_modal(tags, index)
    tags[index] = "VB" if bare else _AUXILIARY_TAGS.get(lowers[index], "VB")


def _that(lowers: list[str], tags: list[str], index: int) -> None:
    """`says that Mina runs`: no name has a determiner."""
    if lowers[index] == "that" and tags[index + 1 : index + 2] == ["NAME"]:
        tags[index] = "SUB"


def _plural(lowers: list[str], tags: list[str], index: int) -> None:
    """What looks like a plural may be a verb of the third person."""
    if any(is_verb(lowers, tags, index) for is_verb in (dressed_verb, lonely_verb, joined_verb)):
        tags[index] = "VBZ"


def _noun(lowers: list[str], tags: list[str], index: int) -> None:
    """What looks like a noun may be a verb."""
    if counted_verb(lowers, tags, index) or shared_verb(lowers, tags, index):
        tags[index] = "VBP"
    elif floated_verb(lowers, tags, index):
        tags[index - 1 : index + 1] = ["ADV", "VBP"]
    elif risen_verb(lowers, tags, index):
        tags[index] = "VBD"
    elif let_verb(lowers, tags, index):
        tags[index] = "VB"


def _adverb(lowers: list[str], tags: list[str], index: int) -> None:
    if is_portion(lowers, index):
        tags[index] = "DET"


def _present(lowers: list[str], tags: list[str], index: int) -> None:
    if _is_a_spell(lowers, index):
        tags[index - 1 : index + 1] = ["NUM", "NOUN"]


def _past(lowers: list[str], tags: list[str], index: int) -> None:
    if _joined_adjective(lowers, tags, index) or _is_attributive(tags, index):
        tags[index] = "ADJ"
    else:
        tags[index] = _past_or_participle(lowers, tags, index)


_BY_TAG: Final[Mapping[str, Callable[[list[str], list[str], int], None]]] = {
    **dict.fromkeys(("PRS", "PRO"), _pronoun),
    **dict.fromkeys(("BE", "HAVE", "DO"), _auxiliary),
    **dict.fromkeys(("VBP", "VB"), _present),
    **dict.fromkeys(("VBD", "VBN"), _past),
    "DET": _that,
    "NOUNS": _plural,
    "NOUN": _noun,
    "ADV": _adverb,
}
"""What becomes of a word by the tag that the best path gave it."""


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


def _is_noun_after_all(lowers: list[str], tags: list[str], index: int) -> bool:
    if tags[index] in ("VB", "VBP"):
        return _lacks_subject(lowers, tags, index)
    return _is_owned_noun(lowers, tags, index) or _is_pit(lowers, tags, index)


def _is_owned_noun(lowers: list[str], tags: list[str], index: int) -> bool:
    """`into Grandma's flat to sing`: what is owned is a noun, unless a noun follows."""
    if not index or tags[index] != "ADJ" or tags[index - 1] != "'S":
        return False
    after = tags[index + 1 : index + 2]
    ends = not after or after[0] in ("PREP", "PUNCT", "TO", "SUB")
    return ends and "N" in lexicon().classes.get(lowers[index], "")


def _lacks_subject(lowers: list[str], tags: list[str], index: int) -> bool:
    """`At the sports centre …`: a verb right behind what a first preposition governs is a noun."""
    opens = [at for at in (0, 1) if tags[at : at + 1] == ["PREP"] and lowers[at] != "of"]
    if not opens or "N" not in lexicon().classes.get(lowers[index], ""):
        return False
    between = tags[opens[0] + 1 : index]
    return between[:1] in (["DET"], ["POSS"]) and between[1:] in (["NOUNS"], ["NOUN"])


def _is_pit(lowers: list[str], tags: list[str], index: int) -> bool:
    """`in the old mine`: where coal is dug."""
    return lowers[index] == "mine" and index > 0 and tags[index - 1] in ("DET", "ADJ", "NOUN")


def _is_height(lowers: list[str], tags: list[str]) -> bool:
    """`High in the sky`: no name opens with the word of a height and a preposition of place."""
    return lowers[0] in ("high", "low", "deep", "far") and tags[1:2] == ["PREP"]


def _opening(lowers: list[str], tags: list[str]) -> None:
    """`Inside it lies a harmonica`: a preposition; not `Inside it was dark`. `So she ran`: then."""
    if lowers[:1] == ["so"] and tags[:1] == ["SUB"] and lowers[1:2] != ["that"]:
        tags[0] = "ADV"
    if lowers[:1] in (["inside"], ["outside"]) and lowers[1:2] in (["it"], ["them"]):
        stays = tags[2:3] == ["BE"] or lowers[2:3] in (["lies"], ["lay"], ["stood"], ["stands"])
        if stays and tags[3:4] in (["DET"], ["POSS"], ["NUM"], ["PRO"]):
            tags[0] = "PREP"


def _material(lowers: list[str], tags: list[str]) -> None:
    """`a moon made of ice`: nobody made anything."""
    for index in range(1, len(lowers) - 1):
        made = lowers[index] == "made" and lowers[index + 1] in ("of", "from", "out")
        if made and tags[index] == "VBD" and tags[index - 1] in ("NOUN", "NOUNS"):
            tags[index] = "VBN"


def _gives_reason(lowers: list[str], tags: list[str], index: int) -> bool:
    """`…, for a fox who is afraid of the dark is a joke`: because."""
    if lowers[index] != "for" or tags[index - 1 : index] != ["PUNCT"] or lowers[index - 1] != ",":
        return False
    at = index + 1
    while at < len(tags) and tags[at] in ("DET", "POSS", "ADJ", "NOUN", "NOUNS", "NAME"):
        at += 1
    if at == index + 1 or tags[at : at + 1] != ["REL"]:
        return False
    finite = [k for k in range(at, len(tags)) if tags[k] in ("VBZ", "VBD", "VBP", "BE", "MODAL")]
    return len(finite) > 1


def _is_attributive(tags: list[str], index: int) -> bool:
    """`a sack of stolen gold`, `with broken wings`: between a preposition and its noun."""
    return tags[index - 1 : index] == ["PREP"] and tags[index + 1 : index + 2] in (
        ["NOUN"],
        ["NOUNS"],
    )


def _is_a_spell(lowers: list[str], index: int) -> bool:
    """`One winter the wind came`: nobody winters."""
    told = index > 0 and lowers[index - 1] in ("one", "each", "every", "that", "this")
    return told and lexicon().categories.get(lowers[index]) == "time"


def _owns_a_garment(lowers: list[str], tags: list[str], index: int) -> bool:
    """`in her dressing gown`: a participle that is the first half of a noun."""
    if lowers[index] != "her" or not index or tags[index - 1] not in ("PREP", "VBD", "VBZ", "VBP"):
        return False
    joined = "_".join(lowers[index + 1 : index + 3])
    return tags[index + 2 : index + 3] == ["NOUN"] and joined in lexicon().categories


def _owns_a_pastime(lowers: list[str], tags: list[str], index: int) -> bool:
    """`drops her knitting`, `went back to her sewing`; not `saw her knitting`."""
    if lowers[index] != "her" or tags[index + 1 : index + 2] != ["VBG"]:
        return False
    ends = tags[index + 2 : index + 3] in ([], ["PUNCT"], ["CONJ"])
    at = index - 1
    while at >= 0 and tags[at] in ("PART", "PREP", "TO"):
        at -= 1
    found = verb_lemma(lowers[at]) if at >= 0 and tags[at].startswith("V") else ""
    return ends and bool(found) and found not in words("closed", "participles", "found_doing")


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
    told = at >= 0 and (tags[at] in ("POSS", "NUM") or lowers[at] in ("the", "a", "an"))
    if told and tags[index + 1 : index + 2] in (["NOUN"], ["NOUNS"], ["ADJ"]):
        return "VBN"  # "the most wanted woman"
    chosen = at > 0 and lowers[at - 1] == "the" and lowers[at] in words("nouns", "stand_ins")
    if tags[index] == "VBN" and chosen and tags[index + 1 : index + 2] not in (["NOUN"], ["NOUNS"]):
        return "VBD"  # "the eldest shouted at it"
    if tags[index] == "VBN" and at >= 0 and tags[at] in ("PRON", "NAME"):
        only = word in words("closed", "participles", "only_participle")
        return "VBN" if only else "VBD"
    return tags[index]
