"""The small model that comes with the package is loaded and painted with as any other."""

from typing import Any

import numpy as np
import pytest

pytest.importorskip("diffusers")

from panelwright_tools.domain import Box, Brief, BriefRegion, Region, UserError
from panelwright_tools.painting.diffusion.holding import held
from panelwright_tools.painting.diffusion.named_sets import named_sets
from panelwright_tools.painting.diffusion.painter import diffusion_painter, miniature_painter
from panelwright_tools.painting.diffusion.weights import located

MOST_BYTES = 16 * 10**6
FOX = BriefRegion(
    region=Region(id="fox", noun="fox", phrase="a red fox"), box=Box(0.05, 0.1, 0.4, 0.5)
)
CAR = BriefRegion(
    region=Region(id="car", noun="car", phrase="a blue car"), box=Box(0.5, 0.4, 0.45, 0.5)
)


def brief(**changes: Any) -> Brief:
    facts = {"panel": "p01", "prompt": "", "regions": (FOX, CAR), "size": (96, 64), "seed": 1}
    return Brief.model_validate({"quality": "fast", **facts, **changes})


def test_it_is_found_without_the_network_and_is_a_stable_diffusion() -> None:
    weights = located("miniature")
    assert (weights.family, weights.pipeline) == ("sd15", "StableDiffusionPipeline")
    parts = {part for part, tensors in weights.tensors.items() if tensors}
    assert parts == {"unet", "vae", "text_encoder"}


def test_it_is_small_and_says_what_it_is() -> None:
    folder = named_sets()["miniature"].folder
    assert folder is not None
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) <= MOST_BYTES
    assert {path.suffix for path in files} <= {".safetensors", ".json", ".md", ".png", ".csv"}
    card = (folder / "README.md").read_text("utf-8")
    assert all(word in card for word in ("Apache", "seed", "steps", "pictures", "loss"))


def test_its_weights_are_half_precision_and_finite() -> None:
    import torch

    model = held(miniature_painter(device="cpu").options)
    kinds = {t.kind for part in located("miniature").tensors.values() for t in part.values()}
    assert kinds <= {"F16", "I64"}
    for part in (model.pipeline.unet, model.pipeline.vae, model.pipeline.text_encoder):
        assert all(bool(torch.isfinite(value).all()) for value in part.parameters())


def test_it_paints_at_its_own_size_in_the_panels_proportions() -> None:
    painter = miniature_painter(device="cpu")
    model = held(painter.options)
    assert (model.kind.name, model.side, model.abilities.unconditional) == ("miniature", 32, True)
    picture = painter.paint(brief())
    assert picture.image.size == (96, 64)
    assert "Painted at 40×24 pixels and brought to 96×64." in picture.notes
    assert np.asarray(picture.image).std() > 5


def test_the_same_seed_gives_the_same_picture_and_another_another() -> None:
    painter = miniature_painter(device="cpu", steps=3)
    first, again = (painter.paint(brief()).image.tobytes() for _ in range(2))
    assert first == again
    assert painter.paint(brief(seed=2)).image.tobytes() != first


def test_it_is_the_set_of_that_name_told_bare_words_and_without_portraits() -> None:
    own = miniature_painter(device="cpu", steps=3)
    suits = {"consistent": False, "bare": True, "base_ratio": 0.6}
    named = diffusion_painter(model="miniature", device="cpu", steps=3, **suits)
    assert own.id == named.id and not own.takes_references
    assert own.paint(brief()).image.tobytes() == named.paint(brief()).image.tobytes()


def test_a_part_is_painted_anew_and_the_rest_is_kept() -> None:
    painter = miniature_painter(device="cpu", steps=4)
    whole = painter.paint(brief())
    mask = np.zeros((64, 96), bool)
    mask[20:, 50:] = True
    part = painter.inpaint(whole, mask, brief(seed=5))
    before, after = np.asarray(whole.image), np.asarray(part.image)
    assert np.array_equal(before[~mask], after[~mask])
    assert not np.array_equal(before[mask], after[mask])


def test_another_model_is_refused() -> None:
    with pytest.raises(UserError, match="takes no somewhere/else"):
        miniature_painter(model="somewhere/else")
