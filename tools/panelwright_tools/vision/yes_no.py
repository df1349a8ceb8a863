"""Whether an answer says yes, and how surely."""

import re
from dataclasses import dataclass
from typing import Final

from panelwright_tools.asking.endpoint import Likely, Reply
from panelwright_tools.vision.tables import table

_WORD: Final = re.compile(r"[^\W\d_]+")
_THOUGHTS: Final = re.compile(r"<think>.*?(</think>|\Z)", re.DOTALL)


@dataclass(frozen=True)
class Yes:
    """What an answer says."""

    chance: float
    """Probability of yes against no, 0..1."""
    is_weighed: bool
    """False where only the word was told: the chance is then 0 or 1."""


def yes(reply: Reply) -> Yes | None:
    """The probability of yes in an answer, `P(yes) / (P(yes) + P(no))` at the place where it is
    said; by the word alone where the server tells no probabilities.

    None when the answer says neither, or the model refused.
    """
    if reply.finish == "refused":
        return None
    for place in reply.places:
        for_yes, for_no = _share(place, "yes"), _share(place, "no")
        if for_yes + for_no >= table("vision")["least_share"] and _says(place[0][0]):
            return Yes(for_yes / (for_yes + for_no), is_weighed=True)
    said = next(filter(None, map(_says, _WORD.findall(_THOUGHTS.sub("", reply.text)))), None)
    return Yes(float(said == "yes"), is_weighed=False) if said is not None else None


def _share(place: tuple[Likely, ...], answer: str) -> float:
    return sum(chance for token, chance in place if _says(token) == answer)


def _says(token: str) -> str | None:
    word = "".join(_WORD.findall(token)).lower()
    return next((answer for answer in ("yes", "no") if word in table("vision")[answer]), None)
