"""Subjects that a request adds to a panel: somebody of the cast, or a thing."""

import re
from typing import Final

from panelwright.planning.embedded.names import slug, unique, with_article
from panelwright.planning.embedded.prompts import region_prompt
from panelwright.planning.embedded.tables import table
from panelwright.planning.requests.asking import bare
from panelwright_tools.domain import Character, Face, Panel, Pose, Region
from panelwright_tools.language.numbers import number_of

_AFTER_NOUN: Final = re.compile(r"\s+(?:on|in|at|of|with|under|beside|behind|near|by|from|that)\s")
"""What begins the words after the head noun: a lantern on a table."""
_DEPTH: Final = re.compile(r"\s*,?\s+in the (?P<where>background|foreground|back|front)$", re.I)
_FAR, _NEAR = 0.9, 0.1
_MOST: Final = 12
"""Things of a kind that a request adds at once."""


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


def things(what: str, panel: Panel) -> list[Region]:
    """As many things as the words tell: two birds, some lanterns in the background."""
    where = _DEPTH.search(what)
    count, one = _counted(_DEPTH.sub("", what))
    found: list[Region] = []
    for _ in range(count):
        there = panel.model_copy(update={"regions": (*panel.regions, *found)})
        new = thing(one, there)
        if where is not None:
            depth = _FAR if where["where"].lower().startswith("back") else _NEAR
            new = new.model_copy(update={"depth": depth})
        found.append(new)
    return found


def _counted(what: str) -> tuple[int, str]:
    """The number in the words, and the words for one of them."""
    for said, number in table("rewordings")["several"].items():
        if what.lower().startswith(f"{said} "):
            return _one_of(number, what[len(said) + 1 :])
    first, _, rest = what.partition(" ")
    count = number_of([first.lower()]) if rest else None
    if count is None or not 1 < count <= _MOST:
        return 1, what
    return _one_of(count, rest)


def _one_of(count: int, what: str) -> tuple[int, str]:
    """A row of words for several as words for one; what has no plural is one."""
    from lemminflect import getLemma

    noun = _AFTER_NOUN.split(what)[0].split()[-1]
    lemmas: tuple[str, ...] = getLemma(noun.lower(), "NOUN")
    if not lemmas or lemmas[0] == noun.lower():
        return 1, what
    return count, what.replace(noun, lemmas[0], 1)


def thing(what: str, panel: Panel) -> Region:
    """A thing, by the words for it, as a new subject of a panel."""
    noun, phrase = _AFTER_NOUN.split(bare(what))[0].split()[-1], with_article(bare(what))
    name = unique(slug(noun, "thing"), [region.id for region in panel.regions])
    return Region(id=name, noun=noun, phrase=phrase, prompt=phrase, key=True)
