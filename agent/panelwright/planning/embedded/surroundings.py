"""Weighs what surrounds people for places that no sentence names: a stove, a mast, a blackboard."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from panelwright.planning.embedded.props import is_compared
from panelwright.planning.embedded.roles import event_of
from panelwright.planning.embedded.tables import table, words
from panelwright_tools.language.document import Sentence

TELLING = 2
"""What a word counts that says it almost alone: a teacher says more of a place than a pencil."""
FITTING = 1
TWICE = 2
"""How often one word may count."""
_COUNTED = ("NOUN", "NOUNS", "NAME", "ADJ")


@dataclass(frozen=True)
class Surrounding:
    """A place that what is around people suggests, and how strongly."""

    noun: str
    votes: int


def votes_for(sentences: Iterable[Sentence], here: frozenset[str] = frozenset()) -> Counter[str]:
    """Votes by the place that they are for.

    What was around the people before (`here`) says nothing of another place.
    """
    return _counted(sentences, here)[0]


def is_told(noun: str, sentences: Iterable[Sentence]) -> bool:
    """One of the words that say it almost alone is among what is around people."""
    telling = (
        words("surroundings", "telling", noun) if noun in table("surroundings")["telling"] else ()
    )
    return bool(set(telling) & around_in(sentences))


def around_in(sentences: Iterable[Sentence]) -> frozenset[str]:
    """All that is around people in some sentences, and what they do."""
    return frozenset(word for sentence in sentences for word in _around(sentence))


def _counted(
    sentences: Iterable[Sentence], here: frozenset[str] = frozenset()
) -> tuple[Counter[str], Counter[str]]:
    """Votes by place, and those of them that are of different words."""
    votes: Counter[str] = Counter()
    different: Counter[str] = Counter()
    met: Counter[str] = Counter()
    for sentence in sentences:
        for lemma in dict.fromkeys(_around(sentence)):
            if lemma in here:
                continue
            met[lemma] += 1
            if met[lemma] <= TWICE:
                votes.update(_cues().get(lemma, {}))
            if met[lemma] == 1:
                different.update(_cues().get(lemma, {}))
    return votes, different


def surrounding(sentences: Iterable[Sentence]) -> Surrounding | None:
    """The place that most around the people speaks for; the one listed first of equals."""
    votes, different = _counted(sentences)
    everyday = table("surroundings")["everyday"]["nouns"]
    votes = Counter({
        noun: n for noun, n in votes.items() if noun in everyday or different[noun] > FITTING
    })  # fmt: skip
    if not votes:
        return None
    order = list(table("surroundings")["fitting"])
    whole = words("surroundings", "whole", "nouns")
    rooms = {noun: n for noun, n in votes.items() if n >= TELLING and noun not in whole}
    votes = Counter(rooms) or votes
    best = max(votes, key=lambda noun: (votes[noun], -_rank(order, noun)))
    return Surrounding(best, votes[best])


def are_kin(one: str, other: str) -> bool:
    """One place may be in the other, or be it: a kitchen and a house."""
    kin: dict[str, str] = table("surroundings")["kin"]
    first, second = one.split(), other.split()
    return bool(
        set(first) & set(second)
        or set(first) & {word for noun in second for word in kin.get(noun, "").split()}
        or set(second) & {word for noun in first for word in kin.get(noun, "").split()}
    )


def _rank(order: list[str], noun: str) -> int:
    return order.index(noun) if noun in order else len(order)


@cache
def _cues() -> dict[str, dict[str, int]]:
    """Word to the places that it speaks for, and how much."""
    found: dict[str, dict[str, int]] = {}
    for place, listed in table("surroundings")["doing"].items():
        for word in listed.split():
            found.setdefault(f"{word}!", {})[place] = FITTING
    for kind, weight in (("fitting", FITTING), ("telling", TELLING)):
        for place, listed in table("surroundings")[kind].items():
            for word in listed.split():
                found.setdefault(word, {})[place] = weight
    return found


def _around(sentence: Sentence) -> Iterator[str]:
    """The nouns of what is there, and with a "!" the verbs of what is done."""
    absent = _absent(sentence)
    for number, token in enumerate(sentence.tokens):
        if number not in absent and token.tag in _COUNTED:
            yield from dict.fromkeys(
                (token.lower if token.tag == "NAME" else token.lemma, token.lower)
            )
    for event in sentence.events:
        if event.happens and not event.past_before:
            yield f"{event.verb}!"


def _absent(sentence: Sentence) -> set[int]:
    """The words for what is denied, compared with, wished for, told of, or a toy."""
    absent: set[int] = set()
    for number, phrase in enumerate(sentence.noun_phrases):
        event = event_of(sentence, number)
        unreal = event is not None and (event.hypothetical or event.future or event.past_before)
        unreal |= event is not None and event.negated and number not in event.subjects
        away = phrase.preposition in words("settings", "steps", "not_around")
        toy = bool(set(phrase.compound.split()[:-1]) & words("settings", "steps", "toys"))
        seen = not (phrase.negated or phrase.pictured or unreal or away or toy)
        if not seen or is_compared(sentence, number):
            absent.update(range(*phrase.tokens))
    return absent
