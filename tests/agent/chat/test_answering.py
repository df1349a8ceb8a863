"""Questions are answered by rules from what the run has written down."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from panelwright.changing import edited, redrawn
from panelwright.chat.answering.facts import Facts
from panelwright.chat.answering.rules import answered
from panelwright.proposing import proposed
from panelwright.run import Run
from panelwright_tools.domain import Attempt, UserError
from small_runs import drawn, planned


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """A run that was drawn, changed and drawn again; its third panel's evidence is planted."""
    run = planned(tmp_path_factory.mktemp("asked") / "run")
    drawn(run)
    edited(run, proposed(run, "panel 2 at night").edits, "panel 2 at night")
    redrawn(run, "1", None)
    drawn(run)
    _fail(run, "p03")
    yield run


def _fail(run: Run, panel: str) -> None:
    """Have the evidence of a panel say that its first attempt failed and its second did, too."""
    (attempt,) = run.read_attempts(panel)
    ruling = attempt.verdict.rulings[0]
    bad = ruling.model_copy(
        update={"outcome": "fail", "reason": "it is not to be seen", "cause": "missing"}
    )
    verdict = attempt.verdict.model_copy(update={"rulings": (bad, *attempt.verdict.rulings[1:])})
    repair = {"kind": "relayout", "move": "spread", "regions": [], "reason": "it is hidden"}
    records = (
        attempt.model_copy(update={"verdict": verdict}),
        Attempt.model_validate(
            {**attempt.model_dump(), "number": 2, "repair": repair,
             "verdict": verdict.model_dump()}
        ),
    )  # fmt: skip
    for record in records:
        run.attempt(panel, record.number).write_text(record.model_dump_json())


def ask(run: Run, question: str) -> str:
    answer = answered(Facts(run), question)
    assert answer is not None, question
    return answer


@pytest.mark.parametrize(
    "question",
    ["why was panel 2 redrawn?", "Why did you paint panel 2 again?", "what changed in panel 2",
     "why is panel 2 different", "can you tell me why panel two was painted again?"],
)  # fmt: skip
def test_why_a_panel_was_painted_again_names_the_change(question: str, run: Run) -> None:
    answer = ask(run, question)
    assert "“panel 2 at night” (version 1): panel 2: time day → night" in answer
    assert "accepted at the first attempt" in answer


def test_another_drawing_is_named_as_the_cause(run: Run) -> None:
    assert "“another drawing of panel 1” (version 2)" in ask(run, "why was panel 1 redrawn?")


def test_a_panel_that_no_change_touched_says_so(run: Run) -> None:
    answer = ask(run, "why was panel 3 painted again?")
    assert "painted once, for the plan" in answer and "Panel 3 took 2 attempts" in answer


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("why was panel 3 repaired?", "Number 2, a repair by relayout (spread), failed"),
        ("how many attempts did panel 3 take?", "took 2 attempts"),
        ("why is panel 3 flagged?", "Panel 3 is flagged"),
        ("what is wrong with panel 3", "it is not to be seen"),
        ("is panel 2 ok?", "Panel 2 is accepted"),
        ("which panels are flagged?", "Flagged: panel 3 ("),
        ("which panels failed?", "panel 3"),
        ("are there any problems?", "panel 3"),
        ("which panels were repaired?", "Panel 3 took more than one attempt: 4 pictures for 3"),
        ("what did it cost?", "Nothing: 4 pictures of 3 panels"),
        ("how much have I spent so far?", "Nothing:"),
        ('who says "still raining"?', "Mina says it, on panel 1: “Is it still raining?”"),
        ("who says is it still raining", "Mina says it, on panel 1"),
        ('who says "Hooray"?', "Nobody says “Hooray”"),
        ("who speaks on panel 2?", "Mina says “Is it still raining?” on panel 2"),
        ("what does Mina say in panel 1?", "Mina says “Is it still raining?” on panel 1"),
        ("who is in panel 2?", "Panel 2 shows Mina and a wooden bench."),
        ("is Mina in panel 2?", "Yes: panel 2 shows Mina"),
        ("is the dog in panel 2?", "No: panel 2 shows Mina"),
        ("what happens in panel 2?", "Panel 2: Day 2."),
        ("where is panel 2?", "at the park, night"),
        ("when does panel 2 take place?", "night"),
        ("which panels show Mina?", "Mina is on 3 panels of 3: panels 1, 2 and 3"),
        ("where is the bench?", "the bench is on 3 panels"),
        ("what does Mina look like?", "Mina:"),
        ("who is in the story?", "The cast: Mina"),
        ("how many panels are there?", "3 panels on 1 page, with 3 balloons"),
        ("what is the title?", "“Rain”"),
        ("what did I change?", "1. panel 2 at night"),
        ("history", "2. another drawing of panel 1"),
        ("what did you guess?", "Nothing: all of it was told"),
        ("who painted it?", "the painter is blocks"),
        ("where is the book?", "book.pdf"),
        ("who talks the most?", "Mina has 3 balloons"),
        ("who shouts?", "Nobody does"),
        ("which panel is the one about day 2?", "Panel 2"),
        ("what happens after day 2?", "Panel 3"),
    ],
)
def test_questions_are_answered_from_the_evidence(question: str, told: str, run: Run) -> None:
    assert told.lower() in ask(run, question).lower()


@pytest.mark.parametrize(
    "question", ["why is the sky blue?", "who am I?", "is there life on Mars?", "x" * 4000]
)
def test_what_nothing_is_written_about_has_no_answer(question: str, run: Run) -> None:
    assert answered(Facts(run), question) is None


def test_a_panel_that_is_not_there_is_named(run: Run) -> None:
    with pytest.raises(UserError, match="there is no panel 12"):
        answered(Facts(run), "why was panel 12 redrawn?")


def test_before_it_is_drawn_no_evidence_is_made_up(tmp_path: Path) -> None:
    run = planned(tmp_path / "run")
    assert ask(run, "which panels failed?") == "No panel is drawn yet."
    assert "not drawn yet" in ask(run, "why was panel 1 redrawn?")
