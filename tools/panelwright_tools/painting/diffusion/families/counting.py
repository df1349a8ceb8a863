"""Counting tokens with a pipeline's own tokenizers, as its text encoders are given the text."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Counter:
    """Counts the tokens of one text encoder."""

    tokens: Callable[[str], Sequence[int]]
    """The ids of a text, special tokens included, uncut."""
    limit: int

    def count(self, text: str) -> int:
        """How many tokens the text is."""
        return len(self.tokens(text))


def plain_counter(tokenizer: Any, limit: int) -> Counter:
    """For an encoder that is given the bare text, of which the tokenizer makes `limit` at most."""

    def tokens(text: str) -> Sequence[int]:
        # a longer text is no mistake here: the tokenizer would warn that it is cut later
        return list(tokenizer(text, truncation=False, verbose=False)["input_ids"])

    return Counter(tokens, limit)


def chat_counter(tokenizer: Any, limit: int, *, thinking: bool) -> Counter:
    """For a language model that is given the text as what a user says in its chat template."""

    def framed(text: str) -> str:
        said = [{"role": "user", "content": text}]
        framed = tokenizer.apply_chat_template(
            said, tokenize=False, add_generation_prompt=True, enable_thinking=thinking
        )
        assert isinstance(framed, str)
        return framed

    plain = plain_counter(tokenizer, limit)
    return Counter(lambda text: plain.tokens(framed(text)), limit)
