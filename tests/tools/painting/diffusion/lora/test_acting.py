"""A character's LoRA acts in its region, leaves nothing behind, and mixes with no other."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("peft")
pytest.importorskip("diffusers")

import torch

from panelwright_tools.domain import Box
from panelwright_tools.painting.diffusion.catalogue import family_named
from panelwright_tools.painting.diffusion.fit import Fit, Offload
from panelwright_tools.painting.diffusion.loading import loaded
from panelwright_tools.painting.diffusion.lora.acting import bounded
from panelwright_tools.painting.diffusion.lora.weights import Lora, lora_of
from panelwright_tools.painting.diffusion.lora_file import lora_digest
from panelwright_tools.painting.diffusion.regional.layouts import Call, layouts
from panelwright_tools.painting.diffusion.regional.plan import planned
from panelwright_tools.painting.diffusion.sampling import CharacterLora, RegionPrompt
from panelwright_tools.painting.diffusion.weights import located
from samplings import WHOLE, difference, noise_picture, repaint_right, sampling
from tiny_models.folders import built
from tiny_models.gguf_flux import write_gguf
from tiny_models.loras import NAME, write_tiny_lora

LEFT, RIGHT = Box(0, 0, 0.5, 1), Box(0.5, 0, 0.5, 1)
FAMILIES = {
    "sd15": "sd15",
    "sdxl": "sdxl",
    "sd3-medium": "sd3",
    "flux1-dev": "flux1",
    "flux2-klein": "flux2",
    "qwen-image": "qwen_image",
}


def lora(pipeline: Any, folder: Path, seed: int = 0, **changes: Any) -> Lora:
    path = write_tiny_lora(folder, pipeline, seed, **changes)
    return lora_of(pipeline, path, lora_digest(path))


def painted(name: str, pipeline: Any, *regions: RegionPrompt, **changes: Any) -> Any:
    family = family_named(FAMILIES.get(name, name))
    facts: dict[str, Any] = {"base_ratio": 0.0, **changes}
    return family.sample(pipeline, sampling("a beach", regions=regions, **facts))


def everywhere(*loras: CharacterLora) -> RegionPrompt:
    return RegionPrompt("all", "a girl", WHOLE, loras=loras)


@pytest.mark.parametrize("name", FAMILIES)
def test_in_a_region_that_is_everything_it_is_as_diffusers_loads_it(
    name: str, tmp_path: Path
) -> None:
    pipeline = built(name)
    own = lora(pipeline, tmp_path, alpha=4)
    before = painted(name, pipeline, everywhere(), guidance=1.0)
    ours = painted(name, pipeline, everywhere(CharacterLora(own, 1.0)), guidance=1.0)
    after = painted(name, pipeline, everywhere(), guidance=1.0)
    pipeline.load_lora_weights(str(tmp_path), weight_name=NAME)
    theirs = painted(name, pipeline, everywhere(), guidance=1.0)
    assert difference(ours, theirs).max() <= 1
    assert difference(ours, before).mean() > 1
    assert before.tobytes() == after.tobytes()


def test_it_acts_in_the_text_encoder_on_the_words_of_its_region_alone(tmp_path: Path) -> None:
    pipeline = built("sd15")
    own = lora(pipeline, tmp_path, layers=("to_q",), encoder_layers=("q_proj", "fc1"))
    words = replace(own, parts={"text_encoder": own.parts["text_encoder"]})
    plain = painted("sd15", pipeline, everywhere())
    spoken = painted("sd15", pipeline, everywhere(CharacterLora(words, 1.0)))
    assert difference(plain, spoken).any()
    nobody = painted("sd15", pipeline, replace(everywhere(CharacterLora(words, 1.0)), prompt=" "))
    alone = painted("sd15", pipeline)
    assert nobody.tobytes() == alone.tobytes()


def test_strength_counts_and_none_is_nothing(tmp_path: Path) -> None:
    pipeline = built("sd15")
    own = lora(pipeline, tmp_path)
    plain, none, some, full = (
        painted("sd15", pipeline, everywhere(*given))
        for given in (
            (),
            (CharacterLora(own, 0.0),),
            (CharacterLora(own, 0.3),),
            (CharacterLora(own, 1.0),),
        )
    )
    assert plain.tobytes() == none.tobytes()
    assert len({picture.tobytes() for picture in (plain, some, full)}) == 3


@pytest.mark.parametrize("offload", ["model", "group", "sequential"])
def test_it_acts_alike_however_the_model_is_laid_into_memory(
    offload: Offload, tiny_models: Callable[[str], Path], tmp_path: Path
) -> None:
    file = write_tiny_lora(tmp_path, built("sd15"))
    found = []
    for way in (offload, "none"):
        pipeline = loaded(located(str(tiny_models("sd15"))), Fit(offload=way))
        own = lora_of(pipeline, file, lora_digest(file))
        found.append(painted("sd15", pipeline, everywhere(CharacterLora(own, 1.0))))
        plain = painted("sd15", pipeline, everywhere())
    assert difference(*found).max() <= 1
    assert difference(plain, found[0]).any()


def test_it_acts_in_quantised_weights(wide_flux: Path, tmp_path: Path) -> None:
    model = Path(shutil.copytree(wide_flux, tmp_path / "model"))
    pipeline = loaded(located(str(model)), Fit())
    file = write_tiny_lora(tmp_path, pipeline)
    path = write_gguf(pipeline.transformer.state_dict(), model / "small.gguf", "Q8_0")
    quantised = loaded(located(str(path)), Fit())
    own = lora_of(quantised, file, lora_digest(file))
    plain, with_it = (
        painted("flux1-dev", quantised, everywhere(*loras))
        for loras in ((), (CharacterLora(own, 1.0),))
    )
    assert difference(plain, with_it).mean() > 1


@pytest.mark.parametrize("name", ["sd15", "flux1-dev", "z_image"])
def test_a_part_is_painted_anew_with_it(name: str, tmp_path: Path) -> None:
    pipeline = built("z-image-turbo" if name == "z_image" else name)
    own = CharacterLora(lora(pipeline, tmp_path), 1.0)
    repaint = repaint_right(noise_picture())
    region = RegionPrompt("girl", "a girl", RIGHT)
    with_it = painted(name, pipeline, replace(region, loras=(own,)), repaint=repaint)
    assert difference(with_it, painted(name, pipeline, region, repaint=repaint))[:, 32:].any()


def layer_outcome(
    layer: str, tokens: Sequence[int], model: Any, regions: Sequence[RegionPrompt], kind: str,
    length: int,
) -> Any:  # fmt: skip
    """What a layer makes of noise, within a plan of 4 by 4 pixels; two rows, the negative first."""
    plan = planned(regions, tokens, (4, 4), base_ratio=0.3)
    layout = layouts()[kind]
    call = Call(layout, True, plan.tokens, slice(1, 2), slice(1))
    torch.manual_seed(0)
    module = model.get_submodule(layer)
    given = torch.randn(2, length, module.in_features)
    loras = [region.loras for region in regions]
    with torch.no_grad(), bounded(model, plan, layout, lambda: call, loras):
        return module(given)


@pytest.mark.parametrize(
    ("name", "layer", "kind", "length", "left"),
    [
        # 4 words of the whole, 3 and 5 of the regions; pixels of the left half
        ("sd15", "down_blocks.1.attentions.0.transformer_blocks.0.attn1.to_q",
         "UNet2DConditionModel", 16, "pixels"),
        ("sd15", "down_blocks.1.attentions.0.transformer_blocks.0.attn2.to_k",
         "UNet2DConditionModel", 12, "words"),
        ("flux1-dev", "transformer_blocks.0.attn.to_k", "FluxTransformer2DModel", 16, "pixels"),
        ("flux1-dev", "transformer_blocks.0.attn.add_k_proj",
         "FluxTransformer2DModel", 12, "words"),
        ("flux1-dev", "single_transformer_blocks.0.attn.to_k",
         "FluxTransformer2DModel", 28, "both"),
    ],
)  # fmt: skip
def test_a_layers_outcome_changes_for_its_region_alone(
    name: str, layer: str, kind: str, length: int, left: str, tmp_path: Path
) -> None:
    """Two characters' LoRAs do not mix: each has its words and pixels, nothing else moves."""
    pipeline = built(name)
    model = pipeline.unet if hasattr(pipeline, "unet") else pipeline.transformer
    layers = ("to_q", "to_k", "add_k_proj")
    one, two = (
        CharacterLora(lora(pipeline, tmp_path / str(seed), seed, layers=layers), 1.0)
        for seed in (1, 2)
    )
    first, second = RegionPrompt("a", "a", LEFT), RegionPrompt("b", "b", RIGHT)
    plain, only, both = (
        layer_outcome(layer, (4, 3, 5), model, regions, kind, length)
        for regions in (
            (first, second),
            (replace(first, loras=(one,)), second),
            (replace(first, loras=(one,)), replace(second, loras=(two,))),
        )
    )
    mine = places(left, length)
    assert torch.equal(only[:, ~mine], plain[:, ~mine])
    assert not torch.isclose(only[1, mine], plain[1, mine]).all(dim=-1).any()
    assert torch.equal(both[:, mine], only[:, mine])
    assert not torch.equal(both, only)
    words = words_of(left, length)
    assert torch.equal(only[0, words], plain[0, words])  # the negative prompt's are everyone's


def places(left: str, length: int) -> Any:
    """(length,) True for the words and pixels of the first region."""
    pixels = torch.tensor([True, True, False, False] * 4)
    words = words_of("words", 12)
    if left == "both":
        return torch.cat([words, pixels])
    return pixels if left == "pixels" else words


def words_of(left: str, length: int) -> Any:
    """(length,) True for the words of the first region."""
    found = torch.zeros(length, dtype=torch.bool)
    if left != "pixels":
        found[4:7] = True
    return found
