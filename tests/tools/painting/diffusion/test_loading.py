"""Weights are loaded without the network, as they lie, and laid into memory in every way."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, get_args

import numpy as np
import pytest
from numpy.typing import NDArray

torch = pytest.importorskip("torch")
diffusers = pytest.importorskip("diffusers")

from panelwright_tools.domain import UserError  # noqa: E402
from panelwright_tools.painting.diffusion.fit import Fit, Offload  # noqa: E402
from panelwright_tools.painting.diffusion.loading import loaded, placed  # noqa: E402
from panelwright_tools.painting.diffusion.weights import located  # noqa: E402
from tiny_models.checkpoint import write_checkpoint  # noqa: E402
from tiny_models.gguf_flux import write_gguf  # noqa: E402

Array = NDArray[np.float32]
OFFLOADS: Final[tuple[Offload, ...]] = get_args(Offload)


@pytest.fixture(scope="module")
def model(wide_flux: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tiny FLUX.1 in which files of its transformer can be put."""
    return Path(shutil.copytree(wide_flux, tmp_path_factory.mktemp("loading") / "model"))


@pytest.fixture(scope="module")
def pipeline(model: Path) -> Any:
    return diffusers.FluxPipeline.from_pretrained(model)


@pytest.fixture(scope="module")
def picture(pipeline: Any) -> Array:
    return painted(pipeline)


def painted(pipeline: Any) -> Array:
    """(64, 64, 3) 0..1."""
    picture: Array = pipeline(
        prompt="a cat",
        height=64,
        width=64,
        num_inference_steps=2,
        max_sequence_length=16,
        generator=torch.Generator().manual_seed(0),
        output_type="np",
    ).images[0]
    return picture


@pytest.mark.parametrize("offload", OFFLOADS)
def test_a_folder_paints_the_same_however_it_is_laid_into_memory(
    model: Path, picture: Array, offload: Offload
) -> None:
    pipeline = loaded(located(str(model)), Fit(offload=offload))

    assert np.array_equal(painted(pipeline), picture)


def test_a_loaded_pipeline_is_laid_into_memory_anew(model: Path, picture: Array) -> None:
    pipeline = loaded(located(str(model)), Fit())

    moves: tuple[Offload, ...] = ("group", "none", "sequential", "encoders", "model", "group")
    for offload in moves:
        assert np.array_equal(painted(placed(pipeline, Fit(offload=offload))), picture)


def test_groups_of_the_transformer_are_offloaded_and_not_the_autoencoder(model: Path) -> None:
    pipeline = loaded(located(str(model)), Fit(offload="group"))
    waiting = [m for m in pipeline.transformer.modules() if hasattr(m, "_diffusers_hook")]

    assert waiting
    assert not any(hasattr(m, "_diffusers_hook") for m in pipeline.vae.modules())


def test_the_autoencoder_saves_memory_as_the_fit_says(model: Path) -> None:
    pipeline = loaded(located(str(model)), Fit(tiled=True, sliced=True))
    assert pipeline.vae.use_tiling and pipeline.vae.use_slicing

    placed(pipeline, Fit())
    assert not pipeline.vae.use_tiling and not pipeline.vae.use_slicing


def test_tiles_are_smaller_than_pictures_even_where_the_model_has_them_larger(model: Path) -> None:
    pipeline = loaded(located(str(model)), Fit())
    pipeline.vae.tile_sample_min_size, pipeline.vae.tile_latent_min_size = 1024, 128  # as SDXL's

    placed(pipeline, Fit(tiled=True))

    assert (pipeline.vae.tile_sample_min_size, pipeline.vae.tile_latent_min_size) == (512, 64)


def test_parts_are_loaded_in_the_numbers_of_the_fit(model: Path) -> None:
    pipeline = loaded(located(str(model)), Fit(numbers="bfloat16"))

    assert pipeline.transformer.dtype == pipeline.vae.dtype == torch.bfloat16


WORST = {
    "F16": 1e-4,
    "BF16": 3e-4,
    "Q8_0": 5e-4,
    "Q6_K": 2e-3,
    "Q5_K": 4e-3,
    "Q4_K": 8e-3,
    "Q3_K": 2e-2,
    "Q2_K": 3e-2,
}
"""Most difference of a pixel, 0..1, from the picture in 32 bits; about three times what is seen."""


@pytest.mark.parametrize("quantisation", WORST)
def test_a_gguf_file_paints_nearly_the_same(
    model: Path, pipeline: Any, picture: Array, quantisation: str
) -> None:
    if quantisation.endswith("_K"):
        pytest.importorskip("llama_cpp")  # its ggml writes what the gguf package can't
    path = write_gguf(
        pipeline.transformer.state_dict(), model / f"{quantisation}.gguf", quantisation
    )

    quantised = loaded(located(str(path)), Fit())

    difference = np.abs(painted(quantised) - picture).max()
    assert 0 < difference < WORST[quantisation]
    if quantisation != "F16":
        query = quantised.transformer.transformer_blocks[0].attn.to_q
        assert type(query).__name__ == "GGUFLinear"
        assert query.weight.quant_type.name == quantisation


@pytest.mark.parametrize("offload", OFFLOADS[1:])
def test_a_gguf_file_can_be_offloaded(model: Path, pipeline: Any, offload: Offload) -> None:
    path = write_gguf(pipeline.transformer.state_dict(), model / "small.gguf", "Q8_0")
    plain = loaded(located(str(path)), Fit())

    offloaded = loaded(located(str(path)), Fit(offload=offload))

    assert np.array_equal(painted(offloaded), painted(plain))


def test_a_safetensors_file_of_a_transformer_replaces_that_of_its_components(
    model: Path, pipeline: Any, picture: Array
) -> None:
    from safetensors.torch import save_file

    changed = {n: t * 1.1 for n, t in pipeline.transformer.state_dict().items()}
    save_file(changed, model / "alone.safetensors")

    other = loaded(located(str(model / "alone.safetensors")), Fit())

    assert torch.equal(other.transformer.proj_out.weight, changed["proj_out.weight"])
    assert np.abs(painted(other) - picture).max() > 1e-3


def test_nothing_is_printed_while_loading(model: Path, capfd: pytest.CaptureFixture[str]) -> None:
    loaded(located(str(model)), Fit())

    assert capfd.readouterr() == ("", "")


def test_weights_that_do_not_fit_their_configuration_are_one_sentence(
    wide_flux: Path, tmp_path: Path
) -> None:
    broken = shutil.copytree(wide_flux, tmp_path / "broken")
    config = broken / "transformer" / "config.json"
    config.write_text(re.sub(r'"joint_attention_dim": \d+', '"joint_attention_dim": 512',
                             config.read_text()))  # fmt: skip

    with pytest.raises(UserError, match="diffusers can't load") as caught:
        loaded(located(str(broken)), Fit())
    assert "\n" not in str(caught.value)


def test_a_whole_checkpoint_in_one_file_paints_as_its_folder_does(
    tiny_models: Callable[[str], Path], tmp_path: Path
) -> None:
    from panelwright_tools.painting.diffusion.demand import Demand
    from panelwright_tools.painting.diffusion.needs import needs

    folder = tiny_models("sd15")
    made = diffusers.StableDiffusionPipeline.from_pretrained(folder)
    weights = located(str(write_checkpoint(made, tmp_path / "tuned.safetensors")), str(folder))
    assert (weights.family, weights.whole) == ("sd15", True)
    parts = needs(weights, Demand(64 * 64), "float32").parts
    assert {name: part.whole for name, part in parts.items()} == {
        name: 4 * sum(p.numel() for p in getattr(made, name).state_dict().values())
        for name in ("unet", "vae", "text_encoder")
    }

    def sampled(pipeline: Any) -> Array:
        picture: Array = pipeline(
            prompt="a cat",
            height=64,
            width=64,
            num_inference_steps=2,
            generator=torch.Generator().manual_seed(0),
            output_type="np",
        ).images[0]
        return picture

    assert np.array_equal(sampled(loaded(weights, Fit())), sampled(made))
