"""Tokens without a tokenizer are reckoned from above."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panelwright_tools.asking.model import Message
from panelwright_tools.asking.token_counts import prompt_tokens, reckoned

COUNTED = [
    ("The old bridge fell, and Mina laughed at the boat in the rain.", 15),
    ("Das kleine Mädchen ging am Abend über die Brücke, während der Wind die Blätter über den "
     "Fluß trieb. Großvater wartete schon längst.", 53),
    ("La petite fille traversa le pont à la tombée de la nuit, tandis que le vent chassait les "
     "feuilles.", 32),
    ("Dziewczynka poszła wieczorem przez most, a wiatr gnał liście nad rzeką. Żółta łódź kołysała "
     "się cicho.", 61),
    ("Маленькая девочка вечером пошла через мост, и ветер гнал листья над рекой.", 53),
    ("傍晚，小女孩走过了桥，风把树叶吹过河面。爷爷早就在等她了。", 59),
    ("夕方、小さな女の子は橋を渡りました。風が木の葉を川の上に吹き飛ばした。", 60),
    ("शाम को छोटी लड़की पुल पार कर गई और हवा पत्तों को नदी के ऊपर उड़ा ले गई।", 78),
]  # fmt: skip
"""Sentences, with their tokens in the vocabulary of SmolLM2."""


@pytest.mark.parametrize(("text", "tokens"), COUNTED)
def test_sentences_of_many_languages_are_reckoned_from_above_but_not_twice(
    text: str, tokens: int
) -> None:
    assert 0.95 * tokens <= reckoned(text) <= 2 * tokens


@given(st.text(), st.text())
def test_a_text_is_not_shorter_than_its_beginning(a: str, b: str) -> None:
    assert reckoned(a) <= reckoned(a + b)


def test_pictures_and_turns_count() -> None:
    plain, seen = Message("user", "Who?"), Message("user", "Who?", (b"png",))
    assert prompt_tokens([plain]) > reckoned("Who?")
    assert prompt_tokens([seen]) > prompt_tokens([plain]) + 1000
