"""Maps of phrases are the attention that the model paid, and leak less with regions."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("diffusers")

from dense_attention import weights  # noqa: E402
from panelwright_tools.domain import Box  # noqa: E402
from panelwright_tools.painting.diffusion.regional import unet  # noqa: E402
from panelwright_tools.painting.diffusion.regional.attention import regional_attention  # noqa: E402
from panelwright_tools.painting.diffusion.regional.layouts import Call, layouts  # noqa: E402
from panelwright_tools.painting.diffusion.regional.leakage import (  # noqa: E402
    attention_leakage,
    swap_leakage,
)
from panelwright_tools.painting.diffusion.regional.maps import PhraseMaps  # noqa: E402
from panelwright_tools.painting.diffusion.regional.plan import (  # noqa: E402
    PlannedRegion,
    RegionPlan,
)
from tiny_models.flux1 import flux1_dev  # noqa: E402
from tiny_models.unets import sdxl  # noqa: E402

LEFT, RIGHT = Box(0, 0, 0.5, 1), Box(0.5, 0, 0.5, 1)
TOKENS = 6


@pytest.fixture(autouse=True)
def no_gradients() -> Iterator[None]:
    with torch.no_grad():
        yield


def plan_of(grid: tuple[int, int], base_ratio: float = 0.0) -> RegionPlan:
    regions = (
        PlannedRegion("r0", LEFT, 0.5, tokens=TOKENS),
        PlannedRegion("r1", RIGHT, 0.5, tokens=TOKENS),
    )
    return RegionPlan(grid, TOKENS, regions, base_ratio)


def plainly(plan: RegionPlan) -> RegionPlan:
    """The same texts as one long prompt without boxes."""
    return RegionPlan(plan.grid, base_tokens=plan.tokens)


def test_a_map_is_the_mean_attention_to_the_phrases_tokens() -> None:
    plan = plainly(plan_of((4, 4)))
    call = Call(layouts()["UNet2DConditionModel"], True, plan.tokens, slice(0, 1), slice(0))
    maps = PhraseMaps(plan, {"one": [0, 2], "two": [5]})
    torch.manual_seed(0)
    layer = unet.layer(plan, call, 16, plan.tokens, "cpu")
    expected = torch.zeros(16, 2)
    for _ in range(3):
        query, key = torch.randn(1, 2, 16, 8), torch.randn(1, 2, plan.tokens, 8)
        maps(layer, call, query, key, {})
        seen = weights(query, key, torch.ones(16, plan.tokens, dtype=torch.bool)).mean((0, 1))
        expected += torch.stack([seen[:, [0, 2]].sum(-1), seen[:, 5]], dim=-1) / 3
    read = maps.read()
    np.testing.assert_allclose(read["one"].ravel(), expected[:, 0], rtol=1e-5)
    np.testing.assert_allclose(read["two"].ravel(), expected[:, 1], rtol=1e-5)


def test_more_phrases_than_a_head_is_wide_are_read_all() -> None:
    plan = plainly(plan_of((4, 4)))
    call = Call(layouts()["UNet2DConditionModel"], True, plan.tokens, slice(0, 1), slice(0))
    maps = PhraseMaps(plan, {str(place): [place] for place in range(plan.tokens)})
    query, key = torch.randn(1, 2, 16, 4), torch.randn(1, 2, plan.tokens, 4)
    maps(unet.layer(plan, call, 16, plan.tokens, "cpu"), call, query, key, {})
    np.testing.assert_allclose(sum(maps.read().values()), np.ones((4, 4)), rtol=1e-5)


def of_unet(text: Any) -> Any:
    model = sdxl().unet
    latents = torch.randn(1, 4, 32, 32, generator=torch.Generator().manual_seed(1))
    added = {"text_embeds": torch.ones(1, 32), "time_ids": torch.ones(1, 6)}
    return (
        model,
        lambda words: model(
            latents, 500, encoder_hidden_states=words, added_cond_kwargs=added
        ).sample[0],
        torch.randn(1, text, 64),
    )


def of_flux(text: Any) -> Any:
    model = flux1_dev().transformer
    rows, columns = torch.meshgrid(torch.arange(16.0), torch.arange(16.0), indexing="ij")
    ids = torch.stack([torch.zeros(256), rows.flatten(), columns.flatten()], dim=-1)
    latents = torch.randn(1, 256, 16, generator=torch.Generator().manual_seed(1))

    def predict(words: Any) -> Any:
        return (
            model(
                hidden_states=latents,
                timestep=torch.tensor([0.5]),
                guidance=torch.tensor([3.5]),
                pooled_projections=torch.ones(1, 32),
                encoder_hidden_states=words,
                txt_ids=torch.zeros(words.shape[1], 3),
                img_ids=ids,
            )
            .sample[0]
            .T.reshape(16, 16, 16)
        )

    return model, predict, torch.randn(1, text, 32)


@pytest.mark.parametrize(
    ("make", "grid"), [(of_unet, (32, 32)), (of_flux, (16, 16))], ids=["sdxl", "flux1"]
)
def test_regions_leak_less_than_one_long_prompt(make: Any, grid: tuple[int, int]) -> None:
    torch.manual_seed(0)
    plan = plan_of(grid, base_ratio=0.3)
    model, predict, text = make(plan.tokens)
    start, stop = plan.spans[1]
    other = text.clone()
    other[:, start:stop] = torch.randn_like(other[:, start:stop])

    def leaks(boxes: RegionPlan) -> tuple[float, float]:
        maps = PhraseMaps(boxes, {"left": list(range(start, stop))})
        with regional_attention(model, boxes, watcher=maps):
            one, two = predict(text), predict(other)
        found = maps.read()["left"]
        return (
            attention_leakage(found, plan.owners(found.shape) == 1),
            swap_leakage(one, two, plan.owners() == 1),
        )

    attention, swap = leaks(plan)
    plain_attention, plain_swap = leaks(plainly(plan))
    assert attention == 0
    assert plain_attention > 0.3
    assert swap < plain_swap


def test_leakage_is_the_share_outside() -> None:
    inside = np.array([[True, False]])
    assert attention_leakage(np.array([[0.3, 0.1]]), inside) == pytest.approx(0.25)
    assert attention_leakage(np.zeros((1, 2)), inside) == 0
    first, second = np.zeros((2, 1, 2)), np.array([[[3.0, 1.0]], [[0.0, 0.0]]])
    assert swap_leakage(first, second, inside) == pytest.approx(0.1)
    assert swap_leakage(first, first, inside) == 0
