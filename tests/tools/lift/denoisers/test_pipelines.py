"""What holds for the denoiser of every family, on tiny models with random weights."""

from dataclasses import replace
from typing import Any

import pytest

pytest.importorskip("diffusers")

import torch
from PIL import Image

from panelwright_tools.domain import ToolError, UserError
from panelwright_tools.lift.complift.clauses import Clause
from panelwright_tools.lift.complift.fallback import chosen
from panelwright_tools.lift.complift.options import Options
from panelwright_tools.lift.complift.scoring import score
from panelwright_tools.lift.denoisers.picking import denoiser_of
from panelwright_tools.lift.denoisers.pipelines import PipelineDenoiser
from panelwright_tools.lift.denoisers.schedules import Steps
from panelwright_tools.painting.diffusion.catalogue import family_named
from panelwright_tools.painting.diffusion.memory_errors import ran_out_of_memory
from samplings import SIZE, noise_picture
from tiny_models.folders import built

FAMILIES = {
    "sd15": "sd15",
    "sd15-inpaint": "sd15",
    "sdxl": "sdxl",
    "sdxl-inpaint": "sdxl",
    "sd3-medium": "sd3",
    "sd3-large": "sd3",
    "flux1-dev": "flux1",
    "flux1-schnell": "flux1",
    "flux1-fill": "flux1",
    "flux1-kontext": "flux1",
    "flux2-klein": "flux2",
    "flux2-klein-base": "flux2",
    "flux2-dev": "flux2",
    "qwen-image": "qwen_image",
    "qwen-image-edit": "qwen_image",
    "qwen-image-edit-plus": "qwen_image",
    "z-image-turbo": "z_image",
    "z-image-base": "z_image",
}
"""The family of each tiny model."""
UNDISTILLED = {
    "sd15", "sd15-inpaint", "sdxl", "sdxl-inpaint", "sd3-medium", "sd3-large", "flux2-klein-base",
    "qwen-image", "qwen-image-edit", "qwen-image-edit-plus", "z-image-base",
}  # fmt: skip
TEXTS = ("", "a red ball", "a blue dog, " * 9)


def denoiser(name: str, pipeline: Any = None) -> PipelineDenoiser:
    return denoiser_of(pipeline or built(name), family_named(FAMILIES[name]))


@pytest.fixture(scope="module", params=FAMILIES)
def named(request: pytest.FixtureRequest) -> tuple[str, PipelineDenoiser]:
    return request.param, denoiser(request.param)


def rows(model: PipelineDenoiser) -> tuple[torch.Tensor, torch.Tensor]:
    """Three noisy pictures, each at another time."""
    times = torch.tensor([0.1, 0.5, 0.9])
    picture = model.latents(noise_picture())
    noise = torch.randn(3, *picture.shape, generator=torch.Generator().manual_seed(1))
    alpha, sigma = (level[:, None, None, None] for level in model.levels(times))
    return alpha * picture + sigma * noise, times


def test_each_rows_noise_depends_on_that_row_alone(named: tuple[str, PipelineDenoiser]) -> None:
    _, model = named
    noisy, times = rows(model)
    texts = model.encode(TEXTS)
    together = model.noise(noisy, times, texts)
    assert together.shape == noisy.shape
    for at in range(3):
        alone = model.noise(noisy[at : at + 1], times[at : at + 1], texts[at : at + 1])
        torch.testing.assert_close(together[at : at + 1], alone, rtol=1e-4, atol=1e-5)


def test_words_and_times_change_the_noise(named: tuple[str, PipelineDenoiser]) -> None:
    _, model = named
    noisy, times = rows(model)
    null, words, _ = model.encode(TEXTS)
    told = model.noise(noisy, times, [words] * 3)
    assert (told - model.noise(noisy, times, [null] * 3)).abs().max() > 1e-4
    assert (told - model.noise(noisy, times.flip(0), [words] * 3)).abs().max() > 1e-4


def test_a_text_is_encoded_once(named: tuple[str, PipelineDenoiser]) -> None:
    _, model = named
    first = model.encode(["a red ball"])[0]
    again, other = model.encode(["a red ball", "a blue ball"])
    assert again is first
    assert not torch.equal(other.words, first.words)


def test_only_undistilled_models_have_an_unconditional(named: tuple[str, PipelineDenoiser]) -> None:
    name, model = named
    assert model.has_null == (name in UNDISTILLED)
    assert model.distilled == (name not in UNDISTILLED)


def test_a_picture_becomes_the_same_latents_every_time(
    named: tuple[str, PipelineDenoiser],
) -> None:
    _, model = named
    picture = noise_picture()
    latents = model.latents(picture)
    assert latents.dtype == torch.float32
    assert latents.shape[2] * SIZE[1] == latents.shape[1] * SIZE[0]
    assert torch.equal(latents, model.latents(picture))


def test_pictures_of_a_wrong_size_are_refused(named: tuple[str, PipelineDenoiser]) -> None:
    _, model = named
    with pytest.raises(UserError, match=f"63 by 32 pixels.* multiples of {model.grain}"):
        model.latents(Image.new("RGB", (63, 32)))


def test_pictures_too_large_for_the_model_are_refused() -> None:
    model = replace(denoiser("sd15"), longest=32)
    with pytest.raises(UserError, match="no side may be longer than 32"):
        model.latents(Image.new("RGB", SIZE))


@pytest.mark.parametrize(("told", "prediction"), [("epsilon", "eps"), ("v_prediction", "v")])
def test_the_scheduler_says_what_a_unet_predicts(told: str, prediction: str) -> None:
    pipeline = built("sd15")
    pipeline.scheduler.register_to_config(prediction_type=told)
    assert denoiser("sd15", pipeline).prediction == prediction


def test_a_network_that_predicts_the_picture_is_refused() -> None:
    pipeline = built("sd15")
    pipeline.scheduler.register_to_config(prediction_type="sample")
    with pytest.raises(UserError, match="predicting sample"):
        denoiser("sd15", pipeline)


def test_noise_of_a_velocity_is_what_the_scheduler_makes_of_it() -> None:
    pipeline = built("sd15")
    pipeline.scheduler.register_to_config(prediction_type="v_prediction")
    model = denoiser("sd15", pipeline)
    noisy, _ = rows(model)
    assert isinstance(model.schedule, Steps)
    step = torch.tensor([400])
    (text,) = model.encode(["a red ball"])
    told = model.noise(noisy[:1], model.schedule.middle(step), [text])
    with torch.no_grad():
        velocity = pipeline.unet(noisy[:1], 400, encoder_hidden_states=text.words).sample
    pipeline.scheduler.set_timesteps(1000)
    clean = pipeline.scheduler.step(velocity, 400, noisy[:1]).pred_original_sample
    alpha, sigma = model.levels(model.schedule.middle(step))
    torch.testing.assert_close(noisy[:1], alpha * clean + sigma * told, rtol=1e-4, atol=1e-4)


def test_latents_are_shifted_and_scaled_as_the_autoencoder_says() -> None:
    pipeline = built("sd3-large")
    picture = noise_picture()
    with torch.no_grad():
        values = pipeline.image_processor.preprocess(picture)
        mean = pipeline.vae.encode(values).latent_dist.mean
    torch.testing.assert_close(
        denoiser("sd3-large", pipeline).latents(picture), (mean[0] - 0.0609) * 1.5305
    )


def test_running_out_of_memory_can_be_told_from_other_failures(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    model = denoiser("sd15")
    noisy, times = rows(model)

    def full(*args: Any, **kwargs: Any) -> Any:
        raise torch.OutOfMemoryError

    monkeypatch.setattr(model.pipeline.unet, "forward", full)
    with pytest.raises(ToolError, match="not enough memory") as told:
        model.noise(noisy, times, model.encode(TEXTS))
    assert ran_out_of_memory(told.value)


def test_what_the_network_raises_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    model = denoiser("sd15")
    noisy, times = rows(model)

    def broken(*args: Any, **kwargs: Any) -> Any:
        raise RuntimeError("cuBLAS failed")

    monkeypatch.setattr(model.pipeline.unet, "forward", broken)
    with pytest.raises(
        ToolError, match=r"Stable Diffusion 1\.5 could not tell noise: cuBLAS failed"
    ):
        model.noise(noisy, times, model.encode(TEXTS))


@pytest.mark.parametrize("name", ["sdxl", "flux1-dev"])
@pytest.mark.parametrize("way", ["leaf_level", "block_level"])
def test_offloaded_models_tell_the_same_noise(name: str, way: str) -> None:
    plain = denoiser(name)
    noisy, times = rows(plain)
    pipeline = built(name)
    pipeline.enable_group_offload(
        onload_device=torch.device("cpu"),
        offload_type=way,
        num_blocks_per_group=1,
        exclude_modules=["vae"],
    )
    moved = denoiser(name, pipeline)
    torch.testing.assert_close(moved.latents(noise_picture()), plain.latents(noise_picture()))
    told, wanted = (one.noise(noisy, times, one.encode(TEXTS)) for one in (moved, plain))
    torch.testing.assert_close(told, wanted)


@pytest.mark.parametrize(("name", "way"), [("sd15", "unconditional"), ("flux1-dev", "contrast")])
def test_pictures_are_scored_by_the_model_that_painted_them(name: str, way: str) -> None:
    model = denoiser(name)
    asked = chosen(model, Clause("a red ball"), prompt="a girl with a red ball")
    assert asked.way == way
    options = Options(max_draws=8, alpha=1e-12)
    found = score(asked.denoiser, [noise_picture()], asked.formula, options)
    (clause,) = found.panels[0].clauses
    assert found.evaluations == 16
    assert clause.draws == 8
    assert clause.lift != 0
    assert clause.map is not None
    assert clause.map.shape == model.latents(noise_picture()).shape[1:]


def test_an_unknown_family_is_refused() -> None:
    class Other:
        name = "pixels"

    with pytest.raises(UserError, match="can't be asked of the family pixels"):
        denoiser_of(built("sd15"), Other())  # type: ignore[arg-type]
