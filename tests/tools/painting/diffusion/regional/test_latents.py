"""Predictions of the texts are blended by place, around a model that stays as it was."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("diffusers")

from panelwright_tools.domain import Box  # noqa: E402
from panelwright_tools.painting.diffusion.regional.latents import (  # noqa: E402
    blended,
    region_weights,
    regional_latents,
)
from panelwright_tools.painting.diffusion.regional.plan import (  # noqa: E402
    PlannedRegion,
    RegionPlan,
)
from tiny_models.unets import sd15  # noqa: E402


@pytest.fixture(autouse=True)
def no_gradients() -> Iterator[None]:
    with torch.no_grad():
        yield


def plan_of(*boxes: Box, base_ratio: float = 0.0, grid: tuple[int, int] = (8, 8)) -> RegionPlan:
    regions = tuple(PlannedRegion(f"r{i}", box, 0.5, tokens=4) for i, box in enumerate(boxes))
    return RegionPlan(grid, 4, regions, base_ratio)


def test_weights_sum_to_one_and_are_soft_at_the_edges_alone() -> None:
    weights = region_weights(plan_of(Box(0, 0, 0.5, 1), base_ratio=0.25))
    np.testing.assert_allclose(weights.sum(axis=0), 1)
    np.testing.assert_allclose(weights[1, 4], [0.75, 0.75, 0.75, 0.5, 0.25, 0, 0, 0], atol=1e-12)


def test_without_a_feather_each_pixel_takes_its_owners_prediction() -> None:
    plan = plan_of(Box(0, 0, 0.5, 1), Box(0.5, 0, 0.5, 0.5))
    out = blended(lambda n: torch.full((1, 2, 8, 8), float(n)), region_weights(plan, feather=0))
    assert torch.equal(out[0, 0], torch.tensor(plan.owners()).float())


def test_a_text_without_a_pixel_is_not_predicted() -> None:
    asked: list[int] = []

    def predict(number: int) -> Any:
        asked.append(number)
        return torch.zeros(1, 1, 8, 8)

    blended(predict, region_weights(plan_of(Box(0, 0, 1, 1)), feather=0))
    assert asked == [1]


def test_a_model_predicts_each_region_by_its_own_words() -> None:
    model, latents = sd15().unet, torch.randn(1, 4, 8, 8)
    texts = [{"encoder_hidden_states": torch.randn(1, 4, 32)} for _ in range(2)]
    plain = [model(latents, 500, **text).sample for text in texts]
    other = {"encoder_hidden_states": torch.randn(1, 7, 32)}
    plain_other = model(latents, 500, **other).sample
    with regional_latents(model, plan_of(Box(0, 0, 0.5, 1)), texts):
        out = model(latents, 500, **texts[0], return_dict=False)[0]
        assert torch.equal(model(latents, 500, **other).sample, plain_other)
    torch.testing.assert_close(out[..., :3], plain[1][..., :3])
    torch.testing.assert_close(out[..., 5:], plain[0][..., 5:])
    assert not torch.allclose(plain[0], plain[1])


def test_an_exception_leaves_the_model_as_it_was() -> None:
    model, latents = sd15().unet, torch.randn(1, 4, 8, 8)
    text = {"encoder_hidden_states": torch.randn(1, 4, 32)}
    plain = model(latents, 500, **text).sample
    with pytest.raises(KeyError), regional_latents(model, plan_of(Box(0, 0, 1, 1)), [text] * 2):
        raise KeyError
    assert "forward" not in vars(model)
    assert torch.equal(model(latents, 500, **text).sample, plain)


def test_texts_must_be_as_many_as_the_plans() -> None:
    with (
        pytest.raises(ValueError, match="1 texts"),
        regional_latents(torch.nn.Identity(), plan_of(Box(0, 0, 1, 1)), [{}]),
    ):
        pass
