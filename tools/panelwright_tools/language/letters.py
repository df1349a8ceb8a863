"""Who writes a letter and to whom: `Dear Mother, … Your loving son, Thomas`."""

import re
from dataclasses import replace

from panelwright_tools.language.cast import Cast, EntityDraft
from panelwright_tools.language.draft import SentenceDraft
from panelwright_tools.language.reading import Reading

_GREETING = re.compile(r"\s*(?:My )?Dear(?:est)? [A-Z][^,.!?:\n]{0,40}(?:[,:]|\n)")
_FEWEST = 3  # sentences of a letter


def read_letter(cast: Cast, reading: Reading) -> None:
    """Whom the text greets is somewhere else, and who signs it is the one who tells it."""
    greeting = _GREETING.match(reading.plain)
    told = [sentence for sentence in reading.sentences if sentence.kind == "narration"]
    if greeting is None or len(told) < _FEWEST or cast.narrator is None:
        return
    greeted = _named_in(cast, told[0], greeting.end())
    for entity in greeted:
        entity.mentions = [replace(mention, present=False) for mention in entity.mentions]
    teller, last = cast.kept(cast.narrator), told[-1]
    signed = [] if last.events else _named_in(cast, last, last.end)
    if len(signed) == 1 and signed[0] not in greeted and not teller.names:
        cast.merge(teller, signed[0])


def _named_in(cast: Cast, sentence: SentenceDraft, end: int) -> list[EntityDraft]:
    """Those without a part in the story whom a sentence names before a place in the text."""
    found = [
        cast.kept(entity)
        for phrase in sentence.phrases
        if phrase.name and sentence.spans[phrase.start][0] < end
        for entity in phrase.entities
    ]
    idle = (e for e in found if not (e.narrator or e.acts or e.speaks))
    return list({entity.id: entity for entity in idle}.values())
