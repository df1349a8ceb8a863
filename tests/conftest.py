"""How the tests run: the same examples every time, unless someone goes exploring."""

import gc
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from held_painter import Hold

SLOW = (HealthCheck.too_slow,)  # how fast examples are made tells of the machine, not of the test
settings.register_profile("same", derandomize=True, deadline=None, suppress_health_check=SLOW)
settings.register_profile("explore", deadline=None, print_blob=True, suppress_health_check=SLOW)
settings.load_profile("explore" if os.environ.get("PANELWRIGHT_EXPLORE") else "same")

ROOT = Path(__file__).parents[1]
SOURCES = [str(ROOT / name) for name in ("agent", "tools", "prompts", "tests/support")]
os.environ["PYTHONPATH"] = os.pathsep.join(SOURCES)  # processes that tests start test this tree too
os.environ["HF_HUB_OFFLINE"] = "1"  # a test that looks for weights on a hub is a mistake
os.environ.setdefault("OMP_NUM_THREADS", "1")  # tests run side by side; tiny models gain no more


def pytest_collection_finish() -> None:
    """Thousands of tests and what they import stay to the end: no use to look through them again
    whenever a model is let go."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def tiny_gguf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A GGUF model with random weights, for llama-cpp-python (`make test EXTRAS=dev-llama`)."""
    for package in ("llama_cpp", "gguf"):
        pytest.importorskip(package, reason=f"{package} is not installed: it is in dev-llama")
    from tiny_gguf import write_tiny_gguf

    return write_tiny_gguf(tmp_path_factory.mktemp("models") / "tiny-random.gguf")


@pytest.fixture(scope="session")
def tiny_models(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The folder of a tiny diffusion model by its name, such as `sdxl`, built once a session."""
    pytest.importorskip("diffusers", reason="diffusers is not installed: it is in local")
    from tiny_models.folders import saved

    folder = tmp_path_factory.mktemp("tiny-models")
    return lambda name: saved(name, folder)


@pytest.fixture
def hold(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> "Hold":
    """Holds the painter `held`, which is installed for this process and those that it starts."""
    from held_painter import FOLDER, Hold
    from plugged import install

    site = tmp_path_factory.mktemp("held")
    painters = {"panelwright.painters": {"held": "held_painter:HeldBlocks"}}
    install(site, "panelwright-held", painters, {})
    monkeypatch.syspath_prepend(site)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(site), *SOURCES]))
    monkeypatch.setenv(FOLDER, str(site))
    return Hold(site)
