"""Which icon shows a noun: our own aliases first, then the icon's name, then its label words."""

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
def icon_named(noun: str) -> str | None:
    """The icon of exactly this singular noun, None when there is none."""
    things = table("things")
    if noun in things["aliases"]:
        return str(things["aliases"][noun])
    if noun in things["no_icon"]:
        return None
    name = noun.replace(" ", "-")
    if name in icon_names() and not name.startswith(tuple(things["not_things"])):
        return name
    unwanted = tuple(things["not_things"])
    labels = [label for label in _labels().get(noun, []) if not label.startswith(unwanted)]
    close = [label for label in labels if set(label.split("-")) & set(noun.split())]
    return close[0] if close else None
