"""What is asked about a picture: nothing that its verdict no longer depends on, unless all is
wanted."""

from panelwright.judging import judge
from panelwright.settings import Thresholds
from panelwright_tools.domain import Brief, Evidence, Panel
from panelwright_tools.domain.question import Answer, Question
from panelwright_tools.painting.picture import Picture
from panelwright_tools.questions.questioner import Questioner, TellsQuestions


def questioned(
    picture: Picture,
    panel: Panel,
    brief: Brief,
    evidence: Evidence,
    questioner: Questioner,
    limits: Thresholds | None,
) -> Evidence:
    """The evidence with what came of every question about a picture.

    With limits, a picture that has failed by them already is not asked about, since no answer could
    let it pass; a questioner that can't tell its questions beforehand is asked all the same.
    """
    if not questioner.asks:
        return evidence
    if limits is not None and isinstance(questioner, TellsQuestions):
        failures = judge(panel, brief, evidence, limits).failures
        if failures:
            about = failures[0].condition.phrase
            why = f"not asked, since the picture had failed already: {about}"[:4000]
            answers = tuple(_unasked(one, why) for one in questioner.questions(brief))
            return evidence.model_copy(update={"questioner": questioner.id, "answers": answers})
    answers = tuple(questioner.ask(picture, brief))
    incomplete = evidence.incomplete or any(one.failed for one in answers)
    return evidence.model_copy(
        update={"questioner": questioner.id, "answers": answers, "incomplete": incomplete}
    )


def _unasked(question: Question, why: str) -> Answer:
    return Answer(question=question, state="unasked", reason=why)
