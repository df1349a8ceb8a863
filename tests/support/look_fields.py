"""Compares the look that a text tells of somebody with what was expected, field by field."""

from typing import Any

from panelwright.planning.embedded.cast import choose_cast
from panelwright_tools.domain import Character
from panelwright_tools.language import analyse
from panelwright_tools.painting.storyboard.people.look import person_of

Found = list[tuple[str, bool]]
_PLAIN = ("species", "gender", "age", "build", "skin", "eyes", "colour")


def character_in(row: dict[str, Any]) -> Character | None:
    """The one of the cast whom a row is about."""
    members = choose_cast(analyse(row["text"])).members.values()
    wanted = [name.lower() for name in row["who"].split("|")]
    for member in members:
        if member.character.name.lower() in wanted:
            return member.character
    return None


def fields(row: dict[str, Any]) -> Found:
    """Every field that a row tells, and whether the look has it."""
    character = character_in(row)
    if character is None:
        return [(f"no {row['who']}", False)]
    look = character.look
    found: Found = []
    for name in _PLAIN:
        if name in row:
            found.append((name, (getattr(look, name) or "") in row[name].split("|")))
    if "size" in row:
        low, high = row["size"]
        found.append(("size", low <= look.size <= high))
    if "hair" in row:
        found.append(("hair", _hair_as(row["hair"], character)))
    worn = [f"{g.colour or ''} {g.name}".strip() for g in look.clothes]
    found += [(cloth, any(c in worn for c in cloth.split("|"))) for cloth in row.get("clothes", [])]
    marks = " ".join(look.marks)
    found += [(mark, any(m in marks for m in mark.split("|"))) for mark in row.get("marks", [])]
    told = f"{character.phrase} {marks}".split()
    found += [(f"never {word}", word not in told) for word in row.get("never", [])]
    return found + _drawn(character, row.get("drawn", []))


def _hair_as(expected: str, character: Character) -> bool:
    hair = character.look.hair
    told = {*(hair.style or "").split(), *(hair.colour or "").split()}
    return any(set(option.split()) <= told for option in expected.split("|"))


def _drawn(character: Character, names: list[str]) -> Found:
    """The garments that the painter dresses the character in."""
    if not names:
        return []
    outfit = person_of(character).outfit
    single = (outfit.top, outfit.legs, outfit.feet, outfit.outer, outfit.bib, outfit.cloak)
    worn = {c.name for c in (*single, outfit.hat, *outfit.others) if c is not None}
    return [(f"drawn {name}", name in worn) for name in names]


def described(row: dict[str, Any]) -> str:
    """What was read, for messages."""
    character = character_in(row)
    if character is None:
        cast = choose_cast(analyse(row["text"])).members.values()
        return f"cast {[m.character.name for m in cast]}"
    return f"{character.phrase!r} {character.look.model_dump_json(exclude_defaults=True)}"
