"""How many tokens a text has, reckoned from above where no tokenizer is at hand."""

import re
from collections.abc import Callable, Iterable
from math import ceil
from typing import Final

from panelwright_tools.asking.model import Message
from panelwright_tools.asking.tables import table

_PIECES: Final = re.compile(
    r"(?P<plain>[A-Za-z]+)(?![A-Za-zÀ-ԯ])|(?P<accented>[A-Za-zÀ-ԯ]+)|(?P<space> )"
    r"|(?P<astral>[\U00010000-\U0010ffff])|(?P<other>[^\x00-\u052f])|(?P<sign>.)",
    re.DOTALL,
)


def reckoned(text: str) -> int:
    """Tokens of a text, from above for the usual tokenizers."""
    return ceil(sum(_tokens(match) for match in _PIECES.finditer(text)))


def prompt_tokens(messages: Iterable[Message], count: Callable[[str], int] = reckoned) -> int:
    """Tokens of a conversation, from above; `count` those of a text."""
    turn, image = table("sizes")["tokens_a_turn"], table("sizes")["tokens_an_image"]
    tokens = (turn + count(said.text) + image * len(said.images) for said in messages)
    return int(sum(tokens))


def _tokens(match: re.Match[str]) -> float:
    sizes: dict[str, float] = table("sizes")
    match match.lastgroup:
        case "plain":
            return ceil(len(match.group()) / sizes["letters_a_token"])
        case "accented":
            return ceil(len(match.group()) / sizes["rare_letters_a_token"])
        case "astral":
            return sizes["tokens_a_picture_sign"]
        case "other":
            return sizes["tokens_a_character"]
        case "space":
            return sizes["tokens_a_space"]
        case _:
            return 1
