"""Tiny models on disk that the tests of diffusion share."""

from pathlib import Path

import pytest

pytest.importorskip("diffusers")


@pytest.fixture(scope="session")
def wide_flux(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a tiny FLUX.1 whose transformer can be quantised in every way."""
    from tiny_models.gguf_flux import wide_flux

    folder = tmp_path_factory.mktemp("models") / "wide-flux"
    wide_flux().save_pretrained(folder)
    return folder
