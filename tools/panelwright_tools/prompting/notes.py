"""What was corrected in the words of a brief, in sentences for the report."""

import unicodedata
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from panelwright_tools.domain import Brief
from panelwright_tools.prompting.families import TextSide
from panelwright_tools.prompting.fitted import FittedPrompt, FittedRegion
from panelwright_tools.prompting.phrases import clean
from panelwright_tools.prompting.wording import phrase

_NAMED: Final = 12
"""Texts that a sentence names."""
_SHOWN: Final = 80
"""Characters of each."""


def corrections(brief: Brief, side: TextSide, regions: Sequence[FittedRegion]) -> Iterator[str]:
    """One sentence for each thing that isn't told as it was given."""
    if not (brief.regions or brief.place or clean(brief.prompt)):
        yield phrase("notes", "empty")
    groups = sum(len(region.members) > 1 for region in regions)
    if groups and brief.grid is None:
        yield phrase("notes", "groups").format(
            title=side.title, most=side.most_regions, number=len(brief.regions), groups=groups
        )
    if any(clean(text) != _plain(text) for text in _given(brief)):
        yield phrase("notes", "orders")


def left_out_notes(brief: Brief, words: FittedPrompt) -> Iterator[str]:
    """A sentence on what found no room in the words, and one on what is told in fewer.

    Requests of a canvas are called by their words, of which long ones are shortened.
    """
    left_out = [one for one in words.left_out if one not in words.shortened]
    for key, texts in (("left_out", left_out), ("shortened", words.shortened)):
        if texts:
            yield phrase("notes", key).format(_listed(brief, texts))


def _listed(brief: Brief, given: Sequence[str]) -> str:
    """The texts, each once; of many the first and how many more there are."""
    names = {item.region.id for item in brief.regions} if brief.grid is not None else set()
    texts = list(dict.fromkeys(_shortened(named(one, names)) for one in given))
    more = f" and {len(texts) - _NAMED} more" if len(texts) > _NAMED else ""
    return "; ".join(texts[:_NAMED]) + more


def named(text: str, names: Collection[str]) -> str:
    """What was left out, without the name of its region before it if it is one of these."""
    name, _, rest = text.partition(": ")
    return rest if name in names else text


def _shortened(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1].rstrip()}…"


def _given(brief: Brief) -> Iterator[str]:
    yield from (brief.prompt, brief.negative_prompt, *brief.avoid)
    if brief.place is not None:
        yield brief.place.phrase
    for item in brief.regions:
        yield from (item.region.phrase, item.region.prompt)
        if item.character is not None:
            yield item.character.phrase


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
