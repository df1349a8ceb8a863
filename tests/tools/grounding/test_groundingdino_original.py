"""The authors' own GroundingDINO against transformers', with the same weights."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
from PIL import Image

torch = pytest.importorskip("torch", reason="torch is not installed: it is in the extra grounding")
pytest.importorskip(
    "groundingdino",
    reason="groundingdino-py is not installed; pip install --no-deps groundingdino-py",
)

from panelwright_tools.domain import Box, Brief, BriefRegion, Region, UserError  # noqa: E402
from panelwright_tools.grounding import groundingdino, groundingdino_original  # noqa: E402
from panelwright_tools.grounding.groundingdino import GroundingDino  # noqa: E402
from panelwright_tools.grounding.groundingdino_original import GroundingDinoOriginal  # noqa: E402
from panelwright_tools.grounding.token_passes import token_passes  # noqa: E402
from panelwright_tools.painting.picture import Picture  # noqa: E402
from tiny_models.original_dino import small, write_converted, write_tiny_original  # noqa: E402


class Models(NamedTuple):
    checkpoint: Path
    encoder: Path
    converted: Path


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Models]:
    root = tmp_path_factory.mktemp("models")
    with small():
        checkpoint, encoder = write_tiny_original(root)
        yield Models(checkpoint, encoder, write_converted(checkpoint, root / "converted"))


def picture() -> Picture:
    noise = np.random.default_rng(0).integers(0, 255, (64, 80, 3), dtype=np.uint8)
    return Picture(Image.fromarray(noise), "test", 0)


def brief(*phrases: str) -> Brief:
    items = tuple(
        BriefRegion(
            region=Region(id=f"r{n}", noun=phrase.split()[-1], phrase=phrase),
            box=Box(0.1, 0.1, 0.4, 0.4),
        )
        for n, phrase in enumerate(phrases)
    )
    return Brief(panel="p01", prompt="", regions=items)


def original(models: Models) -> GroundingDinoOriginal:
    return GroundingDinoOriginal(str(models.checkpoint), str(models.encoder))


def test_both_forms_calculate_the_same(models: Models) -> None:
    theirs = groundingdino_original._detector(models.checkpoint, models.encoder, "cpu")
    ours = groundingdino._detector(models.converted, "cpu")
    texts = ["red ball", "blue ball", "red-haired girl"]
    [text] = token_passes([ours.tokens(one) for one in texts], ours.marks, 256)
    assert [theirs.tokens(one) for one in texts] == [ours.tokens(one) for one in texts]
    logits, boxes = theirs.detect(picture().image, text)
    wanted_logits, wanted_boxes = ours.detect(picture().image, text)
    assert logits.std() > 0.1 and boxes.std() > 0.01
    assert np.abs(logits - wanted_logits).max() < 1e-3
    assert np.abs(boxes - wanted_boxes).max() < 1e-3


def test_both_forms_give_the_same_detections(models: Models) -> None:
    plan = brief("a red ball", "a blue ball", "a girl in a coat")
    found = original(models).ground(picture(), plan, ["any dogs"])
    wanted = GroundingDino(str(models.converted)).ground(picture(), plan, ["any dogs"])
    assert [one.phrase for one in found] == [one.phrase for one in wanted] and found
    for one, other in zip(found, wanted, strict=True):
        assert one.score == pytest.approx(other.score, abs=1e-3)
        assert tuple(one.box) == pytest.approx(tuple(other.box), abs=1e-3)


def test_safetensors_hold_the_same_model_as_a_pickle(models: Models, tmp_path: Path) -> None:
    from safetensors.torch import save_file

    state = torch.load(models.checkpoint, weights_only=True)["model"]
    path = tmp_path / "tiny.safetensors"
    save_file({name: tensor.clone() for name, tensor in state.items()}, path)
    plan = brief("a cat")
    found = GroundingDinoOriginal(str(path), str(models.encoder)).ground(picture(), plan, [])
    assert found == original(models).ground(picture(), plan, [])


def test_nothing_of_the_package_stays_in_the_modules_of_others(models: Models) -> None:
    import sys
    from importlib.util import find_spec

    from transformers import BertModel

    groundingdino_original._detector(models.checkpoint, models.encoder, "cpu")
    if find_spec("torchvision") is None:
        assert not [name for name in sys.modules if name.split(".")[0] in ("torchvision", "timm")]
    assert not hasattr(BertModel, "get_head_mask")


class Evil:
    """What a pickle may do that is no tensor."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return print, ("pickles can run code",)


@pytest.mark.parametrize("how", ["code", "truncated", "other tensors", "half of them", "text"])
def test_a_damaged_or_hostile_checkpoint_is_one_sentence(
    models: Models, tmp_path: Path, how: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bad.pth"
    state = torch.load(models.checkpoint, weights_only=True)["model"]
    match how:
        case "code":
            torch.save({"model": {**state, "x": Evil()}}, path)
        case "truncated":
            path.write_bytes(models.checkpoint.read_bytes()[:100_000])
        case "other tensors":
            torch.save({"model": {"weight": torch.zeros(3)}}, path)
        case "half of them":
            torch.save({"model": {n: t for n, t in state.items() if "decoder" not in n}}, path)
        case "text":
            path.write_text("no checkpoint")
    with pytest.raises(UserError) as caught:
        GroundingDinoOriginal(str(path), str(models.encoder)).ground(picture(), brief("a cat"), [])
    assert str(path) in str(caught.value) and "\n" not in str(caught.value)
    assert capsys.readouterr().out == ""


def test_without_a_file_there_is_a_sentence(models: Models) -> None:
    with pytest.raises(UserError, match=r"there is no file nowhere\.pth"):
        _ = GroundingDinoOriginal("nowhere.pth", str(models.encoder)).id
