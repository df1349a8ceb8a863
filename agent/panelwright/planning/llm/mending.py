"""Mends the facts of a whole synopsis: one name for one, numbers within the text."""

from collections.abc import Iterable, Iterator, Sequence

from panelwright.planning.llm.characters import cast_of
from panelwright.planning.llm.drafts import (
    CharacterDraft,
    FactsDraft,
    QuoteDraft,
    SceneDraft,
    VariationDraft,
)
from panelwright.planning.llm.names import Key, Roster, key_of
from panelwright.planning.llm.numbered import NumberedText, Quote
from panelwright.planning.llm.scene_runs import without_gaps


def mended(facts: FactsDraft, text: NumberedText) -> FactsDraft:
    """The facts with scenes over all sentences, and every name as the cast has it.

    Whom the text names as a speaker is filled in; nothing else is made up.
    """
    names = Names(facts.cast)
    scenes = without_gaps(facts.scenes, len(text.sentences))
    return facts.model_copy(
        update={
            "scenes": [_scene(scene, names) for scene in scenes],
            "quotes": list(spoken(facts, text.quotes)),
            "variations": list(_variations(facts.variations, len(text.sentences), names)),
        }
    )


class Names:
    """Finds the one name of whoever the cast has, by any other that only one bears."""

    def __init__(self, cast: Sequence[CharacterDraft]) -> None:
        self._found: dict[Key, str] = {}
        shared: set[Key] = set()
        for character in cast:
            for key in {key_of(alias) for alias in character.aliases}:
                if key in self._found:
                    shared.add(key)
                self._found[key] = character.name
        for key in shared:
            del self._found[key]
        self._found |= {key_of(character.name): character.name for character in cast}

    def one(self, name: str) -> str:
        """The name in the cast, or the same name when the cast has none."""
        return self._found.get(key_of(name), " ".join(name.split()))

    def all(self, names: Iterable[str]) -> list[str]:
        """Those of several, each once."""
        return list(dict.fromkeys(filter(None, map(self.one, names))))


def _scene(scene: SceneDraft, names: Names) -> SceneDraft:
    return scene.model_copy(update={"present": names.all(scene.present)})


def spoken(facts: FactsDraft, quotes: Iterable[Quote]) -> Iterator[QuoteDraft]:
    """Who says each quote, where anybody is known.

    Whom the text names beside it, if the cast has them; else whom the facts tell; else whoever it
    is that the text names.
    """
    names, roster = Names(facts.cast), Roster(cast_of(facts.cast))
    known = {character.id: character.name for character in roster.cast}
    told = {draft.quote: draft.speaker for draft in reversed(facts.quotes)}
    for quote in quotes:
        named = _plain(quote.speaker)
        bearer = known.get(roster.bearer(named) or "", "")
        speaker = names.one(bearer or _plain(told.get(quote.number, "").strip()) or named)
        if speaker:
            yield QuoteDraft(quote=quote.number, speaker=speaker)


def _plain(name: str) -> str:
    """`Mina` for the cue `MINA`."""
    return name.title().replace("'S", "'s") if name.isupper() and len(name) > 1 else name


def _variations(
    variations: Iterable[VariationDraft], last: int, names: Names
) -> Iterable[VariationDraft]:
    for one in variations:
        begin, end = sorted((one.first, one.last))
        span = {"first": max(1, begin), "last": min(last, end)}
        words = {key_of(text) for text in (one.phrase, *one.clothes)}
        tells = bool(words - {(), key_of(one.character)})
        if span["first"] <= span["last"] and tells and key_of(one.character):
            yield one.model_copy(update={**span, "character": names.one(one.character)})
