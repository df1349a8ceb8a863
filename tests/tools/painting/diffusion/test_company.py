"""A painter and a critic with a model of its own stay in memory together, or take turns in it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("diffusers")

from panelwright_tools.domain import Box, Brief, BriefRegion, Region
from panelwright_tools.lift.by_denoiser import DenoisingCritic, denoising_critic
from panelwright_tools.painting.diffusion import company, holding
from panelwright_tools.painting.diffusion.demand import Demand
from panelwright_tools.painting.diffusion.device import Device
from panelwright_tools.painting.diffusion.loading import loaded as load
from panelwright_tools.painting.diffusion.needs import Needs, needs
from panelwright_tools.painting.diffusion.painter import DiffusionPainter, diffusion_painter
from panelwright_tools.painting.options import PaintingOptions

Models = Callable[[str], Path]
Pair = tuple[DiffusionPainter, DenoisingCritic]
SIDE = 64
BALL = Region(id="ball", noun="ball", phrase="a red ball", depth=0.5)
IN_BOX = BriefRegion(region=BALL, box=Box(0.0, 0.0, 1.0, 1.0))


@pytest.fixture(autouse=True)
def nothing_held() -> Iterator[None]:
    holding.let_go()
    yield
    holding.let_go()


@pytest.fixture
def pair(tiny_models: Models) -> Pair:
    """A painter, and a critic that asks another model."""
    painting = {"model": str(tiny_models("sd15")), "device": "cpu", "side": SIDE, "steps": 1}
    critic = denoising_critic(painting, model=str(tiny_models("sdxl")), draws=32, evaluations=4)
    return diffusion_painter(**painting), critic


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The family of every model that is loaded, in turn."""
    said: list[str] = []

    def told(weights: Any, *more: Any) -> Any:
        said.append(weights.family)
        return load(weights, *more)

    monkeypatch.setattr(holding, "loaded", told)
    return said


def memory(monkeypatch: pytest.MonkeyPatch, whole: int) -> None:
    """A machine of so many bytes, of which the models in memory take their weights."""

    def device(_: str | None = None) -> Device:
        used = sum(
            need(one.plan.weights, one.demand).weights
            for one in holding.COMPANY.there.values()
            if one.plan is not None
        )
        return Device("cpu", "Machine", whole, whole - used)

    monkeypatch.setattr(holding, "device", device)
    monkeypatch.setattr(company, "device", device)


def need(weights: Any, demand: Demand) -> Needs:
    return needs(weights, demand, "float32", shared=True)


def panels(pair: Pair, count: int) -> list[tuple[str, ...]]:
    """The critic's notes on so many panels that are painted and scored."""
    painter, critic = pair
    notes = []
    for number in range(count):
        brief = Brief(
            panel=f"p{number}", prompt="a ball", regions=(IN_BOX,), size=(SIDE, SIDE), seed=number
        )
        notes.append(critic.scored(painter.paint(brief), brief).notes)
    return notes


def test_where_both_fit_neither_is_loaded_twice_and_it_is_said(
    pair: Pair, loads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    memory(monkeypatch, 10**12)
    notes = panels(pair, 3)
    assert loads == ["sd15", "sdxl"]
    assert all(any("stays in memory beside" in one for one in each) for each in notes)


def test_where_only_one_fits_they_take_turns_and_it_is_said(
    pair: Pair, loads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    painter, critic = pair
    memory(monkeypatch, 10**12)
    held = holding.held(critic.asked), holding.held(painter.options)
    assert all(one.plan is not None for one in held)
    most = max(
        need(one.plan.weights, one.demand).on_device("none", tiled=False)
        for one in held
        if one.plan is not None
    )
    holding.let_go()
    loads.clear()
    memory(monkeypatch, most)

    notes = panels(pair, 2)

    assert loads == ["sd15", "sdxl"] * 2
    assert all(any("takes turns in memory with" in one for one in each) for each in notes)


def test_where_memory_runs_out_beside_another_they_take_turns_from_then_on(
    pair: Pair, loads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    painter, critic = pair
    memory(monkeypatch, 10**12)
    holding.held(critic.asked)
    model = holding.held(painter.options)
    assert len(holding.COMPANY.there) == 2
    sample = model.family.sample

    def full(*given: Any) -> Any:
        if len(holding.COMPANY.there) > 1:
            raise MemoryError
        return sample(*given)

    monkeypatch.setattr(type(model.family), "sample", lambda _, *given: full(*given))
    notes = panels(pair, 1)

    assert loads == ["sdxl", "sd15", "sdxl"], "the painter's stays, the critic's is loaded again"
    assert model.fit.tiled is False
    assert any("takes turns in memory" in note for note in notes[0])


def test_a_third_model_takes_the_place_of_the_one_that_waits_longest(
    pair: Pair, tiny_models: Models, loads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    painter, critic = pair
    memory(monkeypatch, 10**12)
    holding.held(critic.asked), holding.held(painter.options)
    third = PaintingOptions(model=str(tiny_models("flux1-dev")), device="cpu")
    holding.held(third), holding.held(painter.options)
    assert loads == ["sdxl", "sd15", "flux1"]
    assert len(holding.COMPANY.there) == 2


def test_a_picture_that_takes_more_than_is_free_beside_another_has_that_one_let_go(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    painter, critic = pair
    memory(monkeypatch, 10**10)
    holding.held(critic.asked)
    model = holding.held(painter.options)

    holding.COMPANY.make_room(model, Demand(128 * 128))
    assert len(holding.COMPANY.there) == 2
    holding.COMPANY.make_room(model, Demand(2**16 * 2**16))
    assert list(holding.COMPANY.there.values()) == [model]
