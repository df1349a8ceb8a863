"""What a recorder keeps is what the sampler computed, in every family."""

from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("diffusers")

import torch

import samplings
from panelwright_tools.domain import Box, Brief, UserError
from panelwright_tools.lift.complift.clauses import Clause
from panelwright_tools.lift.complift.trajectory import State
from panelwright_tools.lift.denoisers.picking import denoiser_of
from panelwright_tools.lift.denoisers.pipelines import PipelineDenoiser
from panelwright_tools.lift.denoisers.recording import Recorder, SamplingEnded, kept_steps
from panelwright_tools.lift.denoisers.seeds import best_seeds
from panelwright_tools.painting.diffusion.catalogue import family_named
from panelwright_tools.painting.diffusion.family import Family
from panelwright_tools.painting.diffusion.holding import held
from panelwright_tools.painting.diffusion.painter import diffusion_painter
from panelwright_tools.painting.diffusion.sampling import NetworkCall, Reference, RegionPrompt
from panelwright_tools.painting.listening import watching
from samplings import noise_picture
from tiny_models.folders import built, saved

FAMILIES = {
    "sd15": "sd15",
    "sd15-inpaint": "sd15",
    "sdxl": "sdxl",
    "sdxl-inpaint": "sdxl",
    "sd3-medium": "sd3",
    "sd3-large": "sd3",
    "flux1-dev": "flux1",
    "flux1-schnell": "flux1",
    "flux1-kontext": "flux1",
    "flux2-klein": "flux2",
    "flux2-klein-base": "flux2",
    "flux2-dev": "flux2",
    "qwen-image": "qwen_image",
    "qwen-image-edit": "qwen_image",
    "z-image-turbo": "z_image",
    "z-image-base": "z_image",
}
"""The family of each tiny model."""
WORDS = "a red ball"
GUIDANCE = 3.5


def asked(**changes: Any) -> Any:
    return samplings.sampling(WORDS, sequence_length=None, guidance=GUIDANCE, **changes)


def model_of(name: str) -> tuple[Family, Any, PipelineDenoiser]:
    family, pipeline = family_named(FAMILIES[name]), built(name)
    return family, pipeline, denoiser_of(pipeline, family, guidance=GUIDANCE)


def told(denoiser: PipelineDenoiser, state: State, text: str) -> torch.Tensor:
    """What the denoiser itself says of a state."""
    time = torch.tensor([state.time])
    return denoiser.noise(state.noisy[None], time, denoiser.encode([text]))[0]


@pytest.mark.parametrize("name", FAMILIES)
def test_the_denoiser_says_of_each_state_what_the_network_told_the_sampler(name: str) -> None:
    family, pipeline, denoiser = model_of(name)
    recorder = Recorder(denoiser, guidance=GUIDANCE)
    family.sample(pipeline, asked(steps=3, on_network=recorder))
    states = recorder.trajectory.states
    assert len(states) == 3
    assert [state.time for state in states] == sorted((s.time for s in states), reverse=True)
    for state in states:
        torch.testing.assert_close(told(denoiser, state, WORDS), state.told, rtol=1e-3, atol=5e-4)
        assert (state.other is not None) == (denoiser.has_null or name == "z-image-turbo")
        if state.other is not None:
            torch.testing.assert_close(told(denoiser, state, ""), state.other, rtol=1e-3, atol=5e-4)
    last = states[-1]  # random weights hear little of the words: this is what they do hear
    change = (told(denoiser, last, "a blue dog") - last.told).abs().max()
    assert (told(denoiser, last, WORDS) - last.told).abs().max() < 0.3 * change


def test_fill_sees_what_its_pipeline_shows_it_of_a_whole_picture() -> None:
    """By itself: a flat picture's latents are rounding errors that the tiny encoder blows up."""
    family, pipeline = family_named("flux1"), built("flux1-fill")
    denoiser = denoiser_of(pipeline, family)
    calls: list[NetworkCall] = []
    family.sample(pipeline, asked(on_network=calls.append))
    with torch.no_grad():
        beside = denoiser.form.beside(pipeline, (24, 32))
    seen = calls[0].kwargs["hidden_states"]
    assert beside is not None
    assert beside.shape[2] + 16 == seen.shape[2]
    torch.testing.assert_close(beside, seen[:, :, 16:], rtol=0, atol=0.05)


def test_recording_leaves_the_picture_as_it_is() -> None:
    family, pipeline, denoiser = model_of("sdxl")
    plain = family.sample(pipeline, asked())
    recorded = family.sample(pipeline, asked(on_network=Recorder(denoiser, guidance=GUIDANCE)))
    assert recorded.tobytes() == plain.tobytes()


def test_kept_states_are_the_networks_own_input() -> None:
    family, pipeline, denoiser = model_of("sdxl")
    seen: list[NetworkCall] = []
    recorder = Recorder(denoiser, guidance=GUIDANCE)

    def both(call: NetworkCall) -> None:
        seen.append(call)
        recorder(call)

    family.sample(pipeline, asked(on_network=both))
    for call, state in zip(seen, recorder.trajectory.states, strict=True):
        assert torch.equal(state.noisy, call.args[0][1])
        assert torch.equal(state.told, call.predicted[1])
        assert state.other is not None
        assert torch.equal(state.other, call.predicted[0])


@pytest.mark.parametrize("name", ["sd15", "flux1-dev"])
def test_portraits_that_share_their_attention_are_no_states(name: str) -> None:
    family, pipeline, denoiser = model_of(name)
    recorder = Recorder(denoiser, guidance=GUIDANCE)
    anchor = Reference(noise_picture(), 0.7)
    region = RegionPrompt("girl", "a girl", Box(0, 0, 0.5, 1), anchor=anchor)
    family.sample(pipeline, asked(regions=(region,), on_network=recorder))
    assert recorder.calls == len(recorder.trajectory.states) == 2
    assert recorder.trajectory.states[0].noisy.shape[1:] == (24, 32)


def test_nothing_watches_the_network_when_nobody_asks() -> None:
    family, pipeline, denoiser = model_of("sd15")
    hooks = []

    def look(done: int, steps: int) -> None:
        hooks.append(len(pipeline.unet._forward_hooks))

    recorder = Recorder(denoiser, guidance=GUIDANCE)
    family.sample(pipeline, asked(on_step=look))
    family.sample(pipeline, asked(on_step=look, on_network=recorder))
    assert hooks == [0, 0, 1, 1]
    assert not pipeline.unet._forward_hooks


@pytest.mark.parametrize(("name", "calls"), [("sd15", 3), ("qwen-image", 6), ("flux1-dev", 4)])
def test_sampling_ends_when_all_that_was_wanted_is_seen(name: str, calls: int) -> None:
    family, pipeline, denoiser = model_of(name)
    recorder = Recorder(denoiser, guidance=GUIDANCE, until=0.3, ending=True)
    with pytest.raises(SamplingEnded, match="ended after 3 steps"):
        family.sample(pipeline, asked(steps=10, on_network=recorder))
    assert recorder.calls == calls
    assert len(recorder.trajectory.states) == 3
    family.sample(pipeline, asked())  # the pipeline is as good as before


def test_no_more_states_are_kept_than_were_asked_for() -> None:
    family, pipeline, denoiser = model_of("sd15")
    recorder = Recorder(denoiser, guidance=GUIDANCE, most=3)
    family.sample(pipeline, asked(steps=9, on_network=recorder))
    steps = [int(time) for time in pipeline.scheduler.timesteps[[0, 4, 8]]]
    assert [round(state.time * 1000 - 0.5) for state in recorder.trajectory.states] == steps


def test_a_second_picture_takes_the_place_of_the_first() -> None:
    family, pipeline, denoiser = model_of("sd15")
    recorder = Recorder(denoiser, guidance=GUIDANCE)
    for size in ((64, 48), (48, 48)):
        family.sample(pipeline, asked(size=size, on_network=recorder))
    assert [state.noisy.shape[1:] for state in recorder.trajectory.states] == [(24, 24)] * 2


@pytest.mark.parametrize(
    ("steps", "until", "most", "kept"),
    [
        (30, 0.3, 4, {0, 3, 5, 8}),
        (30, 1.0, 3, {0, 14, 29}),
        (4, 0.2, 8, {0, 1}),
        (1, 1.0, 8, {0}),
    ],
)
def test_kept_steps_are_spread_evenly(steps: int, until: float, most: int, kept: set[int]) -> None:
    assert kept_steps(steps, until, most) == kept


def test_what_cannot_be_kept_is_refused() -> None:
    _, _, denoiser = model_of("sd15")
    with pytest.raises(UserError, match="can't keep 1 states"):
        Recorder(denoiser, guidance=1.0, most=1)
    with pytest.raises(UserError, match="no step was seen"):
        _ = Recorder(denoiser, guidance=1.0).trajectory


def test_of_several_seeds_the_best_are_finished() -> None:
    family, pipeline, denoiser = model_of("sd15")
    calls = []

    def sample(seed: int, recorder: Recorder) -> object:
        def told(call: NetworkCall) -> None:
            calls.append(seed)
            recorder(call)

        return family.sample(pipeline, asked(seed=seed, steps=10, on_network=told))

    clauses = [Clause("a red ball"), Clause("a blue dog", sign=-1)]
    found = best_seeds(denoiser, sample, [1, 2, 3], clauses, guidance=GUIDANCE, keep=2)
    assert calls == [1, 1, 1, 2, 2, 2, 3, 3, 3]
    assert sorted(found.order) == [1, 2, 3]
    assert found.kept == found.order[:2]
    assert found.dropped == found.order[2:]
    assert "12 evaluations" in found.said
    again = best_seeds(denoiser, sample, [3, 2, 1], clauses, guidance=GUIDANCE, keep=2)
    assert again.order == found.order


def test_a_painters_network_can_be_watched_and_its_seeds_compared(tmp_path: Path) -> None:
    painter = diffusion_painter(model=str(saved("sd15", tmp_path)), steps=10)
    brief = Brief(panel="p1", prompt=WORDS, size=(64, 48), seed=1)
    model = held(painter.options)
    denoiser = denoiser_of(model.pipeline, model.family)
    panels: list[str] = []

    def paint(seed: int, recorder: Recorder) -> object:
        def watched(panel: str, call: NetworkCall) -> None:
            panels.append(panel)
            recorder(call)

        with watching(watched):
            return painter.paint(brief.model_copy(update={"seed": seed}))

    found = best_seeds(denoiser, paint, [1, 2], guidance=7.5)
    assert panels == ["p1"] * 6
    assert sorted(found.order) == [1, 2]
    painter.paint(brief)
    assert len(panels) == 6
