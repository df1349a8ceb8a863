"""The inventory of a prompt: every thing that it names, once, whatever words it is named by."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from panelwright_tools.layout.nouns import with_article, without_article

Key = tuple[int, int]
"""Sentence and noun phrase."""


@dataclass
class Thing:
    """One kind of thing that a prompt names, before it is counted out."""

    key: Key
    noun: str
    phrase: str
    count: int | None
    """None for a plural without a number."""
    category: str
    start: int
    """Offset in the text where it is named."""
    end: int
    scale: float = 1.0
    place: bool = False
    """It may be where the scene happens rather than a thing in it."""
    across: str = ""
    along: str = ""
    depth: float = 0.5
    ids: list[str] = field(default_factory=list)
    kinds: list[tuple[int | None, str]] = field(default_factory=list)
    """How many of them have an adjective of their own; None: all others."""

    def phrase_of(self, index: int) -> str:
        """The phrase of one of them."""
        for number, adjective in self.kinds:
            if number is None or index < number:
                return with_article(f"{adjective} {without_article(self.phrase)}")
            index -= number
        return self.phrase


@dataclass
class Inventory:
    """Everything that a prompt names."""

    things: dict[Key, Thing] = field(default_factory=dict)
    avoid: list[str] = field(default_factory=list)
    background: list[str] = field(default_factory=list)
    same: dict[Key, Key] = field(default_factory=dict)
    """Noun phrases that mean what another names: pronouns, repeated nouns, measures."""

    def find(self, key: Key | None) -> Thing | None:
        """The thing that a noun phrase means; None when it means none."""
        seen: set[Key] = set()
        while key is not None and key in self.same and key not in seen:
            seen.add(key)
            key = self.same[key]
        return self.things.get(key) if key is not None else None


def by_position(things: Sequence[Thing]) -> list[Thing]:
    """In the order of the text."""
    return sorted(things, key=lambda thing: thing.start)
