"""Schedulers go by name, and only with the families that they fit."""

import typing
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch")
diffusers = pytest.importorskip("diffusers")

from panelwright_tools.domain import UserError  # noqa: E402
from panelwright_tools.painting.diffusion.catalogue import kinds  # noqa: E402
from panelwright_tools.painting.diffusion.schedulers import (  # noqa: E402
    check_scheduler,
    fit_schedulers,
    use_scheduler,
)
from panelwright_tools.painting.diffusion.tables import table  # noqa: E402
from tiny_models.folders import built  # noqa: E402

FAMILIES = sorted({family for family, _ in kinds()})


@pytest.fixture(scope="module")
def unet_pipeline() -> Any:
    pipeline = built("sd15")
    return pipeline


def painted(pipeline: Any) -> Any:
    return pipeline(
        prompt="a cat",
        width=64,
        height=64,
        num_inference_steps=4,
        generator=torch.Generator().manual_seed(0),
        output_type="np",
    ).images[0]


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_has_schedulers_that_diffusers_knows(family: str) -> None:
    for name in fit_schedulers(family):
        assert hasattr(diffusers, table("schedulers")["schedulers"][name]["class"])


@pytest.mark.parametrize("name", fit_schedulers("sd15"))
def test_each_fit_scheduler_paints_its_own_way(unet_pipeline: Any, name: str) -> None:
    use_scheduler(unet_pipeline, "unipc" if name != "unipc" else "euler", "sd15")
    other = painted(unet_pipeline)
    use_scheduler(unet_pipeline, name, "sd15")

    picture = painted(unet_pipeline)

    assert (
        type(unet_pipeline.scheduler).__name__ == table("schedulers")["schedulers"][name]["class"]
    )
    assert np.isfinite(picture).all()
    assert np.abs(picture - other).max() > 1e-3


def test_what_the_model_says_of_its_training_is_kept(unet_pipeline: Any) -> None:
    unet_pipeline.scheduler = diffusers.DDIMScheduler(
        beta_start=0.001, beta_end=0.02, prediction_type="v_prediction"
    )

    use_scheduler(unet_pipeline, "dpm++", "sd15")

    config = unet_pipeline.scheduler.config
    assert (config.beta_start, config.beta_end) == (0.001, 0.02)
    assert (config.prediction_type, config.algorithm_type) == ("v_prediction", "dpmsolver++")


def test_a_flow_model_keeps_its_shift() -> None:
    pipeline = built("flux1-dev")
    pipeline.scheduler = diffusers.FlowMatchEulerDiscreteScheduler(shift=2.5)

    use_scheduler(pipeline, "flow-match", "flux1")

    assert pipeline.scheduler.config.shift == 2.5


@pytest.mark.parametrize(("name", "family"), [("ddim", "flux1"), ("flow-match", "sdxl")])
def test_one_that_does_not_fit_is_refused_with_those_that_do(name: str, family: str) -> None:
    with pytest.raises(UserError) as caught:
        check_scheduler(name, family)

    assert f"the scheduler {name} does not go with {family}" in str(caught.value)
    assert ", ".join(fit_schedulers(family)) in str(caught.value)


def test_an_unknown_one_is_refused_with_those_there_are() -> None:
    with pytest.raises(UserError, match=r"the scheduler eular is unknown; .*euler, euler-a, ddim"):
        check_scheduler("eular", "sdxl")


def test_families_and_their_schedulers_are_the_same_families() -> None:
    assert set(FAMILIES) <= set(table("schedulers")["fit"])
    assert set(FAMILIES) <= set(table("recognition")["families"])
    assert set(FAMILIES) <= set(table("memory")["denoise"])
    assert typing.cast(set[str], set(table("schedulers")["fit"])) == set(
        table("recognition")["families"]
    )
