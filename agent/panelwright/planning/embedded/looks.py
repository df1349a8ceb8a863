"""Reads how a character looks from its nouns, adjectives and attributes."""

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from panelwright.planning.embedded.garments import garment_in
from panelwright.planning.embedded.look_adjectives import (
    is_age,
    read_adjective,
    read_compound,
)
from panelwright.planning.embedded.look_draft import (
    LookDraft,
    colour_in,
    hair_noun,
    read_hair,
    read_mark,
)
from panelwright.planning.embedded.tables import index, table, words
from panelwright_tools.domain import Age, Hair, Kind, Look
from panelwright_tools.language.lemmas import noun_lemma
from panelwright_tools.layout.sizes import size_of

Gender = Literal["feminine", "masculine", "neutral"]
SMALLEST, LARGEST = 0.1, 100.0
"""Heights compared with others of its kind."""
_FILLERS = re.compile(
    r"^(?:(?:wearing|with|in|having|has|had|a|an|the|his|her|its|their|my)\s+)*(?:pair of\s+)?"
)


def read_look(
    kind: Kind,
    heads: Sequence[str],
    adjectives: Iterable[str] = (),
    attributes: Iterable[str] = (),
    gender: Gender | None = None,
) -> Look:
    """The look that the words tell; what they don't tell stays unset.

    `attributes` are phrases such as "red hair", "wearing a yellow raincoat", "one eye".
    """
    humanlike = bool(heads) and heads[0].lower() in words("looks", "humanlike")
    draft = LookDraft(person=kind is Kind.PERSON or humanlike)
    _read_heads(draft, heads)
    for adjective in adjectives:
        read_adjective(draft, adjective.lower(), heads)
    for attribute in attributes:
        for phrase in _phrases(attribute.lower()):
            _read_attribute(draft, phrase, heads)
    return Look(
        species=_species(kind, heads),
        gender=gender,
        age=draft.age,
        build=draft.build,
        size=min(max(draft.size, SMALLEST), LARGEST),
        skin=draft.skin,
        hair=Hair(style=draft.hair_style, colour=draft.hair_colour),
        eyes=draft.eyes,
        colour=draft.colour,
        clothes=tuple(draft.clothes),
        marks=tuple(draft.marks),
    )


def _species(kind: Kind, heads: Sequence[str]) -> str:
    if kind is Kind.PERSON:
        return "human"
    return heads[0] if heads else {Kind.ANIMAL: "animal", Kind.ROBOT: "robot"}.get(kind, "creature")


def _phrases(attribute: str) -> list[str]:
    """The parts of a list; `black and white shirt` is one."""
    found: list[str] = []
    waiting = ""
    for part in re.split(r",\s*|\s+and\s+", attribute):
        bare = _FILLERS.sub("", part).split()
        if bare and all(word in words("looks", "colours") for word in bare):
            waiting += f"{part} "
        else:
            found.append(waiting + part)
            waiting = ""
    return found


def _read_heads(draft: LookDraft, heads: Sequence[str]) -> None:
    outsize: dict[str, float] = table("looks")["outsize"]
    draft.size *= max((outsize.get(head.lower(), 1.0) for head in heads), default=1.0)
    if not draft.person:
        return
    ages = index("looks", "age")
    grown = any(head.lower() in words("looks", "grown") for head in heads)
    for head in heads:
        kin = grown and head.lower() in words("looks", "young", "kin")
        if head.lower() in ages and draft.age is None and not kin:
            draft.age = Age(ages[head.lower()])
        if head.lower() == "redhead":
            draft.hair_colour = "red"


def _read_attribute(draft: LookDraft, phrase: str, heads: Sequence[str]) -> None:
    worn = phrase.startswith("wearing ")
    if is_age(phrase.strip()):
        read_adjective(draft, phrase.strip(), heads)
        return
    if phrase.startswith(("as big as ", "made of ")):
        _read_comparison(draft, phrase, heads)
        return
    tokens = [token.strip(".,;") for token in _FILLERS.sub("", phrase.strip()).split()]
    tokens = [token for token in tokens if token]
    garment = garment_in(tokens, worn)
    if garment is not None and (worn or not _read_part(draft, tokens)):
        draft.wear(garment.name, garment.colour or colour_in(" ".join(tokens)))
    elif garment is None:
        _read_part(draft, tokens)


def _read_comparison(draft: LookDraft, phrase: str, heads: Sequence[str]) -> None:
    """`as big as cat`, `made of tin`."""
    noun = phrase.split()[-1]
    if phrase.startswith("made of "):
        materials: dict[str, str] = table("looks")["materials"]
        draft.mark(materials.get(noun, noun))
        if noun in words("looks", "colours") and not draft.person:
            draft.colour = draft.colour or noun
        return
    own = size_of(heads[0].lower(), "creature")[0] if heads and not draft.person else 1.7
    draft.size = size_of(noun)[0] / own


def _read_part(draft: LookDraft, tokens: Sequence[str]) -> bool:
    """Hair, eyes, skin or a mark; whether there was one."""
    for place, token in enumerate(tokens):
        before = " ".join(tokens[:place])
        if hair_noun(token) in words("looks", "hair", "nouns") and draft.person:
            read_hair(draft, f"{before} {token}")
        elif token in ("eyes", "eye"):
            _read_eyes(draft, before or "one")
        elif token in ("skin", "complexion"):
            draft.skin = table("looks")["skin"].get(f"{before}-skinned", before) or None
        elif token == "head" and set(before.split()) & words("looks", "hair", "bare"):
            draft.hair_style = "bald"
        elif token in ("feet", "foot") and "bare" in before:
            draft.mark("barefoot")
        elif token in words("looks", "coat") and not draft.person and colour_in(before):
            draft.colour = colour_in(before)
            for word in tokens[:place]:
                read_mark(draft, word)
        elif {token, noun_lemma(token)} & words("looks", "marks", "nouns"):
            draft.mark(" ".join(tokens[: place + 1][-3:]))
        else:
            continue
        return True
    return False


def _read_eyes(draft: LookDraft, before: str) -> None:
    """`green`, `one`, `one red`."""
    for part in (before, before.split()[0]):
        read_compound(draft, part, "eyed")
