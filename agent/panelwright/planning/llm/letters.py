"""Turns the words that a model drafted for a panel into balloons, a caption and sounds."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from panelwright.planning.llm.drafts import BalloonDraft, PanelWordsDraft
from panelwright.planning.llm.names import Roster
from panelwright.planning.llm.numbered import Quote
from panelwright.planning.llm.wording import nearest_speech_kind
from panelwright_tools.domain import Kind, Sound, Speech, SpeechKind
from panelwright_tools.domain.text import MAX_TEXT

MOST_BALLOONS = 24
MOST_SOUNDS = 3
LONGEST_SOUND = 30
_OPENING, _CLOSING = "\"“„«‘'", "\"”“»’'"


@dataclass
class Voices:
    """Who says what in the whole story, and what has been said."""

    quotes: Mapping[int, Quote]
    speakers: Mapping[int, str]
    """Number of a quote to the name of who says it."""
    roster: Roster
    said: set[int] = field(default_factory=set)
    """Quotes that have a balloon: each has one in the story."""

    def balloons(
        self, drafts: Sequence[BalloonDraft], near: Collection[str], shown: Collection[str]
    ) -> tuple[Speech, ...]:
        """The balloons of a panel; `near` are there, `shown` are in the picture."""
        found: list[Speech] = []
        for draft in drafts[:MOST_BALLOONS]:
            words = self._words(draft)
            if not words:
                continue
            name = draft.speaker or self.speakers.get(draft.quote or 0, "")
            speaker = self.roster.find(name, near)
            found.append(
                Speech(speaker=speaker, text=words, kind=self._kind(draft, speaker, shown))
            )
        return tuple(found)

    def _words(self, draft: BalloonDraft) -> str:
        """Verbatim where the story has them."""
        if draft.quote is None:
            return _unquoted(draft.text)
        quote = self.quotes.get(draft.quote)
        if quote is None or quote.number in self.said:
            return "" if quote is not None else _unquoted(draft.text)
        self.said.add(quote.number)
        return _ended(quote.text)

    def _kind(self, draft: BalloonDraft, speaker: str | None, shown: Collection[str]) -> SpeechKind:
        kind = nearest_speech_kind(draft.kind) or SpeechKind.SPEECH
        if kind is SpeechKind.THOUGHT:
            return kind
        if speaker is None or speaker not in shown:
            return SpeechKind.OFF_PANEL
        own = next(c.kind for c in self.roster.cast if c.id == speaker)
        if kind is SpeechKind.ROBOT and own is Kind.PERSON:
            return SpeechKind.SPEECH
        if kind in (SpeechKind.SPEECH, SpeechKind.OFF_PANEL):
            return SpeechKind.ROBOT if own is Kind.ROBOT else SpeechKind.SPEECH
        return kind


def caption_of(draft: PanelWordsDraft) -> str:
    """The narration over a panel."""
    return _line(draft.caption)[:MAX_TEXT]


def sounds_of(draft: PanelWordsDraft) -> tuple[Sound, ...]:
    """The sound effects of a panel."""
    plain = dict.fromkeys(_unquoted(sound)[:LONGEST_SOUND].strip() for sound in draft.sounds)
    return tuple(Sound(text=text) for text in plain if text)[:MOST_SOUNDS]


def _unquoted(text: str) -> str:
    """The words without the marks around them."""
    line = _line(text)
    if len(line) > 1 and line[0] in _OPENING and line[-1] in _CLOSING:
        line = line[1:-1].strip()
    return line[:MAX_TEXT]


def _ended(text: str) -> str:
    """The comma before "she said" ends the words as a full stop."""
    line = _line(text)[:MAX_TEXT]
    return f"{line[:-1].rstrip()}." if line.endswith(",") else line


def _line(text: str) -> str:
    return " ".join(text.split())
