"""How many tokens a text has, reckoned from above where no tokenizer is at hand."""

import re
from collections.abc import Iterable
from math import ceil
from typing import Final

from panelwright_tools.asking.model import Message
from panelwright_tools.asking.tables import table

_PIECES: Final = re.compile(
    r"(?P<plain>[A-Za-z]+)(?![À-ԯ])|(?P<accented>[A-Za-zÀ-ԯ]+)|(?P<astral>[\U00010000-\U0010ffff])"
    r"|(?P<other>[^\x00-\u052f])|(?P<space> )|(?P<sign>.|\n)",
    re.DOTALL,
)
_TURN: Final = 6
"""Tokens that mark a turn of a conversation."""


def reckoned(text: str) -> int:
    """Tokens of a text, from above for the usual tokenizers."""
    return ceil(sum(_tokens(match) for match in _PIECES.finditer(text)))


def reckoned_prompt(messages: Iterable[Message]) -> int:
    """Tokens of a conversation, from above."""
    image = int(table("sizes")["tokens_an_image"])
    return sum(_TURN + reckoned(message.text) + image * len(message.images) for message in messages)


def _tokens(match: re.Match[str]) -> float:
    sizes, piece = table("sizes"), match.group()
    match match.lastgroup:
        case "plain":
            return ceil(len(piece) / float(sizes["letters_a_token"]))
        case "accented":
            return ceil(len(piece) / float(sizes["rare_letters_a_token"]))
        case "astral":
            return float(sizes["tokens_a_picture_sign"])
        case "other":
            return float(sizes["tokens_a_character"])
        case "space":
            return 0.25  # most spaces are the beginning of a word's token
        case _:
            return 1
