"""Joins what a part of the synopsis tells to the facts that were known before."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from panelwright.planning.llm.characters import MAX_CAST
from panelwright.planning.llm.drafts import (
    CharacterDraft,
    Draft,
    FactsDraft,
    PlaceDraft,
    QuoteDraft,
    VariationDraft,
)
from panelwright.planning.llm.names import called, key_of
from panelwright.planning.llm.scene_runs import clipped, overlaid

MOST_PLACES = 400
_DEFAULTS = {"kind": "person", "species": "human"}
Drafted = TypeVar("Drafted", bound=Draft)


def merged(known: FactsDraft, new: FactsDraft, first: int, last: int) -> FactsDraft:
    """The facts after a part was read that tells the sentences from `first` to `last`.

    What was known first stays; scenes of the new part take the place of others there.
    """
    return FactsDraft(
        title=known.title.strip() or " ".join(new.title.split()),
        cast=_with_cast(known.cast, new.cast),
        places=_with_places(known.places, new.places),
        scenes=overlaid(known.scenes, clipped(new.scenes, first, last)),
        quotes=_with_quotes([*known.quotes, *new.quotes]),
        variations=_with_variations([*known.variations, *new.variations]),
    )


def _with_cast(
    known: Sequence[CharacterDraft], new: Iterable[CharacterDraft]
) -> list[CharacterDraft]:
    cast = list(known)
    for character in new:
        if not key_of(character.name):
            continue
        same = same_character(cast, character)
        if same is not None:
            cast[same] = _one_character(cast[same], character)
        elif len(cast) < MAX_CAST:
            cast.append(character)
    return cast


def same_character(cast: Sequence[CharacterDraft], other: CharacterDraft) -> int | None:
    """The place in the cast of the one whom a draft tells of.

    By name; else by another name, if that fits one of them only: `the man` may be anybody.
    """
    key = key_of(other.name)
    named = [k for k, one in enumerate(cast) if key_of(one.name) == key]
    if named:
        return named[0]
    aliased = [
        k
        for k, one in enumerate(cast)
        if key_of(one.name) in _keys(other.aliases)
        or (_is_proper(other.name) and key in _keys(one.aliases))
    ]
    return aliased[0] if len(aliased) == 1 else None


def _one_character(known: CharacterDraft, new: CharacterDraft) -> CharacterDraft:
    """Both together; a proper name is taken before `the girl`, which becomes another name."""
    other = key_of(new.name) != key_of(known.name)
    late = other and _is_proper(new.name) and not _is_proper(known.name)
    name = new.name if late else known.name
    joined = _filled(known, new)
    aliases = [known.name, new.name, *known.aliases, *new.aliases]
    return joined.model_copy(
        update={
            "name": name,
            "aliases": [alias for alias in _unlike(aliases) if key_of(alias) != key_of(name)],
            "marks": _unlike([*known.marks, *new.marks]),
            "never_changes": _unlike([*known.never_changes, *new.never_changes]),
        }
    )


def _filled(known: Drafted, new: Drafted) -> Drafted:
    """The known draft, with the fields of the new one where it tells nothing yet."""
    told = known.model_dump()
    empty = [key for key, value in told.items() if value in ("", [], False, _DEFAULTS.get(key))]
    later = new.model_dump()
    filled = {key: later[key] for key in empty if later[key] not in ("", [], False)}
    return known.model_copy(update=filled)


def _with_places(known: Sequence[PlaceDraft], new: Iterable[PlaceDraft]) -> list[PlaceDraft]:
    places = list(known)
    for place in new:
        key = key_of(place.name)
        same = next((k for k, one in enumerate(places) if key_of(one.name) == key), None)
        if same is not None:
            places[same] = _filled(places[same], place)
        elif key and len(places) < MOST_PLACES:
            places.append(place)
    return places


def _with_quotes(quotes: Iterable[QuoteDraft]) -> list[QuoteDraft]:
    """One for each number, in order: the first that names somebody."""
    found: dict[int, QuoteDraft] = {}
    for quote in quotes:
        if quote.speaker.strip():
            found.setdefault(quote.quote, quote)
    return [found[number] for number in sorted(found)]


def _with_variations(variations: Iterable[VariationDraft]) -> list[VariationDraft]:
    """Without those that a part before told of the same one in the same sentences."""
    kept: list[VariationDraft] = []
    for one in variations:
        same = (k for k in kept if key_of(k.character) == key_of(one.character))
        if not any(k.first <= one.last and one.first <= k.last for k in same):
            kept.append(one)
    return kept


def _keys(names: Iterable[str]) -> set[tuple[str, ...]]:
    return {key_of(name) for name in names}


def _unlike(texts: Iterable[str]) -> list[str]:
    """Without those that say the same as one before."""
    found: dict[tuple[str, ...], str] = {}
    for text in texts:
        found.setdefault(key_of(text), text)
    return [text for key, text in found.items() if key]


def _is_proper(name: str) -> bool:
    return not called(name).islower()
