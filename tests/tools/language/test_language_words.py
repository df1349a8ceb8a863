"""Lemmas, numbers and the lexicon."""

import pytest

from panelwright_tools.language import analyse
from panelwright_tools.language.lemmas import noun_lemma, verb_lemma
from panelwright_tools.language.lexicon import category_of, gender_of_noun
from panelwright_tools.language.numbers import number_of
from panelwright_tools.language.tokens import tokenise


@pytest.mark.parametrize(
    ("form", "lemma"),
    [("hoped", "hope"), ("stopped", "stop"), ("danced", "dance"), ("went", "go"), ("cries", "cry"),
     ("watches", "watch"), ("settling", "settle"), ("running", "run"), ("was", "be")],
)  # fmt: skip
def test_verbs_have_their_infinitive(form: str, lemma: str) -> None:
    assert verb_lemma(form) == lemma


@pytest.mark.parametrize(
    ("form", "lemma"),
    [("wolves", "wolf"), ("children", "child"), ("cookies", "cookie"), ("buses", "bus"),
     ("puppies", "puppy"), ("glass", "glass"), ("boxes", "box")],
)  # fmt: skip
def test_nouns_have_their_singular(form: str, lemma: str) -> None:
    assert noun_lemma(form) == lemma


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("two hundred and five", 205),
        ("forty-one", 41),
        ("a dozen", 12),
        ("1,000", 1000),
        ("x", None),
    ],
)
def test_numbers_in_words(words: str, number: int | None) -> None:
    assert number_of(words.split()) == number


def test_nouns_have_categories_and_genders() -> None:
    assert category_of("witch") == "being"
    assert category_of("lighthouse") == "building"
    assert category_of("cream", "ice") == "food"
    assert category_of("snorkelbot") == "robot"
    assert gender_of_noun("duchess") == "f"


def test_contractions_come_apart_at_their_places() -> None:
    text = "Don't! It's Mina's."
    found = tokenise(text, 0, len(text))
    assert [word for word, _, _ in found] == ["Do", "n't", "!", "It", "'s", "Mina", "'s", "."]
    assert all(text[start:end] == word for word, start, end in found)


def test_a_sun_that_rose_is_no_flower() -> None:
    sentence = analyse("The sun rose, and Ada gave him a rose.").sentences[0]
    assert [event.verb for event in sentence.events] == ["rise", "give"]
    assert [phrase.head for phrase in sentence.noun_phrases][:2] == ["sun", "Ada"]
