"""Finds whom of the cast a name means: any case, articles, other names, parts, "the girl"."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal, get_args

from panelwright.planning.embedded.describe import noun_for
from panelwright.planning.llm.tables import table
from panelwright_tools.domain import Character
from panelwright_tools.language.lemmas import noun_lemma

Key = tuple[str, ...]
"""A name as words in lower case, without article and owner."""

_WORDS = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_JOINTS = re.compile(r"\s*[,;&]\s*|\s+and\s+", re.I)
_OWNED = re.compile(r"['’]s?\s+\w")
Gender = Literal["feminine", "masculine", "neutral"]
LONGEST = 80
"""Letters of a name that count."""


@lru_cache(maxsize=4096)
def key_of(name: str) -> Key:
    """`("old", "sailor")` for `The Old Sailor`."""
    text = unicodedata.normalize("NFKC", name[:LONGEST]).replace("’", "'").casefold()
    found = _WORDS.findall(text)
    while len(found) > 1 and found[0] in table_words("leading"):
        found.pop(0)
    return tuple(found)


def called(name: str) -> str:
    """The name as the plan writes it: `old sailor` for `the old sailor`, `The Baron` as it is."""
    text = " ".join(name.split())[:LONGEST].strip(" .,;:\"'“”‘’")
    first, _, rest = text.partition(" ")
    return rest if rest and first.islower() and first in table_words("leading") else text


@dataclass(frozen=True)
class Roster:
    """The cast, as names find it."""

    cast: tuple[Character, ...]

    def find(self, name: str, near: Collection[str] = ()) -> str | None:
        """The id of the character that a name means; of several, one of those `near`."""
        key = key_of(name)
        if not key:
            return None
        for candidates in (
            self._named(key),
            self._called(key),
            self._told_by_id(name),
            self._called((*key[:-1], noun_lemma(key[-1]))),
            self._called_in_part(key, name),
            self._meant_by_pronoun(key, near),
            self._meant_by_noun(key),
        ):
            if candidates:
                return _one_of(candidates, near)
        return None

    def bearer(self, name: str) -> str | None:
        """The id of the only one who bears a name, whole or in part; a noun alone is none."""
        key = key_of(name)
        if not key:
            return None
        for candidates in (self._named(key), self._called(key), self._called_in_part(key, name)):
            if candidates:
                return _one_of(candidates, ())
        return None

    def find_all(self, name: str, near: Collection[str] = ()) -> tuple[str, ...]:
        """The ids of all whom a name means: `Mina and Tom` are two."""
        parts = [part for part in _JOINTS.split(name[: 4 * LONGEST]) if part.strip()]
        if len(parts) < 2 or self._called(key_of(name)):
            return tuple(filter(None, (self.find(name, near),)))
        return tuple(dict.fromkeys(filter(None, (self.find(part, near) for part in parts))))

    def _named(self, key: Key) -> list[str]:
        return [c.id for c in self.cast if key == key_of(c.name)]

    def _called(self, key: Key) -> list[str]:
        return [c.id for c in self.cast if key in keys_of(c)]

    def _told_by_id(self, name: str) -> list[str]:
        return [c.id for c in self.cast if c.id == name.strip().lower()]

    def _called_in_part(self, key: Key, name: str) -> list[str]:
        return [c.id for c in self.cast if any(_is_part(key, own, name) for own in keys_of(c))]

    def _meant_by_pronoun(self, key: Key, near: Collection[str]) -> list[str]:
        if len(key) != 1:
            return []
        for meant in ("feminine", "masculine"):
            if key[0] in table_words("pronouns", meant):
                return [c.id for c in self.cast if c.look.gender == meant and c.id in near]
        if key[0] in table_words("pronouns", "first"):
            return [c.id for c in self.cast if c.name == "Narrator"]
        return []

    def _meant_by_noun(self, key: Key) -> list[str]:
        return [c.id for c in self.cast if _is_a(c, noun_lemma(key[-1]))]


def keys_of(character: Character) -> frozenset[Key]:
    """Every name of a character."""
    return frozenset(filter(None, map(key_of, (character.name, *character.aliases))))


def common_nouns(names: Iterable[str]) -> list[str]:
    """The nouns among names that are no proper ones: `sailor` of `the old sailor`."""
    nouns = [key_of(name)[-1] for name in names if key_of(name) and called(name).islower()]
    return list(dict.fromkeys(nouns))


def _one_of(candidates: Sequence[str], near: Collection[str]) -> str | None:
    """Who is meant; nobody when several may be and it is not told which."""
    there = [name for name in candidates if name in near]
    if len(candidates) == 1 or there:
        return there[0] if there else candidates[0]
    return None


def _is_part(key: Key, own: Key, name: str) -> bool:
    """`Flint` is a part of `Captain Flint`; the cat's bowl is none of the cat."""
    if _OWNED.search(name):
        return False
    proper = all(word[:1].isupper() for word in called(name).split())
    if set(key) < set(own):
        return key[-1] == own[-1] or (proper and key[0] == own[0])
    if set(own) < set(key):
        return key[-1] == own[-1] or (proper and key[0] == own[0])
    return False


def _is_a(character: Character, noun: str) -> bool:
    """Whether a noun such as `girl` or `dog` tells of a character."""
    own = {character.look.species.lower(), *common_nouns((character.name, *character.aliases))}
    if character.look.species == "human":
        own.add(noun_for(character.look, character.kind, ()))
    if noun in own - {"human"}:
        return True
    told = table("naming")["nouns"].get(noun)
    if told is None or character.look.species != "human":
        return False
    ages = str(told["ages"]).split()
    age, gender = character.look.age, told.get("gender")
    of_age = age in ages if age is not None else gender is not None
    return of_age and gender in (None, character.look.gender)


def gender_of(text: str) -> Gender | None:
    """The gender that a word tells."""
    told = set(key_of(text))
    genders: tuple[Gender, ...] = get_args(Gender)
    return next((g for g in genders if told & table_words("gender", g)), None)


@cache
def table_words(*path: str) -> frozenset[str]:
    """The words of one entry of `data/naming.toml`."""
    entry: Any = table("naming")
    for step in path:
        entry = entry[step]
    return frozenset(entry.split())
