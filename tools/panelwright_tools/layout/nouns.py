"""What a noun phrase of a prompt names: its noun, adjectives and number."""

from dataclasses import dataclass
from functools import lru_cache

from panelwright_tools.language import NounPhrase, Sentence
from panelwright_tools.language.document import LIVING
from panelwright_tools.language.lexicon import lexicon
from panelwright_tools.language.numbers import number_of as number_in
from panelwright_tools.layout.sizes import known_noun, singular_forms
from panelwright_tools.layout.tables import table

MOST = 64
"""Most regions that a prompt gets."""
_UNDRAWN_CATEGORIES = frozenset(
    {"time", "feeling", "speech", "act", "attribute", "weather", "abstract", "money", "substance"}
)


@dataclass(frozen=True)
class Measure:
    """The measure that a noun is counted in: two *pairs* of shoes."""

    head: str
    plural: bool
    number: int | None


@lru_cache
def words(name: str) -> frozenset[str]:
    """One word list of the prompts' data file."""
    data = table("prompts")
    return frozenset(data[name]["names"] if isinstance(data[name], dict) else data[name])


def singular(phrase: NounPhrase) -> str:
    """The noun with its compound, one of it: `wine glass`, `person`."""
    head = phrase.head.lower() if not phrase.name else phrase.head
    if head == phrase.head_text.lower() and (phrase.plural or known_noun(head) is None):
        head = known_noun(head) or known_noun(head.removesuffix("s")) or head
    head = table("prompts")["singulars"].get(head, head)
    words_before = [*phrase.adjectives, *phrase.compound.split()]
    for start in range(len(words_before)):
        for form in singular_forms(head):
            whole = " ".join([*words_before[start:], form]).lower()
            if _is_compound(whole):
                return whole
    return str(head).lower()


def _is_compound(noun: str) -> bool:
    """Words that are one noun together: a wine glass, but not a brick wall."""
    return known_noun(noun) == noun or noun.replace(" ", "_") in lexicon().categories


def is_part(phrase: NounPhrase, noun: str, first: bool) -> bool:
    """A tail, a door handle: it belongs to something that is named."""
    if noun not in words("parts"):
        return False
    return not (first or (phrase.role == "subject" and phrase.owner is None))


def drawable(sentence: Sentence, phrase: NounPhrase, noun: str) -> bool:
    """Whether a noun phrase names something that a picture shows as a thing."""
    if noun in words("grounds"):
        return not phrase.preposition
    if noun in words("undrawn") or phrase.head.lower() in words("undrawn"):
        return noun != phrase.head.lower() and known_noun(noun) == noun
    if noun in words("formations") and _is_formed(sentence, phrase):
        return False
    if known_noun(phrase.head) is not None:
        return True
    if phrase.category not in _UNDRAWN_CATEGORIES:
        return True
    counted = phrase.determiner in ("a", "an", "another") or phrase.number is not None
    if phrase.category in ("abstract", "substance"):
        return counted and phrase.preposition not in ("for", "during", "as", "like")
    return counted and phrase.preposition not in ("in", "at", "for", "during", "as", "like", "of")


def _is_formed(sentence: Sentence, phrase: NounPhrase) -> bool:
    """`children in a circle`, `sitting in a ring`: how they stand; `a dot in a circle` is in it."""
    if phrase.preposition not in ("in", "into"):
        return False
    holder = sentence.noun_phrases[phrase.attached_to] if phrase.attached_to is not None else None
    return holder is None or holder.plural or holder.category in LIVING | {"group"}


def is_material(sentence: Sentence, index: int) -> bool:
    """Brick, in "made of brick"."""
    phrase = sentence.noun_phrases[index]
    before = phrase.tokens[0] - 2
    if phrase.preposition not in ("of", "from", "out of") or before < 0:
        return False
    return any(t.lemma in words("made") for t in sentence.tokens[max(0, before - 1) : before + 1])


def kept_adjectives(phrase: NounPhrase) -> list[str]:
    """Its adjectives and material, without words of number and what belongs to its noun."""
    vague = set(table("prompts")["vague"]) | {"other", "same", "more", "different", "various"}
    number_words = vague | {"single", "lone", "another", "total", "additional"}
    number_words |= set(singular(phrase).split()[:-1])
    before = [*phrase.adjectives, *phrase.compound.split()]
    return [word.lower() for word in before if word.lower() not in number_words]


def sided(adjectives: list[str]) -> tuple[str, str, list[str]]:
    """The left ball and the top shelf say where they are; the other adjectives stay."""
    sides = table("prompts")["ends"]
    ends = [sides[word] for word in adjectives if word in sides]
    across = next((end for end in ends if end in ("left", "right", "centre")), "")
    along = next((end for end in ends if end in ("top", "bottom")), "")
    return across, along, [word for word in adjectives if word not in sides]


def with_article(words_of: str) -> str:
    """`a` or `an` before words that begin in a way that asks for it; none before a pair."""
    if words_of.split(" ")[-1] in words("units"):
        return words_of
    return f"{'an' if words_of[:1].lower() in 'aeiou' else 'a'} {words_of}"


def without_article(phrase: str) -> str:
    """The phrase without its `a` or `an`."""
    first, _, rest = phrase.partition(" ")
    return rest if first in ("a", "an") else phrase


def number_of(sentence: Sentence, index: int, phrase: NounPhrase, noun: str) -> int | None:
    """How many it names: a number, a vague word, a measure; None for a bare plural."""
    count = phrase.number
    vague = table("prompts")["vague"]
    for word in (phrase.determiner, *phrase.adjectives):
        if count is None and word.lower() in vague:
            count = int(vague[word.lower()])
    pair = phrase.head_text.lower() in words("units")
    if count is None and (pair or not phrase.plural):
        count = 1
    holder = measure_of(sentence, index)
    if holder is not None and pair:
        count = holder.number or 1
    elif holder is not None:
        each = int(table("prompts")["measures"][holder.head])
        times = holder.number or (2 if holder.plural else 1)
        count = (phrase.number or each) * times
    return count


def measure_of(sentence: Sentence, index: int) -> Measure | None:
    """The measure that counts it: "a herd" of "a herd of cows"."""
    measures = table("prompts")["measures"]
    for phrase in sentence.noun_phrases:
        if phrase.of == index and phrase.head in measures:
            return Measure(phrase.head, phrase.plural, _number_before(sentence, phrase.tokens[1]))
    first, last = sentence.noun_phrases[index].tokens
    for place in range(first, last - 1):
        token = sentence.tokens[place]
        if token.lemma in measures and sentence.tokens[place + 1].lower == "of":
            return Measure(token.lemma, token.tag == "NOUNS", _number_before(sentence, place))
    return None


def _number_before(sentence: Sentence, place: int) -> int | None:
    """The number in the words before a measure: two pairs, several slices."""
    vague = table("prompts")["vague"]
    for token in reversed(sentence.tokens[max(0, place - 3) : place]):
        if token.lower in vague:
            return int(vague[token.lower])
        number = number_in([token.lower])
        if number is not None:
            return number
    return None


def count_of(phrase_count: int | None, default: int = 2) -> int:
    """How many are drawn, within the limit."""
    return min(max(default if phrase_count is None else phrase_count, 0), MOST)
