"""Finds where the sentences before the first told place play."""

from panelwright.planning.embedded.place_guess import suggested_place
from panelwright.planning.embedded.places import hinted_place
from panelwright.planning.embedded.sites import Site
from panelwright_tools.language.document import Document

NEAR = 8
"""Sentences before the first told place that are taken to play there too."""
SURE = 2
"""Words of an opening that must suggest a place to outweigh the place that comes after."""


def opening_site(document: Document, first: int | None, arrived: bool) -> Site | None:
    """The place of the sentences before sentence `first`; None when they play where it does.

    `arrived`: its people come to the place of that sentence only then, or time has passed.
    """
    last = first if first is not None else len(document.sentences)
    near = range(min(last, NEAR))
    hints = [hinted_place(document, document.sentences[number]) for number in near]
    told = [hint for hint in hints if hint is not None]
    if told:
        return max(told, key=lambda hint: hint[0])[1]
    if first is not None and first <= NEAR and not arrived:
        return None
    guess = suggested_place(document, document.sentences[:last])
    if first is None or first > NEAR:
        return guess.site
    return guess.site if guess.votes >= SURE else None


def before_stairs(site: Site) -> Site:
    """Where those were who went `upstairs`: on another floor of a house."""
    away = site.name in ("upstairs", "downstairs")
    return Site(noun="house", name="house", guessed="they go to another floor") if away else site
