import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

torch = pytest.importorskip("torch", reason="torch is not installed: it is in the extra grounding")

from panelwright_tools.domain import (  # noqa: E402
    Box,
    Brief,
    BriefRegion,
    Region,
    ToolError,
    UserError,
)
from panelwright_tools.grounding import groundingdino  # noqa: E402
from panelwright_tools.grounding.groundingdino import GroundingDino  # noqa: E402
from panelwright_tools.grounding.tables import table  # noqa: E402
from panelwright_tools.grounding.token_passes import token_passes  # noqa: E402
from panelwright_tools.painting.picture import Picture  # noqa: E402
from tiny_models.detectors import write_tiny_groundingdino  # noqa: E402


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_groundingdino(tmp_path_factory.mktemp("models") / "dino")


def picture(width: int = 80, height: int = 64) -> Picture:
    noise = np.random.default_rng(0).integers(0, 255, (height, width, 3), dtype=np.uint8)
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


def test_what_the_model_scores_is_found_under_the_phrases_of_the_plan(folder: Path) -> None:
    found = GroundingDino(str(folder)).ground(picture(), brief("a red ball", "a cat"), ["any dogs"])
    assert {one.phrase for one in found} <= {"a red ball", "a cat", "any dogs"}
    assert found and all(one.region is None and 0.3 <= one.score <= 1 for one in found)
    again = GroundingDino(str(folder)).ground(picture(), brief("a red ball", "a cat"), ["any dogs"])
    assert again == found


def test_scores_are_those_of_the_model_for_the_phrase_in_its_prompt(folder: Path) -> None:
    """Held against a plain run of the library on the same prompt as a text."""
    [one] = GroundingDino(str(folder)).ground(picture(), brief("a cat"), [])[:1]
    from transformers import AutoModelForZeroShotObjectDetection, AutoProcessor

    model = AutoModelForZeroShotObjectDetection.from_pretrained(folder).eval()
    seen = AutoProcessor.from_pretrained(folder)(
        images=picture().image, text="cat.", return_tensors="pt"
    )
    with torch.no_grad():
        out = model(**seen)
    assert seen["input_ids"].tolist() == [[101, 203, 1012, 102]]
    best = out.logits[0, :, 1].sigmoid().max().item()
    assert one.score == pytest.approx(best, abs=1e-3)


def test_a_prompt_of_many_texts_is_the_one_that_the_tokenizer_makes(folder: Path) -> None:
    detector = groundingdino._detector(folder, "cpu")
    texts = ["red-haired girl", "blue ball", "xylophone", "red ball", "łódź's café", "猫"]
    [one] = token_passes([detector.tokens(text) for text in texts], detector.marks, 256)
    assert list(one.ids) == detector.tokenizer(". ".join(texts) + ".")["input_ids"]
    words = [detector.tokenizer.convert_ids_to_tokens(one.ids[p] for p in s.places)
             for s in one.spans]  # fmt: skip
    assert words[0] == ["red", "haired", "girl"] and words[3] == ["red", "ball"]


def test_sixty_phrases_are_asked_in_passes_that_fit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_tiny_groundingdino(tmp_path, most_tokens=48)
    phrases = [f"a {color} thing{n}" for n, color in enumerate(("red", "blue", "odd") * 20)]
    monkeypatch.setitem(table("detecting"), "wanted", 0.0)
    monkeypatch.setitem(table("detecting"), "same", 1.0)
    found = GroundingDino(str(folder)).ground(picture(), brief(*phrases), ["a robot"])
    assert {one.phrase for one in found} >= set(phrases)


def test_a_huge_picture_is_looked_at_in_fractions(folder: Path) -> None:
    found = GroundingDino(str(folder)).ground(picture(9000, 300), brief("a cat"), [])
    assert all(0 <= value <= 1 for one in found for value in one.box)


def test_an_empty_phrase_is_refused_with_its_place(folder: Path) -> None:
    nameless = BriefRegion(region=Region(id="x", noun="", phrase=""), box=Box(0, 0, 1, 1))
    empty = brief("a cat").model_copy(update={"regions": (nameless,)})
    with pytest.raises(ToolError, match="region x of panel p01"):
        GroundingDino(str(folder)).ground(picture(), empty, [])


def test_other_weights_are_another_grounder(folder: Path, tmp_path: Path) -> None:
    other = write_tiny_groundingdino(tmp_path, seed=1)
    assert GroundingDino(str(folder)).id != GroundingDino(str(other)).id
    assert GroundingDino(str(folder)).id.startswith("groundingdino/")


def damaged(folder: Path, target: Path, how: str) -> Path:
    shutil.copytree(folder, target, dirs_exist_ok=True)
    weights = target / "model.safetensors"
    match how:
        case "truncated":
            weights.write_bytes(weights.read_bytes()[:5000])
        case "other kind":
            (target / "config.json").write_text(json.dumps({"model_type": "bert"}))
        case "no weights":
            weights.unlink()
        case "no config":
            (target / "config.json").unlink()
        case "bad config":
            (target / "config.json").write_text("{")
        case "lost weights":
            from safetensors.torch import load_file, save_file

            kept = {k: v for k, v in load_file(weights).items() if "text_projection" not in k}
            save_file(kept, weights, {"format": "pt"})
    return target


@pytest.mark.parametrize(
    ("how", "says"),
    [
        ("truncated", "can't be loaded as GroundingDINO"),
        ("other kind", "weights|can't be loaded as GroundingDINO"),
        ("no weights", "can't be loaded as GroundingDINO"),
        ("bad config", "can't be loaded as GroundingDINO"),
        ("no config", "is no model: it has no config.json"),
        ("lost weights", "lacks 2 of the model's weights, such as .*text_projection"),
    ],
)
def test_a_damaged_model_is_one_sentence(folder: Path, tmp_path: Path, how: str, says: str) -> None:
    broken = damaged(folder, tmp_path / "broken", how)
    with pytest.raises(UserError, match=says) as caught:
        GroundingDino(str(broken)).ground(picture(), brief("a cat"), [])
    assert "\n" not in str(caught.value)
