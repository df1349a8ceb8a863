"""Merges or splits moments into as many beats as there are panels."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from panelwright.planning.embedded.cast import Cast
from panelwright.planning.embedded.grouping import MAX_LINES, group
from panelwright.planning.embedded.lines import Line
from panelwright.planning.embedded.moments import SPEECH_WORDS, Moment, cuts_of, split_at
from panelwright.planning.embedded.plurals import with_company
from panelwright.planning.embedded.setting import Setting
from panelwright.planning.lengths import fitting_panels
from panelwright_tools.domain import Weather
from panelwright_tools.language.document import Document, Span

A_DEED = 1.0
"""The weight of a moment from which something is done in it, not only told."""


@dataclass(frozen=True)
class PanelBeat:
    """The moments of one panel."""

    moments: tuple[Moment, ...]
    kind: Literal["story", "establishing", "reaction"] = "story"

    @property
    def span(self) -> Span:
        """From the first to the last character in the synopsis."""
        return self.moments[0].span[0], self.moments[-1].span[1]

    @property
    def lines(self) -> tuple[Line, ...]:
        """The balloons in reading order."""
        if self.kind != "story":
            return ()
        return tuple(line for moment in self.moments for line in moment.lines)

    @property
    def key(self) -> Moment:
        """The moment that the picture is of."""
        return max(self.moments, key=lambda moment: moment.weight)

    @property
    def setting(self) -> Setting:
        """Where and when the picture plays, in the weather that the moments there bring."""
        setting = self.key.setting
        told = [
            moment.setting.weather
            for moment in self.moments
            if moment.setting.scene == setting.scene and moment.setting.weather is not Weather.CLEAR
        ]
        falls = [m.setting.falling for m in self.moments if m.setting.place == setting.place]
        falling = next((what for what in reversed(falls) if what is not None), None)
        weather = told[-1] if told else setting.weather
        return replace(setting, weather=weather, falling=falling)

    @property
    def who(self) -> tuple[str, ...]:
        """Everyone who is there in one of the moments, in order."""
        return tuple(dict.fromkeys(who for moment in self.moments for who in moment.who))


def default_panels(moments: list[Moment]) -> int:
    """A sensible number of panels for a text of this length and this much talk."""
    words = sum(moment.words for moment in moments)
    speech = sum(moment.speech_words for moment in moments)
    lines = sum(len(moment.lines) for moment in moments)
    return fitting_panels(words, speech, lines)


def panels_of_a_piece(moments: list[Moment]) -> int:
    """The same for what is added to a story: no more than it has sentences, and one where nobody
    does anything in them."""
    if not any(_is_worth_a_panel([moment]) for moment in moments):
        return 1
    return min(default_panels(moments), len(moments))


def choose_beats(
    document: Document, cast: Cast, moments: list[Moment], wanted: int | None
) -> list[PanelBeat]:
    """Exactly the wanted number of beats if the text allows it, else as many as it does."""
    number = wanted if wanted is not None else default_panels(moments)
    if len(moments) < number:
        moments = _split_more(document, cast, moments, number)
    moments = with_company(document, cast, moments)
    if len(moments) >= number:
        beats = [PanelBeat(tuple(part)) for part in group(moments, number)]
        if wanted is not None:
            return beats
        return [
            part for beat in beats for place in _in_one_place(beat) for part in _readable(place)
        ]
    beats = [PanelBeat((moment,)) for moment in moments]
    return _with_extra(beats, number) if wanted is not None or len(beats) < 2 else beats


def _in_one_place(beat: PanelBeat) -> list[PanelBeat]:
    """The beat in as many parts as it has places where something can be seen or heard."""
    parts: list[list[Moment]] = [[]]
    for moment in beat.moments:
        before = parts[-1][-1:]
        moved = bool(before) and before[0].setting.place != moment.setting.place
        if moved and _is_worth_a_panel(parts[-1]) and _is_worth_a_panel([moment]):
            parts.append([])
        parts[-1].append(moment)
    return [PanelBeat(tuple(part)) for part in parts]


def _is_worth_a_panel(moments: Sequence[Moment]) -> bool:
    """Somebody speaks or is seen doing something."""
    return any(m.lines or (m.seen and m.weight >= A_DEED) for m in moments)


def _readable(beat: PanelBeat) -> list[PanelBeat]:
    """The beat in as many parts as keep the speech of each within what a panel holds."""
    parts: list[list[Moment]] = [[]]
    for moment in beat.moments:
        words = sum(m.speech_words for m in parts[-1]) + moment.speech_words
        lines = sum(len(m.lines) for m in parts[-1]) + len(moment.lines)
        if parts[-1] and moment.lines and (words > SPEECH_WORDS or lines > MAX_LINES):
            parts.append([])
        parts[-1].append(moment)
    return [PanelBeat(tuple(part)) for part in parts]


def _split_more(document: Document, cast: Cast, moments: list[Moment], number: int) -> list[Moment]:
    """Split the longest moments at their best cuts until there are enough."""
    pieces = list(moments)
    closed: set[Span] = set()
    while len(pieces) < number:
        open_places = [k for k, piece in enumerate(pieces) if piece.span not in closed]
        if not open_places:
            break
        place = max(open_places, key=lambda k: (pieces[k].words, -k))
        cuts = cuts_of(document, pieces[place])
        if not cuts:
            closed.add(pieces[place].span)
            continue
        first, last = pieces[place].span
        middle = (first + last) / 2
        best = min(cuts, key=lambda cut: abs(cut - middle))
        parts = split_at(document, cast, pieces[place], [best])
        if len(parts) < 2:
            closed.add(pieces[place].span)
            continue
        pieces[place : place + 1] = parts
    return pieces


def _with_extra(beats: list[PanelBeat], number: int) -> list[PanelBeat]:
    """An establishing shot before, then reaction close-ups after the strongest beats."""
    wanting = number - len(beats)
    result = list(beats)
    if wanting > 0 and result:
        result.insert(0, PanelBeat(result[0].moments, "establishing"))
        wanting -= 1
    peopled = [beat for beat in beats if beat.who]
    peopled.sort(key=lambda beat: (-beat.key.weight, beat.span))
    for beat in peopled[: max(0, wanting)]:
        result.insert(result.index(beat) + 1, PanelBeat(beat.moments, "reaction"))
    return result
