"""From a noun and its phrase to the words that tables are asked for, and the colour they name."""

from panelwright_tools.painting.storyboard.colour import Paint, mix
from panelwright_tools.painting.storyboard.naming import colour_named
from panelwright_tools.painting.storyboard.nouns import forms_of
from panelwright_tools.painting.storyboard.tables import table


def words_of(text: str) -> list[str]:
    """Lower-case words without hyphens and commas."""
    return text.lower().replace("-", " ").replace(",", " ").split()


def candidates(noun: str, phrase: str = "") -> list[str]:
    """Names to look a thing up by, the most telling first.

    `boat` in `a small sailing boat` gives `small sailing boat`, `sailing boat`, `boat`.
    """
    own = words_of(noun)
    before = _words_before(own, words_of(phrase))[-2:]
    found: list[str] = []
    for start in range(len(before) + len(own)):
        for form in forms_of(" ".join([*before, *own][start:])):
            if form not in found:
                found.append(form)
    return found


def _words_before(noun: list[str], phrase: list[str]) -> list[str]:
    for start in range(len(phrase) - len(noun) + 1):
        if phrase[start : start + len(noun)] == noun:
            return phrase[:start]
    return []


def describing(noun: str, phrase: str, known_as: str = "") -> list[str]:
    """The words of a phrase that describe the noun: all before it, or the compound's first ones.

    Words of the name that it is `known_as` describe nothing: a paper lantern is no sheet of paper.
    """
    own, whole = words_of(noun), words_of(phrase)
    name = words_of(known_as)
    return [word for word in [*_words_before(own, whole), *own[:-1]] if word not in name]


def material_of(words: list[str]) -> str | None:
    """The colour of the material that words name (`wooden`, `stone`), None without one."""
    known = table("materials")["material"]
    return next((str(known[word]) for word in reversed(words) if word in known), None)


def colour_of(words: list[str], otherwise: Paint) -> Paint:
    """The colour of a thing so described: its colour word, else its material, then its age."""
    named = colour_named(" ".join(words)) if words else None
    colour: Paint = named or material_of(words) or otherwise
    for word in words:
        wear = table("materials")["wear"].get(word)
        if wear is not None:
            colour = mix(colour, wear["colour"], wear["share"])
    return colour


def is_coloured(words: list[str]) -> bool:
    """Whether words say anything about colour, material or wear."""
    known = table("materials")
    told = bool(words) and colour_named(" ".join(words)) is not None
    return told or any(word in known["material"] or word in known["wear"] for word in words)
