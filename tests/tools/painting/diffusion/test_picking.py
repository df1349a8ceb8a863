"""Of a quantised set, the best file in the cache paints that the free memory takes."""

from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("diffusers")

from panelwright_tools.domain import Brief
from panelwright_tools.painting.diffusion import device as devices
from panelwright_tools.painting.diffusion.demand import Demand
from panelwright_tools.painting.diffusion.device import Device
from panelwright_tools.painting.diffusion.holding import let_go, weights_of
from panelwright_tools.painting.diffusion.needs import needs
from panelwright_tools.painting.diffusion.painter import diffusion_painter
from panelwright_tools.painting.diffusion.picking import picked
from panelwright_tools.painting.diffusion.weights import located
from panelwright_tools.painting.listening import hearing
from panelwright_tools.painting.options import PaintingOptions
from tiny_models.gguf_flux import wide_flux as built
from tiny_models.gguf_flux import write_gguf

SET = "flux1-dev-gguf"
OPTIONS = PaintingOptions(model=SET, side=64, dtype="float32")
Free = Callable[[str, int], None]


@pytest.fixture
def cache(tmp_path: Path, wide_flux: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache with two files of the set, and the parts that they lack."""
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    home = tmp_path / "models--black-forest-labs--FLUX.1-dev" / "snapshots"
    home.mkdir(parents=True)
    (home / "a").symlink_to(wide_flux)
    files = tmp_path / "models--city96--FLUX.1-dev-gguf" / "snapshots" / "a"
    files.mkdir(parents=True)
    for name, kind in (("Q8_0", "Q8_0"), ("Q4_K_S", "Q4_0")):
        write_gguf(built().transformer.state_dict(), files / f"flux1-dev-{name}.gguf", kind)
    return files


@pytest.fixture
def free(monkeypatch: pytest.MonkeyPatch) -> Free:
    """Says of what kind the only device is, and how many bytes it has free."""

    def say(name: str, size: int) -> None:
        monkeypatch.setattr(devices, "devices", lambda: [Device(name, "Thing", size, size)])

    return say


def wanted(quantisation: str, offload: str = "none") -> int:
    """Bytes that a file of the set takes."""
    need = needs(located(f"{SET}:{quantisation}"), Demand(64 * 64), "float32")
    return need.on_device(offload, tiled=True)  # type: ignore[arg-type]


def test_the_best_file_that_fits_is_taken_and_it_is_said(cache: Path, free: Free) -> None:
    assert wanted("Q4_K_S") < wanted("Q8_0")
    free("cpu", wanted("Q8_0"))
    best = picked(OPTIONS)
    assert best is not None and best.name == f"{SET}:Q8_0"
    free("cpu", wanted("Q8_0") - 1)
    other = picked(OPTIONS.model_copy(update={"device": "cpu"}))  # asked anew

    assert other is not None and other.name == f"{SET}:Q4_K_S"
    assert (
        "Q4_K_S is taken: the best in the cache (Q8_0, Q4_K_S) that fits the 0.5 GB" in other.said
    )


def test_a_card_takes_a_file_with_which_no_step_waits(cache: Path, free: Free) -> None:
    assert wanted("Q8_0", "model") < wanted("Q4_K_S")
    free("cuda:0", wanted("Q8_0", "model"))
    found = picked(OPTIONS)
    assert found is not None and found.name == f"{SET}:Q8_0"


@pytest.mark.parametrize(
    ("name", "told"), [("cuda:0", "parts of it wait in main memory"), ("cpu", "which may fail")]
)
def test_where_nothing_fits_the_smallest_is_taken_and_said(
    cache: Path, free: Free, name: str, told: str
) -> None:
    free(name, 1000)
    found = picked(OPTIONS)
    assert found is not None and found.name == f"{SET}:Q4_K_S"
    assert "the smallest, Q4_K_S, is taken" in found.said and told in found.said


def test_a_choice_stays_while_the_memory_fills(cache: Path, free: Free) -> None:
    free("cpu", wanted("Q8_0"))
    before = weights_of(OPTIONS)
    free("cpu", 1000)
    assert weights_of(OPTIONS) == before and before.path.name == "flux1-dev-Q8_0.gguf"


def test_what_the_user_names_is_not_chosen_anew(cache: Path, free: Free) -> None:
    free("cpu", 10**10)
    assert picked(PaintingOptions(model=f"{SET}:Q4_K_S")) is None
    assert picked(PaintingOptions(model=str(cache))) is None
    (cache / "flux1-dev-Q8_0.gguf").unlink()
    only = picked(OPTIONS)
    assert only is not None and (only.name, only.said) == (f"{SET}:Q4_K_S", "")


def test_painting_tells_which_file_was_taken_and_how_it_lies(cache: Path, free: Free) -> None:
    free("cpu", 10**10)
    let_go()
    painter = diffusion_painter(model=SET, side=64, steps=1, device="cpu")
    told: list[str] = []
    with hearing(told.append):
        painter.paint(Brief(panel="p01", prompt="a fox", size=(64, 64), seed=1))
    let_go()
    assert "Q8_0 is taken" in told[0]
    assert told[1].startswith(f"{SET}:Q8_0 in float32")
    assert painter.id == diffusion_painter(model=f"{SET}:Q8_0", side=64, steps=1, device="cpu").id
