"""The halves of a guided batch run one after the other, and come to the same."""

from dataclasses import replace
from typing import Any

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("diffusers")

import samplings  # noqa: E402
from panelwright_tools.domain import Box  # noqa: E402
from panelwright_tools.painting.diffusion.catalogue import family_named  # noqa: E402
from panelwright_tools.painting.diffusion.regional.passes import half_of, halves_apart  # noqa: E402
from panelwright_tools.painting.diffusion.sampling import RegionPrompt  # noqa: E402
from samplings import difference, noise_picture, repaint_right  # noqa: E402
from tiny_models.folders import built  # noqa: E402

PAIRED = {
    "sd15": "sd15", "sd15-inpaint": "sd15", "sdxl": "sdxl", "sd3-medium": "sd3",
    "z-image-base": "z_image",
}  # fmt: skip
REGIONS = (
    RegionPrompt("one", "a blue cube", Box(0, 0, 0.5, 1), emphasis={"cube": 2.0}),
    RegionPrompt("two", "a green cone", Box(0.5, 0.25, 0.5, 0.5)),
)


@pytest.mark.parametrize("name", PAIRED)
@pytest.mark.parametrize("base_ratio", [0.0, 0.3])
def test_a_picture_with_regions_is_the_same(name: str, base_ratio: float) -> None:
    family, pipeline = family_named(PAIRED[name]), built(name)
    network = getattr(pipeline, "unet", None) or pipeline.transformer
    rows: list[int] = []
    hook = network.register_forward_pre_hook(
        lambda _, args, kwargs: rows.append(len(next(iter([*args, *kwargs.values()])))),
        with_kwargs=True,
    )
    asked = samplings.sampling(
        negative_prompt="fog", regions=REGIONS, base_ratio=base_ratio, guidance=4.0,
        sequence_length=128, repaint=repaint_right(noise_picture()) if "inpaint" in name else None,
    )  # fmt: skip
    together = family.sample(pipeline, asked)
    assert set(rows) == {2}
    rows.clear()
    apart = family.sample(pipeline, replace(asked, apart=True))
    hook.remove()

    assert difference(together, apart).max() <= 1
    assert sorted(set(rows)) == [1, 2] and rows.count(1) == 2 * rows.count(2)
    other = family.sample(pipeline, replace(asked, negative_prompt="rain", apart=True))
    assert difference(apart, other).max() > 1


def test_each_half_is_known_while_it_runs_and_the_model_is_as_before() -> None:
    class Twice(torch.nn.Module):  # type: ignore[misc, name-defined]
        def forward(self, sample: Any, more: Any = None) -> tuple[Any]:
            seen.append((half_of(self), len(sample)))
            return (2 * sample + more["shift"],)

    seen: list[Any] = []
    model, sample = Twice(), torch.arange(4.0)
    shift = {"shift": torch.tensor([0.0, 1.0, 2.0, 3.0])}
    with halves_apart(model):
        found = model(sample, more=shift)[0]
        model(sample[:1], more={"shift": 0})
        with pytest.raises(KeyError):
            model(sample, more={})
    assert torch.equal(found, 3 * sample)
    assert seen == [(0, 2), (1, 2), (None, 1), (0, 2)]
    assert "forward" not in vars(model) and half_of(model) is None
