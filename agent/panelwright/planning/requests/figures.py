"""Subjects that a request adds to a panel: somebody of the cast, or a thing."""

import re
from typing import Final

from panelwright.planning.embedded.names import slug, unique, with_article
from panelwright.planning.embedded.prompts import region_prompt
from panelwright.planning.requests.asking import bare
from panelwright_tools.domain import Character, Face, Panel, Pose, Region

_AFTER_NOUN: Final = re.compile(r"\s+(?:on|in|at|of|with|under|beside|behind|near|by|from|that)\s")
"""What begins the words after the head noun: a lantern on a table."""


def figure(character: Character, panel: Panel) -> Region:
    """A character as a new subject of a panel."""
    phrase = character.phrase or character.name
    return Region(
        id=unique(character.id, [region.id for region in panel.regions]),
        subject=character.id,
        noun=character.look.species if character.look.species != "human" else "person",
        phrase=phrase,
        prompt=region_prompt(phrase, Pose.STAND, Face.NEUTRAL, None),
        pose=Pose.STAND,
        face=Face.NEUTRAL,
        key=True,
    )


def thing(what: str, panel: Panel) -> Region:
    """A thing, by the words for it, as a new subject of a panel."""
    noun, phrase = _AFTER_NOUN.split(bare(what))[0].split()[-1], with_article(bare(what))
    name = unique(slug(noun, "thing"), [region.id for region in panel.regions])
    return Region(id=name, noun=noun, phrase=phrase, prompt=phrase, key=True)
