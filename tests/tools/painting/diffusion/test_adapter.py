"""UNets look at pictures of characters with an IP-Adapter: each in its region, and nowhere else."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import numpy as np
import pytest

pytest.importorskip("diffusers")

import torch
from safetensors.torch import load_file, save_file
from torch.nn import functional

from panelwright_tools.domain import (
    Box,
    Brief,
    BriefRegion,
    Character,
    Region,
    UserError,
)
from panelwright_tools.painting.diffusion.adapter import adapter_files, add_adapter
from panelwright_tools.painting.diffusion.catalogue import family_named
from panelwright_tools.painting.diffusion.demand import beside
from panelwright_tools.painting.diffusion.family import Family
from panelwright_tools.painting.diffusion.fit import Fit, Offload
from panelwright_tools.painting.diffusion.loading import loaded
from panelwright_tools.painting.diffusion.painter import diffusion_painter
from panelwright_tools.painting.diffusion.regional.looks import looks_of
from panelwright_tools.painting.diffusion.regional.plan import planned
from panelwright_tools.painting.diffusion.sampling import Reference, RegionPrompt
from panelwright_tools.painting.diffusion.weights import located
from panelwright_tools.painting.picture import Picture
from samplings import SIZE, difference, noise_picture, repaint_right, sampling
from tiny_models.adapters import write_tiny_adapter
from tiny_models.folders import built

Models = Callable[[str], Path]
LEFT, RIGHT = Box(0, 0, 0.5, 1), Box(0.5, 0, 0.5, 1)
KINDS = [("sd15", "plain"), ("sdxl", "plus")]


@pytest.fixture(scope="module", params=KINDS, ids="-".join)
def model(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Family, Any]:
    name, kind = request.param
    return with_adapter(name, kind, tmp_path_factory.mktemp("adapter"))


def with_adapter(name: str, kind: str, folder: Path) -> tuple[Family, Any]:
    pipeline = built(name)
    add_adapter(pipeline, adapter_files(str(write_tiny_adapter(folder, pipeline.unet, kind)), None))
    return family_named(name), pipeline


@pytest.fixture(scope="module")
def files(tiny_models: Models, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """A model and an adapter for it."""
    folder = tmp_path_factory.mktemp("adapter")
    return str(tiny_models("sd15")), write_tiny_adapter(folder, built("sd15").unet)


def region(box: Box, *seeds: int, strength: float = 1.0) -> RegionPrompt:
    looks = tuple(Reference(noise_picture(seed), strength) for seed in seeds)
    return RegionPrompt(f"at{box.x:g}", "a girl", box, references=looks)


def painted(model: tuple[Family, Any], *regions: RegionPrompt, **changes: Any) -> Any:
    family, pipeline = model
    return family.sample(pipeline, sampling("a beach", regions=regions, **changes))


@pytest.mark.parametrize("name", ["sd15", "sdxl"])
def test_a_reference_changes_the_picture_inside_its_region_most(name: str, tmp_path: Path) -> None:
    """Not there alone: the rest of a tiny UNet sees all pixels."""
    model = with_adapter(name, "plain", tmp_path)
    one, other = (
        painted(
            model,
            region(LEFT, seed, strength=0.3),
            region(RIGHT, 9, strength=0.3),
            size=(128, 64),
        )
        for seed in (1, 2)
    )
    changed = difference(one, other)
    assert changed[:, :64].mean() > 1.3 * changed[:, 64:].mean() > 0


def test_memory_is_planned_for_all_numbers_of_the_files(files: tuple[str, Path]) -> None:
    found = adapter_files(str(files[1]), None)
    counted = beside(found, None)
    assert counted.adapter == sum(one.numel() for one in load_file(found.weights).values())
    seen = load_file(found.encoder / "model.safetensors").values()
    assert counted.encoders == 4 * sum(one.numel() for one in seen)  # it computes in 32 bits


def test_swapped_references_swap_what_is_painted(model: tuple[Family, Any]) -> None:
    """The left half of the one looks at what the left half of the other does not."""
    straight = painted(model, region(LEFT, 1), region(RIGHT, 2))
    swapped = painted(model, region(LEFT, 2), region(RIGHT, 1))
    half = painted(model, region(LEFT, 1), region(RIGHT, 1))
    left = np.s_[:, : SIZE[0] // 2]
    assert difference(straight, swapped)[left].any()
    assert difference(straight, half)[left].mean() < difference(straight, swapped)[left].mean()


def test_more_references_and_less_strength_make_a_difference(model: tuple[Family, Any]) -> None:
    pictures = [
        painted(model, region(LEFT, 1)),
        painted(model, region(LEFT, 1, 2)),
        painted(model, region(LEFT, 1, strength=0.3)),
    ]
    assert len({picture.tobytes() for picture in pictures}) == 3


def test_without_references_it_is_the_model_without_an_adapter(model: tuple[Family, Any]) -> None:
    family, _ = model
    plain = family.sample(built(family.name), sampling("a beach", regions=(region(LEFT),)))
    assert difference(painted(model, region(LEFT)), plain).max() <= 1
    nothing = painted(model, region(LEFT, 1, strength=0.0))
    assert difference(nothing, plain).max() <= 1
    assert difference(painted(model, region(LEFT, 1)), plain).any()


def test_a_part_is_painted_anew_by_its_references(model: tuple[Family, Any]) -> None:
    repaint = repaint_right(noise_picture())
    one, other = (painted(model, region(RIGHT, seed), repaint=repaint) for seed in (1, 2))
    assert difference(one, other)[:, SIZE[0] // 2 :].any()


def test_a_single_reference_is_seen_as_diffusers_itself_shows_it(
    model: tuple[Family, Any],
) -> None:
    """One region that is everything is the plain pipeline with its adapter."""
    family, pipeline = model
    whole = region(Box(0, 0, 1, 1), 1)
    ours = family.sample(pipeline, sampling("a girl", regions=(whole,)))
    adapter = pipeline.panelwright_adapter
    pipeline.set_ip_adapter_scale(1.0)
    theirs = pipeline(
        prompt="a girl",
        width=SIZE[0],
        height=SIZE[1],
        num_inference_steps=2,
        guidance_scale=3.5,
        generator=torch.Generator("cpu").manual_seed(1),
        ip_adapter_image_embeds=[adapter.embeds([noise_picture(1)], True).detach()],
    ).images[0]
    assert difference(ours, theirs).max() <= 1


def test_pixels_see_the_pictures_of_their_own_region_exactly() -> None:
    """Other regions' pictures have no influence, and pixels of none see nothing."""
    regions = [region(Box(0, 0, 0.5, 0.5), 1, 2), region(Box(0.5, 0, 0.5, 0.5), 3)]
    plan = planned(regions, (4, 4, 4), (8, 8), base_ratio=0.3)
    attention = looks_of([[1.0, 1.0], [0.5]])(plan)
    torch.manual_seed(0)
    query, key, value = torch.randn(2, 2, 64, 8), torch.randn(2, 2, 12, 8), torch.randn(2, 2, 12, 8)
    found = attention(query, key, value)
    owners = torch.from_numpy(plan.owners().ravel().copy())
    for number, span, strength in ((1, slice(0, 8), 1.0), (2, slice(8, 12), 0.5)):
        mine = owners == number
        expected = functional.scaled_dot_product_attention(
            query[:, :, mine], key[:, :, span], value[:, :, span]
        )
        assert torch.allclose(found[:, :, mine], strength * expected, atol=1e-6)
    assert not found[:, :, owners == 0].any()
    key[:, :, 8:], value[:, :, 8:] = 100.0, -100.0
    assert torch.equal(attention(query, key, value)[:, :, owners == 1], found[:, :, owners == 1])


def test_a_painter_with_an_adapter_says_so_and_looks(files: tuple[str, Path]) -> None:
    name, adapter = files
    with_one = diffusion_painter(model=name, adapter=str(adapter), steps=2, side=64)
    without = diffusion_painter(model=name, steps=2, side=64, consistent=False)
    assert with_one.takes_references and not without.takes_references
    assert with_one.id != without.id
    mina = BriefRegion(
        region=Region(id="mina", subject="mina", noun="girl", phrase="a girl"),
        box=Box(0.1, 0.1, 0.8, 0.8),
        character=Character(id="mina", name="Mina", references=("look",)),
    )
    brief = Brief(panel="p01", prompt="", regions=(mina,), size=(64, 64), seed=1)
    pictures = [
        with_one.paint(brief, None, {"look": Picture(noise_picture(seed), "test", seed=0)})
        for seed in (1, 2, 1)
    ]
    one, other, again = (picture.image.tobytes() for picture in pictures)
    assert one == again != other


@pytest.mark.parametrize("offload", get_args(Offload))
def test_it_looks_the_same_however_the_model_is_laid_into_memory(
    files: tuple[str, Path], offload: Offload
) -> None:
    name, adapter = files
    model = located(name)
    laid, plain = (
        loaded(model, Fit(offload=way), adapter_files(str(adapter), None))
        for way in (offload, "none")
    )
    family = family_named(model.family)
    one, other, without = (
        painted((family, pipeline), region(LEFT, *seeds))
        for pipeline, seeds in ((laid, (1,)), (plain, (1,)), (laid, ()))
    )
    assert difference(one, other).max() <= 1
    assert difference(one, without).any()


@pytest.mark.parametrize("name", ["sd15", "sdxl"])
def test_beside_it_attention_is_shared_with_portraits_where_that_is_asked_for(
    name: str, tiny_models: Models, tmp_path: Path
) -> None:
    """The portrait that runs beside looks at no pictures itself."""
    adapter = str(write_tiny_adapter(tmp_path, built(name).unet))
    mina = BriefRegion(
        region=Region(id="mina", subject="mina", noun="girl", phrase="a girl"),
        box=Box(0.1, 0.1, 0.5, 0.8),
        character=Character(id="mina", name="Mina", references=("look",)),
    )
    brief = Brief(panel="p01", prompt="", regions=(mina,), size=(64, 64), seed=1)
    looks = {"look": Picture(noise_picture(3), "test", seed=0)}
    usual, adapted, shared, both, again = (
        diffusion_painter(
            model=str(tiny_models(name)), adapter=way, consistent=consistent, steps=2, side=64
        )
        .paint(brief, None, looks)
        .image.tobytes()
        for way, consistent in (
            (adapter, None),
            (adapter, False),
            (None, True),
            (adapter, True),
            (adapter, True),
        )
    )
    assert usual == adapted and both == again
    assert len({adapted, shared, both}) == 3


def test_an_adapter_that_cannot_be_used_is_one_sentence(
    files: tuple[str, Path], tiny_models: Models, tmp_path: Path
) -> None:
    name, adapter = files
    alone = tmp_path / "alone.safetensors"
    alone.write_bytes(adapter.read_bytes())
    cut = tmp_path / "cut.safetensors"
    cut.write_bytes(adapter.read_bytes()[:-100])
    face = tmp_path / "face.safetensors"
    save_file({"image_proj.proj.0.weight": torch.zeros(2, 2)}, face)
    encoder = str(adapter.parent / "image_encoder")
    for given, other, says in (
        ("/nowhere/ip.safetensors", None, "there is no model /nowhere"),
        (str(alone), None, "is no image encoder"),
        (str(cut), encoder, "is cut short"),
        (str(face), encoder, "no IP-Adapter of the plain or the Plus kind"),
        (encoder, encoder, "is no safetensors file"),
    ):
        with pytest.raises(UserError, match=says):
            _ = diffusion_painter(model=name, adapter=given, adapter_encoder=other).takes_references
    with pytest.raises(UserError, match="does not look at pictures by means of an IP-Adapter"):
        _ = diffusion_painter(model=str(tiny_models("flux1-dev")), adapter=str(adapter)).id


def test_an_adapter_of_another_unet_or_encoder_is_refused(
    files: tuple[str, Path], tmp_path: Path
) -> None:
    _, adapter = files
    with pytest.raises(UserError, match="made for another UNet"):
        add_adapter(built("sdxl"), adapter_files(str(adapter), None))
    tensors = load_file(adapter)
    tensors["image_proj.proj.weight"] = tensors["image_proj.proj.weight"][:, :16].contiguous()
    save_file(tensors, tmp_path / "narrow.safetensors")
    narrow = adapter_files(
        str(tmp_path / "narrow.safetensors"), str(adapter.parent / "image_encoder")
    )
    with pytest.raises(UserError, match="made for another image encoder"):
        add_adapter(built("sd15"), narrow)
