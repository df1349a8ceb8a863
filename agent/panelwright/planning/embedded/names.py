"""Makes slugs and joins words: ids, articles, numbers, lists."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

MAX_SLUG = 48


def slug(text: str, fallback: str = "x") -> str:
    """Lower-case ASCII letters, digits and `-` only; never a path, never empty."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    plain = re.sub(r"['’]", "", plain.lower())
    joined = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:MAX_SLUG].strip("-")
    return joined or fallback


def unique(wanted: str, taken: Iterable[str]) -> str:
    """The wanted id, with -2, -3 … behind it when it is taken."""
    used = set(taken)
    if wanted not in used:
        return wanted
    number = 2
    while f"{wanted}-{number}" in used:
        number += 1
    return f"{wanted}-{number}"


def with_article(phrase: str) -> str:
    """`a` or `an` before a phrase."""
    first = phrase.lstrip("\"'“‘").lower()
    silent = first.startswith(("hour", "honest", "heir"))
    you = first.startswith(("uni", "use", "euro", "one-", "one ", "ukulele", "utensil"))
    vowel = first[:1] in set("aeiou") and not you
    return f"{'an' if vowel or silent else 'a'} {phrase}"


def listed(parts: Sequence[str]) -> str:
    """`a, b and c`."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def plural(noun: str) -> str:
    """The plural of an English noun."""
    from lemminflect import getInflection

    forms: tuple[str, ...] = getInflection(noun, "NNS")
    if forms:
        return forms[0]
    return noun if noun.endswith("s") else f"{noun}s"


def sentence_case(text: str) -> str:
    """The text with its first letter in upper case."""
    return text[:1].upper() + text[1:]
