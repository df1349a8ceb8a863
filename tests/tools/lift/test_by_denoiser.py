"""The critic of diffusion painters, on tiny models with random weights."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("diffusers")

import torch

from panelwright_tools.domain import Box, Brief, BriefRegion, Region, UserError
from panelwright_tools.lift.by_denoiser import DenoisingCritic, denoising_critic
from panelwright_tools.lift.complift.clauses import And, Clause
from panelwright_tools.lift.complift.options import Options
from panelwright_tools.lift.complift.scoring import score
from panelwright_tools.lift.denoisers.picking import denoiser_of
from panelwright_tools.painting.diffusion.holding import digest_of, held
from panelwright_tools.painting.options import PaintingOptions
from panelwright_tools.painting.picture import Picture
from samplings import noise_picture

Models = Callable[[str], Path]
SIDE = 32
DRAWS = 32
LEFT, RIGHT = Box(0.0, 0.0, 0.5, 1.0), Box(0.5, 0.0, 0.5, 1.0)


def region(name: str, box: Box) -> BriefRegion:
    return BriefRegion(
        region=Region(id=name, noun=name, phrase=f"a red {name}", depth=0.5), box=box
    )


def brief(*regions: BriefRegion) -> Brief:
    return Brief(panel="p01", prompt="a red ball, a red dog", regions=regions, size=(SIDE, SIDE))


BOTH = brief(region("ball", LEFT), region("dog", RIGHT))


def picture() -> Picture:
    return Picture(image=noise_picture(size=(SIDE, SIDE)), painter="anyone", seed=0)


def painted_by(model: Path) -> dict[str, object]:
    return {"model": str(model), "device": "cpu", "side": SIDE}


def critic(model: Path, **scoring: object) -> DenoisingCritic:
    return denoising_critic(painted_by(model), draws=DRAWS, **scoring)


def test_each_region_has_the_lift_that_the_tool_measures_of_its_phrase_in_its_box(
    tiny_models: Models,
) -> None:
    options = PaintingOptions.model_validate(painted_by(tiny_models("sd15")))
    found = critic(tiny_models("sd15")).scored(picture(), BOTH)
    model = held(options)
    asked = denoiser_of(model.pipeline, model.family, digest=digest_of(options))
    alone = score(
        asked,
        asked.latents(picture().image)[None],
        And((Clause("a red ball", region=LEFT), Clause("a red dog", region=RIGHT)), whole=True),
        Options(max_draws=DRAWS, one_by_one=False),
        keys=[BOTH.seed],
    )
    assert [lift.region for lift in found.lifts] == ["ball", "dog"]
    for lift, expected in zip(found.lifts, alone.panels[0].clauses, strict=True):
        assert lift.value == pytest.approx(expected.lift, abs=1e-6)
        assert (lift.found, lift.evaluations) == (expected.found, expected.evaluations)


def test_maps_say_where_the_evidence_lies(tiny_models: Models) -> None:
    found = critic(tiny_models("sd15")).scored(picture(), BOTH)
    assert set(found.maps) == {"ball", "dog"}
    shapes = {lifts.shape for lifts in found.maps.values()}
    assert len(shapes) == 1 and all(lifts.dtype == np.int8 for lifts in found.maps.values())
    assert max(int(np.abs(lifts).max()) for lifts in found.maps.values()) == 127


def test_the_same_picture_has_the_same_lift_whatever_the_batch(tiny_models: Models) -> None:
    few = critic(tiny_models("sd15"), batch=3).scored(picture(), BOTH)
    many = critic(tiny_models("sd15"), batch=16).scored(picture(), BOTH)
    for one, other in zip(few.lifts, many.lifts, strict=True):
        assert one.value == pytest.approx(other.value, abs=1e-5)
        assert one.found == other.found


def test_all_regions_are_asked_to_the_end_though_one_is_absent(tiny_models: Models) -> None:
    found = critic(tiny_models("sd15"), margin=0.0, alpha=0.45).scored(picture(), BOTH)
    spent = [lift.evaluations for lift in found.lifts]
    left_open = [lift for lift in found.lifts if lift.found == "undecided"]
    assert all(spent) and all(lift.evaluations == 2 * DRAWS for lift in left_open)


def test_a_distilled_painter_is_held_against_the_prompt_without_the_thing(
    tiny_models: Models,
) -> None:
    found = critic(tiny_models("flux1-schnell")).scored(picture(), BOTH)
    assert [lift.method.split(",")[0] for lift in found.lifts] == ["contrastive lift"] * 2
    assert any("is distilled" in note for note in found.notes)


def test_another_model_scores_where_one_is_named(tiny_models: Models) -> None:
    by_other = denoising_critic(
        painted_by(tiny_models("flux1-schnell")), model=str(tiny_models("sd15")), draws=DRAWS
    )
    found = by_other.scored(picture(), BOTH)
    alone = denoising_critic({"model": str(tiny_models("sd15")), "device": "cpu"}, draws=DRAWS)
    own = alone.scored(picture(), BOTH)
    assert [lift.value for lift in found.lifts] == [lift.value for lift in own.lifts]
    assert {lift.method.split(",")[0] for lift in found.lifts} == {"lift by another model"}
    assert found.notes[0].startswith("Lift by the critic sd15") and "encoded anew" in found.notes[0]
    assert {lift.method.split(",")[0] for lift in own.lifts} == {"lift"}
    assert own.notes[0].startswith("Lift by the painter's own sd15")


def test_what_is_smaller_than_a_latent_pixel_is_said_and_not_scored(tiny_models: Models) -> None:
    tiny = region("flea", Box(0.5, 0.5, 0.001, 0.001))
    found = critic(tiny_models("sd15")).scored(picture(), brief(region("ball", LEFT), tiny))
    assert [lift.region for lift in found.lifts] == ["ball"]
    assert "smaller than" in found.unscored["flea"] and set(found.unscored) == {"flea"}


def test_a_network_that_answers_with_no_number_scores_nothing(
    tiny_models: Models, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = PaintingOptions.model_validate(painted_by(tiny_models("sd15")))
    unet = held(options).pipeline.unet
    last = unet.conv_out.bias
    kept = last.detach().clone()
    with torch.no_grad():
        last.fill_(float("nan"))
    try:
        found = critic(tiny_models("sd15")).scored(picture(), BOTH)
    finally:
        with torch.no_grad():
            last.copy_(kept)
    assert found.lifts == () and found.maps == {}
    assert set(found.unscored) == {"ball", "dog"}
    assert all("was no number" in why for why in found.unscored.values())


def test_without_a_model_there_is_nobody_to_ask() -> None:
    with pytest.raises(UserError, match="--critic complift:MODEL"):
        denoising_critic({})


def test_a_panel_without_regions_is_not_asked_about(tmp_path: Path) -> None:
    assert critic(tmp_path / "nothing").scored(picture(), brief()).lifts == ()


def test_the_id_tells_what_decides_a_score(tiny_models: Models) -> None:
    model = tiny_models("sd15")
    ids = {critic(model).id, critic(model, margin=0.1).id, critic(tiny_models("sdxl")).id}
    assert len(ids) == 3
    assert critic(model, batch=3).id == critic(model, batch=4).id


def test_of_some_regions_only_these_are_asked_and_paid(tiny_models: Models) -> None:
    by = critic(tiny_models("sd15"), against="rest")
    whole, some = by.scored(picture(), BOTH), by.scored(picture(), BOTH, only=("dog",))
    assert [lift.region for lift in some.lifts] == ["dog"]
    assert some.lifts[0].value == pytest.approx(whole.lifts[1].value, abs=1e-6)
    assert 0 < some.evaluations < whole.evaluations


def test_what_is_to_be_avoided_is_scored_on_the_whole_picture(tiny_models: Models) -> None:
    shunning = BOTH.model_copy(update={"avoid": ("a cat",)})
    found = critic(tiny_models("sd15")).scored(picture(), shunning)
    assert [(lift.region, lift.phrase) for lift in found.lifts][2] == (None, "a cat")
    assert set(found.maps) == {"ball", "dog"}


def test_places_are_counted_where_that_is_asked_for(tiny_models: Models) -> None:
    plain = critic(tiny_models("sd15")).scored(picture(), BOTH)
    counting = critic(tiny_models("sd15"), apart=0.1).scored(picture(), BOTH)
    assert not any(lift.spots for lift in plain.lifts)
    assert all(lift.spots[0].share == 1.0 for lift in counting.lifts if lift.spots)
    assert any(lift.spots for lift in counting.lifts)
