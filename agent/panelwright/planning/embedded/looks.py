"""Reads how a character looks from its nouns, adjectives and attributes."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from panelwright.planning.embedded.garments import garment_in, singular, slot_of
from panelwright.planning.embedded.tables import index, table, words
from panelwright_tools.domain import Age, Build, Garment, Hair, Kind, Look
from panelwright_tools.layout.sizes import size_of

Gender = Literal["feminine", "masculine", "neutral"]
_COMPOUND = re.compile(
    r"^(?P<first>.+)-(?P<part>haired|eyed|skinned|bearded|furred|year-old|clad)$"
)
_YEARS = re.compile(r"^(?P<years>\w+)-year-old$|^(?P<digits>\d{1,3})$")
MAX_CLOTHES = 6
MAX_MARKS = 5
SMALLEST, LARGEST = 0.1, 4.0
"""Heights compared with others of its kind."""
_FILLERS = re.compile(
    r"^(?:(?:wearing|with|in|having|has|had|a|an|the|his|her|its|their|my)\s+)*(?:pair of\s+)?"
)


@dataclass
class _Draft:
    """A look while it is being read."""

    person: bool
    age: Age | None = None
    build: Build | None = None
    size: float = 1.0
    skin: str | None = None
    hair_style: str | None = None
    hair_colour: str | None = None
    eyes: str | None = None
    colour: str | None = None
    clothes: list[Garment] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)

    def wear(self, name: str, colour: str | None) -> None:
        """Put on a garment, or colour the one that is already worn."""
        for place, worn in enumerate(self.clothes):
            if worn.name == name:
                if colour and not worn.colour:
                    self.clothes[place] = Garment(name=name, colour=colour)
                return
        taken = {slot_of(worn.name) for worn in self.clothes}
        slot = slot_of(name)
        undressed = slot == "bare" and taken & {"top", "outer", "whole"}
        if (slot and slot in taken) or undressed:
            return  # what somebody changes into later isn't their lasting look
        if len(self.clothes) < MAX_CLOTHES:
            self.clothes.append(Garment(name=name, colour=colour))

    def mark(self, mark: str) -> None:
        """Note a mark once: `a beard` after `a long white beard` is no other."""
        told = {known.split()[-1] for known in self.marks}
        if mark not in told and mark not in self.marks and len(self.marks) < MAX_MARKS:
            self.marks.append(mark)


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
    draft = _Draft(person=kind is Kind.PERSON or humanlike)
    _read_heads(draft, heads)
    for adjective in adjectives:
        _read_adjective(draft, adjective.lower(), heads)
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


def colour_in(text: str) -> str | None:
    """The colour that a phrase names, with its shade and pattern: `dark blue`, `red striped`."""
    colours, shades = words("looks", "colours"), words("looks", "shades")
    found: list[str] = []
    said = text.lower().replace(",", " ").split()
    for word in said:
        last = word.rsplit("-", 1)[-1]
        if word in colours or last in colours or (word in shades and not found):
            found.append(word)
        elif found and found[-1] in colours:
            break
    patterns = [word for word in said if word in words("looks", "rainbow")]
    if any(word.rsplit("-", 1)[-1] in colours for word in found):
        return " ".join([*found, *patterns[:1]])
    return patterns[0] if patterns else None


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


def _read_heads(draft: _Draft, heads: Sequence[str]) -> None:
    outsize: dict[str, float] = table("looks")["outsize"]
    draft.size *= max((outsize.get(head.lower(), 1.0) for head in heads), default=1.0)
    if not draft.person:
        return
    ages = index("looks", "age")
    for head in heads:
        if head.lower() in ages and draft.age is None:
            draft.age = Age(ages[head.lower()])
        if head.lower() == "redhead":
            draft.hair_colour = "red"


def _read_adjective(draft: _Draft, word: str, heads: Sequence[str]) -> None:
    years = _YEARS.match(word)
    compound = _COMPOUND.match(word)
    if years:
        draft.age = age_of_years(years.group("years") or years.group("digits"))
    elif compound:
        _read_compound(draft, compound.group("first").replace("-", " "), compound.group("part"))
    elif draft.person:
        _read_person_adjective(draft, word, heads)
    else:
        _read_other_adjective(draft, word)


def age_of_years(text: str) -> Age | None:
    """The age for a number of years, in digits or words."""
    numbers: list[str] = table("looks")["numbers"].split()
    if text.isdigit():
        years = int(text)
    elif text.split("-")[0] in numbers:
        place = numbers.index(text.split("-")[0])
        years = place + 1 if place < 20 else (place - 17) * 10
    else:
        return None
    for limit, age in ((2, Age.BABY), (12, Age.CHILD), (17, Age.TEEN), (59, Age.ADULT)):
        if years <= limit:
            return age
    return Age.OLD


def _read_compound(draft: _Draft, first: str, part: str) -> None:
    if part == "haired":
        _read_hair(draft, first)
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


def _read_hair(draft: _Draft, text: str) -> None:
    dim = [word for word in text.split() if word in ("dark", "fair")]
    colour = colour_in(text) or next(iter(dim), None)
    if colour and not set(colour.split()) & words("looks", "rainbow"):
        draft.hair_colour = draft.hair_colour or colour
    nouns = words("looks", "hair", "nouns")
    styles = [w for w in text.split() if w in words("looks", "hair", "styles")]
    styles += [w for w in map(_hair_noun, text.split()) if w in nouns and w != "hair"]
    known = (draft.hair_style or "").split()
    if styles:
        draft.hair_style = " ".join(dict.fromkeys([*known, *styles]))


def _hair_noun(word: str) -> str:
    """`curls` and `braids` keep their plural, `buns` and `bobs` are one."""
    nouns = words("looks", "hair", "nouns")
    return word if word in nouns else singular(word)


def _read_person_adjective(draft: _Draft, word: str, heads: Sequence[str]) -> None:
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
        _read_mark(draft, word)
    else:
        _read_shared_adjective(draft, word)


def _read_young(draft: _Draft, word: str, heads: Sequence[str]) -> None:
    childlike = words("looks", "young", "child")
    if not heads or any(head.lower() in childlike for head in heads):
        draft.age = draft.age or Age.CHILD
    elif word == "young":
        draft.age = draft.age or Age.ADULT
    else:
        draft.size *= 0.85


def _read_other_adjective(draft: _Draft, word: str) -> None:
    if word in ("young", "baby"):
        draft.age = Age.CHILD
        draft.size *= 0.7
    elif word in ("old", "ancient", "elderly", "aged"):
        draft.age = Age.OLD
    elif word in words("looks", "colours"):
        draft.colour = word
    else:
        _read_shared_adjective(draft, word)


def _read_shared_adjective(draft: _Draft, word: str) -> None:
    sizes: dict[str, float] = table("looks")["size"]
    builds = index("looks", "build")
    garments: dict[str, str] = table("looks")["clothes"]["adjectives"]
    if word in sizes:
        draft.size *= sizes[word] if not draft.person else sizes[word] ** 0.6
    if word in builds:
        draft.build = Build(builds[word])
    if word in garments:
        draft.wear(garments[word], None)
    _read_mark(draft, word)


def _read_mark(draft: _Draft, word: str) -> None:
    if word in words("looks", "marks", "adjectives"):
        spoken: dict[str, str] = table("looks")["marks"]["spoken"]
        draft.mark(spoken.get(word, word))


def _read_attribute(draft: _Draft, phrase: str, heads: Sequence[str]) -> None:
    worn = phrase.startswith("wearing ")
    if _YEARS.match(phrase.strip()):
        _read_adjective(draft, phrase.strip(), heads)
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


def _read_comparison(draft: _Draft, phrase: str, heads: Sequence[str]) -> None:
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


def _read_part(draft: _Draft, tokens: Sequence[str]) -> bool:
    """Hair, eyes, skin or a mark; whether there was one."""
    for place, token in enumerate(tokens):
        before = " ".join(tokens[:place])
        if _hair_noun(token) in words("looks", "hair", "nouns") and draft.person:
            _read_hair(draft, f"{before} {token}")
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
                _read_mark(draft, word)
        elif {token, singular(token)} & words("looks", "marks", "nouns"):
            draft.mark(" ".join(tokens[: place + 1][-3:]))
        else:
            continue
        return True
    return False


def _read_eyes(draft: _Draft, before: str) -> None:
    """`green`, `one`, `one red`."""
    for part in (before, before.split()[0]):
        _read_compound(draft, part, "eyed")
