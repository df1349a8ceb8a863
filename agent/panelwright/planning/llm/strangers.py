"""Finds who plays in the drafts but is not in their cast."""

from collections.abc import Iterable, Iterator, Sequence

from panelwright.planning.embedded.tables import words as words_of
from panelwright.planning.llm.characters import cast_of
from panelwright.planning.llm.drafts import (
    BeatDraft,
    CharacterDraft,
    FactsDraft,
    PanelWordsDraft,
    StagingDraft,
)
from panelwright.planning.llm.names import Roster, called, key_of, table_words
from panelwright.planning.llm.things import category
from panelwright.planning.llm.wording import nearest_kind
from panelwright_tools.domain import Kind
from panelwright_tools.language.lexicon import category_of
from panelwright_tools.layout.sizes import is_living

MOST = 40


def with_strangers(
    synopsis: str,
    facts: FactsDraft,
    beats: Sequence[BeatDraft],
    stagings: Iterable[StagingDraft | None],
    words: Iterable[PanelWordsDraft | None],
) -> list[CharacterDraft]:
    """The cast of the facts, and whoever else acts, speaks or is seen, by name or as a being."""
    cast = list(facts.cast)
    roster = Roster(cast_of(cast))
    told = synopsis.casefold()
    for name in _named(facts, beats, stagings, words):
        if len(cast) >= len(facts.cast) + MOST:
            break
        if roster.find_all(name, [c.id for c in roster.cast]) or not _is_somebody(name, told):
            continue
        kind = nearest_kind(name) or Kind.PERSON
        species = "human" if kind is Kind.PERSON else key_of(name)[-1]
        cast.append(CharacterDraft(name=called(name), kind=kind, species=species))
        roster = Roster(cast_of(cast))
    return cast


def _named(
    facts: FactsDraft,
    beats: Sequence[BeatDraft],
    stagings: Iterable[StagingDraft | None],
    words: Iterable[PanelWordsDraft | None],
) -> Iterator[str]:
    """Every name that the drafts give to somebody, each once."""
    names = [name for beat in beats for name in beat.who]
    names += [quote.speaker for quote in facts.quotes]
    names += [balloon.speaker for draft in words if draft for balloon in draft.balloons]
    names += [subject.name for draft in stagings if draft for subject in draft.subjects]
    return iter(dict.fromkeys(names))


def _is_somebody(name: str, told: str) -> bool:
    """A being such as a policeman, or a name that the story knows and no dictionary does."""
    key, plain = key_of(name), called(name)
    if not key or not any(letter.isalpha() for letter in plain):
        return False
    if set(key) & (table_words("unnamed") | words_of("cast", "vague")):
        return False
    if is_living(key[-1], None) or category(key[-1]) in ("person", "animal", "being", "robot"):
        return plain.casefold() in told or plain.islower()
    proper = all(word[:1].isupper() for word in plain.split())
    common = category_of(key[-1]) != "unknown"
    return proper and not common and plain.casefold() in told
