"""Which species a noun names."""

from functools import cache, lru_cache

from panelwright_tools.painting.storyboard.creatures.tables import creature_table
from panelwright_tools.painting.storyboard.nouns import forms_of


@cache
def _species_of_nouns() -> dict[str, str]:
    found: dict[str, str] = {}
    for species, row in creature_table("species").items():
        for noun in row["nouns"]:
            found.setdefault(noun, species)
    return found


@lru_cache(maxsize=4096)
def creature_for(noun: str) -> str | None:
    """The species that a noun names, None when no rig draws it.

    `noun` may be plural or compound: `sea turtles` tries the whole first, then its last word.
    """
    words = noun.lower().replace("-", " ").split()
    known = _species_of_nouns()
    not_animals = creature_table("names")["not_creatures"]
    if any(form in not_animals for form in forms_of(" ".join(words))):
        return None
    for start in range(len(words)):
        for form in forms_of(" ".join(words[start:])):
            if form in known:
                return known[form]
    return None
