"""Masked joint attention, on random tensors and in small transformers of each family."""

from typing import Any

import pytest

torch = pytest.importorskip("torch")
diffusers = pytest.importorskip("diffusers")

from torch.nn.functional import scaled_dot_product_attention  # noqa: E402

from dense_attention import joint_attention  # noqa: E402
from panelwright_tools.domain import Box, ToolError  # noqa: E402
from panelwright_tools.painting.diffusion.regional import joint  # noqa: E402
from panelwright_tools.painting.diffusion.regional.attention import regional_attention  # noqa: E402
from panelwright_tools.painting.diffusion.regional.layouts import Call, layouts  # noqa: E402
from panelwright_tools.painting.diffusion.regional.plan import (  # noqa: E402
    Look,
    PlannedRegion,
    RegionPlan,
)
from panelwright_tools.painting.diffusion.regional.routes import attend  # noqa: E402

HALVES = (Box(0, 0, 0.5, 1), Box(0.5, 0, 0.5, 1))
CORNERS = (Box(0, 0, 0.4, 0.4), Box(0.6, 0.6, 0.4, 0.4))
GRID = (4, 8)


def plan_of(*boxes: Box, tokens: int = 4, base: int = 6, **changes: Any) -> RegionPlan:
    regions = tuple(
        PlannedRegion(f"r{i}", box, depth=0.1 * i, tokens=tokens) for i, box in enumerate(boxes)
    )
    return RegionPlan(GRID, base_tokens=base, regions=regions, **changes)


def tensors(plan: RegionPlan, batch: int = 1, extra: int = 0) -> tuple[Any, Any, Any]:
    torch.manual_seed(0)
    size = plan.tokens + GRID[0] * GRID[1] + extra
    return tuple(torch.randn(batch, 2, size, 8) for _ in range(3))


def regional(query: Any, key: Any, value: Any, plan: RegionPlan, family: str = "Flux") -> Any:
    layout = layouts()[f"{family}Transformer2DModel"]
    call = Call(layout, True, plan.tokens, positive=slice(0, len(query)), negative=slice(0))
    routes = joint.layer(plan, call, query.shape[2], key.shape[2], "cpu").routes
    return attend(scaled_dot_product_attention, query, key, value, routes)


@pytest.mark.parametrize("ratio", [0.0, 0.3, 1.0])
@pytest.mark.parametrize("family", ["Flux", "SD3"])
@pytest.mark.parametrize("extra", [0, 5])
def test_masked_attention_is_that_of_a_dense_mask(ratio: float, family: str, extra: int) -> None:
    plan = plan_of(Box(0, 0, 0.6, 0.7), Box(0.4, 0.3, 0.6, 0.7), base_ratio=ratio)
    query, key, value = tensors(plan, batch=2, extra=extra)
    text_first = family == "Flux"
    expected = joint_attention(query, key, value, plan, text_first=text_first, extra=extra)
    torch.testing.assert_close(regional(query, key, value, plan, family), expected)


LOOKS = (Look((1,), (0, 2)), Look((), (1,)), Look((1, 2), (3, 4)), Look((2,), (5,)))
"""Pictures that are one region's, everyone's, of two regions, and the other's."""
SEEN = 6
"""Tokens of all of them."""


@pytest.mark.parametrize("ratio", [0.0, 0.3, 1.0])
@pytest.mark.parametrize("family", ["Flux", "SD3"])
def test_pictures_of_regions_are_seen_as_with_a_dense_mask(ratio: float, family: str) -> None:
    boxes = Box(0, 0, 0.6, 0.7), Box(0.4, 0.3, 0.6, 0.7)
    plan = plan_of(*boxes, base_ratio=ratio, looks=LOOKS)
    query, key, value = tensors(plan, batch=2, extra=SEEN)
    expected = joint_attention(query, key, value, plan, text_first=family == "Flux", extra=SEEN)
    torch.testing.assert_close(regional(query, key, value, plan, family), expected)


@pytest.mark.parametrize("ratio", [0.0, 0.3])
def test_a_regions_picture_has_no_influence_outside_it_to_the_bit(ratio: float) -> None:
    plan = plan_of(*CORNERS, base_ratio=ratio, looks=LOOKS)
    query, key, value = tensors(plan, extra=SEEN)
    before = regional(query, key, value, plan)
    pictures = [len(key[0, 0]) - SEEN + place for place in (0, 2)]
    key[:, :, pictures], value[:, :, pictures] = 3.0, -2.0
    after = regional(query, key, value, plan)
    inside = torch.zeros(key.shape[2], dtype=torch.bool)
    inside[slice(*plan.spans[1])] = True
    inside[plan.tokens : len(inside) - SEEN] = torch.tensor(plan.owners().ravel() == 1)
    inside[pictures] = True
    assert torch.equal(before[:, :, ~inside], after[:, :, ~inside])
    assert not torch.isclose(before[0, 0, inside], after[0, 0, inside]).all(dim=-1).any()


def test_nor_in_the_negative_prompts_own_call() -> None:
    plan = plan_of(*CORNERS, looks=LOOKS)
    text, layout = 3, layouts()["QwenImageTransformer2DModel"]
    call = Call(layout, False, text, positive=slice(0, 1), negative=slice(0))
    torch.manual_seed(0)
    size = text + GRID[0] * GRID[1] + SEEN
    query, key, value = (torch.randn(1, 2, size, 8) for _ in range(3))

    def seen() -> Any:
        found = joint.apart(plan, call, size, "cpu")
        assert found is not None
        return attend(scaled_dot_product_attention, query, key, value, found.routes)

    before = seen()
    key[:, :, size - SEEN], value[:, :, size - SEEN] = 3.0, -2.0
    changed = (before != seen()).any(dim=-1)[0, 0]
    expected = torch.zeros(size, dtype=torch.bool)
    expected[text : size - SEEN] = torch.tensor(plan.owners().ravel() == 1)
    expected[[size - SEEN, size - SEEN + 2]] = True
    assert torch.equal(changed, expected)


def test_a_plan_of_other_pictures_than_the_models_is_refused() -> None:
    plan = plan_of(*CORNERS, looks=LOOKS)
    query, key, value = tensors(plan, extra=SEEN + 1)
    with pytest.raises(ToolError, match="7 tokens of pictures where 6 were told of"):
        regional(query, key, value, plan)


def test_emphasised_words_count_more_for_the_regions_pixels_alone() -> None:
    plain = plan_of(*CORNERS, base_ratio=0.3)
    raised = PlannedRegion("r0", CORNERS[0], 0.0, tokens=4, gains={1: 2.5})
    plan = RegionPlan(GRID, 6, (raised, plain.regions[1]), 0.3)
    query, key, value = tensors(plan)
    out = regional(query, key, value, plan)
    torch.testing.assert_close(out, joint_attention(query, key, value, plan, text_first=True))
    mine = torch.tensor(plan.owners().ravel() == 1)
    same = out == regional(query, key, value, plain)
    assert not same[:, :, plan.tokens :][:, :, mine].any()
    torch.testing.assert_close(
        out[:, :, plan.tokens :][:, :, ~mine],
        regional(query, key, value, plain)[:, :, plan.tokens :][:, :, ~mine],
    )


def test_without_a_base_ratio_words_from_outside_a_box_have_no_influence_in_it_to_the_bit() -> None:
    plan = plan_of(*CORNERS, base_ratio=0.0)
    query, key, value = tensors(plan)
    before = regional(query, key, value, plan)
    start, stop = plan.spans[2]
    words = [*range(plan.base_tokens), *range(start, stop)]
    key[:, :, words], value[:, :, words] = 3.0, -2.0
    after = regional(query, key, value, plan)
    mine = plan.tokens + torch.tensor(plan.owners().ravel() == 1).nonzero().flatten()
    assert torch.equal(before[:, :, mine], after[:, :, mine])
    assert not torch.equal(before, after)


def test_a_regions_words_are_never_seen_from_outside_its_box_whatever_the_base_ratio() -> None:
    plan = plan_of(*CORNERS, base_ratio=0.5)
    query, key, value = tensors(plan)
    before = regional(query, key, value, plan)
    start, stop = plan.spans[2]
    key[:, :, start:stop], value[:, :, start:stop] = 3.0, -2.0
    outside = plan.tokens + torch.tensor(plan.owners().ravel() != 2).nonzero().flatten()
    after = regional(query, key, value, plan)
    assert torch.equal(before[:, :, outside], after[:, :, outside])


Inputs = dict[str, Any]


def flux() -> tuple[Any, Inputs]:
    model = diffusers.FluxTransformer2DModel(
        patch_size=1, in_channels=4, num_layers=2, num_single_layers=2, attention_head_dim=16,
        num_attention_heads=2, joint_attention_dim=32, pooled_projection_dim=32,
        axes_dims_rope=[4, 4, 8],
    )  # fmt: skip
    return model, {
        "hidden_states": torch.randn(1, 32, 4),
        "timestep": torch.tensor([0.5]),
        "pooled_projections": torch.randn(1, 32),
        "img_ids": grid_ids(3),
        "txt_ids": lambda tokens: torch.zeros(tokens, 3),
    }


def flux2() -> tuple[Any, Inputs]:
    model = diffusers.Flux2Transformer2DModel(
        in_channels=4, num_layers=2, num_single_layers=2, attention_head_dim=16,
        num_attention_heads=2, joint_attention_dim=32, timestep_guidance_channels=16,
        axes_dims_rope=(4, 4, 4, 4),
    )  # fmt: skip
    return model, {
        "hidden_states": torch.randn(1, 32, 4),
        "timestep": torch.tensor([0.5]),
        "guidance": torch.tensor([1.0]),
        "img_ids": grid_ids(4),
        "txt_ids": lambda tokens: torch.stack(
            [torch.zeros(tokens)] * 3 + [torch.arange(float(tokens))], dim=-1
        )[None],
    }


def sd3() -> tuple[Any, Inputs]:
    model = diffusers.SD3Transformer2DModel(
        sample_size=8, patch_size=2, in_channels=4, out_channels=4, num_layers=3,
        attention_head_dim=16, num_attention_heads=2, joint_attention_dim=32,
        caption_projection_dim=32, pooled_projection_dim=32, dual_attention_layers=(0,),
        qk_norm="rms_norm", pos_embed_max_size=8,
    )  # fmt: skip
    return model, {
        "hidden_states": torch.randn(1, 4, 8, 16),
        "timestep": torch.tensor([500.0]),
        "pooled_projections": torch.randn(1, 32),
    }


def qwen() -> tuple[Any, Inputs]:
    model = diffusers.QwenImageTransformer2DModel(
        patch_size=2, in_channels=4, out_channels=4, num_layers=2, attention_head_dim=16,
        num_attention_heads=2, joint_attention_dim=32, axes_dims_rope=(4, 4, 8),
    )  # fmt: skip
    return model, {
        "hidden_states": torch.randn(1, 32, 4),
        "timestep": torch.tensor([0.5]),
        "img_shapes": [[(1, 4, 8)]],
        "encoder_hidden_states_mask": lambda tokens: torch.ones(1, tokens, dtype=torch.bool),
    }


def z_image() -> tuple[Any, Inputs]:
    model = diffusers.ZImageTransformer2DModel(
        in_channels=4, dim=32, n_layers=2, n_refiner_layers=1, n_heads=2, n_kv_heads=2,
        cap_feat_dim=32, axes_dims=[4, 4, 8], axes_lens=[256, 32, 32],
    )  # fmt: skip
    return model, {"x": [torch.randn(4, 1, 8, 16)], "t": torch.tensor([0.5])}


def grid_ids(axes: int) -> Any:
    rows, columns = torch.meshgrid(torch.arange(4.0), torch.arange(8.0), indexing="ij")
    ids = torch.zeros(32, axes)
    ids[:, 1], ids[:, 2] = rows.flatten(), columns.flatten()
    return ids


FAMILIES = [flux, flux2, sd3, qwen, z_image]
every_family = pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.__name__)


def built(family: Any) -> tuple[Any, Inputs]:
    torch.manual_seed(0)
    model, inputs = family()
    for weight in model.parameters():
        if not weight.any():
            torch.nn.init.normal_(weight, std=0.3)
    return model.eval(), inputs


def predicted(model: Any, inputs: Inputs, text: Any) -> Any:
    named = {k: v(text.shape[1]) if callable(v) else v for k, v in inputs.items()}
    if "x" in named:
        named["cap_feats"] = list(text)
    else:
        named["encoder_hidden_states"] = text
    with torch.no_grad():
        sample = model(**named).sample
    return torch.stack(sample) if isinstance(sample, list) else sample


def told(*texts: Any) -> Any:
    return torch.cat(texts, dim=1)


@every_family
@pytest.mark.parametrize("ratio", [0.0, 0.4])
def test_one_region_that_covers_everything_is_the_plain_picture(family: Any, ratio: float) -> None:
    model, inputs = built(family)
    text = torch.randn(1, 32, 32)
    plan = plan_of(Box(0, 0, 1, 1), tokens=32, base=32, base_ratio=ratio)
    plain = predicted(model, inputs, text)
    with regional_attention(model, plan):
        out = predicted(model, inputs, told(text, text))
    torch.testing.assert_close(out, plain, atol=1e-4, rtol=1e-4)
    torch.testing.assert_close(predicted(model, inputs, text), plain, atol=0, rtol=0)


@every_family
def test_words_act_most_in_their_box(family: Any) -> None:
    model, inputs = built(family)
    plan = plan_of(*HALVES, tokens=32, base=32, base_ratio=0.0)
    base, one, two, other = torch.randn(4, 1, 32, 32).unbind()
    inside = torch.tensor(plan.owners() == 2)

    def moved(first: Any, second: Any) -> tuple[float, float]:
        change = pixels_of((first - second).abs())
        return float(change[inside].mean()), float(change[~inside].mean())

    with regional_attention(model, plan):
        pictures = [predicted(model, inputs, told(base, one, text)) for text in (two, other)]
    at_home, abroad = moved(*pictures)
    assert at_home > 0
    assert abroad == 0, "two boxes that share no background share nothing"
    freely = [predicted(model, inputs, told(base, one, text)) for text in (two, other)]
    assert moved(*freely)[1] > 0


def pixels_of(sample: Any) -> Any:
    """(4, 8) means over what a pixel of the attention grid holds."""
    if sample.dim() == 3:
        return sample.mean(-1).reshape(GRID)
    return sample.reshape(4, 4, 2, 8, 2).mean((0, 2, 4))


@every_family
def test_an_exception_leaves_the_model_as_it_was(family: Any) -> None:
    model, inputs = built(family)
    text = torch.randn(1, 38, 32)
    plain = predicted(model, inputs, text)
    with pytest.raises(KeyError), regional_attention(model, plan_of(*HALVES, tokens=16)):
        predicted(model, inputs, text)
        raise KeyError
    assert torch.equal(predicted(model, inputs, text), plain)
    assert not any(m._forward_hooks or m._forward_pre_hooks for m in model.modules())


def test_a_guided_batch_is_its_two_halves_by_themselves() -> None:
    model, inputs = built(sd3)
    plan = plan_of(*CORNERS)
    negative, positive = torch.randn(2, 1, plan.tokens, 32).unbind()
    with regional_attention(model, plan):
        alone = predicted(model, inputs, positive)
    plain = predicted(model, inputs, negative[:, : plan.base_tokens])
    twice = {name: torch.cat([value, value]) for name, value in inputs.items()}
    with regional_attention(model, plan, guided=True):
        both = predicted(model, twice, torch.cat([negative, positive]))
    torch.testing.assert_close(both, torch.cat([plain, alone]), atol=1e-4, rtol=1e-4)


@pytest.mark.parametrize("ratio", [0.0, 0.4])
@pytest.mark.parametrize("length", [20, 150])
def test_a_guided_list_of_texts_may_have_a_negative_of_any_length(
    ratio: float, length: int
) -> None:
    model, inputs = built(z_image)
    plan = plan_of(*CORNERS, tokens=32, base=32, base_ratio=ratio)
    positive, negative = torch.randn(plan.tokens, 32), torch.randn(length, 32)
    with regional_attention(model, plan):
        alone = predicted(model, inputs, positive[None])
    plain = predicted(model, inputs, negative[None])
    twice = {"x": inputs["x"] * 2, "t": inputs["t"].repeat(2), "cap_feats": [positive, negative]}
    with torch.no_grad(), regional_attention(model, plan, guided=True):
        both = torch.stack(model(**twice).sample)
    torch.testing.assert_close(both, torch.cat([alone, plain]), atol=1e-4, rtol=1e-4)


def test_what_an_adapter_adds_to_the_words_stays() -> None:
    from diffusers.models.transformers.transformer_flux import FluxIPAdapterAttnProcessor

    model, inputs = built(flux)
    plan = plan_of(*CORNERS)
    text = torch.randn(1, plan.tokens, 32)
    with regional_attention(model, plan):
        words = predicted(model, inputs, text)
    processors = dict(model.attn_processors)
    for name in processors:
        if name.startswith("transformer_blocks"):
            processors[name] = FluxIPAdapterAttnProcessor(32, 32)
    model.set_attn_processor(processors)

    def drawn(scale: float) -> Any:
        for processor in model.attn_processors.values():
            if hasattr(processor, "scale"):
                processor.scale = [scale]
        looks = {"ip_hidden_states": [torch.ones(1, 4, 32)]}
        with regional_attention(model, plan):
            return predicted(model, {**inputs, "joint_attention_kwargs": looks}, text)

    torch.testing.assert_close(drawn(0.0), words)
    assert not torch.allclose(drawn(1.0), words, atol=1e-4)


def test_fused_projections_take_regions() -> None:
    model, inputs = built(flux)
    plan = plan_of(*CORNERS)
    text = torch.randn(1, plan.tokens, 32)
    with regional_attention(model, plan):
        expected = predicted(model, inputs, text)
    model.fuse_qkv_projections()
    with regional_attention(model, plan):
        fused = predicted(model, inputs, text)
    torch.testing.assert_close(fused, expected, atol=1e-4, rtol=1e-4)
