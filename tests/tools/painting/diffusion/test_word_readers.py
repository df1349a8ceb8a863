"""Processors for pictures that need torchvision: used without it, or told in one sentence."""

import json
from importlib.util import find_spec
from pathlib import Path

import pytest

pytest.importorskip("diffusers")
if find_spec("torchvision") is not None:
    pytest.skip("torchvision is installed", allow_module_level=True)

from panelwright_tools.domain import ToolError
from panelwright_tools.painting.diffusion.catalogue import family_named
from panelwright_tools.painting.diffusion.fit import Fit
from panelwright_tools.painting.diffusion.loading import loaded
from panelwright_tools.painting.diffusion.weights import located
from samplings import difference, sampling
from tiny_models.folders import built, saved


def with_part(folder: Path, part: str, kind: str) -> Path:
    """The folder, whose part is said to be of another class of transformers."""
    index = folder / "model_index.json"
    told = json.loads(index.read_text())
    index.write_text(json.dumps({**told, part: ["transformers", kind]}))
    return folder


def test_flux2_dev_reads_words_without_its_processor(tmp_path: Path) -> None:
    folder = with_part(saved("flux2-dev", tmp_path), "tokenizer", "PixtralProcessor")
    pipeline = loaded(located(str(folder)), Fit())
    told = sampling("a red ball", sequence_length=512)
    flux2 = family_named("flux2")
    assert (
        difference(flux2.sample(pipeline, told), flux2.sample(built("flux2-dev"), told)).max() <= 1
    )


def test_a_model_that_looks_at_pictures_says_what_it_needs(tmp_path: Path) -> None:
    folder = with_part(saved("qwen-image", tmp_path), "processor", "Qwen2VLProcessor")
    (folder / "processor").mkdir()
    for file in (folder / "tokenizer").iterdir():
        (folder / "processor" / file.name).write_bytes(file.read_bytes())
    (folder / "processor" / "preprocessor_config.json").write_text(
        json.dumps({"image_processor_type": "Qwen2VLImageProcessor"})
    )
    index = folder / "model_index.json"
    told = json.loads(index.read_text())
    index.write_text(json.dumps({**told, "_class_name": "QwenImageEditPlusPipeline"}))
    with pytest.raises(ToolError, match="pip install torchvision"):
        loaded(located(str(folder)), Fit())
