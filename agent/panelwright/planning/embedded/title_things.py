"""Finds the thing that a story is about, for its title: `green umbrella`, `bell under the hill`."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from panelwright.planning.embedded.tables import table, words
from panelwright_tools.language.document import LIVING, PLACES, Document, NounPhrase, Sentence
from panelwright_tools.language.lexicon import category_of

OFTEN = 6
"""Mentions beyond this add nothing."""
RECURS = 5
"""Mentions from which even a cup or a stone is what a story is about."""
QUALIFIED = 1.5
AT_THE_END = 1.0
AT_THE_START = 1.0
FIRST_PART = 0.3
LAST_PART = 0.75
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")


@dataclass(frozen=True)
class Theme:
    """A thing of a story and how much the story is about it."""

    noun: str
    score: float
    mentions: int
    before: str = ""
    """What tells it from others of its kind: `green`, `ice cream`."""
    behind: str = ""
    """Where it is, in the text's words: `under the mountain`."""
    plural: bool = False
    named: bool = False
    """It has a name of its own: the Golden Ladle."""

    @cached_property
    def name(self) -> str:
        """The thing with its qualities: `green umbrella`."""
        return f"{self.before} {self.noun}".strip()

    @property
    def is_told_apart(self) -> bool:
        """It has a quality or place of its own."""
        return bool(self.before or self.behind)


def themes(document: Document, names: frozenset[str]) -> list[Theme]:
    """The things of a story, what it is most about first; `names` are the words of its cast."""
    spoken = Counter(_singular(word) for word in _WORD.findall(document.text.lower()))
    found: dict[str, list[tuple[Sentence, int]]] = {}
    for sentence in document.sentences:
        for number, phrase in enumerate(sentence.noun_phrases):
            if _may_be_theme(phrase, names, spoken[phrase.head.lower()]):
                found.setdefault(phrase.head.lower(), []).append((sentence, number))
    ranked = [_theme(document, head, at, spoken[head]) for head, at in found.items()]
    ranked += _with_names(document, names)
    return sorted(ranked, key=lambda theme: (-theme.score, -theme.mentions, theme.noun))


def _with_names(document: Document, names: frozenset[str]) -> list[Theme]:
    """`the Golden Ladle`: a thing with a name that the text comes back to."""
    called = Counter(
        phrase.name
        for sentence in document.sentences
        for phrase in sentence.noun_phrases
        if phrase.name and phrase.determiner == "the" and phrase.category not in PLACES | LIVING
    )
    return [
        Theme(name.split()[-1], float(OFTEN), count, " ".join(name.split()[:-1]), named=True)
        for name in called
        if (count := document.text.count(name)) > 1 and not names & set(name.lower().split())
    ]


def _may_be_theme(phrase: NounPhrase, names: frozenset[str], spoken: int) -> bool:
    head = phrase.head.lower()
    if phrase.pronoun or phrase.name or phrase.negated or phrase.pictured or head in names:
        return False
    if head in words("titles", "told_of"):
        return spoken > 1
    if head in words("titles", "generic") and spoken < RECURS:
        return False
    if category_of(head) in PLACES | {"body"}:
        return False
    return phrase.category in words("titles", "categories") and head.isalpha()


def _theme(document: Document, head: str, at: list[tuple[Sentence, int]], spoken: int) -> Theme:
    before = next((q for q in (_qualities(s.noun_phrases[n]) for s, n in at) if q), "")
    behind = next((w for w in (_whereabouts(document, s, n) for s, n in at) if w), "")
    length = len(document.text)
    starts = [s.noun_phrases[n].span[0] for s, n in at]
    score = float(min(max(spoken, len(at)), OFTEN))
    score += QUALIFIED * bool(before or behind)
    score += AT_THE_END * (starts[-1] > LAST_PART * length)
    score += AT_THE_START * (starts[0] < FIRST_PART * length)
    plurals = [s.noun_phrases[n].plural for s, n in at]
    plural = all(plurals)
    noun = at[0][0].noun_phrases[at[0][1]].head_text.lower() if plural else head
    return Theme(noun, score, max(spoken, len(at)), before, behind, plural)


def _qualities(phrase: NounPhrase) -> str:
    """`ice cream` of an ice cream van, `green` of a green umbrella; not `old`, `other`, `big`."""
    first = phrase.compound.lower().removesuffix(phrase.head.lower()).strip()
    if first and all(word.isalpha() for word in first.split()):
        return first
    plain = words("titles", "plain")
    told = [
        a.lower() for a in phrase.adjectives if a.lower() not in plain and _is_lasting(a.lower())
    ]
    return told[-1] if told else ""


def _is_lasting(quality: str) -> bool:
    """`green`, `broken`, `haunted`; not `biggest`, `played`."""
    done = quality.endswith(("ed", "ing", "est")) and quality not in words("titles", "deeds")
    return quality.isalpha() and not done


def _whereabouts(document: Document, sentence: Sentence, number: int) -> str:
    """`under the mountain`, of the bell under the mountain."""
    for phrase in sentence.noun_phrases[number + 1 : number + 2]:
        between = phrase.tokens[0] - sentence.noun_phrases[number].tokens[1]
        if phrase.attached_to != number or between != len(phrase.preposition.split()):
            continue
        known = phrase.determiner == "the" or bool(phrase.name)
        plain = not (phrase.pronoun or phrase.owner_text or phrase.plural)
        placed = category_of(phrase.head) in PLACES | {"sky", "natural"}
        placed &= phrase.head not in words("titles", "generic")
        if known and plain and placed and phrase.preposition in words("titles", "prepositions"):
            return f"{phrase.preposition} {document.words(phrase.span)}"
    return ""


def _singular(word: str) -> str:
    irregular: dict[str, str] = table("titles")["irregular"]
    return irregular.get(word, word[:-1] if word.endswith("s") and len(word) > 3 else word)
