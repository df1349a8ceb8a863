"""Likeness by image encoders: the same picture is alike, others are less, whatever the shape."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

pytest.importorskip("torch", reason="torch is not installed: it is in the extra grounding")

from panelwright_tools.domain import UserError
from panelwright_tools.likeness.encoder import EncoderLikeness, _loaded
from panelwright_tools.likeness.none import NoLikeness
from tiny_models.encoders import write_tiny_clip, write_tiny_dinov2, write_tiny_siglip

Written = Callable[[Path], Path]


def picture(seed: int, width: int = 48, height: int = 64) -> Image.Image:
    """Patches of colours, another for each seed."""
    colours = np.random.default_rng(seed).integers(0, 255, (4, 4, 3), dtype=np.uint8)
    return Image.fromarray(colours).resize((width, height), Image.Resampling.NEAREST)


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_clip(tmp_path_factory.mktemp("models") / "clip")


@pytest.mark.parametrize("write", [write_tiny_clip, write_tiny_siglip, write_tiny_dinov2])
def test_the_same_picture_is_alike_and_another_less(tmp_path: Path, write: Written) -> None:
    folder = write(tmp_path / "model")
    assert EncoderLikeness(str(folder), "cpu").likeness(picture(1), [picture(1)]) == 1
    same, other = _loaded(folder, "cpu").cosines(picture(1), [picture(1), picture(2)])
    assert same == pytest.approx(1, abs=1e-5) and other < same - 1e-3


def test_the_nearest_of_several_references_counts(clip: Path) -> None:
    meter = EncoderLikeness(str(clip), "cpu")
    assert meter.likeness(picture(1), [picture(2), picture(1), picture(3)]) == 1


def test_what_is_asked_is_what_the_library_itself_computes(clip: Path) -> None:
    """A square picture is resized, normalised and encoded as by CLIP's own processor."""
    import torch
    from transformers import CLIPImageProcessorPil, CLIPVisionModelWithProjection

    square, other = picture(1, 32, 32), picture(2, 32, 32)
    seen = CLIPImageProcessorPil.from_pretrained(clip)([square, other], return_tensors="pt")
    with torch.no_grad():
        model = CLIPVisionModelWithProjection.from_pretrained(clip).eval()
        one, two = model(**seen).image_embeds
    [found] = _loaded(clip, "cpu").cosines(square, [other])
    assert found == pytest.approx(float(torch.cosine_similarity(one, two, dim=0)), abs=1e-4)


def test_cosines_become_shares_between_strangers_and_the_same(clip: Path) -> None:
    loaded = _loaded(clip, "cpu")
    halfway = (loaded.strangers + loaded.same) / 2
    values = [loaded.scaled(one) for one in (-1, loaded.strangers, halfway, loaded.same, 1)]
    assert values == [0, 0, 0.5, 1, 1]


def test_without_references_nothing_is_loaded_or_measured() -> None:
    assert EncoderLikeness("/nowhere").likeness(picture(1), []) is None
    assert NoLikeness().likeness(picture(1), [picture(1)]) is None


def test_other_weights_are_another_meter(clip: Path, tmp_path: Path) -> None:
    other = write_tiny_clip(tmp_path / "other", seed=1)
    assert EncoderLikeness(str(clip)).id != EncoderLikeness(str(other)).id


def test_another_kind_of_model_is_named(clip: Path, tmp_path: Path) -> None:
    shutil.copytree(clip, tmp_path / "bert")
    (tmp_path / "bert/config.json").write_text(json.dumps({"model_type": "bert"}))
    with pytest.raises(UserError, match="a model of the kind bert, not one of these: clip"):
        EncoderLikeness(str(tmp_path / "bert")).likeness(picture(1), [picture(1)])
