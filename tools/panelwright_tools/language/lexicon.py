"""What single words are: categories of nouns, word classes, genders, first names."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from panelwright_tools.language.document import LIVING, Category
from panelwright_tools.language.tables import grouped_words, table, words

_OFTEN = 3  # count class of a word that is used often


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word lists. Compounds are joined by `_`."""

    categories: Mapping[str, Category]
    classes: Mapping[str, str]  # "N5V3": word classes with a digit that grows with the count
    senses: Mapping[str, str]  # verb to its sense: motion, contact, emotion …
    looks: Mapping[str, str]  # adjective to what it describes: colour, size, age, look, emotion
    genders: Mapping[str, str]  # noun to m or f
    names: Mapping[str, str]  # first name, lower case, to m, f or u
    verb_forms: Mapping[str, str]  # irregular form to lemma
    noun_forms: Mapping[str, str]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon that ships with the package, loaded once."""
    categories: dict[str, Category] = grouped_words("nouns")  # type: ignore[assignment]
    classes = grouped_words("classes")
    for word in [w for w, c in categories.items() if c in LIVING and _seldom_noun(classes.get(w))]:
        categories[word] = "abstract"  # dry, great, frank
    for category, members in table("categories").items():
        categories.update(dict.fromkeys(members.split(), category))
    genders = grouped_words("genders")
    for word, noun in table("people")["kin"].items():
        if word not in categories:
            categories[word] = "person"
            genders[word] = "f" if noun in words("people", "gender", "f") else "m"
    for gender in ("f", "m"):
        genders.update(dict.fromkeys(words("people", "gender", gender), gender))
    return Lexicon(
        categories=categories,
        classes=classes,
        senses=grouped_words("verbs"),
        looks=_looks(),
        genders=genders,
        names=_first_names(),
        verb_forms=grouped_words("irregular_verbs"),
        noun_forms=grouped_words("irregular_nouns"),
    )


def _seldom_noun(classes: str | None) -> bool:
    """A word that is next to always an adjective or a verb."""
    counts = dict(zip(classes[::2], map(int, classes[1::2]), strict=True)) if classes else {}
    return counts.get("N", 1) == 0 and max(counts.get("J", 0), counts.get("V", 0)) >= _OFTEN


def _first_names() -> dict[str, str]:
    names = grouped_words("names")
    for gender in ("m", "f", "u"):
        names.update(dict.fromkeys(words("people", "names", gender), gender))
    return names


def _looks() -> dict[str, str]:
    looks = grouped_words("adjectives")
    for group in ("look", "colour"):
        looks.update(dict.fromkeys(words("looks", group), group))
    return looks


def category_of(head: str, compound: str = "") -> Category:
    """The category of a noun in the singular; the compound ("ice cream") is tried first."""
    categories = lexicon().categories
    if compound:
        found = categories.get(f"{compound.rsplit(' ', 1)[-1]}_{head}")
        if found and (found != "group" or categories.get(head, "group") == "group"):
            return found
    found = categories.get(head)
    if found is None and "-" in head:
        found = categories.get(head.rsplit("-", 1)[1])
    return found or _by_ending(head)


def _by_ending(head: str) -> Category:
    for ending, category in table("endings")["category"].items():
        if head.endswith(ending) and len(head) > len(ending) + 1:
            return category  # type: ignore[no-any-return]
    return "unknown"


def gender_of_noun(head: str) -> str:
    """`m`, `f` or an empty string."""
    found = lexicon().genders.get(head)
    if found:
        return found
    for ending, gender in table("endings")["gender"].items():
        if head.endswith(ending):
            return str(gender)
    return ""
