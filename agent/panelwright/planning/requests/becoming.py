"""Wishes for what characters are: a boy, twelve years old, taller, no longer in a coat."""

import re
from typing import Final

from panelwright.planning.edits import Edit, SetCharacter, SetLook, SetRegion
from panelwright.planning.embedded.describe import character_phrase, noun_for
from panelwright.planning.embedded.look_adjectives import age_of_years
from panelwright.planning.embedded.looks import read_look
from panelwright.planning.embedded.tables import index
from panelwright.planning.llm.wording import nearest_kind
from panelwright.planning.requests.asking import Wish, bare
from panelwright.planning.requests.finding import character_called
from panelwright.planning.requests.looks import GENDERS, noun_of, told_look
from panelwright.planning.requests.wearing import overlaid, phrased
from panelwright_tools.domain import (
    Age,
    Build,
    Character,
    Garment,
    Kind,
    Look,
    Story,
    UserError,
)
from panelwright_tools.domain.appearance import undressed
from panelwright_tools.language.lexicon import gender_of_noun

_WHO: Final = r"(?:make\s+|turn\s+)?(?P<who>(?:the\s+)?[\w-]+(?:\s+(?!is\b|are\b)[\w-]+)?)"
_IS: Final = r"\s+(?:is|are|becomes?|turns?\s+into|turns?|should\s+be|as|into)"
_YEARS: Final = re.compile(
    rf"{_WHO}{_IS}\s+(?:only\s+|now\s+|about\s+)?(?P<years>[\w-]+)(?:\s+years?(?:\s+old)?)?", re.I
)
_SOMEBODY: Final = re.compile(rf"{_WHO}(?:{_IS})?\s+(?P<what>an?\s+.+)", re.I)
_MORE: Final = re.compile(rf"{_WHO}(?:{_IS})?\s+(?:a bit\s+|much\s+)?(?P<word>[a-z]+er)", re.I)
_OFF: Final = re.compile(
    rf"{_WHO}\s+(?:takes?\s+off|no\s+longer\s+wears?|no\s+longer\s+has|does(?:n't|\s+not)\s+wear"
    r"|does(?:n't|\s+not)\s+have|never\s+wears|wears\s+no|has\s+no|without)"
    r"\s+(?:a\s+|an\s+|any\s+|the\s+|his\s+|her\s+|its\s+)?(?P<what>[\w -]+)",
    re.I,
)
_NOT: Final = re.compile(
    rf"{_WHO}\s+(?:is(?:n't|\s+not)|is\s+no\s+longer)\s+(?P<what>[\w-]+)", re.I
)
_AGES: Final = list(Age)
_GROWN, _SHRUNK = 1.2, 1 / 1.2


def aged(wish: Wish) -> list[Edit]:
    """Mina is twelve years old."""
    told = _YEARS.fullmatch(wish.text)
    age = age_of_years(told.group("years").lower()) if told is not None else None
    who = character_called(wish.story, told.group("who")) if told is not None else None
    if who is None or age is None:
        return []
    return _of_age(wish.story, who, age)


def more(wish: Wish) -> list[Edit]:
    """Mina is older; make Bolt taller."""
    told = _MORE.fullmatch(wish.text)
    who = character_called(wish.story, told.group("who")) if told is not None else None
    if told is None or who is None or wish.panels:
        return []
    word, look = told.group("word").lower(), who.look
    build = index("rewordings", "builds").get(word)
    match index("rewordings", "comparatives").get(word):
        case "older" | "younger" as way:
            age = look.age or read_look(who.kind, [noun_of(wish.story, who)]).age or Age.ADULT
            now = _AGES.index(age) + (1 if way == "older" else -1)
            return _of_age(wish.story, who, _AGES[min(max(now, 0), len(_AGES) - 1)])
        case "taller" | "smaller" as way:
            factor = _GROWN if way == "taller" else _SHRUNK
            new = look.model_copy(update={"size": round(look.size * factor, 3)})
        case _:
            if build is None:
                return []
            new = look.model_copy(update={"build": Build(build)})
    return _looking(wish.story, who, new)


def become(wish: Wish) -> list[Edit]:
    """Mina is a boy; the cat is a dog."""
    told = _SOMEBODY.fullmatch(wish.text)
    who = character_called(wish.story, told.group("who")) if told is not None else None
    if told is None or who is None or wish.panels or _noun(told.group("what")) is None:
        return []
    kind, new, phrase = told_look(told.group("what"))
    noun = _noun(told.group("what")) or ""
    if kind is who.kind is Kind.PERSON:
        untold = Look(species=new.species)
        age = new.age or (None if who.look.age in (Age.BABY, Age.CHILD, Age.TEEN) else who.look.age)
        kept = overlaid(who.look, new, untold)
        new = kept.model_copy(
            update={"species": new.species, "gender": new.gender or who.look.gender, "age": age}
        )
        phrase = _by_noun(wish.story, who, new, noun)
    nature: list[Edit] = [SetCharacter(character=who.id, nature=kind)] if kind != who.kind else []
    named = _called(wish.story, who, noun)
    return [*nature, SetLook(character=who.id, look=new, phrase=phrase), *named]


def _of_age(story: Story, who: Character, age: Age) -> list[Edit]:
    """Of another age: a girl becomes a woman, in every prompt and where she is looked for."""
    old = noun_of(story, who)
    gender = who.look.gender or GENDERS.get(gender_of_noun(old))
    look = who.look.model_copy(update={"age": age, "gender": gender})
    if look == who.look or who.kind is not Kind.PERSON:
        return _looking(story, who, look)
    noun = noun_for(look, who.kind, ())
    phrase = _by_noun(story, who, look, noun)
    return [SetLook(character=who.id, look=look, phrase=phrase), *_called(story, who, noun)]


def _by_noun(story: Story, who: Character, look: Look, noun: str) -> str:
    """The phrase with another noun: told anew where a rule told it, else with that word changed."""
    old = noun_of(story, who)
    by_rule = character_phrase(look, who.kind, [noun])
    if who.phrase == character_phrase(who.look, who.kind, [old]):
        return by_rule
    named = re.sub(rf"\b{re.escape(old)}\b", noun, who.phrase, count=1)
    return named if named != who.phrase or noun == old else by_rule


def _called(story: Story, who: Character, noun: str) -> list[Edit]:
    """The character is looked for by another noun, on every panel."""
    return [
        SetRegion(panel=panel.id, region=region.id, noun=noun)
        for panel in story.panels
        for region in panel.regions
        if region.subject == who.id and region.noun != noun
    ]


def _noun(what: str) -> str | None:
    """The head noun of words for somebody; None when they tell nobody."""
    noun = re.split(r"\s+(?:in|with|wearing|who)\s", bare(what))[0].split()[-1]
    return noun if nearest_kind(noun) not in (None, Kind.THING) else None


def undressing(wish: Wish) -> list[Edit]:
    """Mina takes off her raincoat; Bolt is not rusty: in the whole story."""
    told = _OFF.fullmatch(wish.text) or _NOT.fullmatch(wish.text)
    who = character_called(wish.story, told.group("who")) if told is not None else None
    if told is None or who is None or wish.panels:
        return []
    what = told.group("what").lower()
    clothes = tuple(g for g in who.look.clothes if not _is_called(g, what))
    marks = tuple(mark for mark in who.look.marks if what not in mark.lower())
    if (clothes, marks) == (who.look.clothes, who.look.marks):
        if _NOT.fullmatch(wish.text):
            return []
        raise UserError(f"{who.name} has no {what} as it is: {who.name} is {_seen(who)}.")
    new = who.look.model_copy(update={"clothes": clothes, "marks": marks})
    phrase = undressed(who.phrase, [g for g in who.look.clothes if g not in clothes])
    phrase = re.sub(rf"\b{re.escape(what)}\s+", "", phrase) if marks != who.look.marks else phrase
    if clothes and clothes != who.look.clothes:
        return _looking(wish.story, who, new)
    return [SetLook(character=who.id, look=new, phrase=phrase)]


def _is_called(garment: Garment, what: str) -> bool:
    return what.split()[-1] in (garment.name, garment.name.split()[-1]) or garment.name in what


def _seen(who: Character) -> str:
    return who.phrase or who.kind.value


def _looking(story: Story, who: Character, look: Look) -> list[Edit]:
    phrase = phrased(who.phrase, who.look, look, who.kind, noun_of(story, who))
    return [SetLook(character=who.id, look=look, phrase=phrase)]
