"""What was corrected in the words of a brief, in sentences for the report."""

import unicodedata
from collections.abc import Iterator, Sequence

from panelwright_tools.domain import Brief
from panelwright_tools.prompting.families import TextSide
from panelwright_tools.prompting.fitted import FittedRegion
from panelwright_tools.prompting.phrases import clean
from panelwright_tools.prompting.wording import phrase


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
