"""Mends the facts of a whole synopsis: one name for one, numbers within the text."""

from collections.abc import Iterable, Mapping, Sequence

from panelwright.planning.llm.drafts import (
    CharacterDraft,
    FactsDraft,
    QuoteDraft,
    SceneDraft,
    VariationDraft,
)
from panelwright.planning.llm.names import Key, key_of
from panelwright.planning.llm.numbered import NumberedText
from panelwright.planning.llm.scene_runs import without_gaps


def mended(facts: FactsDraft, text: NumberedText) -> FactsDraft:
    """The facts with scenes over all sentences, and every name as the cast has it.

    Who speaks under a screenplay's cue is filled in; nothing else is made up.
    """
    names = Names(facts.cast)
    scenes = without_gaps(facts.scenes, len(text.sentences))
    return facts.model_copy(
        update={
            "scenes": [_scene(scene, names) for scene in scenes],
            "quotes": _quotes(facts.quotes, text, names),
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


def _quotes(drafts: Iterable[QuoteDraft], text: NumberedText, names: Names) -> list[QuoteDraft]:
    told: Mapping[int, str] = {draft.quote: draft.speaker for draft in reversed([*drafts])}
    speakers = ((q.number, q.speaker or told.get(q.number, "")) for q in text.quotes)
    return [
        QuoteDraft(quote=number, speaker=names.one(_spoken(speaker)))
        for number, speaker in speakers
        if speaker.strip()
    ]


def _spoken(name: str) -> str:
    """`Mina` for the cue `MINA`."""
    return name.title().replace("'S", "'s") if name.isupper() and len(name) > 1 else name


def _variations(
    variations: Iterable[VariationDraft], last: int, names: Names
) -> Iterable[VariationDraft]:
    for one in variations:
        begin, end = sorted((one.first, one.last))
        span = {"first": max(1, begin), "last": min(last, end)}
        tells = bool(one.phrase.strip() or one.clothes)
        if span["first"] <= span["last"] and tells and key_of(one.character):
            yield one.model_copy(update={**span, "character": names.one(one.character)})
