"""Models are laid into the memory that is free, fastest way first, and it is said how."""

from pathlib import Path

import pytest

pytest.importorskip("diffusers")

from panelwright_tools.painting.diffusion.demand import Beside, Demand
from panelwright_tools.painting.diffusion.device import Device, device, devices
from panelwright_tools.painting.diffusion.memory_plan import (
    fitted,
    suited_quantisation,
)
from panelwright_tools.painting.diffusion.needs import needs
from panelwright_tools.painting.diffusion.weights import Weights, located
from published import write_published

SQUARE = Demand(1024 * 1024)


def card(free_gb: float) -> Device:
    return Device("cuda:0", "NVIDIA Card", int(free_gb * 1e9), int(free_gb * 1e9))


@pytest.fixture(scope="module")
def flux(tmp_path_factory: pytest.TempPathFactory) -> Weights:
    """FLUX.1 dev at its real size, its numbers holes in sparse files."""
    return located(str(write_published("flux1-dev", tmp_path_factory.mktemp("real") / "flux")))


@pytest.fixture(scope="module")
def sdxl(tmp_path_factory: pytest.TempPathFactory) -> Weights:
    return located(str(write_published("sdxl", tmp_path_factory.mktemp("real") / "sdxl")))


def test_the_sizes_of_real_models_are_known_without_loading_them(flux: Weights) -> None:
    need = needs(flux, SQUARE, "bfloat16")

    assert need.parameters == pytest.approx(11.9e9, rel=0.01)
    assert need.parts["transformer"].whole == 2 * need.parameters
    assert need.parts["text_encoder_2"].whole == pytest.approx(9.5e9, rel=0.01)
    assert 0 < need.parts["transformer"].block < need.parts["transformer"].whole / 20


def test_what_a_card_took_is_planned_for(flux: Weights, sdxl: Weights) -> None:
    """On one NVIDIA H200, beside the weights, 27 November 2026 (bench_memory.py --measured)."""
    for weights, step in ((flux, 490e6), (sdxl, 341e6)):
        need = needs(weights, SQUARE, "bfloat16")
        assert need.denoise * 1.25 > step
        assert need.decode * 1.25 > 2552e6
        assert need.on_device("none", tiled=False) > need.weights + 2552e6 + 754e6


@pytest.mark.parametrize(
    ("free_gb", "offload", "tiled"),
    [
        (40, "none", False),
        (28, "encoders", False),
        (25.2, "model", False),
        (16, "group", True),
        (1.9, "sequential", True),
        (0.5, "sequential", True),
    ],
)
def test_the_fastest_way_that_fits_is_chosen(
    flux: Weights, free_gb: float, offload: str, tiled: bool
) -> None:
    fit = fitted(flux, card(free_gb), SQUARE, numbers="bfloat16")

    assert (fit.offload, fit.tiled, fit.device) == (offload, tiled, "cuda:0")


def test_what_is_chosen_fits_or_is_said_to_be_doubtful(flux: Weights, sdxl: Weights) -> None:
    for weights in (flux, sdxl):
        need = needs(weights, SQUARE, "bfloat16")
        for tenths in range(5, 450, 5):
            fit = fitted(weights, card(tenths / 10), SQUARE, numbers="bfloat16")
            used = need.on_device(fit.offload, tiled=fit.tiled)
            assert (used > tenths / 10 * 1e9) == ("may fail" in fit.said)


def test_more_offloading_needs_less_memory(flux: Weights) -> None:
    need = needs(flux, SQUARE, "bfloat16")

    less = [need.on_device(o, tiled=True) for o in ("none", "encoders", "group", "sequential")]
    assert less == sorted(less, reverse=True)
    assert need.on_device("model", tiled=True) < need.on_device("none", tiled=True)


def test_larger_pictures_need_more_memory(sdxl: Weights) -> None:
    small, large, many = (
        needs(sdxl, demand, "bfloat16").on_device("none", tiled=False)
        for demand in (Demand(512 * 512), SQUARE, Demand(2048 * 2048))
    )

    assert small < large < many


def test_sdxl_in_float16_is_decoded_in_32_bits(sdxl: Weights, flux: Weights) -> None:
    half, other = (needs(sdxl, SQUARE, numbers) for numbers in ("float16", "bfloat16"))
    assert half.decode == pytest.approx(2 * other.decode) and half.denoise == other.denoise
    assert half.parts["vae"].whole == 2 * other.parts["vae"].whole
    assert needs(flux, SQUARE, "float16").decode == needs(flux, SQUARE, "bfloat16").decode


def test_references_adapters_and_loras_are_counted(sdxl: Weights) -> None:
    beside = Beside(adapter=350_000_000, encoders=2_500_000_000)

    def there(demand: Demand, shared: bool = False, more: Beside = beside) -> int:
        need = needs(sdxl, demand, "bfloat16", more, shared=shared)
        return need.on_device("none", tiled=False)

    plain = there(SQUARE, more=Beside())
    assert there(SQUARE) - plain == 700_000_000
    assert there(SQUARE, shared=True) - there(SQUARE) == 2_500_000_000
    assert there(Demand(SQUARE.pixels, loras=10**8)) - there(SQUARE) == 10**8
    assert there(Demand(SQUARE.pixels, looked_at=9 * SQUARE.pixels)) > there(SQUARE)
    said = fitted(sdxl, card(20), SQUARE, beside=beside, numbers="bfloat16").said
    assert "image encoders of 2.5 GB stay in main memory" in said


def test_it_is_always_said_how_a_model_lies(sdxl: Weights) -> None:
    said = fitted(sdxl, card(20), SQUARE, numbers="bfloat16").said

    assert f"{sdxl.name} in bfloat16, 6.9 GB of weights, offload none: all of it lies on" in said
    assert "(cuda:0), its autoencoder in one piece, about" in said


def test_it_is_said_where_the_model_lies_and_what_is_free(flux: Weights) -> None:
    said = fitted(flux, card(25.6), SQUARE, numbers="bfloat16", main_memory=2 * 10**9).said

    assert "on NVIDIA Card (cuda:0)" in said
    assert "of 25.6 GB free" in said
    assert "33.7 GB waits in main memory, of which only 2.0 GB are free" in said
    assert said.endswith(".") and "\n" not in said


def test_a_slow_way_names_the_quantisation_that_would_be_quick(flux: Weights) -> None:
    assert "a GGUF file of it in Q6_K would fit better" in (
        fitted(flux, card(11.2), SQUARE, numbers="bfloat16").said
    )


@pytest.mark.parametrize(
    ("free_gb", "name"),
    [(16, "Q8_0"), (11.2, "Q6_K"), (9, "Q4_K_S"), (7.2, "Q3_K_S"), (6.1, "Q2_K"), (5, None)],
)
def test_the_best_quantisation_that_fits_is_named(
    flux: Weights, free_gb: float, name: str | None
) -> None:
    assert suited_quantisation(needs(flux, SQUARE, "bfloat16"), card(free_gb)) == name


def test_the_users_choices_are_kept(flux: Weights) -> None:
    fit = fitted(flux, card(40), SQUARE, offload="sequential", numbers="float32")

    assert (fit.offload, fit.numbers) == ("sequential", "float32")


def test_nothing_is_offloaded_where_memory_is_shared(flux: Weights) -> None:
    mac = Device("mps", "Apple GPU", 10**10, 10**10)

    fit = fitted(flux, mac, SQUARE, numbers="bfloat16")

    assert (fit.offload, fit.tiled) == ("none", True)
    assert "may fail" in fit.said


def test_a_cpu_calculates_in_16_bits_only_where_32_do_not_fit(flux: Weights) -> None:
    def cpu(free: float) -> Device:
        return Device("cpu", "CPU", int(free * 1e9), int(free * 1e9))

    assert fitted(flux, cpu(90), SQUARE).numbers == "float32"
    assert fitted(flux, cpu(50), SQUARE).numbers == "bfloat16"


def test_this_machine_has_a_device_with_memory() -> None:
    assert devices()[-1].name == "cpu"
    assert 0 < device("cpu").free <= device("cpu").total


def test_a_device_that_is_not_there_is_refused_with_those_that_are() -> None:
    from panelwright_tools.domain import UserError

    with pytest.raises(UserError, match=r"there is no device cuda:7; this machine has .*cpu"):
        device("cuda:7")


def test_locating_a_model_of_30_gigabytes_takes_no_memory(flux: Weights) -> None:
    import resource
    import time

    started, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    fresh = located(str(Path(flux.path)))
    assert len(fresh.digest) == 16
    assert time.process_time() - started < 2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000
