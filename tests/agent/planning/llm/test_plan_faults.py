"""Whatever a model does wrong while it plans, a valid story or one sentence comes out, for exactly
the calls that the table of cases says."""

import re

import pytest

from panelwright_tools.domain import Box, Story
from panelwright_tools.layout.solver import lay_out
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
    cast = {character.id: character for character in story.cast}
    places = {place.id: place for place in story.places}
    for panel in story.panels:
        shown = [region.subject for region in panel.regions if region.subject]
        assert set(shown) <= cast.keys()
        assert max(shown.count("mina"), shown.count("tom")) <= 1
        assert {words.speaker for words in panel.speech if words.speaker} <= cast.keys()
        placed = lay_out(panel, cast, places.get(panel.place or ""), 4 / 3)
        assert placed.boxes.keys() | set(placed.dropped) == {region.id for region in panel.regions}
        assert all(within_canvas(box) for box in placed.boxes.values())


def within_canvas(box: Box) -> bool:
    return min(box.x, box.y, box.w, box.h) >= -1e-9 and max(box.right, box.bottom) <= 1 + 1e-9
