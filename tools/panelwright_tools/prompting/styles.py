"""Styles in words, stated once for the whole picture."""

from functools import lru_cache

from panelwright_tools.prompting.phrases import clean
from panelwright_tools.prompting.tables import table


def style_phrase(name: str) -> str:
    """What a style is called in a prompt; a style that is not in the data speaks for itself."""
    row = table("styles").get(style_name(name) or "")
    return str(row["phrase"]) if row is not None else clean(name)


def style_flaws(name: str) -> str:
    """What a negative prompt keeps out of a style; empty where nothing is known."""
    row = table("styles").get(style_name(name) or "")
    return str(row["avoid"]) if row is not None else ""


def style_name(words: str) -> str | None:
    """The style that these words name; None when no style of the data is called so."""
    return style_words().get(" ".join(words.lower().replace("_", " ").split()))


@lru_cache
def style_words() -> dict[str, str]:
    """Every way to name a style, to the style."""
    names = {name: name for name in table("styles")}
    for name, row in table("styles").items():
        names.update({words: name for words in row["words"]})
    return names
