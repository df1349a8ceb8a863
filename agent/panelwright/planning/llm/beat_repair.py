"""Mends the beats that a model wrote: over all sentences, in the wanted number, with moments."""

from collections.abc import Sequence
from dataclasses import dataclass

from panelwright.planning.llm.characters import cast_of
from panelwright.planning.llm.counting import (
    Measure,
    merged_to,
    readable,
    split_to,
    with_looks_about,
)
from panelwright.planning.llm.covering import covering
from panelwright.planning.llm.drafts import BeatDraft, FactsDraft
from panelwright.planning.llm.names import Roster
from panelwright.planning.llm.numbered import NumberedText
from panelwright.planning.llm.turning import with_few_splashes, with_turns
from panelwright.planning.planner import PlanWishes

FEWER, MORE = 0.6, 1.5
"""So many times the fitting number of panels a model may choose when none is wished."""
_LONGEST_MOMENT = 200


@dataclass(frozen=True)
class Question:
    """A stretch of the story, and the panels that it shall have."""

    first: int
    last: int
    panels: int


def repaired(
    text: NumberedText,
    facts: FactsDraft,
    wishes: PlanWishes,
    questions: Sequence[Question],
    answers: Sequence[Sequence[BeatDraft]],
) -> list[BeatDraft]:
    """The beats of all stretches as a plan can use them, whatever the model wrote."""
    measure = Measure(text, facts)
    beats: list[BeatDraft] = []
    for question, answer in zip(questions, answers, strict=True):
        beats += covering(answer, text, question.first, question.last)
    beats = _counted(_named(beats, facts), wishes.panels, sum(q.panels for q in questions), measure)
    beats = with_turns(with_few_splashes(beats), wishes.pages)
    return [_with_moment(beat, text) for beat in beats]


def _counted(
    beats: Sequence[BeatDraft], wished: int | None, fitting: int, measure: Measure
) -> list[BeatDraft]:
    if wished is None:
        some = merged_to(split_to(beats, round(FEWER * fitting), measure), _most(fitting), measure)
        return readable(some, measure)
    exact = merged_to(split_to(beats, wished, measure), wished, measure)
    return with_looks_about(exact, wished, measure)


def _most(fitting: int) -> int:
    return round(MORE * fitting) + 1


def _named(beats: Sequence[BeatDraft], facts: FactsDraft) -> list[BeatDraft]:
    """Only names of the cast, as the cast has them."""
    roster = Roster(cast_of(facts.cast))
    names = {character.id: character.name for character in roster.cast}
    found: list[BeatDraft] = []
    for beat in beats:
        who = [one for name in beat.who for one in roster.find_all(name)]
        listed = list(dict.fromkeys(names[one] for one in who))
        found.append(beat.model_copy(update={"who": listed}))
    return found


def _with_moment(beat: BeatDraft, text: NumberedText) -> BeatDraft:
    """A beat that no model told shows what its first sentence says."""
    if beat.moment.strip():
        return beat.model_copy(update={"moment": " ".join(beat.moment.split())})
    sentences = [each for each in text.sentences[beat.first - 1 : beat.last] if not each.heading]
    words = " ".join((sentences or text.sentences[beat.first - 1 : beat.last])[0].text.split())
    if len(words) > _LONGEST_MOMENT:
        words = words[: _LONGEST_MOMENT - 2].rsplit(" ", 1)[0] + " …"
    return beat.model_copy(update={"moment": words})
