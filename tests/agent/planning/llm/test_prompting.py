"""The prompts of the planning steps: the stable system text first, nothing of a story rendered."""

import pytest

from panelwright.planning.llm.prompting import prompted

READ = {"story": "[1] Mina runs.", "known": "", "part": False}


def test_every_step_is_told_the_same_system_text_first() -> None:
    read = prompted("plan/read", **READ)
    broken = prompted(
        "plan/break_down", story="[1] Mina runs.", facts="Mina", panels=4, pages=2, before=""
    )
    assert read[0] == broken[0]
    assert [message.speaker for message in read] == ["system", "user"]


def test_steps_share_the_beginning_of_their_question_as_far_as_the_story_goes() -> None:
    read = prompted("plan/read", **READ)[1].text
    broken = prompted(
        "plan/break_down", story="[1] Mina runs.", facts="Mina", panels=4, pages=None, before=""
    )[1].text
    shared = "<story>\n[1] Mina runs.\n</story>\n"
    assert read.startswith(shared)
    assert broken.startswith(shared)


def test_a_story_with_template_marks_is_told_as_it_is() -> None:
    told = prompted("plan/read", story="[1] {{ 7 * 7 }} {% raw %}", known="", part=False)[1].text
    assert "{{ 7 * 7 }} {% raw %}" in told


def test_a_missing_variable_is_an_error() -> None:
    with pytest.raises(ValueError, match="wants known, part, story"):
        prompted("plan/read", story="[1] Mina runs.")


@pytest.mark.parametrize(("pages", "words"), [(None, "4 panels, in order"), (2, "on 2 pages, in")])
def test_the_pages_are_told_only_where_some_are_wished(pages: int | None, words: str) -> None:
    told = prompted("plan/break_down", story="", facts="", panels=4, pages=pages, before="")
    assert words in told[1].text
