"""Turns a story back into the drafts that a model would write of it."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from panelwright.planning.llm.drafts import (
    BalloonDraft,
    BeatDraft,
    CharacterDraft,
    FactsDraft,
    PanelWordsDraft,
    PlaceDraft,
    QuoteDraft,
    RelationDraft,
    SceneDraft,
    StagingDraft,
    SubjectDraft,
)
from panelwright.planning.llm.numbered import NumberedText, Quote
from panelwright_tools.domain import Character, Panel, Place, Region, Speech, Story

NEAR, FAR = 0.4, 0.65
"""Depths under which a subject is near, and from which on it is far."""
SMALL, LARGE, SPLASH = 0.85, 1.6, 2.4
"""Weights under which a panel is small, and from which on it is large, or a splash."""


def facts_of(story: Story, text: NumberedText) -> FactsDraft:
    """Step read."""
    spoken = [(quote.number, speaker_of(quote, story)) for quote in text.quotes]
    return FactsDraft(
        title=story.title,
        cast=[character_draft(character) for character in story.cast],
        places=[_place(place) for place in story.places],
        scenes=list(_scenes(story, text)),
        quotes=[QuoteDraft(quote=number, speaker=speaker) for number, speaker in spoken if speaker],
    )


def character_draft(character: Character) -> CharacterDraft:
    """How a character is told in step read."""
    look = character.look
    hair = " ".join(filter(None, (look.hair.colour, look.hair.style)))
    return CharacterDraft(
        name=character.name,
        kind=character.kind,
        species=look.species,
        gender=look.gender or "",
        age=look.age or "",
        build=look.build or "",
        skin=look.skin or "",
        hair=hair,
        clothes=[" ".join(filter(None, (g.colour, g.name))) for g in look.clothes],
        marks=list(look.marks),
        colour=look.colour or "",
        phrase=character.phrase,
        never_changes=list(character.constant),
        aliases=list(character.aliases),
    )


def beat_of(panel: Panel, text: NumberedText, story: Story) -> BeatDraft:
    """One panel of step break down."""
    first, last = sentences_of(panel, text)
    return BeatDraft(
        first=first,
        last=last,
        moment=panel.alt or panel.beat.text,
        who=_shown(panel, story),
        size=_size(panel.weight),
    )


def staging_of(panel: Panel, story: Story) -> StagingDraft:
    """Step stage for one panel."""
    names = _names(panel, story)
    return StagingDraft(
        shot=_spaced(panel.shot),
        angle=_spaced(panel.angle),
        subjects=[_subject(region, story) for region in panel.regions],
        relations=[
            RelationDraft(
                subject=names[relation.source],
                relation=_spaced(relation.kind),
                target=names[relation.target],
                other=names[relation.other] if relation.other else "",
            )
            for relation in panel.relations
        ],
        avoid=list(panel.avoid),
    )


def words_of(number: int, panel: Panel, story: Story, quotes: Sequence[Quote]) -> PanelWordsDraft:
    """Step write for the panel with this number, from 1; `quotes` are those of its sentences."""
    return PanelWordsDraft(
        panel=number,
        caption=panel.caption,
        balloons=[b for speech in panel.speech for b in _balloons(speech, story, quotes)],
        sounds=[sound.text for sound in panel.sounds],
    )


def sentences_of(panel: Panel, text: NumberedText) -> tuple[int, int]:
    """Numbers of the first and the last sentence that a panel tells."""
    start, end = panel.beat.span
    told = [s.number for s in text.sentences if s.span[0] < end and start < s.span[1]]
    before = [s.number for s in text.sentences if s.span[0] <= start]
    return (told[0], told[-1]) if told else (max(before, default=1), max(before, default=1))


def speaker_of(quote: Quote, story: Story) -> str:
    """The name of who says a quote in a story; empty if nobody known does."""
    names = {character.id: character.name for character in story.cast}
    start, end = quote.span
    for panel in story.panels:
        if panel.beat.span[0] < end and start < panel.beat.span[1]:
            for speech in panel.speech:
                if _are_same(speech.text, quote.text):
                    return names.get(speech.speaker or "", "")
    return ""


def _scenes(story: Story, text: NumberedText) -> Iterator[SceneDraft]:
    """A scene for panels after each other at the same place and time."""
    places = {place.id: place.name for place in story.places}

    def setting(panel: Panel) -> tuple[str, str, str, str]:
        return (
            places.get(panel.place or "", ""),
            panel.time.value,
            panel.weather.value,
            panel.season or "",
        )

    for told, group in groupby(story.panels, key=setting):
        panels = list(group)
        place, time, weather, season = told
        yield SceneDraft(
            first=sentences_of(panels[0], text)[0],
            last=sentences_of(panels[-1], text)[1],
            place=place,
            time=time,
            weather=weather,
            season=season,
            present=list(dict.fromkeys(n for panel in panels for n in _shown(panel, story))),
        )


def _place(place: Place) -> PlaceDraft:
    return PlaceDraft(name=place.name, noun=place.noun, phrase=place.phrase, indoors=place.indoors)


def _shown(panel: Panel, story: Story) -> list[str]:
    names = {character.id: character.name for character in story.cast}
    return list(dict.fromkeys(names[r.subject] for r in panel.regions if r.subject))


def _names(panel: Panel, story: Story) -> dict[str, str]:
    """What each region is called: the name or noun for the first, with a number for others."""
    names = {character.id: character.name for character in story.cast}
    called: dict[str, str] = {}
    for region in panel.regions:
        name = names[region.subject] if region.subject else region.noun
        called[region.id] = region.id if name in called.values() else name
    return called


def _subject(region: Region, story: Story) -> SubjectDraft:
    depth = "near" if region.depth < NEAR else "far" if region.depth >= FAR else "middle"
    return SubjectDraft(
        name=story.character(region.subject).name if region.subject else region.noun,
        phrase="" if region.subject else region.phrase,
        doing=_spaced(region.pose or ""),
        feeling=_spaced(region.face or ""),
        facing=_spaced(region.facing or ""),
        depth=depth,
        spot=region.spot,
        important=region.key,
        box=list(region.box) if region.box is not None else None,
    )


def _balloons(speech: Speech, story: Story, quotes: Sequence[Quote]) -> list[BalloonDraft]:
    """One for each quote that a balloon joins."""
    names = {character.id: character.name for character in story.cast}
    told = BalloonDraft(speaker=names.get(speech.speaker or "", ""), kind=_spaced(speech.kind))
    said = [quote.number for quote in quotes if _are_same(speech.text, quote.text)]
    if said:
        return [told.model_copy(update={"quote": number}) for number in said]
    return [told.model_copy(update={"text": speech.text})]


def _are_same(one: str, other: str) -> bool:
    """The same words, or one a part of the other, whatever the marks between them."""
    first, second = (" ".join(re.findall(r"\w+", t.casefold())) for t in (one, other))
    return bool(first and second) and (first in second or second in first)


def _size(weight: float) -> str:
    if weight >= LARGE:
        return "splash" if weight >= SPLASH else "large"
    return "small" if weight < SMALL else "normal"


def _spaced(value: str) -> str:
    return str(value).replace("_", " ")
