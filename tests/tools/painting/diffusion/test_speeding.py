"""Step caching skips work and changes pictures a little; compiling changes nothing."""

from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("diffusers")

from panelwright_tools.domain import UserError  # noqa: E402
from panelwright_tools.painting.diffusion.speeding import (  # noqa: E402
    compile_denoiser,
    use_step_cache,
)
from tiny_models.folders import built  # noqa: E402

STEPS = 12


class Counted:
    """A pipeline, and how often its last block worked."""

    def __init__(self) -> None:
        self.pipeline = built("flux1-dev")
        self.worked = 0
        feed_forward = self.pipeline.transformer.single_transformer_blocks[-1].proj_mlp
        feed_forward.register_forward_hook(self.count)

    def count(self, *_: Any) -> None:
        self.worked += 1

    def painted(self) -> Any:
        self.worked = 0
        return self.pipeline(
            prompt="a cat",
            width=64,
            height=64,
            num_inference_steps=STEPS,
            max_sequence_length=16,
            generator=torch.Generator().manual_seed(0),
            output_type="np",
        ).images[0]


@pytest.fixture(scope="module")
def flux() -> Counted:
    return Counted()


def test_a_first_block_cache_skips_blocks_and_more_with_a_higher_threshold(flux: Counted) -> None:
    use_step_cache(flux.pipeline, None)
    plain = flux.painted()
    assert flux.worked == STEPS

    use_step_cache(flux.pipeline, "first-block", 1.0)
    cached = flux.painted()
    assert flux.worked < STEPS
    assert 0 < np.abs(cached - plain).max() < 0.1

    use_step_cache(flux.pipeline, "first-block", 0.0)
    assert np.array_equal(flux.painted(), plain)
    assert flux.worked == STEPS


def test_nothing_is_remembered_from_one_picture_to_the_next(flux: Counted) -> None:
    use_step_cache(flux.pipeline, "first-block", 1.0)

    assert np.array_equal(flux.painted(), flux.painted())


def test_taylorseer_extrapolates_attention(flux: Counted) -> None:
    use_step_cache(flux.pipeline, None)
    plain = flux.painted()

    use_step_cache(flux.pipeline, "taylorseer")

    assert 0 < np.abs(flux.painted() - plain).max() < 0.1


def test_a_cache_can_be_taken_away_again(flux: Counted) -> None:
    use_step_cache(flux.pipeline, None)
    plain = flux.painted()
    use_step_cache(flux.pipeline, "first-block", 1.0)
    use_step_cache(flux.pipeline, None)

    assert np.array_equal(flux.painted(), plain)


def test_a_network_without_step_caching_says_so() -> None:
    with pytest.raises(UserError, match=r"step caching \(first-block\) does not go with UNet2D"):
        use_step_cache(built("sd15"), "first-block")


def test_a_threshold_for_a_cache_that_has_none_is_refused(flux: Counted) -> None:
    use_step_cache(flux.pipeline, None)
    with pytest.raises(UserError, match="taylorseer takes no threshold"):
        use_step_cache(flux.pipeline, "taylorseer", 0.1)


@pytest.mark.parametrize("name", ["flux1-schnell", "sd3-medium"])
def test_a_compiled_network_paints_the_same(name: str) -> None:
    pipeline = built(name)

    def painted() -> Any:
        return pipeline(
            prompt="a cat", width=32, height=32, num_inference_steps=1, max_sequence_length=8,
            generator=torch.Generator().manual_seed(0), output_type="np",
        ).images[0]  # fmt: skip

    plain = painted()
    compile_denoiser(pipeline, backend="eager")

    assert np.abs(painted() - plain).max() < 1e-5
    assert any(m._compiled_call_impl is not None for m in pipeline.transformer.modules())
