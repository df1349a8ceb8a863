"""How a character looks on one panel: its constant look with a variation put on."""

import re
from collections.abc import Sequence
from typing import Final

from panelwright_tools.domain.story import MAX_TEXT, Character, Garment, Region, Variation

_WORN: Final = re.compile(
    r",?\s+(?:dressed in|clad in|wearing|wears|in)\s+"
    r"(?P<worn>(?:(?!,?\s+(?:with|holding|carrying|who|has)\b).)+)"
)
"""The part of a phrase that tells the clothes, up to what begins another subject."""


def varied(character: Character, variation_id: str | None) -> Character:
    """The character as it looks under one of its variations, or as always when that is None.

    The result is what a painter is to draw: no other variations, no other names, nothing about who
    guessed it. Raises KeyError for an unknown variation.
    """
    bare = {"variations": (), "aliases": (), "guessed": None}
    if variation_id is None:
        return character.model_copy(update=bare)
    variation = character.variation(variation_id)
    look = character.look
    marks = tuple(dict.fromkeys((*look.marks, *variation.marks)))
    update = {
        "marks": marks,
        "clothes": variation.clothes or look.clothes,
        "hair": variation.hair or look.hair,
        "colour": variation.colour or look.colour,
    }
    phrase = varied_phrase(character.phrase or character.name, look.clothes, variation)
    worn = look.model_copy(update=update)
    return character.model_copy(update={**bare, "look": worn, "phrase": phrase})


def varied_region(region: Region, character: Character) -> Region:
    """The region with phrase and prompt as its variation of the character asks."""
    if region.variation is None:
        return region
    variation = character.variation(region.variation)
    phrase = varied_phrase(region.phrase, character.look.clothes, variation)
    return rephrased(region, phrase).model_copy(update={"variation": None})


def varied_phrase(phrase: str, clothes: Sequence[Garment], variation: Variation) -> str:
    """`a girl in striped pyjamas` for `a girl in a coat`: other clothes take the place of these."""
    base = _undressed(phrase, clothes) if variation.clothes else phrase
    told = variation.phrase.lower()
    untold = [
        " ".join(filter(None, (garment.colour, garment.name)))
        for garment in variation.clothes
        if garment.name.lower().split()[-1:] != [] and garment.name.lower().split()[-1] not in told
    ]
    worn = f", wearing {', '.join(untold)}" if untold else ""
    joint = " " if told.startswith(("in ", "with ", "wearing ")) else ", "
    return f"{base}{joint}{variation.phrase}{worn}"[:MAX_TEXT]


def rephrased(region: Region, phrase: str) -> Region:
    """The region with another phrase, also where its prompt repeats it."""
    prompt = region.prompt
    if region.phrase and region.phrase in prompt:
        prompt = prompt.replace(region.phrase, phrase, 1)
    return region.model_copy(update={"phrase": phrase, "prompt": prompt or phrase})


def _undressed(phrase: str, clothes: Sequence[Garment]) -> str:
    """The phrase without the words for these clothes, where they can be told from the rest."""
    nouns = [garment.name.lower().split()[-1] for garment in clothes if garment.name.split()]
    for found in _WORN.finditer(phrase):
        if any(noun in found.group("worn").lower() for noun in nouns):
            return phrase[: found.start()] + phrase[found.end() :]
    first, *others = phrase.split(", ")
    kept = [part for part in others if not any(noun in part.lower() for noun in nouns)]
    return ", ".join((first, *kept))
