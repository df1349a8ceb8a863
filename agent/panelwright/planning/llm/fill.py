"""Fills from the plan of the rules what a model left missing, and says which parts those are."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from panelwright.planning.llm.assemble import span_of
from panelwright.planning.llm.characters import cast_of
from panelwright.planning.llm.drafted import (
    beat_of,
    character_draft,
    facts_of,
    speaker_of,
    staging_of,
)
from panelwright.planning.llm.drafts import (
    BeatDraft,
    CharacterDraft,
    FactsDraft,
    PanelWordsDraft,
    QuoteDraft,
    StagingDraft,
)
from panelwright.planning.llm.echo import is_echo, meant
from panelwright.planning.llm.mending import spoken
from panelwright.planning.llm.names import Roster
from panelwright.planning.llm.numbered import NumberedText, Span
from panelwright.planning.llm.write import unwritten
from panelwright.planning.planner import PlanWishes
from panelwright_tools.domain import Panel, Source, Story
from panelwright_tools.domain.story import MAX_PANELS

ECHO = "the model wrote the same words into every field"
MOST_CAPTION_WORDS = 30
"""Of the captions that a panel takes over from panels of the rules."""
PANEL_SENTENCES = 2
"""Sentences of a panel where nobody can tell its moments."""


@dataclass
class Filler:
    """The plan of the rules for the same synopsis, and what was taken from it."""

    text: NumberedText
    reserve: Story | None
    """None: the rules can't read the text."""
    planner: str = "embedded/1"
    """Who made the reserve, and fills in where there is none."""
    sources: list[Source] = field(default_factory=list)

    def facts(self, found: FactsDraft | None, reason: str = "") -> FactsDraft:
        """The facts with a cast, places, scenes and speakers."""
        if self.reserve is None:
            return found or FactsDraft()
        own = facts_of(self.reserve, self.text)
        if found is None:
            self._note("cast, places and scenes", reason)
            return own
        found = self._with_scenes(self._with_looks(found, own), own)
        update: dict[str, object] = {"title": found.title or own.title}
        for name, what in (("cast", "cast"), ("scenes", "places and times of the scenes")):
            if not getattr(found, name) and getattr(own, name):
                update[name] = getattr(own, name)
                self._note(what, "the model told none")
        if not found.places or not found.scenes:
            update["places"] = found.places or own.places
        filled = found.model_copy(update=update)
        return self._with_speakers(self._with_forgotten(filled))

    def _with_looks(self, facts: FactsDraft, own: FactsDraft) -> FactsDraft:
        """The looks of the rules for those of whom the model repeats one phrase in all fields."""
        if not any(map(is_echo, facts.cast)):
            return facts
        known = {draft.name: draft for draft in own.cast}
        roster = Roster(cast_of(own.cast))
        names = {character.id: character.name for character in roster.cast}
        cast: list[CharacterDraft] = []
        for draft in facts.cast:
            if is_echo(draft):
                self._note(f"look of {draft.name}", ECHO)
                same = known.get(names.get(roster.find(draft.name) or "", ""))
                draft = same or CharacterDraft(name=draft.name)
            cast.append(draft)
        return facts.model_copy(update={"cast": cast})

    def _with_scenes(self, facts: FactsDraft, own: FactsDraft) -> FactsDraft:
        """The scenes of the rules where those of the model repeat one phrase in all fields."""
        if not facts.scenes or not own.scenes or not all(map(is_echo, facts.scenes)):
            return facts
        self._note("places and times of the scenes", ECHO)
        return facts.model_copy(update={"scenes": own.scenes, "places": own.places})

    def _with_forgotten(self, facts: FactsDraft) -> FactsDraft:
        """Those whom the synopsis calls by a name of their own, and the model forgot."""
        roster = Roster(cast_of(facts.cast))
        known = [character.id for character in roster.cast]
        missing = [
            character_draft(character)
            for character in (self.reserve.cast if self.reserve else ())
            if character.name[:1].isupper() and not roster.find_all(character.name, known)
        ]
        missing = [draft for draft in missing if draft.name != "Narrator"]
        for draft in missing:
            self._note(f"character {draft.name}", "the model did not list it")
        return facts.model_copy(update={"cast": [*facts.cast, *missing]}) if missing else facts

    def _with_speakers(self, facts: FactsDraft) -> FactsDraft:
        """The speaker whom the text names, else the model tells; else the one the rules find."""
        told = list(spoken(facts, self.text.quotes))
        known = {quote.quote for quote in told}
        asked = [quote for quote in self.text.quotes if quote.number not in known]
        found = [
            QuoteDraft(quote=quote.number, speaker=speaker)
            for quote in asked
            if self.reserve is not None and (speaker := speaker_of(quote, self.reserve))
        ]
        if found:
            count = "1 quote" if len(found) == 1 else f"{len(found)} quotes"
            self._note(f"speakers of {count}", "the model did not tell who says them")
        return facts.model_copy(update={"quotes": [*told, *found]})

    def beats(
        self, found: Sequence[BeatDraft] | None, wishes: PlanWishes, reason: str = ""
    ) -> list[BeatDraft]:
        """The beats, at least one."""
        if found:
            return list(found)
        self._note("moments of the panels", reason or "the model told none")
        if self.reserve is None:
            return list(plain_beats(self.text, wishes.panels))
        return [beat_of(panel, self.text, self.reserve) for panel in self.reserve.panels]

    def stagings(
        self, found: Sequence[StagingDraft | None], beats: Sequence[BeatDraft]
    ) -> list[StagingDraft | None]:
        """A staging for each beat that the rules can stage."""
        return [
            self._staging(number, beat, staging)
            for number, (beat, staging) in enumerate(zip(beats, found, strict=True), 1)
        ]

    def _staging(
        self, number: int, beat: BeatDraft, found: StagingDraft | None
    ) -> StagingDraft | None:
        said = meant(found) if found is not None else None
        if said is not None and said.subjects:
            return said
        reason = "the model gave none"
        if found is not None and said is None:
            found, reason = None, ECHO
        panel = self._nearest(beat)
        if panel is None or self.reserve is None:
            if found is None:
                self._note(f"{_panel(number)}: picture", reason)
            return found
        own = staging_of(panel, self.reserve)
        if not own.subjects and found is not None:
            return found
        self._note(f"{_panel(number)}: picture", reason)
        if found is None:
            return own
        told = {"shot": found.shot or own.shot, "angle": found.angle or own.angle}
        return own.model_copy(update={**told, "avoid": found.avoid})

    def words(
        self,
        found: Sequence[PanelWordsDraft | None],
        facts: FactsDraft,
        beats: Sequence[BeatDraft],
    ) -> list[PanelWordsDraft]:
        """Words for each beat: every quote, and the captions of the rules."""
        missing = [number for number, words in enumerate(found, 1) if words is None]
        quoted = iter(unwritten(self.text, facts, beats, missing) if missing else ())
        captions = self._captions(beats, missing)
        filled: list[PanelWordsDraft] = []
        for number, words in enumerate(found, 1):
            if words is None:
                words = next(quoted).model_copy(update={"caption": captions.get(number, "")})
                self._note(f"{_panel(number)}: words", "the model gave none")
            filled.append(words)
        return filled

    def _captions(self, beats: Sequence[BeatDraft], numbers: Iterable[int]) -> dict[int, str]:
        """The captions of the rules by panel number, each in the panel that shares most with it."""
        wanted = list(numbers)
        if self.reserve is None:
            return {number: _told_plainly(self.text, beats[number - 1]) for number in wanted}
        spans = [span_of(self.text, beat) for beat in beats]
        found: dict[int, list[str]] = {}
        for panel in self.reserve.panels:
            shared = [(_shared(panel.beat.span, span), -n) for n, span in enumerate(spans, 1)]
            best, number = max(shared, default=(0, 0))
            if panel.caption and best > 0:
                found.setdefault(-number, []).append(panel.caption)
        return {n: _joined(found[n]) for n in wanted if n in found}

    def _nearest(self, beat: BeatDraft) -> Panel | None:
        """The panel of the rules that shares most of the text with a beat."""
        if self.reserve is None:
            return None
        span = span_of(self.text, beat)
        shared = [(_shared(p.beat.span, span), -n) for n, p in enumerate(self.reserve.panels)]
        best, number = max(shared)
        return self.reserve.panels[-number] if best > 0 else None

    def _note(self, part: str, reason: str) -> None:
        self.sources.append(Source(part=part, planner=self.planner, reason=reason))


def plain_beats(text: NumberedText, panels: int | None) -> Iterator[BeatDraft]:
    """A panel for a few sentences each, where nobody can tell the moments."""
    count = max(1, len(text.sentences))
    wanted = min(panels or -(-count // PANEL_SENTENCES), count, MAX_PANELS)
    for number in range(wanted):
        first, last = number * count // wanted + 1, (number + 1) * count // wanted
        told = [s.text for s in text.sentences[first - 1 : last]]
        yield BeatDraft(first=first, last=last, moment=" ".join(told)[:200])


def still_used(sources: Sequence[Source], story: Story) -> tuple[Source, ...]:
    """The sources of parts that are in the story: a character may play nowhere."""
    cast = {f"character {character.name}" for character in story.cast}
    return tuple(
        source
        for source in sources
        if not source.part.startswith("character ") or source.part in cast
    )


def _panel(number: int) -> str:
    return f"panel p{number:02d}"


def _shared(one: Span, other: Span) -> int:
    """Characters that two spans share."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _told_plainly(text: NumberedText, beat: BeatDraft) -> str:
    """The sentences of a beat in which nobody speaks, as far as they fit."""
    speaking = {quote.sentence for quote in text.quotes}
    told = [
        sentence.text
        for sentence in text.sentences
        if beat.first <= sentence.number <= beat.last and sentence.number not in speaking
    ]
    words = " ".join(told).split()
    more = len(words) > MOST_CAPTION_WORDS
    return " ".join(words[:MOST_CAPTION_WORDS]) + (" …" if more else "")


def _joined(captions: Sequence[str]) -> str:
    """As many captions as fit."""
    kept: list[str] = []
    for caption in captions:
        if kept and len(" ".join([*kept, caption]).split()) > MOST_CAPTION_WORDS:
            break
        kept.append(caption)
    return " ".join(kept)
