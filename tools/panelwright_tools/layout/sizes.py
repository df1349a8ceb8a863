"""How big things are: metres and proportions, from the noun."""

import math
from collections.abc import Iterator
from functools import cache, lru_cache

from panelwright_tools.domain import Age, Build, Character, Kind, Pose
from panelwright_tools.language.lemmas import noun_lemma
from panelwright_tools.layout.tables import last_word, table

GROWN_M = 1.7
"""Height in metres of the grown person that every shot is made for."""

Size = tuple[float, float]
"""Height in metres, and width for a height of 1."""

UPRIGHT = 0.85
"""Figures at most this wide stand like people; wider ones go on four legs, swim or crawl."""
_SOLID = frozenset({"fire hydrant", "hydrant", "stop sign", "sign", "parking meter", "log", "rock"})
"""Things out of doors that nobody can be in."""
_LYING_BEAST = 0.68
"""Height of an animal that lies, for a height of 1 when it stands."""

_OUTSIZE = (0.55, 2.0)
"""Heights in metres beyond which a kind is small or large at any age: fairies, giants."""

_CUP, _TITAN = 0.62, 0.62
"""Powers that small things and large beings are compressed by; 1 would be their real size."""

_CATEGORY_OF_KIND = {
    Kind.PERSON: "person",
    Kind.ANIMAL: "animal",
    Kind.CREATURE: "creature",
    Kind.ROBOT: "robot",
    Kind.THING: "thing",
}


@lru_cache
def _sizes() -> dict[str, Size]:
    sizes: dict[str, Size] = {}
    for section, lines in table("sizes").items():
        if section == "category":
            continue
        for nouns, (height, width) in lines.items():
            for noun in nouns.split(","):
                sizes.setdefault(noun.strip(), (float(height), float(width)))
    return sizes


@lru_cache
def _place_nouns() -> frozenset[str]:
    """Nouns whose section says that a scene may happen there."""
    sections = (table("sizes")["nature"], table("sizes")["buildings"])
    return frozenset(n.strip() for lines in sections for nouns in lines for n in nouns.split(","))


def may_be_place(noun: str) -> bool:
    """Whether a scene may happen in it: false for what we know as a thing (toilet, hydrant)."""
    entry = known_noun(noun)
    return entry is None or (entry in _place_nouns() and entry not in _SOLID)


@lru_cache
def _living_nouns() -> frozenset[str]:
    return _animals() | _listed("people")


@cache
def _animals() -> frozenset[str]:
    return _listed("animals")


def _listed(section: str) -> frozenset[str]:
    lines = table("sizes")[section]
    return frozenset(noun.strip() for nouns in lines for noun in nouns.split(","))


@lru_cache(maxsize=4096)
def known_noun(noun: str) -> str | None:
    """The entry that a noun is found under: itself, its singular, or its last word's."""
    noun = noun.lower().strip()
    for candidate in (noun, last_word(noun)):
        for form in singular_forms(candidate):
            if form in _sizes():
                return form
    return None


def singular_forms(word: str) -> Iterator[str]:
    """The word itself and what it may be the plural of, for which word lists are read."""
    yield word
    lemma = noun_lemma(word)
    if lemma != word:
        yield lemma


def size_of(noun: str, category: str = "thing") -> Size:
    """Size of a thing; an unknown noun has the size of its category."""
    entry = known_noun(noun)
    if entry is not None:
        return _sizes()[entry]
    height, width = table("sizes")["category"].get(category, table("sizes")["category"]["thing"])
    return float(height), float(width)


def size_words(phrase: str) -> str:
    """The adjectives of size in a phrase, each once."""
    known: dict[str, float] = table("prompts")["sizes"]
    return " ".join(dict.fromkeys(word for word in phrase.lower().split() if word in known))


def told_size(phrase: str, noun: str = "") -> float:
    """Height compared with others of its kind, by the adjectives of a phrase: a huge spoon.

    Whatever is huge is huge beside people, and whatever is tiny tiny: a little thing of the kind
    that `noun` names must grow the more for it, a large one shrink the more.
    """
    factors: dict[str, float] = table("prompts")["sizes"]
    words = phrase.lower().split()
    factor = math.prod(factors.get(word, 1.0) for word in words)
    outsize = sum(table("prompts")["outsize"].get(word, 0.0) for word in words)
    own = size_of(noun)[0] / GROWN_M if noun else 1.0
    return factor * own ** -abs(outsize) if outsize * (1.0 - own) > 0 else factor


def is_living(noun: str, character: Character | None) -> bool:
    """Whether it is a person, animal, creature or robot rather than a thing."""
    if character is not None:
        return character.kind is not Kind.THING
    return known_noun(noun) in _living_nouns()


def is_beast(noun: str, character: Character | None) -> bool:
    """Whether it is an animal rather than a person, a creature or a thing."""
    if character is not None:
        return character.kind is Kind.ANIMAL
    return known_noun(noun) in _animals()


def size_of_character(noun: str, character: Character) -> Size:
    """Size of one of the cast, standing: by age, gender and build, or by species."""
    look = character.look
    if character.kind is Kind.PERSON:
        height, width = _person(noun, character)
    else:
        species = look.species if look.species != "human" else noun
        height, width = size_of(species, _CATEGORY_OF_KIND[character.kind])
        if look.age in (Age.BABY, Age.CHILD):
            height *= 0.6
    return height * look.size, width


def _person(noun: str, character: Character) -> Size:
    people, look = table("people"), character.look
    known = known_noun(noun) in _living_nouns()
    if known and (look.age is None or not _OUTSIZE[0] < size_of(noun, "person")[0] < _OUTSIZE[1]):
        height, width = size_of(noun, "person")
    else:
        age = look.age or Age.ADULT
        height = float(people["height"][age])
        width = float(people["width"]["average"]) * float(people["young"].get(age, 1.0))
    build = people["width"][look.build or Build.AVERAGE] / people["width"]["average"]
    return height * people["gender"].get(look.gender, 1.0), width * build


def posed(size: Size, pose: Pose | None) -> Size:
    """The size of a standing figure once it takes a pose."""
    if pose is None:
        return size
    height, width = size
    if width > UPRIGHT:
        lies = pose in (Pose.LIE, Pose.SLEEP)
        return (height * _LYING_BEAST, width / _LYING_BEAST) if lies else size
    tall, wide = table("poses")[pose]
    return height * tall, width * wide / tall


def drawn(height_m: float, living: bool = True) -> float:
    """Storybook height for a real one, 1 for a grown person.

    The range is compressed so that a mouse stays drawable beside a castle: gently among people
    (0.8 to 2.5 m, power 0.75), strongly beyond (power 0.4). Small things less than small
    animals (power 0.62), since a cup is seen against the hand that holds it; large beings
    less than buildings (power 0.62), since a giant must tower over people.
    """
    low, high = 0.8 / GROWN_M, 2.5 / GROWN_M
    relative = max(height_m, 0.005) / GROWN_M
    middle = min(max(relative, low), high)
    power = 0.4
    if relative < low and not living:
        power = _CUP
    elif relative > high and living:
        power = _TITAN
    return float(middle**0.75 * (relative / middle) ** power)
