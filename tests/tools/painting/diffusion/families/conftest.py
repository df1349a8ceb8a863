"""What the tests of families share."""

import pytest

from samplings import SIZE


@pytest.fixture(autouse=True)
def small_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Qwen-Image-Edit look at pictures of our size; at its own megapixel it takes minutes."""
    pytest.importorskip("diffusers")
    from diffusers.pipelines.qwenimage import pipeline_qwenimage_edit as edit
    from diffusers.pipelines.qwenimage import pipeline_qwenimage_edit_plus as edit_plus

    area, of_area = SIZE[0] * SIZE[1], edit.calculate_dimensions
    monkeypatch.setattr(edit_plus, "VAE_IMAGE_SIZE", area)
    monkeypatch.setattr(edit_plus, "CONDITION_IMAGE_SIZE", area)
    monkeypatch.setattr(edit, "calculate_dimensions", lambda _, ratio: of_area(area, ratio))
