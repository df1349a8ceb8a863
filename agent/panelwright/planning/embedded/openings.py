"""Finds where the sentences before the first told place play."""

from dataclasses import dataclass

from panelwright.planning.embedded.place_guess import Suggestion, suggested_place
from panelwright.planning.embedded.places import hinted_place
from panelwright.planning.embedded.sites import Site
from panelwright.planning.embedded.surroundings import are_kin
from panelwright_tools.language.document import Document

NEAR = 8
"""Sentences before the first told place that are taken to play there too."""
SURE = 2
"""Votes for a place in an opening that outweigh the place to which its people come."""
FAINT = 1.5
"""Hints below this yield to what surrounds the people."""
SURER = 3
"""Votes that outweigh a place that comes after without a word of a change."""
SUREST = 4
"""Votes for the kitchen of a house that is told later."""


@dataclass(frozen=True)
class First:
    """The first place that a story tells."""

    sentence: int
    site: Site
    arrived: bool
    """Its people come there only then, or time has passed."""
    left: Site | None = None
    """What they come out of."""


def opening_site(document: Document, first: First | None) -> Site | None:
    """The place of the sentences before the first told place; None when they play there too."""
    last = first.sentence if first is not None else len(document.sentences)
    near = range(min(last, NEAR))
    if first is not None and first.left is not None:
        return first.left
    hints = [hinted_place(document, document.sentences[number]) for number in near]
    told = [hint for hint in hints if hint is not None]
    guess = suggested_place(document, document.sentences[:last])
    hint = max(told, key=lambda hint: hint[0], default=None)
    if hint is not None and not (hint[0] < FAINT and _is_apart(guess, hint[1])):
        return hint[1]
    if first is None or last > NEAR:
        return guess.site
    if first.arrived:
        return guess.site if guess.votes >= SURE else None
    return guess.site if _stands_apart(guess, first.site) else None


def _is_apart(guess: Suggestion, told: Site) -> bool:
    """Much speaks for a place that has nothing to do with the one that is hinted at."""
    return guess.votes >= SURER and not are_kin(guess.site.full_noun, told.full_noun)


def _stands_apart(guess: Suggestion, told: Site) -> bool:
    """Much speaks for another place than the one that is told."""
    kin = are_kin(guess.site.full_noun, told.full_noun)
    needed = SUREST if kin else SURER
    return guess.votes >= needed and guess.site.noun != told.noun


def before_stairs(site: Site) -> Site:
    """Where those were who went `upstairs`: on another floor of a house."""
    away = site.name in ("upstairs", "downstairs")
    return Site(noun="house", name="house", guessed="they go to another floor") if away else site
