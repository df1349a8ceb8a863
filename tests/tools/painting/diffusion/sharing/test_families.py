"""Attention shared with pictures of characters, picture by picture, in every family that can."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("diffusers")

from PIL import Image

from panelwright_tools.domain import Box, Brief, BriefRegion, Character, Region, UserError
from panelwright_tools.painting.diffusion.adapter import adapter_files, add_adapter
from panelwright_tools.painting.diffusion.briefing import briefed
from panelwright_tools.painting.diffusion.catalogue import family_named, kinds
from panelwright_tools.painting.diffusion.family import Family
from panelwright_tools.painting.diffusion.holding import held
from panelwright_tools.painting.diffusion.outlining import outlined
from panelwright_tools.painting.diffusion.painter import diffusion_painter
from panelwright_tools.painting.diffusion.sampling import Reference, RegionPrompt, Sampling
from panelwright_tools.painting.diffusion.speeding import use_step_cache
from panelwright_tools.painting.options import PaintingOptions
from panelwright_tools.painting.picture import GIVEN, Picture
from samplings import difference, noise_picture, repaint_right, sampling
from tiny_models.adapters import write_tiny_adapter
from tiny_models.folders import built

LEFT, RIGHT = Box(0, 0, 0.5, 1), Box(0.5, 0, 0.5, 1)
UNETS = ["sd15", "sdxl", "sd15-inpaint", "sdxl-inpaint"]
TRANSFORMERS = ["flux1-dev", "flux1-schnell", "flux1-fill", "sd3-medium", "sd3-large"]
MINA = BriefRegion(
    region=Region(id="mina", subject="mina", noun="girl", phrase="a girl"),
    box=Box(0.1, 0.1, 0.8, 0.8),
    character=Character(id="mina", name="Mina", references=("look",)),
)
BRIEF = Brief(panel="p01", prompt="", regions=(MINA,), size=(64, 64), seed=1)


@pytest.fixture(scope="module", params=[*UNETS, *TRANSFORMERS])
def model(request: pytest.FixtureRequest) -> tuple[Family, Any]:
    return family_named(request.param.partition("-")[0]), built(request.param)


def portrait(seed: int) -> Image.Image:
    """Dark or light: of noise alone little would be left by merging."""
    return Image.blend(Image.new("L", (30, 40), (255, 0)[seed % 2]).convert("RGB"),
                       noise_picture(seed, (30, 40)), 0.2)  # fmt: skip


def looking(left: int | None = None, right: int | None = None, **changes: Any) -> Sampling:
    """Two characters side by side, whose pictures are of those seeds."""

    def region(name: str, box: Box, seed: int | None) -> RegionPrompt:
        look = None if seed is None else Reference(portrait(seed), 1.0)
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


@pytest.mark.parametrize("name", [*UNETS, *TRANSFORMERS])
def test_what_is_told_before_loading_is_what_the_loaded_model_does(
    name: str, tiny_models: Callable[[str], Path]
) -> None:
    path, pipeline = str(tiny_models(name)), built(name)
    family = family_named(name.partition("-")[0])
    assert diffusion_painter(model=path).takes_references
    able = family.abilities(pipeline)
    assert able.references == "shared" and able.shares
    assert kinds()[family.name, family.kind(pipeline)].shares


@pytest.mark.parametrize(("cache", "threshold"), [("first-block", 1e-9), ("taylorseer", None)])
def test_a_step_cache_keeps_the_panel_apart_from_the_portraits(cache: Any, threshold: Any) -> None:
    family, pipeline = family_named("flux1"), built("flux1-dev")
    plainly = family.sample(pipeline, looking(1, 2, steps=6))
    use_step_cache(pipeline, cache, threshold)
    once = family.sample(pipeline, looking(1, 2, steps=6))
    assert difference(once, family.sample(pipeline, looking(1, 2, steps=6))).max() == 0
    assert difference(once, family.sample(pipeline, looking(2, 1, steps=6))).any()
    if threshold is not None:  # so low that nothing is skipped
        assert difference(once, plainly).max() <= 1


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
    painter = diffusion_painter(model=str(tiny_models("z-image-turbo")), consistent=True)
    with pytest.raises(UserError, match="can't share its attention with portraits"):
        painter.takes_references  # noqa: B018


@pytest.mark.parametrize(("name", "kind"), [("sd15", "plain"), ("sdxl", "plus")])
def test_an_adapter_and_shared_attention_go_together(name: str, kind: str, tmp_path: Path) -> None:
    family, pipeline = family_named(name), built(name)
    plain = family.sample(pipeline, looking(1))
    path = str(write_tiny_adapter(tmp_path, pipeline.unet, kind))
    add_adapter(pipeline, adapter_files(path, None))
    assert family.abilities(pipeline).references == "adapter"
    assert difference(family.sample(pipeline, looking(1)), plain).max() <= 1
    looks = Reference(noise_picture(5), 1.0)

    def painted(seed: int) -> Image.Image:
        asked = looking(seed)
        seen = tuple(replace(region, references=(looks,)) for region in asked.regions)
        return family.sample(pipeline, replace(asked, regions=seen))

    assert difference(painted(1), plain).any()
    assert difference(painted(1), painted(2)).any()


@pytest.mark.parametrize("name", ["sdxl", "flux1-dev", "sd3-medium"])
def test_of_a_portrait_that_is_outlined_only_what_is_within_is_shared(name: str) -> None:
    family, pipeline = family_named(name.partition("-")[0]), built(name)
    halves = Image.new("RGB", (64, 64))
    halves.paste("white", (32, 0, 64, 64))
    dark = np.zeros((64, 64), bool)
    dark[:, :32] = True

    def painted(mask: Any) -> Image.Image:
        asked = looking(1)
        look = replace(asked.regions[0], anchor=Reference(halves, 1.0, mask))
        return family.sample(pipeline, replace(asked, regions=(look, asked.regions[1])))

    whole, left, right = (painted(mask) for mask in (None, dark, ~dark))
    assert len({picture.tobytes() for picture in (whole, left, right)}) == 3
    assert difference(painted(np.zeros_like(dark)), whole).max() == 0


def test_a_panel_shares_the_outlined_portrait_and_not_the_picture_that_the_user_gave(
    tiny_models: Callable[[str], Path],
) -> None:
    options = PaintingOptions(model=str(tiny_models("sd15")), steps=1, side=64)
    character = Character(id="mina", name="Mina", references=("photo", "portrait"))
    brief = BRIEF.model_copy(
        update={"regions": (MINA.model_copy(update={"character": character}),)}
    )
    pictures = {
        "photo": Picture(image=noise_picture(1), painter=GIVEN, seed=0),
        "portrait": Picture(image=noise_picture(2), painter="test", seed=0),
    }

    class Half:
        id = "half"

        def outline(self, picture: Picture, item: BriefRegion) -> Any:
            return np.asarray(picture.image)[..., 0] > 127

    def shared(given: dict[str, Picture]) -> Any:
        told = briefed(brief, held(options), options, outlined(brief, given, Half()))
        return told.sampling.regions[0].anchor

    look = shared(pictures)
    assert look.picture is pictures["portrait"].image
    assert (look.mask == (np.asarray(look.picture)[..., 0] > 127)).all()
    only = {"photo": pictures["photo"]}
    assert shared(only).picture is pictures["photo"].image
