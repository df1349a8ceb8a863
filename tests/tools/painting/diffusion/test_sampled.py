"""A painter makes do with the memory that there is, and uses what its options name."""

import gc
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("diffusers")

from panelwright_tools.domain import Brief, ToolError, UserError
from panelwright_tools.painting.diffusion import holding
from panelwright_tools.painting.diffusion.demand import Demand
from panelwright_tools.painting.diffusion.device import Device
from panelwright_tools.painting.diffusion.fit import Fit
from panelwright_tools.painting.diffusion.loading import loaded as load
from panelwright_tools.painting.diffusion.needs import needs
from panelwright_tools.painting.diffusion.painter import (
    DiffusionPainter,
    diffusion_painter,
)
from panelwright_tools.painting.diffusion.weights import Weights
from panelwright_tools.painting.listening import hearing
from panelwright_tools.painting.picture import Picture
from small_device import SmallDevice

Models = Callable[[str], Path]


@pytest.fixture(autouse=True)
def nothing_held() -> Iterator[None]:
    holding.let_go()
    yield
    holding.let_go()


def painter(models: Models, name: str = "sd15", **options: Any) -> DiffusionPainter:
    return diffusion_painter(**{"model": str(models(name)), "steps": 2, **options})


def brief(**changes: Any) -> Brief:
    facts = {"panel": "p01", "prompt": "a cat", "size": (64, 64), "seed": 1}
    return Brief.model_validate({**facts, **changes})


def differ(one: Picture, other: Picture) -> bool:
    return not np.array_equal(np.asarray(one.image), np.asarray(other.image))


def test_when_memory_runs_out_a_picture_is_sampled_smaller_and_says_so(
    tiny_models: Models,
) -> None:
    able = painter(tiny_models, side=384, steps=1)
    held = holding.held(able.options)
    assert held.fit.tiled is False

    with SmallDevice(50 * 2**20):
        picture = able.paint(brief(size=(384, 384)))

    assert picture.image.size == (384, 384)
    assert picture.notes[-1] == ("Memory ran out on cpu, so this was painted at 288×288 pixels.")
    assert held.fit.tiled, (
        "the pictures after this one begin with what was found to be light enough"
    )


def test_before_it_is_smaller_the_negative_prompt_gets_a_pass_of_its_own(
    tiny_models: Models,
) -> None:
    able = painter(tiny_models, side=384, steps=1)
    held = holding.held(able.options)

    with SmallDevice(75 * 2**20):
        picture = able.paint(brief(size=(384, 384)))

    assert "with the negative prompt in a pass of its own" in picture.notes[-1]
    assert held.apart and held.fit.tiled


def test_a_model_for_which_memory_runs_out_while_it_is_loaded_is_laid_more_lightly(
    tiny_models: Models, monkeypatch: pytest.MonkeyPatch
) -> None:
    def loaded(weights: Weights, fit: Fit, *more: Any) -> Any:
        if not fit.tiled:
            raise ToolError("there is not enough memory.") from MemoryError()
        return load(weights, fit, *more)

    monkeypatch.setattr(holding, "loaded", loaded)

    picture = painter(tiny_models, side=64).paint(brief())

    assert any("with the autoencoder working in tiles" in note for note in picture.notes)


def test_what_fits_has_no_word_of_memory(tiny_models: Models) -> None:
    assert painter(tiny_models, side=64).paint(brief()).notes == ()


def test_the_first_picture_says_that_the_model_did_not_fit_at_once(
    tiny_models: Models, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = Device("cpu", "Small machine", 10**9, 10)
    monkeypatch.setattr(holding, "device", lambda _=None: small)
    able = painter(tiny_models, side=64)

    first, second = able.paint(brief()), able.paint(brief(seed=2))

    assert "on Small machine (cpu), its autoencoder in tiles" in first.notes[0]
    assert "may fail" in first.notes[0] and second.notes == ()


def test_a_picture_that_takes_more_than_was_planned_has_the_model_laid_more_lightly(
    tiny_models: Models, monkeypatch: pytest.MonkeyPatch
) -> None:
    able = painter(tiny_models, side=64, steps=1)
    small = needs(holding.weights_of(able.options), Demand(64 * 64), "float32", shared=True)
    room = small.on_device("none", tiled=False) + 10**6
    monkeypatch.setattr(holding, "device", lambda _=None: Device("cpu", "CPU", room, room))
    told: list[str] = []

    with hearing(told.append):
        plain = able.paint(brief())
        large = able.inpaint(plain, np.ones((64, 64), bool), brief())
        able = painter(tiny_models, side=64, steps=1, refine_steps=1)
        refined = able.paint(brief(size=(256, 256)))

    assert plain.notes == large.notes == ()
    assert "its autoencoder in one piece" in told[0] and "its autoencoder in tiles" in told[1]
    assert any("its autoencoder in tiles" in note for note in refined.notes)
    assert holding.held(able.options).demand.pixels == 256 * 256


def test_the_scheduler_of_the_options_samples(tiny_models: Models) -> None:
    euler, ddim = (
        painter(tiny_models, scheduler=name, side=64).paint(brief()) for name in ("euler", "ddim")
    )

    assert differ(euler, ddim)
    assert euler.painter != ddim.painter


def test_a_scheduler_that_does_not_fit_is_refused_before_anything_is_loaded(
    tiny_models: Models,
) -> None:
    with pytest.raises(UserError, match=r"flow-match does not go with sd15; .* euler"):
        painter(tiny_models, scheduler="flow-match").paint(brief())


def test_step_caching_is_used_where_it_goes_and_refused_elsewhere(tiny_models: Models) -> None:
    plain = painter(tiny_models, "flux1-dev", side=64, steps=6).paint(brief())
    cached = painter(
        tiny_models, "flux1-dev", side=64, steps=6, step_cache="first-block", cache_threshold=10.0
    ).paint(brief())
    assert differ(plain, cached)

    with pytest.raises(UserError, match="step caching"):
        painter(tiny_models, step_cache="first-block").paint(brief())


def test_a_model_that_was_let_go_takes_no_memory_and_is_loaded_again(tiny_models: Models) -> None:
    able = painter(tiny_models, side=64)
    before = able.paint(brief())
    network = weakref.ref(holding.held(able.options).pipeline.unet)

    holding.let_go()
    gc.collect()

    assert network() is None
    assert not differ(able.paint(brief()), before)
