"""Puts what a wish tells about a look over the look that a character has."""

from collections.abc import Sequence

from panelwright.planning.embedded.describe import character_phrase, garment_phrase
from panelwright.planning.embedded.garments import slot_of
from panelwright.planning.embedded.names import listed
from panelwright.planning.embedded.tables import words
from panelwright_tools.domain import Garment, Hair, Kind, Look, Variation
from panelwright_tools.domain.appearance import varied_phrase


def overlaid(old: Look, told: Look, untold: Look) -> Look:
    """The old look with all in which what was told differs from nothing told."""
    update: dict[str, object] = {
        field: getattr(told, field)
        for field in ("age", "build", "size", "skin", "eyes", "colour")
        if getattr(told, field) != getattr(untold, field)
    }
    hair = {
        field: getattr(told.hair, field)
        for field in ("style", "colour")
        if getattr(told.hair, field) is not None
    }
    update["hair"] = Hair.model_validate(old.hair.model_dump() | hair)
    update["clothes"] = dressed(old.clothes, told.clothes)
    update["marks"] = tuple(dict.fromkeys((*old.marks, *told.marks)))
    return old.model_copy(update=update)


def dressed(old: Sequence[Garment], new: Sequence[Garment]) -> tuple[Garment, ...]:
    """The clothes with new ones put on: each takes the place of what is worn where it is worn."""
    worn = list(old)
    for garment in new:
        worn = [other for other in worn if not _displaces(garment, other)]
        worn.append(garment)
    return tuple(worn)


def besides(
    variation: Variation, usual: Sequence[Garment], more: Sequence[Garment]
) -> Variation | None:
    """The look for a while with clothes that are worn always now, where it leaves room for them;
    None where it does not."""
    added = [one for one in more if not any(_displaces(one, old) for old in variation.clothes)]
    if not added:
        return None
    own = [garment for garment in variation.clothes if garment not in usual]
    before, after = (
        f"in {listed([garment_phrase(garment) for garment in some])}" for some in (own, own + added)
    )
    extra = f"{variation.phrase}, in {listed([garment_phrase(garment) for garment in added])}"
    phrase = variation.phrase.replace(before, after) if before in variation.phrase else extra
    clothes = (*variation.clothes, *added)
    return variation.model_copy(update={"clothes": clothes, "phrase": phrase})


def _displaces(new: Garment, old: Garment) -> bool:
    one, two = new.name.split()[-1], old.name.split()[-1]
    if one == two or one.endswith(two) or two.endswith(one):
        return True
    slots = slot_of(new.name), slot_of(old.name)
    if slots[0] is not None and slots[0] == slots[1]:
        return True
    torso = words("requests", "garments", "torso")
    if slots[0] in ("whole", "bare"):
        return slots[1] in ("outer", "whole", "bare", "legs") or two in torso
    return one in torso and (two in torso or slots[1] in ("whole", "bare"))


def phrased(phrase: str, old: Look, new: Look, kind: Kind, noun: str) -> str:
    """The phrase of a look that became another: told anew by rule where it was, else amended."""
    before, after = (character_phrase(look, kind, [noun]) for look in (old, new))
    if not phrase or (phrase == before and after != before):
        return after
    amended = phrase
    if old.clothes != new.clothes:
        clothes = listed([garment_phrase(garment) for garment in new.clothes])
        change = Variation(id="new", phrase=f"in {clothes}", clothes=new.clothes)
        amended = varied_phrase(amended, old.clothes, change)
    rest = told_changes(old, new.model_copy(update={"clothes": old.clothes}))
    for was, now in ((old.colour, new.colour), (old.hair.colour, new.hair.colour)):
        if was and now and was != now and was in amended:
            amended = amended.replace(was, now, 1)
            rest = [part for part in rest if now not in part]
    return ", ".join((amended, *rest))


def told_changes(old: Look, new: Look) -> list[str]:
    """What is different, in words: `in a blue coat`, `with green hair`."""
    parts: list[str] = []
    if new.clothes != old.clothes:
        came = [garment for garment in new.clothes if garment not in old.clothes]
        parts.append(f"in {listed([garment_phrase(garment) for garment in came or new.clothes])}")
    if new.hair != old.hair:
        hair = " ".join(filter(None, (new.hair.colour, new.hair.style)))
        noun = "" if hair.endswith(("bald", "s", "hair", "bun", "bob", "ponytail")) else " hair"
        parts.append("bald" if new.hair.style == "bald" else f"with {hair}{noun}")
    if new.eyes != old.eyes:
        parts.append(f"with {new.eyes} eyes")
    if new.skin != old.skin:
        parts.append(f"with {new.skin} skin")
    for field in ("colour", "build", "age"):
        value = getattr(new, field)
        if value != getattr(old, field) and value:
            parts.append(str(value))
    if new.size != old.size:
        parts.append("tall" if new.size > old.size else "small")
    return [*parts, *(mark for mark in new.marks if mark not in old.marks)]
