import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

torch = pytest.importorskip("torch", reason="torch is not installed: it is in the extra grounding")

from panelwright_tools.domain import Box, UserError  # noqa: E402
from panelwright_tools.segmentation import sam  # noqa: E402
from panelwright_tools.segmentation.fitting import Canvas, corners, mask_of, pixels  # noqa: E402
from panelwright_tools.segmentation.none import NoSegmenter  # noqa: E402
from panelwright_tools.segmentation.sam import Sam  # noqa: E402
from tiny_models.segmenters import write_tiny_sam, write_tiny_sam2  # noqa: E402

BOXES = [Box(0.1, 0.1, 0.5, 0.5), Box(0.5, 0.2, 0.4, 0.7)]


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    root = tmp_path_factory.mktemp("models")
    return {"sam": write_tiny_sam(root / "sam"), "sam2": write_tiny_sam2(root / "sam2")}


def image(width: int = 80, height: int = 60) -> Image.Image:
    noise = np.random.default_rng(0).integers(0, 255, (height, width, 3), dtype=np.uint8)
    return Image.fromarray(noise)


@pytest.mark.parametrize("kind", ["sam", "sam2"])
def test_each_box_has_the_mask_that_the_model_sees_in_it(
    folders: dict[str, Path], kind: str
) -> None:
    one, other = Sam(str(folders[kind])).segment(image(), BOXES)
    assert one is not None and other is not None
    assert one.shape == other.shape == (60, 80) and one.dtype == bool
    assert not one[:, 52:].any() and not other[:, :38].any()
    [alone] = Sam(str(folders[kind])).segment(image(), BOXES[1:])
    assert alone is not None and np.array_equal(alone, other)


def test_more_boxes_than_the_decoder_takes_at_once_keep_their_order(
    folders: dict[str, Path],
) -> None:
    many = Sam(str(folders["sam"])).segment(image(), BOXES * 10)
    first, second = Sam(str(folders["sam"])).segment(image(), BOXES)
    assert first is not None and second is not None
    for number, mask in enumerate(many):
        assert mask is not None
        assert np.array_equal(mask, second if number % 2 else first)


def test_a_mask_is_the_one_that_the_library_itself_makes(folders: dict[str, Path]) -> None:
    from transformers import SamModel, SamProcessor

    box = Box(0.0, 0.0, 1.0, 1.0)
    model = SamModel.from_pretrained(folders["sam"]).eval()
    processor = SamProcessor.from_pretrained(folders["sam"])
    seen = processor(image(), input_boxes=[[[0.0, 0.0, 80.0, 60.0]]], return_tensors="pt")
    with torch.no_grad():
        out = model(**seen, multimask_output=False)
    [[theirs]] = processor.image_processor.post_process_masks(
        out.pred_masks, seen["original_sizes"], seen["reshaped_input_sizes"]
    )
    [ours] = Sam(str(folders["sam"])).segment(image(), [box])
    assert ours is not None
    assert (ours == theirs[0].numpy()).mean() > 0.99


def test_a_padded_picture_keeps_its_shape_and_a_stretched_one_fills_the_square() -> None:
    padded, stretched = Canvas((200, 100), 64, "pad"), Canvas((200, 100), 64, "stretch")
    box = Box(0.5, 0.5, 0.5, 0.5)
    assert corners([box], padded).tolist() == [[[32, 16, 64, 32]]]
    assert corners([box], stretched).tolist() == [[[32, 32, 64, 64]]]
    white = Image.new("RGB", (200, 100), "white")
    seen = pixels(white, padded, (0.0,) * 3, (1.0,) * 3)
    assert seen.shape == (1, 3, 64, 64)
    assert seen[..., :32, :].min() == 1 and seen[..., 32:, :].max() == 0


def test_logits_come_back_to_the_pixels_that_they_stand_for() -> None:
    """The right half of the padded picture is seen."""
    logits = torch.full((16, 16), -5.0)
    logits[:8, 8:] = 5.0
    mask = mask_of(logits, Box(0, 0, 1, 1), Canvas((200, 100), 64, "pad"))
    assert mask is not None and mask.shape == (100, 200)
    assert mask[:, 105:].mean() > 0.95 and not mask[:, :95].any()


def test_where_nothing_is_seen_there_is_no_mask() -> None:
    logits = torch.full((16, 16), -5.0)
    assert mask_of(logits, Box(0, 0, 1, 1), Canvas((20, 10), 64, "stretch")) is None


def test_another_kind_of_model_is_named(folders: dict[str, Path], tmp_path: Path) -> None:
    shutil.copytree(folders["sam"], tmp_path / "bert")
    (tmp_path / "bert/config.json").write_text(json.dumps({"model_type": "bert"}))
    with pytest.raises(UserError, match="a model of the kind bert, not one of these: sam, sam2"):
        Sam(str(tmp_path / "bert")).segment(image(), BOXES)


def test_damaged_weights_are_one_sentence(folders: dict[str, Path], tmp_path: Path) -> None:
    shutil.copytree(folders["sam2"], tmp_path / "broken")
    weights = tmp_path / "broken/model.safetensors"
    weights.write_bytes(weights.read_bytes()[:9000])
    with pytest.raises(UserError, match="can't be loaded as a model of the SAM family"):
        Sam(str(tmp_path / "broken")).segment(image(), BOXES)


def test_without_boxes_no_model_is_loaded() -> None:
    sam._loaded.cache_clear()
    assert Sam("/nowhere").segment(image(), []) == []


def test_without_a_segmenter_there_are_no_masks() -> None:
    assert NoSegmenter().segment(image(), BOXES) == [None, None]
