"""What single words are: categories of nouns, word classes, genders, first names."""

from collections.abc import Mapping
from functools import cached_property, lru_cache

from panelwright_tools.language.document import LIVING, Category
from panelwright_tools.language.tables import grouped_words, table, words

_OFTEN = 3  # count class of a word that is used often
_NEVER = "N0"  # in the classes of a word that is next to never a noun


class Lexicon:
    """Word lists, each read when it is first asked for: whoever draws needs few of them.

    Compounds are joined by `_`.
    """

    @cached_property
    def categories(self) -> Mapping[str, Category]:
        """Nouns to what they are."""
        return self._nouns_and_kin[0]

    @cached_property
    def classes(self) -> Mapping[str, str]:
        """Words to their classes ("N5V3"), each with a digit that grows with the count."""
        return grouped_words("classes")

    @cached_property
    def senses(self) -> Mapping[str, str]:
        """Verbs to their sense: motion, contact, emotion …"""
        return grouped_words("verbs")

    @cached_property
    def looks(self) -> Mapping[str, str]:
        """Adjectives to what they describe: colour, size, age, look, emotion."""
        looks = grouped_words("adjectives")
        for group in ("look", "colour"):
            looks.update(dict.fromkeys(words("looks", group), group))
        return looks

    @cached_property
    def genders(self) -> Mapping[str, str]:
        """Nouns to m or f."""
        genders = grouped_words("genders")
        for word, noun in self._nouns_and_kin[1].items():
            genders[word] = "f" if noun in words("people", "gender", "f") else "m"
        for gender in ("f", "m"):
            genders.update(dict.fromkeys(words("people", "gender", gender), gender))
        return genders

    @cached_property
    def names(self) -> Mapping[str, str]:
        """First names, lower case, to m, f or u."""
        names = grouped_words("names")
        for gender in ("m", "f", "u"):
            names.update(dict.fromkeys(words("people", "names", gender), gender))
        return names

    @cached_property
    def verb_forms(self) -> Mapping[str, str]:
        """Irregular forms of verbs to their infinitives."""
        return grouped_words("irregular_verbs")

    @cached_property
    def noun_forms(self) -> Mapping[str, str]:
        """Irregular plurals to their singulars."""
        return grouped_words("irregular_nouns")

    @cached_property
    def _nouns_and_kin(self) -> tuple[dict[str, Category], dict[str, str]]:
        """What nouns are; and the words for kin that are no nouns otherwise, with their nouns."""
        nouns: dict[str, Category] = grouped_words("nouns")  # type: ignore[assignment]
        for word in [w for w, category in nouns.items() if category in LIVING]:
            if _is_seldom_noun(self.classes.get(word, "")):
                nouns[word] = "abstract"  # dry, great, frank
        for category, members in table("categories").items():
            nouns.update(dict.fromkeys(members.split(), category))
        kin = {word: noun for word, noun in table("people")["kin"].items() if word not in nouns}
        nouns.update(dict.fromkeys(kin, "person"))
        return nouns, kin


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon that ships with the package."""
    return Lexicon()


def _is_seldom_noun(classes: str) -> bool:
    """A word that is next to always an adjective or a verb."""
    if _NEVER not in classes:
        return False
    counts = dict(zip(classes[::2], map(int, classes[1::2]), strict=True))
    return max(counts.get("J", 0), counts.get("V", 0)) >= _OFTEN


def is_office(head: str) -> bool:
    """A trade or rank that an animal of a story may have: postman, king."""
    return head in words("people", "beasts", "offices")


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
