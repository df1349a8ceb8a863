"""A panel's words as passages in reading order: one passage becomes one balloon or caption."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from panelwright_tools.domain.story import Panel
from panelwright_tools.domain.vocabulary import SpeechKind
from panelwright_tools.lettering.model import Leftover
from panelwright_tools.lettering.splitting import MOST_WORDS, split_words
from panelwright_tools.lettering.typeset import undrawable
from panelwright_tools.lettering.words import Word, plain, words_of

_CAPTION_WORDS = 25


@dataclass(frozen=True)
class Passage:
    """Words that stand together."""

    kind: Literal["caption", "balloon"]
    words: tuple[Word, ...]
    speech: int | None = None
    """Index of the speech; None for the caption."""
    speaker: str | None = None
    voice: SpeechKind = SpeechKind.SPEECH
    goes_on: bool = False
    """The passage before it belongs to the same speaker, in the same voice."""

    @property
    def span(self) -> tuple[int, int]:
        """First and last+1 character in the speech or caption."""
        return self.words[0].start, self.words[-1].end


@dataclass(frozen=True)
class Script:
    """All passages, and what cannot be lettered."""

    passages: tuple[Passage, ...]
    leftovers: tuple[Leftover, ...] = ()
    notes: tuple[str, ...] = ()


def _unreadable(words: Sequence[Word]) -> str:
    """The letters without font, when they are too many to leave them out."""
    missing = undrawable(words, "speech")
    return missing if any(c.isalnum() for c in missing) else ""


def script_of(panel: Panel, most_words: float = MOST_WORDS) -> Script:
    """The passages of a panel: the speeches in order, and the caption before or behind them."""
    passages: list[Passage] = []
    leftovers: list[Leftover] = []
    notes: list[str] = []
    told: list[tuple[int | None, str]] = [(None, panel.caption)]
    said: list[tuple[int | None, str]] = [(i, s.text) for i, s in enumerate(panel.speech)]
    texts = [*said, *told] if panel.caption_last else [*told, *said]
    for speech, text in texts:
        words = words_of(text)
        if not words:
            continue
        missing = _unreadable(words)
        speaker = None if speech is None else panel.speech[speech].speaker
        if missing:
            leftovers.append(
                Leftover(
                    speech=speech,
                    span=(0, len(text)),
                    speaker=speaker,
                    text=plain(text),
                    reason="font",
                )
            )
            notes.append(_font_note(panel.id, missing))
            continue
        passages += _split(panel, speech, words, most_words, passages[-1:])
    return Script(tuple(passages), tuple(leftovers), tuple(dict.fromkeys(notes)))


def _font_note(panel: str, missing: str) -> str:
    return (
        f"panel {panel}: no font on this machine draws {missing[:12]!r}; the words are kept in"
        " the book's text but not lettered: install a font that covers them (such as Noto Sans"
        " CJK) and bind again"
    )


def _split(
    panel: Panel,
    speech: int | None,
    words: tuple[Word, ...],
    most_words: float,
    before: Sequence[Passage],
) -> list[Passage]:
    if speech is None:
        return [Passage("caption", part) for part in split_words(words, _CAPTION_WORDS)]
    said = panel.speech[speech]
    parts = split_words(words, most_words)
    goes_on = bool(before) and before[0].speech is not None
    goes_on = goes_on and before[0].speaker == said.speaker and said.speaker is not None
    goes_on = goes_on and before[0].voice is said.kind
    return [
        Passage("balloon", part, speech, said.speaker, said.kind, goes_on or number > 0)
        for number, part in enumerate(parts)
    ]
