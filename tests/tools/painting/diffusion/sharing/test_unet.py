"""Self-attention shared with pictures of characters: layer by layer, and picture by picture."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("diffusers")

from torch import nn  # noqa: E402
from torch.nn.functional import scaled_dot_product_attention  # noqa: E402

from panelwright_tools.domain import (  # noqa: E402
    Box,
    Brief,
    BriefRegion,
    Character,
    Region,
    UserError,
)
from panelwright_tools.painting.diffusion.catalogue import family_named, kinds  # noqa: E402
from panelwright_tools.painting.diffusion.family import Family  # noqa: E402
from panelwright_tools.painting.diffusion.painter import diffusion_painter  # noqa: E402
from panelwright_tools.painting.diffusion.regional.plan import (  # noqa: E402
    PlannedRegion,
    RegionPlan,
)
from panelwright_tools.painting.diffusion.sampling import (  # noqa: E402
    Reference,
    RegionPrompt,
    Sampling,
)
from panelwright_tools.painting.diffusion.sharing.unet import (  # noqa: E402
    Anchor,
    shared_attention,
)
from panelwright_tools.painting.picture import Picture  # noqa: E402
from samplings import difference, noise_picture, repaint_right, sampling  # noqa: E402
from tiny_models.folders import built  # noqa: E402

LEFT, RIGHT = Box(0, 0, 0.5, 1), Box(0.5, 0, 0.5, 1)
TOKENS = 3
MINA = BriefRegion(
    region=Region(id="mina", subject="mina", noun="girl", phrase="a girl"),
    box=Box(0.1, 0.1, 0.8, 0.8),
    character=Character(id="mina", name="Mina", references=("look",)),
)
BRIEF = Brief(panel="p01", prompt="", regions=(MINA,), size=(64, 64), seed=1)


class OneLayer(nn.Module):  # type: ignore[misc]
    """The smallest model with a self-attention, whose outcome is that of the layer."""

    def __init__(self) -> None:
        from diffusers.models.attention_processor import Attention

        super().__init__()
        torch.manual_seed(0)
        self.block = nn.ModuleDict({"attn1": Attention(8, heads=2, dim_head=4)})

    def forward(
        self, sample: Any, timestep: Any, encoder_hidden_states: Any, return_dict: bool = True
    ) -> Any:
        pixels = sample.flatten(2).transpose(1, 2)
        return self.block["attn1"](pixels).transpose(1, 2).unflatten(2, sample.shape[2:])


def plan() -> RegionPlan:
    two = tuple(PlannedRegion(name, box, 0.5, TOKENS) for name, box in (("l", LEFT), ("r", RIGHT)))
    return RegionPlan((4, 6), TOKENS, two)


def outcome(*anchors: Anchor, pool: int = 1, batch: int = 2) -> Any:
    """(batch, 8, 4, 6) what the layer makes of a panel; the right half is the second region."""
    noise = torch.Generator().manual_seed(1)
    panel, text = torch.randn(batch, 8, 4, 6, generator=noise), torch.zeros(batch, 3 * TOKENS, 5)
    model = OneLayer()
    with (
        torch.no_grad(),
        shared_attention(model, plan(), anchors, lambda x, _: x, margin=0.0, pool=pool),
    ):
        return model(panel, torch.tensor(5), text)


def anchor(region: int, seed: int = 0, **changes: Any) -> Anchor:
    latents = torch.randn(1, 8, 4, 4, generator=torch.Generator().manual_seed(seed))
    return replace(Anchor(region, latents, None, 1.0, (32, 32)), **changes)


def test_pixels_outside_a_characters_region_do_not_see_its_picture_to_the_bit() -> None:
    plain, shared = outcome(), outcome(anchor(1))
    assert torch.equal(plain[..., 3:], shared[..., 3:])
    assert ((plain - shared)[..., :3].abs().amax(1) > 0).all()


def test_each_of_two_characters_sees_its_own_picture_to_the_bit() -> None:
    both = outcome(anchor(1, seed=3), anchor(2, seed=4))
    swapped = outcome(anchor(2, seed=3), anchor(1, seed=4))
    assert torch.equal(both[..., :3], outcome(anchor(1, seed=3))[..., :3])
    assert torch.equal(both[..., 3:], outcome(anchor(2, seed=4))[..., 3:])
    assert ((both - swapped).abs().amax(1) > 0).all()


def test_the_pixels_of_the_region_attend_to_both_pictures_as_one() -> None:
    model, given = OneLayer(), anchor(1)
    panel = torch.randn(1, 8, 4, 6, generator=torch.Generator().manual_seed(1))
    layer: Any = model.block["attn1"]

    def heads(rows: Any) -> Any:
        return rows.unflatten(-1, (2, 4)).transpose(1, 2)

    with torch.no_grad():
        pixels, looked = (x.flatten(2).transpose(1, 2) for x in (panel, given.latents))
        seen = torch.cat([pixels, looked], dim=1)
        query, key, value = heads(layer.to_q(pixels)), heads(layer.to_k(seen)), layer.to_v(seen)
        joint = scaled_dot_product_attention(query, key, heads(value))
        expected = layer.to_out[0](joint.transpose(1, 2).flatten(2)).transpose(1, 2)
    found = outcome(given, batch=1).flatten(2)
    inside = torch.arange(24) % 6 < 3
    torch.testing.assert_close(found[..., inside], expected[..., inside])


def test_strength_0_changes_nothing_and_merging_changes_the_region_alone() -> None:
    plain = outcome()
    assert torch.equal(outcome(anchor(1, strength=0.0)), plain)
    few, many = outcome(anchor(1), pool=2), outcome(anchor(1))
    assert (few != many)[..., :3].any()
    assert torch.equal(few[..., 3:], plain[..., 3:])


@pytest.fixture(scope="module", params=["sd15", "sdxl", "sd15-inpaint", "sdxl-inpaint"])
def model(request: pytest.FixtureRequest) -> tuple[Family, Any]:
    return family_named(request.param.partition("-")[0]), built(request.param)


def looking(left: int | None = None, right: int | None = None, **changes: Any) -> Sampling:
    """Two characters side by side, whose pictures are of those seeds."""

    def region(name: str, box: Box, seed: int | None) -> RegionPrompt:
        look = None if seed is None else Reference(noise_picture(seed, (30, 40)), 1.0)
        return RegionPrompt(name, f"a {name} ball", box, anchor=look)

    regions = (region("red", LEFT, left), region("blue", RIGHT, right))
    return sampling("two balls", negative_prompt="fog", regions=regions, **changes)


def test_another_portrait_is_another_picture_and_the_same_one_the_same_bytes(
    model: tuple[Family, Any],
) -> None:
    family, pipeline = model
    pictures = [family.sample(pipeline, looking(left=seed)) for seed in (1, 1, 2)]
    assert difference(pictures[0], pictures[1]).max() == 0
    changed = difference(pictures[0], pictures[2])
    assert changed.any()
    assert changed[:, :32].sum() > changed[:, 32:].sum()
    assert difference(family.sample(pipeline, looking(1, 2)),
                      family.sample(pipeline, looking(2, 1))).any()  # fmt: skip


def test_the_model_is_as_before_afterwards(model: tuple[Family, Any]) -> None:
    family, pipeline = model
    before = family.sample(pipeline, looking())
    family.sample(pipeline, looking(1, 2))
    assert difference(family.sample(pipeline, looking()), before).max() == 0


def test_a_part_that_is_painted_anew_sees_the_portrait(model: tuple[Family, Any]) -> None:
    family, pipeline = model
    part = repaint_right(noise_picture())
    one, other = (family.sample(pipeline, looking(right=seed, repaint=part)) for seed in (1, 2))
    assert difference(one, other)[:, 32:].any()


def test_phrase_maps_are_those_of_the_panel(model: tuple[Family, Any]) -> None:
    family, pipeline = model
    told: list[Any] = []
    family.sample(pipeline, looking(1, 2, on_maps=told.append))
    assert set(told[0]) == {"red", "blue"}
    assert all(np.isfinite(places).all() for places in told[0].values())


@pytest.mark.parametrize("name", ["sd15", "sdxl", "sd15-inpaint", "sdxl-inpaint"])
def test_what_is_told_before_loading_is_what_the_loaded_model_does(
    name: str, tiny_models: Callable[[str], Path]
) -> None:
    path, pipeline = str(tiny_models(name)), built(name)
    family = family_named(name.partition("-")[0])
    assert diffusion_painter(model=path).takes_references
    assert family.abilities(pipeline).references == "shared"
    assert kinds()[family.name, family.kind(pipeline)].shares


def test_the_painter_shares_unless_it_is_told_not_to(tiny_models: Callable[[str], Path]) -> None:
    options: dict[str, Any] = {"model": str(tiny_models("sdxl")), "steps": 2, "side": 64}
    on, off = diffusion_painter(**options), diffusion_painter(**options, consistent=False)
    assert on.id != off.id
    assert not off.takes_references
    looks = [{"look": Picture(image=noise_picture(s), painter="test", seed=0)} for s in (1, 2)]

    def painted(painter: Any, given: Any = None) -> bytes:
        return bytes(painter.paint(BRIEF, None, given).image.tobytes())

    assert painted(on, looks[0]) == painted(on, looks[0]) != painted(on, looks[1])
    assert painted(off, looks[0]) == painted(off, looks[1]) == painted(on)


def test_a_model_that_cannot_share_says_so_in_one_sentence(
    tiny_models: Callable[[str], Path],
) -> None:
    painter = diffusion_painter(model=str(tiny_models("sd3-medium")), consistent=True)
    with pytest.raises(UserError, match="can't share its attention with portraits"):
        painter.takes_references  # noqa: B018
