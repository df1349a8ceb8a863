"""Emphasis: which words of a panel get more or less attention, and how much, as its repairs ask."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from panelwright_tools.domain import Panel, Region

_ARTICLE: Final = re.compile(r"^(?:an?|the|any|no)\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Attention:
    """What the words of one region get."""

    factor: float = 1.0
    """On the attention to what names the region's subject."""
    damped: tuple[tuple[str, float], ...] = ()
    """Phrases that its words hold and that are not to be seen, with their factors below 1."""


Attentions = Mapping[str, Attention]
"""Region to what its words get; a region that is not in it gets what it always does."""


def stressed(now: Attentions, regions: Sequence[str], factor: float, most: float) -> Attentions:
    """The regions' own words raised by a factor, to `most` in all."""
    return _changed(
        now,
        {
            region: Attention(min(most, given.factor * factor), given.damped)
            for region in regions
            for given in (now.get(region, Attention()),)
        },
    )


def damped(
    now: Attentions, panel: Panel, regions: Sequence[str], factor: float, least: float
) -> Attentions:
    """What is unwanted damped by a factor, to `least` in all, where the regions' words name it."""
    changed = {}
    for region in panel.regions:
        if region.id in regions:
            given = now.get(region.id, Attention())
            before = dict(given.damped)
            after = {
                phrase: max(least, before.get(phrase, 1.0) * factor)
                for phrase in unwanted_words(panel, region)
            }
            changed[region.id] = Attention(given.factor, tuple(sorted((before | after).items())))
    return _changed(now, changed)


def naming_unwanted(panel: Panel) -> tuple[str, ...]:
    """The regions whose words name something that is not to be seen."""
    return tuple(region.id for region in panel.regions if unwanted_words(panel, region))


def unwanted_words(panel: Panel, region: Region) -> list[str]:
    """What is not to be seen on the panel, as far as the region's words name it."""
    said = f"{region.prompt} {region.phrase}"
    names = dict.fromkeys(_ARTICLE.sub("", phrase.strip()) for phrase in panel.avoid)
    return [
        name
        for name in names
        if name and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said, re.IGNORECASE)
    ]


def _changed(now: Attentions, changed: Attentions) -> Attentions:
    return {**now, **changed}
