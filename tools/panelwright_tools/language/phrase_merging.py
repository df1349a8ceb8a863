"""Phrases that are one: a couple of dogs, Zorg the Terrible."""

from panelwright_tools.language.document import LIVING
from panelwright_tools.language.draft import PhraseDraft, SentenceDraft
from panelwright_tools.language.tables import numbers, words


def merge_measures(sentence: SentenceDraft) -> None:
    """`a couple of dogs`, `a dozen of the eggs`: one phrase whose head is what is measured."""
    merged: list[PhraseDraft] = []
    for phrase in sentence.phrases:
        before = merged[-1] if merged else None
        if (
            before is not None
            and not phrase.pronoun
            and before.end + 1 == phrase.start
            and sentence.lowers[before.end] == "of"
            and _measures(before, phrase)
            and not before.name
        ):
            merged.pop()
            phrase.measured = before.head
            counts = numbers("nouns", "counts")
            if before.head in counts and phrase.number is None:
                times = before.number or 1
                times = (
                    1 if before.head in ("couple", "pair", "dozen") and times in (2, 12) else times
                )
                pair_worn = before.head == "pair" and phrase.category == "clothing"
                phrase.number = None if pair_worn else counts[before.head] * times
                phrase.plural = True
            phrase.determiner = before.determiner
            phrase.negated = before.negated
            phrase.owner_word = phrase.owner_word or before.owner_word
            phrase.start = before.start
        merged.append(phrase)
    sentence.phrases[:] = merged


def _measures(before: PhraseDraft, phrase: PhraseDraft) -> bool:
    """`a pile of leaves`, `a group of tourists`, `rows of people`."""
    new = before.determiner in ("a", "an", "one") or (before.plural and not before.determiner)
    flock = new and before.head in words("nouns", "flocks")
    living = phrase.category in LIVING or phrase.head in words("nouns", "plural_people")
    alive = phrase.plural and living and not phrase.determiner
    return before.head in words("nouns", "measures") or (flock and alive)


def merge_epithets(sentence: SentenceDraft) -> None:
    """`Zorg the Terrible`: one name."""
    merged: list[PhraseDraft] = []
    for phrase in sentence.phrases:
        before = merged[-1] if merged else None
        bare = phrase.name and phrase.head == phrase.name and phrase.end - phrase.start == 2
        bare = bare and phrase.determiner == "the" and phrase.category == "unknown"
        if before is not None and bare and before.name and before.end == phrase.start:
            before.name = f"{before.name} the {phrase.name}"
            before.head = before.name
            before.end, before.head_token = phrase.end, phrase.head_token
            continue
        merged.append(phrase)
    sentence.phrases[:] = merged
