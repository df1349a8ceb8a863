"""How a character looks on one panel: its constant look with a variation put on."""

import re
from collections.abc import Sequence
from typing import Final

from panelwright_tools.domain.cast import Character, Garment, Look, Variation
from panelwright_tools.domain.story import Region
from panelwright_tools.domain.text import MAX_TEXT

_WORN: Final = re.compile(
    r",?\s+(?:dressed in|clad in|wearing|wears|in)\s+"
    r"(?P<worn>(?:(?!,?\s+(?:with|holding|carrying|who|has)\b).)+)"
)
"""The part of a phrase that tells the clothes, up to what begins another subject."""
_WORD: Final = re.compile(r"\w+")
_PARTICLE: Final = 2
"""Letters of the longest word that tells nothing by itself: a, on."""


def varied(character: Character, variation_id: str | None) -> Character:
    """The character as it looks under one of its variations, or as always when that is None.

    The result is what a painter is to draw: no other variations, no other names, nothing about who
    guessed it. Raises KeyError for an unknown variation.
    """
    variation = character.variation(variation_id) if variation_id is not None else None
    phrase = _appearing(character.phrase or character.name, character, variation)
    update: dict[str, object] = {"variations": (), "aliases": (), "guessed": None}
    if character.phrase or variation is not None or character.constant:
        update["phrase"] = phrase
    if variation is not None:
        update["look"] = variation.look or _varied_look(character, variation)
        update["kind"] = variation.nature or character.kind
    return character.model_copy(update=update)


def varied_region(region: Region, character: Character) -> Region:
    """The region with phrase and prompt as its variation and the character's constants ask."""
    variation = character.variation(region.variation) if region.variation is not None else None
    phrase = _appearing(region.phrase, character, variation)
    if phrase == region.phrase:
        return region.model_copy(update={"variation": None})
    return rephrased(region, phrase).model_copy(update={"variation": None})


def varied_phrase(phrase: str, clothes: Sequence[Garment], variation: Variation) -> str:
    """`a girl in striped pyjamas` for `a girl in a coat`: other clothes take the place of these.

    Another being has a phrase of its own.
    """
    if variation.look is not None:
        return variation.phrase
    base = undressed(phrase, clothes) if variation.clothes else phrase
    told = variation.phrase.lower()
    untold = [
        " ".join(filter(None, (garment.colour, garment.name)))
        for garment in variation.clothes
        if garment.name.strip() and garment.name.lower().split()[-1] not in told
    ]
    worn = f", wearing {', '.join(untold)}" if untold else ""
    joint = " " if told.startswith(("in ", "with ", "wearing ")) else ", "
    return f"{base}{joint}{variation.phrase}{worn}"[:MAX_TEXT]


def _appearing(phrase: str, character: Character, variation: Variation | None) -> str:
    """A phrase of the character under a variation, with all that never changes."""
    if variation is not None:
        phrase = varied_phrase(phrase, _changing(character), variation)
    missing = [constant for constant in character.constant if not _tells(phrase, constant)]
    return ", ".join((phrase, *missing))[:MAX_TEXT]


def _tells(phrase: str, constant: str) -> bool:
    """Whether a phrase says it already: `red-haired` tells of `red hair`."""
    told = _WORD.findall(phrase.lower())
    wanted = [word for word in _WORD.findall(constant.lower()) if len(word) > _PARTICLE]
    return all(any(word.startswith(part) for word in told) for part in wanted)


def _varied_look(character: Character, variation: Variation) -> Look:
    look = character.look
    kept = tuple(garment for garment in look.clothes if garment not in _changing(character))
    worn = {garment.name for garment in variation.clothes}
    clothes = (*variation.clothes, *(g for g in kept if g.name not in worn))
    return look.model_copy(
        update={
            "marks": tuple(dict.fromkeys((*look.marks, *variation.marks))),
            "clothes": clothes if variation.clothes else look.clothes,
            "hair": variation.hair or look.hair,
            "colour": variation.colour or look.colour,
        }
    )


def _changing(character: Character) -> tuple[Garment, ...]:
    """The clothes without those that never change."""
    always = " ".join(character.constant).lower()
    return tuple(g for g in character.look.clothes if g.name.lower() not in always)


def rephrased(region: Region, phrase: str) -> Region:
    """The region with another phrase, also where its prompt repeats it."""
    prompt = region.prompt
    if region.phrase and region.phrase in prompt:
        prompt = prompt.replace(region.phrase, phrase, 1)
    return region.model_copy(update={"phrase": phrase, "prompt": prompt or phrase})


def undressed(phrase: str, clothes: Sequence[Garment]) -> str:
    """The phrase without the words for these clothes, where they can be told from the rest."""
    nouns = [garment.name.lower().split()[-1] for garment in clothes if garment.name.split()]
    for found in _WORN.finditer(phrase):
        if any(noun in found.group("worn").lower() for noun in nouns):
            return phrase[: found.start()] + phrase[found.end() :]
    first, *others = phrase.split(", ")
    kept = [part for part in others if not any(noun in part.lower() for noun in nouns)]
    return ", ".join((first, *kept))
