"""Reads how a character looks from adjectives."""

import re
from collections.abc import Sequence

from panelwright.planning.embedded.look_draft import LookDraft, colour_in, read_hair, read_mark
from panelwright.planning.embedded.tables import index, table, words
from panelwright_tools.domain import Age, Build
from panelwright_tools.language.numbers import number_of

_COMPOUND = re.compile(
    r"^(?P<first>.+)-(?P<part>haired|eyed|skinned|bearded|furred|year-old|clad)$"
)
_YEARS = re.compile(r"^(?P<years>\w+)-year-old$|^(?P<digits>\d{1,3})$")


def read_adjective(draft: LookDraft, word: str, heads: Sequence[str]) -> None:
    """Read an adjective as age, build, size, hair, colour or mark."""
    years = _YEARS.match(word)
    compound = _COMPOUND.match(word)
    if years:
        draft.age = age_of_years(years.group("years") or years.group("digits"))
    elif compound:
        read_compound(draft, compound.group("first").replace("-", " "), compound.group("part"))
    elif draft.person:
        _read_person_adjective(draft, word, heads)
    else:
        _read_other_adjective(draft, word)


def is_age(text: str) -> bool:
    """`seven-year-old`, `81`."""
    return _YEARS.match(text) is not None


def age_of_years(text: str) -> Age | None:
    """The age for a number of years, in digits or words."""
    years = number_of([text.removesuffix("-year-old").split("-")[0]])
    if years is None:
        return None
    for limit, age in ((2, Age.BABY), (12, Age.CHILD), (17, Age.TEEN), (59, Age.ADULT)):
        if years <= limit:
            return age
    return Age.OLD


def read_compound(draft: LookDraft, first: str, part: str) -> None:
    """Read `red-haired`, `blue-eyed`: what stands before the part."""
    if part == "haired":
        read_hair(draft, first)
    elif part == "eyed":
        colour = colour_in(first)
        if colour:
            draft.eyes = colour
        elif first in ("one", "three", "two"):
            draft.mark(f"{first}-eyed")
    elif part == "skinned":
        skins: dict[str, str] = table("looks")["skin"]
        draft.skin = skins.get(f"{first}-skinned", first)
    elif part == "bearded":
        draft.mark(f"{first} beard")
    elif part == "furred":
        draft.colour = colour_in(first) or draft.colour
    elif part == "clad":
        draft.wear("clothes", colour_in(first))


def _read_person_adjective(draft: LookDraft, word: str, heads: Sequence[str]) -> None:
    skins: dict[str, str] = table("looks")["skin"]
    if word in words("looks", "hair", "adjectives"):
        if word in ("bald", "balding", "curly"):
            draft.hair_style = word
        else:
            plain = {"redheaded": "red", "brunette": "brown"}
            draft.hair_colour = draft.hair_colour or plain.get(word, word)
    elif word in ("young", "little", "small"):
        _read_young(draft, word, heads)
    elif word in skins:
        draft.skin = skins[word]
    elif word in index("looks", "age") and word not in ("white-haired", "grey-haired"):
        draft.age = Age(index("looks", "age")[word])
        read_mark(draft, word)
    else:
        _read_shared_adjective(draft, word)


def _read_young(draft: LookDraft, word: str, heads: Sequence[str]) -> None:
    childlike = words("looks", "young", "child")
    if not heads or any(head.lower() in childlike for head in heads):
        draft.age = draft.age or Age.CHILD
    elif word == "young":
        draft.age = draft.age or Age.ADULT
    else:
        draft.size *= 0.85


def _read_other_adjective(draft: LookDraft, word: str) -> None:
    if word in ("young", "baby"):
        draft.age = Age.CHILD
        draft.size *= 0.7
    elif word in ("old", "ancient", "elderly", "aged"):
        draft.age = Age.OLD
    elif word in words("looks", "colours"):
        draft.colour = word
    else:
        _read_shared_adjective(draft, word)


def _read_shared_adjective(draft: LookDraft, word: str) -> None:
    sizes: dict[str, float] = table("looks")["size"]
    builds = index("looks", "build")
    garments: dict[str, str] = table("looks")["clothes"]["adjectives"]
    if word in sizes:
        draft.size *= sizes[word] if not draft.person else sizes[word] ** 0.6
    if word in builds:
        draft.build = Build(builds[word])
    if word in garments:
        draft.wear(garments[word], None)
    read_mark(draft, word)
