"""Which tokens a phrase is, and how much more or less attention they get in their region.

Raising a phrase's attention is a repair that costs no new seed: the composition stays, and what was
missed comes out. The factor is that of attention re-weighting, Hertz et al., Prompt-to-Prompt
(ICLR 2023), section 3.2; 1 changes nothing, 0 takes the phrase's words away.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from panelwright_tools.domain import ToolError


def phrase_tokens(
    tokenizer: Any, text: str, phrases: Iterable[str], *, special: bool = True
) -> dict[str, list[int]]:
    """The places of each phrase's tokens among those of the text.

    `special` says whether the tokenizer adds special tokens to it, which then count. Every
    occurrence counts, whole words only, whatever the case. A phrase that the text does not hold,
    as one that fitting has dropped, has no tokens. Raises ToolError for a tokenizer that does not
    tell where in the text its tokens lie.
    """
    if not getattr(tokenizer, "is_fast", False):
        raise ToolError(f"{type(tokenizer).__name__} does not tell where its tokens lie in a text.")
    read = tokenizer(
        text,
        add_special_tokens=special,
        return_offsets_mapping=True,
        truncation=False,
        verbose=False,
    )
    offsets = read["offset_mapping"]
    return {
        phrase: [
            place
            for place, (start, stop) in enumerate(offsets)
            if any(start < last and first < stop for first, last in occurrences(phrase, text))
        ]
        for phrase in phrases
    }


def token_gains(
    tokenizer: Any, text: str, emphasis: Mapping[str, float], *, special: bool = True
) -> dict[int, float]:
    """Place of a token to its factor, for PlannedRegion.gains; `emphasis` as in RegionPrompt.

    A token of two phrases gets both factors. A family that puts other tokens before the text's
    shifts the places (`shifted`).
    """
    gains: dict[int, float] = {}
    for phrase, places in phrase_tokens(tokenizer, text, emphasis, special=special).items():
        for place in places:
            gains[place] = gains.get(place, 1.0) * emphasis[phrase]
    return gains


def shifted(gains: Mapping[int, float], by: int, limit: int) -> dict[int, float]:
    """The gains with places moved on; what lies outside 0..limit - 1, cut off text, is dropped."""
    return {place + by: gain for place, gain in gains.items() if 0 <= place + by < limit}


def occurrences(phrase: str, text: str) -> list[tuple[int, int]]:
    """Start and end of each place where the text holds the phrase: whole words, in any case."""
    words = r"\s+".join(re.escape(word) for word in phrase.split())
    if not words:
        return []
    return [m.span() for m in re.finditer(rf"(?<!\w){words}(?!\w)", text, re.IGNORECASE)]
