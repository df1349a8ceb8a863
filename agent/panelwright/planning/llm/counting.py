"""Brings beats to a wanted number: merges the slightest, splits the fullest, adds looks about."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from panelwright.planning.llm.drafts import BeatDraft, FactsDraft
from panelwright.planning.llm.numbered import NumberedText
from panelwright.planning.llm.tables import table
from panelwright.planning.llm.telling import quotes_in
from panelwright.planning.llm.wording import nearest_weight

MOST_QUOTES = 4
MOST_SPEECH_BYTES = 300
"""Of one panel, if its sentences can be parted."""
_LEAST_LOAD = 20
_OTHER_SCENE = 400
"""What it costs to show two scenes in one panel, in bytes of text."""
_GREAT = 300
"""What it costs to give up a panel of weight 2 rather than 1."""


@dataclass(frozen=True)
class Measure:
    """How much the sentences of a synopsis weigh, and where its scenes begin."""

    text: NumberedText
    facts: FactsDraft = field(default_factory=FactsDraft)

    @cached_property
    def loads(self) -> Sequence[int]:
        """UTF-8 bytes of each sentence; headings weigh nothing."""
        return [
            0 if each.heading else max(_LEAST_LOAD, len(each.text.encode("utf-8", "replace")))
            for each in self.text.sentences
        ]

    @cached_property
    def starts(self) -> frozenset[int]:
        """Numbers of the sentences that begin a scene or follow a heading's beginning."""
        scenes = {scene.first for scene in self.facts.scenes}
        return frozenset(scenes | {each.number for each in self.text.sentences if each.heading})

    def of(self, beat: BeatDraft) -> int:
        """Of all sentences of a beat."""
        return sum(self.loads[beat.first - 1 : beat.last])

    def told(self, beat: BeatDraft) -> int:
        """How many sentences of a beat are no headings."""
        return sum(load > 0 for load in self.loads[beat.first - 1 : beat.last])


def merged_to(beats: Sequence[BeatDraft], most: int, measure: Measure) -> list[BeatDraft]:
    """At most so many beats: neighbours that tell least are one, within their scenes if may be."""
    found = list(beats)
    while len(found) > max(1, most):
        pairs = [_cost(a, b, measure) for a, b in pairwise(found)]
        best = min(range(len(pairs)), key=lambda k: (pairs[k], k))
        found[best : best + 2] = [_merged(found[best], found[best + 1])]
    return found


def _cost(one: BeatDraft, other: BeatDraft, measure: Measure) -> float:
    parted = other.first in measure.starts and other.first != one.first
    great = sum(max(0.0, _weight(beat) - 1.0) for beat in (one, other))
    shared = 0 if one.last == other.first else measure.of(one)
    return shared + measure.of(other) + _OTHER_SCENE * parted + _GREAT * great


def _merged(one: BeatDraft, other: BeatDraft) -> BeatDraft:
    """Both in one picture: that of the weightier, or of the one that has a moment."""
    key = max((one, other), key=lambda beat: (bool(beat.moment.strip()), _weight(beat)))
    return key.model_copy(
        update={
            "first": one.first,
            "last": max(one.last, other.last),
            "who": list(dict.fromkeys([*key.who, *one.who, *other.who])),
            "turning_point": one.turning_point or other.turning_point,
        }
    )


def _weight(beat: BeatDraft) -> float:
    return nearest_weight(beat.size) or 1.0


def split_to(beats: Sequence[BeatDraft], least: int, measure: Measure) -> list[BeatDraft]:
    """At least so many beats, if the sentences allow it: the fullest are split between them."""
    found = list(beats)
    while len(found) < least:
        open_ones = [k for k, beat in enumerate(found) if measure.told(beat) > 1]
        if not open_ones:
            break
        best = max(open_ones, key=lambda k: (measure.of(found[k]), -k))
        found[best : best + 1] = _halves(found[best], measure)
    return found


def readable(beats: Sequence[BeatDraft], measure: Measure) -> list[BeatDraft]:
    """Beats with more speech than a panel holds are split between sentences."""
    found: list[BeatDraft] = []
    waiting = list(reversed(beats))
    while waiting:
        beat = waiting.pop()
        if _talks_too_much(beat, measure.text) and measure.told(beat) > 1:
            waiting += reversed(_halves(beat, measure))
        else:
            found.append(beat)
    return found


def _talks_too_much(beat: BeatDraft, text: NumberedText) -> bool:
    quotes = quotes_in(text, beat.first, beat.last)
    said = sum(len(quote.text.encode("utf-8", "replace")) for quote in quotes)
    return len(quotes) > MOST_QUOTES or said > MOST_SPEECH_BYTES


def _halves(beat: BeatDraft, measure: Measure) -> list[BeatDraft]:
    """The beat with its moment, and its later sentences, whose picture is still to be told."""
    half, sum_so_far, cut = measure.of(beat) / 2, 0, beat.first
    for number in range(beat.first, beat.last):
        sum_so_far += measure.loads[number - 1]
        told_after = any(measure.loads[number : beat.last])
        if sum_so_far and told_after:
            cut = number
        if sum_so_far >= half and sum_so_far:
            break
    first = beat.model_copy(update={"last": cut, "turning_point": False})
    later = BeatDraft(first=cut + 1, last=beat.last, who=beat.who, turning_point=beat.turning_point)
    return [first, later]


def with_looks_about(beats: Sequence[BeatDraft], wanted: int, measure: Measure) -> list[BeatDraft]:
    """More beats where no sentence can be split: the place first, faces after great moments."""
    found = list(beats)
    opening = found[0] if found else None
    if opening is not None and len(found) < wanted and not _speaks(opening, measure.text):
        found.insert(0, _view(opening, measure))
    peopled = [beat for beat in beats if beat.who]
    peopled.sort(key=lambda beat: -_weight(beat))
    for beat in peopled[: max(0, wanted - len(found))]:
        found.insert(found.index(beat) + 1, _face(beat))
    return found


def _speaks(beat: BeatDraft, text: NumberedText) -> bool:
    return bool(quotes_in(text, beat.first, beat.first))


def _view(beat: BeatDraft, measure: Measure) -> BeatDraft:
    scene = next((s for s in measure.facts.scenes if s.first <= beat.first <= s.last), None)
    words = table("beats")["view"]
    moment = words["of"].format(place=scene.place) if scene and scene.place else words["else"]
    return BeatDraft(first=beat.first, last=beat.first, moment=moment)


def _face(beat: BeatDraft) -> BeatDraft:
    words = table("beats")["face"]["text"]
    moment = words.format(name=beat.who[0], moment=beat.moment)
    return BeatDraft(first=beat.last, last=beat.last, moment=moment, who=beat.who[:1], size="small")
