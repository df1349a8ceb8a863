"""Which picture a noun has: our own aliases first, then the icon's name, label words, its parts."""

import gzip
import json
from functools import lru_cache
from importlib.resources import files

from panelwright_tools.painting.storyboard.tables import table
from panelwright_tools.painting.storyboard.things.icons import icon_names


@lru_cache(maxsize=1)
def _labels() -> dict[str, list[str]]:
    packed = files(__package__).joinpath("data", "words.json.gz").read_bytes()
    words: dict[str, list[str]] = json.loads(gzip.decompress(packed))
    return words


@lru_cache(maxsize=4096)
def icon_for(noun: str) -> str | None:
    """The icon that shows this noun, None when none does.

    `noun` may be plural or compound; `soccer balls` tries the whole first, then its last word.
    """
    words = noun.lower().replace("-", " ").split()
    for start in range(len(words)):
        for form in _forms(" ".join(words[start:])):
            found = _exact(form)
            if found is not None:
                return found
    return None


def _exact(noun: str) -> str | None:
    things = table("things")
    if noun in things["no_icon"]:
        return None
    if noun in things["aliases"]:
        return str(things["aliases"][noun])
    name = noun.replace(" ", "-")
    if name in icon_names():
        return name
    unwanted = tuple(things["not_things"])
    labels = [label for label in _labels().get(noun, []) if not label.startswith(unwanted)]
    close = [label for label in labels if set(label.split("-")) & set(noun.split())]
    return close[0] if close else None


def _forms(noun: str) -> list[str]:
    """The noun, and what it may be the plural of."""
    forms = [noun]
    if noun.endswith("ies"):
        forms.append(noun[:-3] + "y")
    if noun.endswith("ves"):
        forms += [noun[:-3] + "f", noun[:-3] + "fe"]
    if noun.endswith("es"):
        forms.append(noun[:-2])
    if noun.endswith("s") and not noun.endswith("ss"):
        forms.append(noun[:-1])
    return forms
