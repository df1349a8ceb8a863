"""Pieces as a text: phrases with commas, or sentences."""

from collections.abc import Sequence
from itertools import groupby
from typing import Literal

from panelwright_tools.prompting.filling import Piece
from panelwright_tools.prompting.phrases import rejoined

Wording = Literal["tags", "prose"]


def rendered(pieces: Sequence[Piece], wording: Wording) -> str:
    """The prompt that the pieces make, in their order."""
    if wording == "tags":
        return rejoined([piece.text.rstrip(".") for piece in pieces if piece.text])
    sentences = groupby((one for one in pieces if one.text), key=lambda one: one.sentence)
    return " ".join(_sentence([piece.text for piece in group]) for _, group in sentences)


def _sentence(parts: Sequence[str]) -> str:
    """The parts as one sentence: its first letter large, a stop at its end."""
    text = rejoined([*(part.rstrip(".") for part in parts[:-1]), parts[-1]])
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?", "…")) else ".")
