"""What is lettered in place of a character that no font draws."""

import re
import tomllib
import unicodedata
from functools import lru_cache
from importlib import resources

_NAMED = re.compile(r"^(?:HIRAGANA LETTER|KATAKANA LETTER|HANGUL SYLLABLE) (?:SMALL )?(\w+)$")


@lru_cache(maxsize=1)
def _table() -> dict[str, str]:
    text = resources.files(__package__).joinpath("data/transliteration.toml").read_text("utf-8")
    letters: dict[str, str] = tomllib.loads(text)["letters"]
    return letters


def _letter(character: str) -> str | None:
    if character.isascii() and character.isprintable():
        return character
    table = _table()
    if character in table:
        return table[character]
    if character.lower() in table:
        return table[character.lower()].capitalize()
    named = _NAMED.match(unicodedata.name(character, ""))
    if named:
        return named.group(1).lower()
    base = unicodedata.normalize("NFKD", character)
    bare = "".join(c for c in base if not unicodedata.combining(c))
    return bare if bare != character and bare.isascii() and bare.isprintable() else None


def _symbol(character: str) -> str | None:
    """`(red heart)` for a picture character: its Unicode name is words that anyone can read."""
    category = unicodedata.category(character)
    if category in {"Sk", "Me", "Mn"}:
        return ""
    name = unicodedata.name(character, "")
    return f"({name.lower()})" if name and category in {"So", "Sm", "Sc"} else None


def stand_in(cluster: str) -> str | None:
    """Plain Latin letters for a character with its marks, or None when there are none."""
    parts = []
    for character in cluster:
        if character in "\u200c\u200d" or 0xFE00 <= ord(character) <= 0xFE0F:
            continue
        if 0x1F3FB <= ord(character) <= 0x1F3FF or unicodedata.combining(character):
            continue
        part = _letter(character)
        part = part if part is not None else _symbol(character)
        if part is None:
            return None
        parts.append(part)
    return "".join(parts)
