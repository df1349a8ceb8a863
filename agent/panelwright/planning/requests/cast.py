"""Wishes for the cast: names, who is the same, who comes and goes, what never changes."""

import re
from dataclasses import replace
from typing import Final

from panelwright.planning.edits import (
    AddCharacter,
    Edit,
    MergeCharacters,
    RemoveCharacter,
    RenameCharacter,
    SetCharacter,
    SetPlace,
)
from panelwright.planning.embedded.names import slug, unique
from panelwright.planning.requests.asking import Wish, unquoted
from panelwright.planning.requests.finding import character_called, place_called, wanted_character
from panelwright.planning.requests.looks import look, told_look
from panelwright_tools.domain import Character, UserError

_NAME: Final = r"[\"“]?(?P<{}>(?:(?!\band\b|\bthen\b)[^,;:\"“”])+?)[\"”]?"
_WHO: Final = _NAME.format("who")
_NEW: Final = _NAME.format("new")
_SAME: Final = (
    (rf"{_WHO}\s+is\s+(?:the\s+same\s+(?:person\s+|one\s+)?as|really|actually|in fact)\s+{_NEW}",
     "new", "who"),
    (rf"{_WHO}\s+and\s+{_NEW}\s+are\s+(?:(?:one\s+and\s+)?the\s+same"
     r"(?:\s+(?:person|one|character))?|one\s+(?:person|character))", "who", "new"),
    (rf"merge\s+(?!panel|\d){_WHO}\s+(?:and|with|into)\s+{_NEW}", "who", "new"),
)  # fmt: skip
"""Ways to say that two are one, which of the two is kept, and which one goes."""
_LONGEST: Final = 200


def renamed(wish: Wish) -> list[Edit]:
    """Mina is called Lina; rename the market to the night market."""
    told = re.fullmatch(
        rf"{_WHO}\s+(?:is|should be|shall be)\s+(?:now\s+)?(?:called|named)\s+{_NEW}",
        wish.text,
        re.I,
    ) or re.fullmatch(rf"rename\s+{_WHO}\s+(?:to|as|into)\s+{_NEW}", wish.text, re.I)
    if told is None or told.group("who").lower() in ("it", "the story", "the comic", "the book"):
        return []
    name = unquoted(told.group("new"))[:_LONGEST]
    place = place_called(wish.story, told.group("who"))
    if character_called(wish.story, told.group("who")) is None and place is not None:
        phrase = name if place.phrase in ("", place.name) else None
        return [SetPlace(place=place.id, name=name, phrase=phrase)]
    who = wanted_character(wish.story, told.group("who"))
    taken = next((o for o in wish.story.cast if o.name.lower() == name.lower()), who)
    if taken.id != who.id:
        raise UserError(
            f"there is a {taken.name} already: choose another name, or say "
            f'"{who.name} is the same as {taken.name}" if they are one.'
        )
    return [RenameCharacter(character=who.id, name=name)]


def same(wish: Wish) -> list[Edit]:
    """The girl is the same as Mina; Mina and the girl are the same person."""
    for pattern, kept, gone in _SAME:
        told = re.fullmatch(pattern, wish.text, re.I)
        if told is not None:
            one = wanted_character(wish.story, told.group(kept))
            two = wanted_character(wish.story, told.group(gone))
            return [MergeCharacters(character=one.id, other=two.id)]
    return []


def gone(wish: Wish) -> list[Edit]:
    """Remove Tom: from the whole story, when no panel is named."""
    if wish.panels:
        return []
    told = re.fullmatch(
        rf"(?:remove|delete|drop|without|no)\s+{_WHO}"
        r"(?:\s+(?:from the (?:story|comic)|completely|entirely))?", wish.text, re.I,
    )  # fmt: skip
    who = character_called(wish.story, told.group("who")) if told else None
    return [RemoveCharacter(character=who.id)] if who is not None else []


def joined(wish: Wish) -> list[Edit]:
    """Add a character called Zoe: a tall woman in a red dress."""
    told = re.fullmatch(
        rf"(?:add|new)\s+(?:a\s+)?(?:new\s+)?character\s*:?\s+(?:called\s+|named\s+)?{_NEW}"
        r"(?:\s*[:,]\s*(?P<look>.+))?", wish.text, re.I,
    )  # fmt: skip
    if told is None:
        return []
    name = unquoted(told.group("new"))[:_LONGEST]
    kind, appearance, phrase = told_look(told.group("look") or "a person")
    ids = [character.id for character in wish.story.cast]
    new = Character(
        id=unique(slug(name, "character"), ids),
        name=name,
        kind=kind,
        look=appearance,
        phrase=phrase,
    )
    return [AddCharacter(character=new)]


def constant(wish: Wish) -> list[Edit]:
    """Mina always has a red scarf."""
    told = re.fullmatch(
        r"(?P<who>[\w' -]+?)\s+always\s+(?:has|have|wears?|keeps?)\s+(?P<what>.+)", wish.text, re.I
    )
    who = character_called(wish.story, told.group("who")) if told else None
    if told is None or who is None:
        return []
    what = told.group("what").strip()
    kept = SetCharacter(character=who.id, constant=tuple(dict.fromkeys((*who.constant, what))))
    return [kept, *look(replace(wish, text=f"{who.name} wears {what}", panels=()))]
