"""Finds that a story goes on elsewhere after a jump, from what then surrounds its people."""

from collections.abc import Sequence

from panelwright.planning.embedded.place_guess import called, guessed_site
from panelwright.planning.embedded.places import told_place
from panelwright.planning.embedded.sites import Site
from panelwright.planning.embedded.surroundings import are_kin, around_in, is_told, votes_for
from panelwright.planning.embedded.tables import words
from panelwright_tools.language.document import Document, Sentence

AHEAD = 4
"""Sentences after a jump that are looked through for what surrounds the people."""
LATER = 3
"""Votes for another place that suffice at a later hour or day."""
APART = 5
"""Votes that suffice in a new paragraph."""
BACK = 1
"""Votes less for a place where the story was before."""
MORE = 2
"""How many more votes another place needs than where the scene is."""
_LEADING = 6


def after_jump(document: Document, number: int, visited: Sequence[Site], since: int) -> Site | None:
    """Where the story goes on at a sentence that names no place; None if where it was.

    `visited` are the places so far, the last one last, where the scene is `since` a sentence:
    whoever is there takes no scene elsewhere, as a captain on the moon takes none to a ship.
    """
    needed = _needed(document, number)
    if not visited or needed is None:
        return None
    now = visited[-1]
    coming = _coming(document, number, visited)
    votes = votes_for(coming)
    here = max((votes[noun] for noun in votes if are_kin(noun, now.full_noun)), default=0)
    here_before = around_in(document.sentences[since:number])
    first = votes_for([document.sentences[number]], here_before)
    away = {noun: votes[noun] for noun in first if not are_kin(noun, now.full_noun)}
    best = max(away, key=lambda noun: away[noun], default=None)
    known = [site for site in visited if best and are_kin(best, site.full_noun)]
    needed -= BACK if known else 0
    if best is not None and now.within_walls and not known and not is_told(best, coming):
        return None  # policemen, lamps and windows are in rooms too
    if best is None or away[best] < max(needed, here + MORE):
        return None
    if known:
        return known[-1]
    return called(document, guessed_site(best, "what is around the people suggests it"))


def _needed(document: Document, number: int) -> int | None:
    """Votes that take a scene elsewhere at a sentence; None when nothing says that it jumps."""
    sentence = document.sentences[number]
    if number == 0 or sentence.kind != "narration":
        return None
    first = [token.lower for token in sentence.tokens if token.tag != "PUNCT"][:_LEADING]
    opens = first[:1] and first[0] in words("settings", "steps", "jumps")
    hours = words("settings", "steps", "hours") | words("settings", "places", "dates")
    if set(first) & words("settings", "steps", "later") or (opens and set(first) & hours):
        return LATER
    return APART if sentence.paragraph != document.sentences[number - 1].paragraph else None


def _coming(document: Document, number: int, visited: Sequence[Site]) -> list[Sentence]:
    """The sentences from here to the next that tells its place, in the same paragraph."""
    first = document.sentences[number]
    found = [first]
    for ahead in range(number + 1, min(number + AHEAD, len(document.sentences))):
        sentence = document.sentences[ahead]
        if sentence.paragraph != first.paragraph or _needed(document, ahead) == LATER:
            break
        if told_place(document, sentence, list(visited)).at is not None:
            break
        found.append(sentence)
    return found
