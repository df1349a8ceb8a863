"""Files are held against what their parts are made of, before any is loaded."""

from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("diffusers")

from panelwright_tools.domain import UserError
from panelwright_tools.painting.diffusion.completeness import check_complete
from panelwright_tools.painting.diffusion.weights import located
from tiny_models.folders import built
from tiny_models.gguf_flux import write_gguf

Models = Callable[[str], Path]


@pytest.mark.parametrize("name", ["sdxl", "flux1-dev", "flux2-klein", "z-image-turbo"])
def test_a_whole_model_is_complete(tiny_models: Models, name: str) -> None:
    check_complete(located(str(tiny_models(name))))


def test_a_file_with_half_of_a_network_is_refused(tiny_models: Models, tmp_path: Path) -> None:
    folder = tiny_models("flux1-dev")
    tensors = built("flux1-dev").transformer.state_dict()
    whole = write_gguf(tensors, tmp_path / "whole.gguf", "Q8_0")
    check_complete(located(str(whole), str(folder)))
    without = {name: one for name, one in tensors.items() if "single_" not in name}
    half = write_gguf(without, tmp_path / "half.gguf", "Q8_0")
    with pytest.raises(UserError, match=r"half\.gguf are not those of a FluxTransformer2DModel"):
        check_complete(located(str(half), str(folder)))
