"""Whatever a model does wrong while it plans, a valid story or one sentence comes out, for exactly
the calls that the table of cases says."""

import re

import pytest

from panelwright_tools.domain import Story
from plan_cases import PlanCase, plan_cases, planned

CASES = plan_cases()


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_plan(case: PlanCase) -> None:
    ended = planned(case)
    if case.error is None:
        assert ended.error is None
        assert ended.story is not None
        assert_usable(ended.story)
        assert bool(ended.story.sources) == case.filled
    else:
        told = str(ended.error)
        assert re.search(case.error, told), told
        assert told.endswith(".") and told.isprintable()
    assert ended.calls == case.calls


def assert_usable(story: Story) -> None:
    assert Story.model_validate_json(story.model_dump_json()) == story
    assert len(story.panels) == 3
    known = {character.id for character in story.cast}
    for panel in story.panels:
        assert {region.subject for region in panel.regions if region.subject} <= known
        assert {words.speaker for words in panel.speech if words.speaker} <= known
