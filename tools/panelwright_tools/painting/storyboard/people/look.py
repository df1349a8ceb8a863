"""The look of a person: what a story says, and for the rest a choice that is always the same."""

import re
from dataclasses import dataclass, field

from panelwright_tools.domain.cast import Character, Look
from panelwright_tools.domain.vocabulary import Age, Build
from panelwright_tools.painting.storyboard.colour import luminance
from panelwright_tools.painting.storyboard.naming import colour_named
from panelwright_tools.painting.storyboard.people.body import Body, body_of
from panelwright_tools.painting.storyboard.people.costume import (
    costume_of,
    title_of,
)
from panelwright_tools.painting.storyboard.people.outfit import Choice, Outfit, outfit_of
from panelwright_tools.painting.storyboard.people.tables import people_table


@dataclass(frozen=True)
class Person:
    """Everything about a person that stays the same in a whole story."""

    id: str
    age: Age
    build: Build
    gender: str
    body: Body
    skin: str
    eyes: str
    hair: str
    """Style: a name in hair.toml."""
    hair_colour: str
    outfit: Outfit
    beard: str = ""
    """"" for none, else beard, long_beard, goatee, stubble."""
    beard_colour: str = ""
    """Where it isn't the colour of the hair."""
    moustache: bool = False
    marks: frozenset[str] = field(default_factory=frozenset)
    """freckles, scar, wrinkles, lashes, rosy, mole …"""


def person_of(character: Character) -> Person:
    """The person that a character of the story is drawn as."""
    look, choice = character.look, Choice(character.id)
    told = (character.phrase, *look.marks, look.hair.style or "")
    words = " ".join(
        told if _roled(character.phrase) else (title_of(character.name), *told)
    ).lower()
    defaults = people_table("defaults")
    age = look.age or _age(words)
    gender = look.gender or _gender(words, choice)
    build = look.build or _build(words, choice)
    body = body_of(age, build, gender)
    hair_colour = _hair_colour(look, age, words, choice)
    beard = _beard(words) or _beard_of_role(words, age, gender)
    skin = colour_named(look.skin, "skin") or _skin(hair_colour, choice)
    eyes = colour_named(look.eyes, "eyes") or choice.of("eyes", defaults["eyes"])
    return Person(
        id=character.id,
        age=age,
        build=build,
        gender=gender,
        body=body,
        skin=skin,
        eyes=eyes,
        hair=_hair_style(look, age, gender, words, choice),
        hair_colour=hair_colour,
        outfit=outfit_of(look, age, gender, words, choice, skin),
        beard=beard,
        beard_colour=_beard_colour(words) or "",
        moustache="moustache" in words or "mustache" in words or beard in ("beard", "long_beard"),
        marks=_marks(look, age, gender, words, hair_colour, skin),
    )


def _roled(phrase: str) -> bool:
    """The phrase tells by itself what somebody is."""
    return bool(costume_of(phrase))


def _age(words: str) -> Age:
    for age, nouns in people_table("defaults")["age"].items():
        if any(re.search(rf"\b{noun}s?\b", words) for noun in nouns):
            return Age(age)
    return Age.ADULT


def _gender(words: str, choice: Choice) -> str:
    for gender, nouns in people_table("defaults")["gender"].items():
        if any(re.search(rf"\b{noun}\b", words) for noun in nouns):
            return str(gender)
    return choice.of("gender", ("feminine", "masculine"))


def _build(words: str, choice: Choice) -> Build:
    for build, adjectives in people_table("defaults")["build"].items():
        if any(re.search(rf"\b{adjective}\b", words) for adjective in adjectives):
            return Build(build)
    options = (Build.AVERAGE, Build.AVERAGE, Build.SLIM, Build.AVERAGE)
    return Build(choice.of("build", options))


def _hair_colour(look: Look, age: Age, words: str, choice: Choice) -> str:
    said = colour_named(look.hair.colour, "hair")
    if said is not None:
        return said
    for word in ("ginger", "blonde", "blond", "brunette", "red-haired", "redhead"):
        if re.search(rf"\b{word}\b", words):
            return colour_named("red" if word.startswith("red") else word, "hair") or "#6b412a"
    beard = _beard_colour(words)
    if beard is not None:
        return beard
    greys = people_table("defaults")["grey_hair"]
    return choice.of("hair colour", greys if age is Age.OLD else _hair_options(look))


def _hair_options(look: Look) -> list[str]:
    skin = colour_named(look.skin, "skin")
    defaults = people_table("defaults")
    dark = skin is not None and luminance(skin) < 0.55
    return list(defaults["dark_hair"] if dark else defaults["hair"])


def _skin(hair_colour: str, choice: Choice) -> str:
    defaults = people_table("defaults")
    light_haired = luminance(hair_colour) > 0.42
    return choice.of("skin", defaults["fair_skin"] if light_haired else defaults["skin"])


def _hair_style(look: Look, age: Age, gender: str, words: str, choice: Choice) -> str:
    rows = people_table("hair")
    for said in (f"{look.hair.style} hair".lower() if look.hair.style else "", words):
        for style, names in people_table("defaults")["hair_words"].items():
            if any(re.search(rf"\b{name}" if name[0] != "^" else name, said) for name in names):
                wanted = str(style)
                return "bob" if wanted == "short" and gender == "feminine" else wanted
    group = "baby" if age is Age.BABY else "old" if age is Age.OLD else "young"
    options = people_table("defaults")["hair_of"][group][gender]
    style = choice.of("hair style", options)
    if age is Age.ADULT:
        style = people_table("defaults")["grown"].get(style, style)
    return style if style in rows else "short"


def _beard(words: str) -> str:
    if re.search(r"\blong (?:\w+ )?beard", words):
        return "long_beard"
    for word in ("goatee", "stubble"):
        if word in words:
            return word
    return "beard" if "beard" in words else ""


def _beard_colour(words: str) -> str | None:
    """The colour that is told of a beard or a moustache."""
    told = re.search(
        r"((?:[\w-]+ ){1,3})(?:beard|moustache|mustache|goatee|stubble|sideburns)", words
    )
    return colour_named(told.group(1), "hair") if told else None


def _beard_of_role(words: str, age: Age, gender: str) -> str:
    """Kings and wizards are known by their beards."""
    if gender == "feminine" or age in (Age.BABY, Age.CHILD, Age.TEEN):
        return ""
    if re.search(r"\b(?:wizard|sorcerer)\b", words):
        return "long_beard"
    return "beard" if re.search(r"\b(?:king|emperor)\b", words) else ""


def _marks(
    look: Look, age: Age, gender: str, words: str, hair_colour: str, skin: str
) -> frozenset[str]:
    known = ("freckles", "scar", "wrinkles", "mole", "tattoo", "bandage", "elf", "tooth gap")
    marks = {mark for mark in known if mark.removesuffix("s") in words}
    if age is Age.OLD:
        marks.add("wrinkles")
    if gender == "feminine" or age in (Age.CHILD, Age.BABY):
        marks.add("lashes")
    red = colour_named("red", "hair"), colour_named("ginger", "hair")
    if hair_colour in red and age in (Age.CHILD, Age.TEEN) and luminance(skin) > 0.6:
        marks.add("freckles")
    return frozenset(marks)
