"""Gives characters the other looks that a model found: wet, in pyjamas, for some sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from panelwright.planning.embedded.looks import read_look
from panelwright.planning.embedded.names import slug, unique
from panelwright.planning.llm.characters import worn
from panelwright.planning.llm.drafts import BeatDraft, VariationDraft
from panelwright.planning.llm.names import Roster
from panelwright_tools.domain import Character, Kind, Variation

LONGEST = 120
MOST = 12
"""Variations of one character."""


@dataclass(frozen=True)
class Worn:
    """A variation, and the sentences for which it holds."""

    first: int
    last: int
    variation: Variation


Wardrobe = Mapping[str, Sequence[Worn]]
"""The variations of each character, by its id."""


def wardrobe_of(drafts: Sequence[VariationDraft], roster: Roster) -> Wardrobe:
    """The variations that the drafts tell of those whom the roster knows."""
    found: dict[str, list[Worn]] = {}
    for draft in drafts:
        who = roster.find(draft.character)
        phrase = " ".join(draft.phrase.split())[:LONGEST]
        if who is None or not phrase or len(found.get(who, ())) >= MOST:
            continue
        own = found.setdefault(who, [])
        same = [each.variation for each in own if each.variation.phrase == phrase]
        variation = same[0] if same else _variation(draft, phrase, own)
        own.append(Worn(draft.first, draft.last, variation))
    return found


def dressed(cast: Sequence[Character], wardrobe: Wardrobe) -> tuple[Character, ...]:
    """The characters with their variations."""
    return tuple(
        character.model_copy(
            update={"variations": tuple(dict.fromkeys(w.variation for w in wardrobe[character.id]))}
        )
        if character.id in wardrobe
        else character
        for character in cast
    )


def worn_in(beat: BeatDraft, character: str, wardrobe: Wardrobe) -> str | None:
    """The id of the variation that a character has in a beat; None: as it always looks."""
    there = (
        w for w in wardrobe.get(character, ()) if w.first <= beat.last and beat.first <= w.last
    )
    return next((each.variation.id for each in there), None)


def _variation(draft: VariationDraft, phrase: str, own: Sequence[Worn]) -> Variation:
    told = draft.clothes or [phrase.partition("wearing ")[2]]
    clothes = read_look(Kind.PERSON, (), (), worn(told)).clothes
    taken = {each.variation.id for each in own}
    return Variation(id=unique(slug(phrase, "look"), taken), phrase=phrase, clothes=clothes)
