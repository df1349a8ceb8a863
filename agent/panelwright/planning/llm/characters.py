"""Turns the cast that a model drafted into characters with a look."""

import re
from collections.abc import Sequence

from panelwright.planning.embedded.describe import character_phrase
from panelwright.planning.embedded.look_adjectives import age_of_years
from panelwright.planning.embedded.look_draft import colour_in
from panelwright.planning.embedded.looks import read_look
from panelwright.planning.embedded.names import slug, unique
from panelwright.planning.embedded.tables import table
from panelwright.planning.embedded.tables import words as words_of
from panelwright.planning.llm.drafts import CharacterDraft
from panelwright.planning.llm.names import called, common_nouns, gender_of, key_of, keys_of
from panelwright.planning.llm.tables import table as llm_table
from panelwright.planning.llm.wording import nearest_age, nearest_build, nearest_kind
from panelwright_tools.domain import Age, Character, Kind
from panelwright_tools.language.readings import is_bodily

MAX_CAST = 400
MAX_ALIASES = 12
MAX_CONSTANT = 8
LONGEST = 240
"""Letters of the phrase that count."""
SHORT = 32
"""Letters of any other field."""


def cast_of(drafts: Sequence[CharacterDraft]) -> tuple[Character, ...]:
    """The characters in the order of the drafts; who is told twice is one."""
    cast: list[Character] = []
    for draft in drafts:
        if key_of(draft.name) and not _is_known(draft, cast) and len(cast) < MAX_CAST:
            cast.append(_character(draft, [character.id for character in cast]))
    return tuple(cast)


def _is_known(draft: CharacterDraft, cast: Sequence[Character]) -> bool:
    """Has the name of one before; a proper name may be the other name of one, `man` may not."""
    key, proper = key_of(draft.name), not called(draft.name).islower()
    return any(key == key_of(c.name) or (proper and key in keys_of(c)) for c in cast)


def _character(draft: CharacterDraft, taken: Sequence[str]) -> Character:
    name = called(draft.name)
    kind = nearest_kind(draft.kind) or Kind.PERSON
    heads = _heads(draft, kind)
    look = read_look(
        kind, heads, _adjectives(draft, kind), _attributes(draft, kind), gender_of(draft.gender)
    )
    phrase = _line(draft.phrase) or character_phrase(look, kind, heads)
    aliases = dict.fromkeys(called(alias) for alias in draft.aliases)
    return Character(
        id=unique(slug(name, "character"), taken),
        name=name,
        kind=kind,
        phrase=phrase,
        look=look,
        aliases=tuple(alias for alias in aliases if alias and alias != name)[:MAX_ALIASES],
        constant=tuple(dict.fromkeys(filter(None, map(_word, draft.never_changes))))[:MAX_CONSTANT],
    )


def _heads(draft: CharacterDraft, kind: Kind) -> list[str]:
    """The nouns that tell what is drawn, the surest first."""
    species = _word(draft.species).lower()
    if kind is not Kind.PERSON and species not in ("", "human", "person"):
        return [species]
    return common_nouns((draft.name, *draft.aliases))


def _adjectives(draft: CharacterDraft, kind: Kind) -> list[str]:
    colour = colour_in(_word(draft.colour)) if kind is not Kind.PERSON else None
    sizes = [word for word in _described(draft) if word in table("looks")["size"]]
    sizes = [] if set(_heads(draft, kind)) & set(table("looks")["outsize"]) else sizes[:1]
    marks = [mark for mark in map(_word, draft.marks) if _is_adjective(mark.lower())]
    age, build = _age(draft.age), nearest_build(draft.build)
    words = [*_word(draft.build).lower().split(), colour or "", *sizes, *marks]
    if age is not None and (kind is Kind.PERSON or age in ("old", "child")):
        words.append({"child": "young"}.get(age, age) if kind is not Kind.PERSON else age)
    return [*filter(None, words), *([build] if build else [])]


def _attributes(draft: CharacterDraft, kind: Kind) -> list[str]:
    """The fields as phrases such as `red hair` and `wearing a yellow raincoat`."""
    hair, hairless = _word(draft.hair).lower(), llm_table("wording")["hair"]["none"].split(";")
    found = worn(draft.clothes)
    if hair and kind is Kind.PERSON:
        found.append("bald head" if hair in hairless else _with_noun(hair, "hair"))
    skin = _word(draft.skin).lower()
    if skin and kind is Kind.PERSON and not _tells_of_hair(skin):
        found.append(_with_noun(skin, "skin"))
    marks = [mark for mark in map(_word, draft.marks) if mark and not _is_adjective(mark.lower())]
    return [*found, *(f"with {mark.lower()}" for mark in marks)]


def _tells_of_hair(skin: str) -> bool:
    """`red-haired girl`, put into the wrong field by a weak model."""
    return any(is_bodily(word) and not word.endswith("-skinned") for word in skin.split())


def _age(text: str) -> Age | None:
    """The age of `old`, `12`, `nine years`."""
    told = (age_of_years(word) for word in _word(text).lower().split())
    return nearest_age(text) or next((age for age in told if age is not None), None)


def worn(clothes: Sequence[str]) -> list[str]:
    """Clothes as phrases that looks are read from: `wearing yellow raincoat`."""
    return [f"wearing {_word(item).lower()}" for item in clothes if _word(item)]


def _described(draft: CharacterDraft) -> list[str]:
    """The words of the phrase before what the character has on or with it."""
    return re.split(r"\s(?:with|in|wearing|who)\s", _line(draft.phrase).lower())[0].split()


def _is_adjective(mark: str) -> bool:
    """`one-eyed`, `barefoot`; not `a scar`."""
    return " " not in mark and ("-" in mark or mark in words_of("looks", "marks", "adjectives"))


def _with_noun(text: str, noun: str) -> str:
    return text if noun in text.split() else f"{text} {noun}"


def _word(text: str) -> str:
    """The words of a short field; empty when it has no letters."""
    line = _line(text)[:SHORT].strip()
    return line if any(map(str.isalnum, line)) else ""


def _line(text: str) -> str:
    plain = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(plain.split())[:LONGEST]
