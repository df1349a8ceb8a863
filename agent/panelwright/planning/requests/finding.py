"""Finds whom and what the words of a wish mean."""

import re
from collections import Counter
from collections.abc import Sequence

from panelwright.planning.embedded.tables import table, words
from panelwright.planning.requests.asking import bare
from panelwright_tools.domain import Character, Panel, Place, Region, Story, UserError


def character_called(story: Story, name: str) -> Character | None:
    """The character with this name, other name, last or first name, species or id."""
    wanted = bare(name)
    exact = [c for c in story.cast if wanted in (c.id, c.name.lower(), bare(c.name))]
    if exact:
        return exact[0]
    for character in story.cast:
        names = {alias.lower() for alias in character.aliases}
        names |= {character.name.lower().split()[-1] if character.name.split() else ""}
        names |= {character.look.species.lower(), character.kind.value} - {"human", "thing"}
        if wanted in names or wanted in {bare(alias) for alias in character.aliases}:
            return character
    return first_names(story.cast).get(wanted)


def first_names(cast: Sequence[Character]) -> dict[str, Character]:
    """The characters by the first words of their names, where only one is called so."""
    firsts = [(c.name.split()[0].lower(), c) for c in cast if len(c.name.split()) > 1]
    counts = Counter(first for first, _ in firsts)
    return {
        first: character
        for first, character in firsts
        if counts[first] == 1 and character.name[:1].isupper()
    }


def regions_called(story: Story, panel: Panel, name: str) -> list[Region]:
    """The subjects of a panel that a name or noun means; several for "Mina and Tom"."""
    wanted = bare(name)
    if wanted in words("requests", "words", "everyone"):
        return [region for region in panel.regions if region.subject is not None]
    parts = re.split(r"\s+and\s+|,\s*|\s*&\s*", name)
    if len(parts) > 1:
        each = [regions_called(story, panel, part) for part in parts]
        return [region for found in each for region in found] if all(each) else []
    character = character_called(story, name)
    if character is not None:
        return [region for region in panel.regions if region.subject == character.id]
    group = words("requests", "groups", wanted) if wanted in table("requests")["groups"] else set()
    several = [r for r in panel.regions if r.subject is not None and r.noun.lower() in group]
    if several:
        return several
    forms = {wanted, wanted.removesuffix("s"), wanted.removesuffix("es")}
    return [
        region
        for region in panel.regions
        if region.noun.lower() in forms or region.id in forms or bare(region.phrase) in forms
    ]


def is_of_everybody(text: str) -> bool:
    """Whether a wish is for all who are there, whoever they are."""
    return not words("requests", "words", "universal").isdisjoint(text.lower().split())


def place_called(story: Story, name: str) -> Place | None:
    """The place with this name, noun, description or id."""
    wanted = bare(name)
    for place in story.places:
        if wanted in (place.name.lower(), bare(place.name), place.noun.lower(), place.id):
            return place
        if wanted == bare(place.phrase):
            return place
    return next((place for place in story.places if bare(place.name).endswith(f" {wanted}")), None)


def missing(story: Story, panels: Sequence[str], what: str) -> str:
    """The sentence that none of these panels shows it; of a single one, what it shows."""
    if len(panels) != 1:
        return f"no panel shows {what}."
    panel = story.panel(panels[0])
    shown = ", ".join(region.id for region in panel.regions) or "nothing"
    number = [one.id for one in story.panels].index(panel.id) + 1
    return f"Panel {number} shows no {bare(what)}: it shows {shown}."


def known_cast(story: Story) -> str:
    """The names of the cast, for errors."""
    return ", ".join(character.name for character in story.cast) or "nobody"


def wanted_character(story: Story, name: str) -> Character:
    """As `character_called`. Raises UserError, naming the cast, when there is none."""
    found = character_called(story, name)
    if found is None:
        raise UserError(
            f"there is no character {name.strip()!r} in this story; "
            f"its cast is {known_cast(story)}."
        )
    return found
