"""A model with random weights plans as well as it can: what comes out is a valid story."""

from pathlib import Path

import pytest

from panelwright.planning.choosing import chosen_planner, kept_for_now
from panelwright.planning.planner import PlanWishes
from panelwright.settings import ModelSettings, Settings
from panelwright_tools.domain import Story

SYNOPSIS = (
    "A red-haired girl called Mina finds a map in the rain. “It glows!” she whispers. "
    "Her grey cat Otto runs after her to the old lighthouse. At night they dig up a small chest."
)


@pytest.mark.parametrize(("seed", "temperature"), [(0, 0.0), (1, 1.0), (2, 2.0)])
def test_random_weights_give_a_valid_story(tiny_gguf: Path, seed: int, temperature: float) -> None:
    model = ModelSettings(name=str(tiny_gguf), temperature=temperature)
    settings = Settings(planner="llama", seed=seed, model=model)
    with kept_for_now(settings) as (keep, budget):
        story = chosen_planner(settings, keep, budget).plan(SYNOPSIS, PlanWishes(panels=4))
    assert Story.model_validate_json(story.model_dump_json()) == story
    assert 1 <= len(story.panels) <= 4
    assert any(speech.text == "It glows!" for panel in story.panels for speech in panel.speech), (
        "what is quoted comes out, whoever plans"
    )
