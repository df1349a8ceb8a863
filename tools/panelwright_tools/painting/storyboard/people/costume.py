"""Costumes: what somebody wears of whose clothes the story says nothing."""

import re
from functools import cache

from panelwright_tools.domain.cast import Garment
from panelwright_tools.domain.vocabulary import Age
from panelwright_tools.painting.storyboard.people.tables import people_table

_GROUPS = {Age.BABY: "baby", Age.CHILD: "child", Age.OLD: "old"}


def costume_of(phrase: str) -> tuple[Garment, ...]:
    """The dress of a role that a phrase names (`an old king` wears a crown), else nothing."""
    said = re.split(r"\b(?:in|with|of|who|from)\b", phrase.lower())[0]
    named = list(_roles().finditer(said))
    if not named:
        return ()
    garments: list[str] = people_table("costumes")["roles"][named[-1].group(1)]
    return tuple(Garment(name=name) for name in garments)


def office_dress(phrase: str) -> tuple[Garment, ...]:
    """What an animal wears that is `dressed as a postman`."""
    _, told, office = phrase.lower().partition(" dressed as ")
    return costume_of(office) if told else ()


def title_of(name: str) -> str:
    """The role that a name begins or ends with: Captain Flint, the Black Knight; empty for none."""
    words = name.lower().split()
    rows = people_table("costumes")
    if words and words[0] in rows["titles"]:
        return words[0]
    return words[-1] if len(words) > 1 and words[-1] in rows["surnames"] else ""


def everyday_choices(age: Age, gender: str) -> list[str]:
    """Sets of garments for somebody of no particular role, joined by `+`."""
    rows = people_table("costumes")["everyday"]
    return list(rows[_GROUPS.get(age, "grown")][gender])


def everyday(chosen: str) -> tuple[Garment, ...]:
    """The garments of one of `everyday_choices`."""
    return tuple(Garment(name=part.replace("_", " ")) for part in chosen.split("+"))


@cache
def _roles() -> re.Pattern[str]:
    nouns = sorted(people_table("costumes")["roles"], key=len, reverse=True)
    return re.compile(rf"\b({'|'.join(nouns)})s?\b")
