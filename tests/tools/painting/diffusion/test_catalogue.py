"""The table of families is whole, and diffusers knows every class that it names."""

import typing

import pytest

diffusers = pytest.importorskip("diffusers")

from panelwright_tools.domain import Quality  # noqa: E402
from panelwright_tools.painting.diffusion.catalogue import Kind, kinds  # noqa: E402


@pytest.mark.parametrize("kind", kinds().values(), ids=lambda kind: kind.title)
def test_every_kind_has_a_pipeline_and_a_preset_for_every_quality(kind: Kind) -> None:
    assert hasattr(diffusers, kind.pipeline)
    assert set(kind.presets) == set(typing.get_args(Quality))
    steps = [kind.presets[quality].steps for quality in ("fast", "balanced", "high")]
    assert steps == sorted(steps)
    assert kind.native % kind.grain == 0
