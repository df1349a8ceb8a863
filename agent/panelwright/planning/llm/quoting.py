"""Mends the words that a model wrote: every quote of the story once, in order, as it stands."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from panelwright.planning.llm.drafts import (
    BalloonDraft,
    BeatDraft,
    FactsDraft,
    PanelWordsDraft,
)
from panelwright.planning.llm.numbered import NumberedText, Quote

MOST_CAPTION_WORDS = 25
MOST_CAPTION_LETTERS = 180
MOST_INVENTED = 2
"""Balloons of a panel for which the story has no quote."""
MOST_INVENTED_WORDS = 20
MOST_SOUNDS = 2
_MOST_SOUND_LETTERS = 24
_PAUSES = ",;:—–，；：、"
_POINTER = re.compile(r"\s*(?:\[\d+\]|\d{1,3}[,:;])\s+")
_TELLING = 3
"""A caption that holds so many words of a quote in a row says what a balloon says."""


@dataclass(frozen=True)
class Script:
    """What the story says in which panel, and by whom."""

    text: NumberedText
    facts: FactsDraft
    beats: Sequence[BeatDraft]

    @cached_property
    def homes(self) -> Mapping[int, int]:
        """Number of a quote to that of its panel: each quote has one, later ones no earlier."""
        homes: dict[int, int] = {}
        home = 1
        for quote in self.text.quotes:
            home = self._home(quote.sentence, home)
            homes[quote.number] = home
        return homes

    @cached_property
    def speakers(self) -> Mapping[int, str]:
        """Number of a quote to the name of its speaker, where the facts or the text tell it."""
        told = [(quote.number, quote.speaker) for quote in self.text.quotes]
        told += [(draft.quote, draft.speaker) for draft in self.facts.quotes]
        return {number: " ".join(name.split()) for number, name in told if name.strip()}

    def quotes_of(self, number: int) -> list[Quote]:
        """The quotes of a panel, in order."""
        return [quote for quote in self.text.quotes if self.homes[quote.number] == number]

    def _home(self, sentence: int, least: int) -> int:
        """The first panel from `least` on that tells a sentence, else the last one before it."""
        home = least
        for number in range(least, len(self.beats) + 1):
            beat = self.beats[number - 1]
            if beat.first > sentence:
                break
            home = number
            if sentence <= beat.last:
                break
        return home


def mended(
    script: Script, numbers: Sequence[int], drafts: Sequence[PanelWordsDraft]
) -> list[PanelWordsDraft]:
    """The words of the panels with these numbers, in order, whatever the model wrote.

    A balloon of the story has the number of its quote and no text; one with text is invented, and
    stands only where the story has no quote for the panel. Balloons of the same quote in other
    panels are dropped.
    """
    return [_panel(script, number, _joined(number, drafts)) for number in numbers]


def told_once(panels: Iterable[PanelWordsDraft | None]) -> list[PanelWordsDraft | None]:
    """The words of all panels in order, without captions that were read before."""
    read: set[str] = set()
    told: list[PanelWordsDraft | None] = []
    for words in panels:
        key = _key(words.caption) if words is not None else ""
        if words is not None and key in read:
            words = words.model_copy(update={"caption": ""})
        if len(key.split()) >= _TELLING:  # `Later.` may be read again
            read.add(key)
        told.append(words)
    return told


def _joined(number: int, drafts: Sequence[PanelWordsDraft]) -> PanelWordsDraft:
    """All that the model wrote for one panel."""
    own = [draft for draft in drafts if draft.panel == number]
    return PanelWordsDraft(
        panel=number,
        caption=next((draft.caption for draft in own if draft.caption.strip()), ""),
        balloons=[balloon for draft in own for balloon in draft.balloons],
        sounds=[sound for draft in own for sound in draft.sounds],
    )


def _panel(script: Script, number: int, draft: PanelWordsDraft) -> PanelWordsDraft:
    quotes = script.quotes_of(number)
    balloons = _quoted(script, quotes, draft) if quotes else _invented(script, draft)
    said = [quote.text for quote in quotes] or [balloon.text for balloon in balloons]
    return PanelWordsDraft(
        panel=number,
        caption=_caption(_unnumbered(draft.caption, script.text.synopsis), said),
        balloons=balloons,
        sounds=_sounds(draft.sounds),
    )


def _quoted(script: Script, quotes: Sequence[Quote], draft: PanelWordsDraft) -> list[BalloonDraft]:
    """A balloon for each quote; kind and, if the facts know none, speaker are the model's."""
    chosen: dict[int, BalloonDraft] = {}
    for balloon in draft.balloons:
        number = balloon.quote if balloon.quote is not None else _copied(quotes, balloon.text)
        if number is not None:
            chosen.setdefault(number, balloon)
    return [
        BalloonDraft(
            quote=quote.number,
            speaker=script.speakers.get(quote.number)
            or " ".join(chosen.get(quote.number, _UNTOLD).speaker.split()),
            kind=chosen.get(quote.number, _UNTOLD).kind,
        )
        for quote in quotes
    ]


_UNTOLD = BalloonDraft()


def _copied(quotes: Sequence[Quote], text: str) -> int | None:
    """The quote whose words a balloon repeats."""
    key = _key(text)
    return next((q.number for q in quotes if _holds(_key(q.text), key)), None)


def _invented(script: Script, draft: PanelWordsDraft) -> list[BalloonDraft]:
    """Balloons of a panel without quotes: short, and not the quotes of other panels."""
    known = {_key(quote.text) for quote in script.text.quotes}
    found: dict[str, BalloonDraft] = {}
    for balloon in draft.balloons:
        text = " ".join(balloon.text.split()).strip('"“”„«» ')
        short = 0 < len(text.split()) <= MOST_INVENTED_WORDS
        if balloon.quote is None and short and _key(text) and _key(text) not in known:
            told = {"text": text, "speaker": " ".join(balloon.speaker.split())}
            found.setdefault(_key(text), balloon.model_copy(update=told))
    return list(found.values())[:MOST_INVENTED]


def _unnumbered(caption: str, synopsis: str) -> str:
    """The caption without the number of a sentence before it: `[12] Mina runs.`"""
    pointer = _POINTER.match(caption)
    if pointer is None or pointer.group().strip() in synopsis:
        return caption
    return caption[pointer.end() :]


def _caption(caption: str, said: Sequence[str]) -> str:
    """The sentences that say nothing a balloon says, as many as fit."""
    heard = [_key(words) for words in said if len(_key(words).split()) >= _TELLING]
    kept: list[str] = []
    for sentence in _sentences(" ".join(caption.split())):
        key = _key(sentence)
        if not key or any(_holds(key, words) or _is_of(key, words) for words in heard):
            continue
        if not _fits(" ".join([*kept, sentence])):
            break
        kept.append(sentence)
    return " ".join(kept) or _clipped(caption, heard)


def _clipped(caption: str, heard: Sequence[str]) -> str:
    """The beginning of a caption that is one long sentence, to its last pause that fits."""
    words = caption.split()
    if _fits(caption) or any(_holds(_key(caption), words) for words in heard):
        return ""
    fit = next(words[:k] for k in range(MOST_CAPTION_WORDS, -1, -1) if _fits(" ".join(words[:k])))
    pauses = [k for k, word in enumerate(fit, 1) if word[-1] in _PAUSES]
    end = next((k for k in reversed(pauses) if k >= _TELLING), len(fit))
    begun = " ".join(fit[:end]) or caption
    return begun[: MOST_CAPTION_LETTERS - 2].rstrip(f"{_PAUSES}- ") + " …"


def _fits(caption: str) -> bool:
    return len(caption.split()) <= MOST_CAPTION_WORDS and len(caption) <= MOST_CAPTION_LETTERS


def _sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.!?…])\s+|(?<=[。！？])", text) if part]


def _sounds(sounds: Sequence[str]) -> list[str]:
    plain = [" ".join(sound.split()) for sound in sounds]
    fit = dict.fromkeys(sound for sound in plain if 0 < len(sound) <= _MOST_SOUND_LETTERS)
    return list(fit)[:MOST_SOUNDS]


def _holds(words: str, part: str) -> bool:
    """Whether keys of words hold those of a part, which are some."""
    return bool(part) and f" {part} " in f" {words} "


def _is_of(sentence: str, words: str) -> bool:
    return len(sentence.split()) >= _TELLING and _holds(words, sentence)


def _key(words: str) -> str:
    """The words without case and marks, to compare them."""
    return " ".join(re.findall(r"\w+", words.casefold()))
