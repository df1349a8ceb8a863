"""Whatever the text, the reading succeeds and its spans fit the text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panelwright_tools.language import Document, analyse

PIECES = [
    "Mina", "the dog", '"', "“", "”", "'", "said", "she", "ran", ".", "!", ",", "\n\n", "\n", "—",
    "and", "his", "who", "INT. CAVE - DAY\n\n", "BOB\n", "# ", "*", "...", "three", "no", "of",
    "was", "'s", "n't", "the", "(V.O.)", "[[", "/*", "名前", "🐶", "\x00", "\u2028", "1,000",
]  # fmt: skip


def check(doc: Document, text: str) -> None:
    assert doc.text == text
    for sentence in doc.sentences:
        assert 0 <= sentence.span[0] <= sentence.span[1] <= len(text)
        for phrase in sentence.noun_phrases:
            assert sentence.span[0] <= phrase.span[0] < phrase.span[1] <= sentence.span[1]
            assert all(e < len(doc.entities) for e in phrase.entities)
        for event in sentence.events:
            assert all(n < len(sentence.noun_phrases) for n in (*event.subjects, *event.objects))
    for quote in doc.quotes:
        assert 0 <= quote.span[0] < quote.span[1] <= len(text)
        assert quote.id in doc.sentences[quote.sentence].quotes
        assert quote.speaker is None or 0 <= quote.speaker < len(doc.entities)
    assert [entity.id for entity in doc.entities] == list(range(len(doc.entities)))


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=300))
def test_any_characters_are_read(text: str) -> None:
    check(analyse(text), text)


@settings(deadline=None, max_examples=120)
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_order_of_words_and_marks_is_read(pieces: list[str]) -> None:
    text = " ".join(pieces)
    check(analyse(text), text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t ",
        "小女孩在雨中。" * 50,
        "🐶" * 200,
        '"' * 300,
        "'s" * 2000,
        "a-" * 2000,
        "[" * 999,
    ],
)
def test_odd_texts_are_read(text: str) -> None:
    check(analyse(text), text)


def test_one_endless_sentence_is_read() -> None:
    text = "the dog and the cat saw a bird near the old house while " * 500
    check(analyse(text), text)


def test_the_same_text_gives_the_same_result() -> None:
    text = 'Mina met Tom. "Hello," she said. They found two keys.'
    assert analyse(text) == analyse(text)
