"""Puts the drafts of a model together as a story, whatever the model wrote."""

from collections.abc import Sequence
from itertools import chain, repeat

from panelwright.planning.llm.characters import cast_of
from panelwright.planning.llm.drafts import (
    BeatDraft,
    FactsDraft,
    PanelWordsDraft,
    StagingDraft,
)
from panelwright.planning.llm.letters import Voices
from panelwright.planning.llm.names import Roster
from panelwright.planning.llm.numbered import NumberedText, Span
from panelwright.planning.llm.panels import Drafts, Maker
from panelwright.planning.llm.scenery import scenery_of
from panelwright.planning.llm.strangers import with_strangers
from panelwright.planning.llm.variations import dressed, wardrobe_of
from panelwright.planning.planner import PlanWishes
from panelwright_tools.domain import Beat, Direction, Panel, Story
from panelwright_tools.domain.story import MAX_PANELS
from panelwright_tools.domain.text import MAX_TEXT
from panelwright_tools.language.tongue import language_of

LONGEST_TITLE = 80


def assemble(
    text: NumberedText,
    facts: FactsDraft,
    beats: Sequence[BeatDraft],
    stagings: Sequence[StagingDraft | None],
    words: Sequence[PanelWordsDraft | None],
    wishes: PlanWishes,
    planner_id: str,
) -> Story:
    """The story that the drafts tell; a panel for each beat, at least one.

    `stagings` and `words` go with the beats by their places; None where there are none.
    """
    told = list(beats)[:MAX_PANELS] or [BeatDraft(first=1, last=len(text.sentences))]
    plain = cast_of(with_strangers(text.synopsis, facts, told, stagings, words))
    wardrobe = wardrobe_of(facts.variations, Roster(plain))
    cast = dressed(plain, wardrobe)
    voices = _voices(text, facts, Roster(cast))
    maker = Maker(Roster(cast), scenery_of(facts), voices, wardrobe, wishes.rtl)
    rest = zip(told, chain(stagings, repeat(None)), chain(words, repeat(None)), strict=False)
    panels = [
        maker.panel(Drafts(f"p{number:02d}", beat, staging, said, told_by(text, beat)))
        for number, (beat, staging, said) in enumerate(rest, 1)
    ]
    seen, shown = _players(panels), {panel.place for panel in panels}
    return Story(
        title=wishes.title or _title(text, facts),
        language=language_of(text.synopsis),
        style=wishes.style,
        direction=Direction.RTL if wishes.rtl else Direction.LTR,
        pages=wishes.pages,
        planner=planner_id,
        cast=tuple(character for character in cast if character.id in seen),
        places=tuple(place for place in maker.scenery.places if place.id in shown),
        panels=tuple(panels),
    )


def told_by(text: NumberedText, beat: BeatDraft) -> Beat:
    """The sentences that a beat tells, verbatim."""
    start, end = span_of(text, beat)
    return Beat(text=text.synopsis[start:end][:MAX_TEXT], span=(start, end))


def span_of(text: NumberedText, beat: BeatDraft) -> Span:
    """Where a beat lies in the synopsis; numbers beyond its ends count as the ends."""
    if not text.sentences:
        return 0, len(text.synopsis)
    first = min(max(beat.first, 1), len(text.sentences))
    last = min(max(beat.last, first), len(text.sentences))
    return text.sentences[first - 1].span[0], text.sentences[last - 1].span[1]


def _voices(text: NumberedText, facts: FactsDraft, roster: Roster) -> Voices:
    quotes = {quote.number: quote for quote in text.quotes}
    speakers = {draft.quote: draft.speaker for draft in facts.quotes if draft.speaker.strip()}
    return Voices(quotes, speakers, roster)


def _title(text: NumberedText, facts: FactsDraft) -> str:
    told = " ".join(facts.title.split()) or " ".join(text.synopsis.split())
    if len(told) > LONGEST_TITLE:
        told = told[: LONGEST_TITLE + 1].rsplit(" ", 1)[0][:LONGEST_TITLE].rstrip(" ,;:") + "…"
    return told or "Untitled"


def _players(panels: Sequence[Panel]) -> set[str]:
    shown = {region.subject for panel in panels for region in panel.regions if region.subject}
    return shown | {said.speaker for panel in panels for said in panel.speech if said.speaker}
