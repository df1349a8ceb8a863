"""Models are found by name, told apart by what is in their files, and refused in one sentence."""

import json
import re
import shutil
import struct
import time
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("diffusers")

from safetensors.numpy import save_file

from panelwright_tools.domain import UserError
from panelwright_tools.painting.diffusion.recognition import told
from panelwright_tools.painting.diffusion.tensors import Tensor
from panelwright_tools.painting.diffusion.weights import located
from tiny_gguf import write_tiny_gguf
from tiny_models.gguf_flux import write_gguf


@pytest.fixture
def copied(wide_flux: Path, tmp_path: Path) -> Path:
    """The tiny FLUX.1, to be changed."""
    return Path(shutil.copytree(wide_flux, tmp_path / "model"))


@pytest.fixture
def cached(wide_flux: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The tiny FLUX.1 in a hub cache, as FLUX.1 dev."""
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub"))
    model = tmp_path / "hub" / "models--black-forest-labs--FLUX.1-dev"
    shutil.copytree(wide_flux, model / "snapshots" / "c0ffee")
    (model / "refs").mkdir()
    (model / "refs" / "main").write_text("c0ffee")
    return model / "snapshots" / "c0ffee"


@pytest.fixture(scope="module")
def transformer(wide_flux: Path) -> Any:
    from diffusers import FluxTransformer2DModel

    return FluxTransformer2DModel.from_pretrained(wide_flux / "transformer")


def refusal(*names: Path | str) -> str:
    started = time.process_time()
    with pytest.raises(UserError) as caught:
        located(*map(str, names))
    assert time.process_time() - started < 1
    text = str(caught.value)
    assert "\n" not in text and text.endswith((".", ")"))
    return text


def test_a_folder_is_of_the_family_that_its_index_names(wide_flux: Path) -> None:
    weights = located(str(wide_flux))

    assert (weights.family, weights.kind, weights.pipeline) == ("flux1", "folder", "FluxPipeline")
    assert set(weights.tensors) == {"transformer", "vae", "text_encoder", "text_encoder_2"}


def test_sizes_of_parts_are_those_of_the_networks(wide_flux: Path, transformer: Any) -> None:
    tensors = located(str(wide_flux)).tensors["transformer"]

    assert sum(t.numbers for t in tensors.values()) == transformer.num_parameters()
    assert sum(t.bytes for t in tensors.values()) == transformer.num_parameters() * 4


def test_a_gguf_file_takes_its_other_parts_from_the_folder_around_it(
    copied: Path, transformer: Any
) -> None:
    weights = located(str(write_gguf(transformer.state_dict(), copied / "flux.gguf", "Q8_0")))

    assert (weights.family, weights.kind, weights.whole) == ("flux1", "gguf", False)
    assert weights.components == copied
    query = weights.tensors["transformer"]["transformer_blocks.0.attn.to_q.weight"]
    assert query == Tensor((256, 256), "Q8_0", 256 * 256 // 32 * 34)


def test_a_file_takes_its_other_parts_from_the_cache(
    cached: Path, transformer: Any, tmp_path: Path
) -> None:
    path = write_gguf(transformer.state_dict(), tmp_path / "flux.gguf", "Q8_0")

    assert located(str(path)).components == cached


def test_a_safetensors_file_of_a_transformer_is_recognised(copied: Path, transformer: Any) -> None:
    path = copied / "alone.safetensors"
    save_file({n: t.numpy() for n, t in transformer.state_dict().items()}, path)

    weights = located(str(path))

    assert (weights.family, weights.kind, weights.whole) == ("flux1", "safetensors", False)


def test_a_file_without_other_parts_says_what_to_download(
    transformer: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "none"))
    path = write_gguf(transformer.state_dict(), tmp_path / "flux.gguf", "Q8_0")

    assert "agent models pull black-forest-labs/FLUX.1-dev" in refusal(path)


def test_components_that_do_not_go_with_a_file_are_refused(
    copied: Path, transformer: Any, tmp_path: Path
) -> None:
    config = copied / "transformer" / "config.json"
    config.write_text(config.read_text().replace('"in_channels": 16', '"in_channels": 48'))
    path = write_gguf(transformer.state_dict(), tmp_path / "flux.gguf", "Q8_0")

    assert "takes 48 channels, and the file's 16" in refusal(path, copied)


def test_a_file_of_schnell_does_not_take_the_parts_of_dev(
    copied: Path, transformer: Any, tmp_path: Path
) -> None:
    tensors = {n: t.numpy() for n, t in transformer.state_dict().items() if "guidance" not in n}
    save_file(tensors, tmp_path / "schnell.safetensors")

    assert "guidance distilled" in refusal(tmp_path / "schnell.safetensors", copied)


def test_a_hub_id_means_the_model_in_the_cache(cached: Path) -> None:
    assert located("black-forest-labs/FLUX.1-dev").path == cached


def test_a_hub_id_that_was_never_pulled_names_the_command_that_pulls_it(cached: Path) -> None:
    text = refusal("black-forest-labs/FLUX.1-schnell")

    assert "agent models pull black-forest-labs/FLUX.1-schnell" in text


def test_the_digest_follows_the_weights_wherever_they_lie(copied: Path, wide_flux: Path) -> None:
    assert located(str(copied)).digest == located(str(wide_flux)).digest

    path = copied / "vae" / "diffusion_pytorch_model.safetensors"
    raw = bytearray(path.read_bytes())
    raw[-1] ^= 1
    path.write_bytes(raw)

    assert located(str(copied)).digest != located(str(wide_flux)).digest


def test_the_digest_follows_the_configuration(copied: Path, wide_flux: Path) -> None:
    config = copied / "scheduler" / "scheduler_config.json"
    config.write_text(config.read_text().replace('"shift": 1.0', '"shift": 3.0'))

    assert located(str(copied)).digest != located(str(wide_flux)).digest


def test_a_folder_that_is_no_model_is_refused(tmp_path: Path) -> None:
    assert "is no model: it holds no model_index.json" in refusal(tmp_path)


def test_a_folder_of_one_part_is_refused(wide_flux: Path) -> None:
    assert "only one part of a model (FluxTransformer2DModel)" in refusal(wide_flux / "transformer")


def test_a_folder_of_a_foreign_pipeline_is_refused(copied: Path) -> None:
    index = copied / "model_index.json"
    index.write_text(index.read_text().replace('"FluxPipeline"', '"StableAudioPipeline"'))

    assert "is a StableAudioPipeline, which is none of the families" in refusal(copied)


def test_a_folder_that_brings_code_of_its_own_is_refused(copied: Path) -> None:
    index = copied / "model_index.json"
    facts = json.loads(index.read_text()) | {"vae": ["os", "system"]}
    index.write_text(json.dumps(facts))

    assert "only classes of diffusers and transformers are loaded" in refusal(copied)


def test_a_folder_with_pickled_weights_is_refused(copied: Path) -> None:
    weights = copied / "vae" / "diffusion_pytorch_model.safetensors"
    weights.rename(weights.with_suffix(".bin"))

    assert "as a pickle, which can run code" in refusal(copied)


def test_a_folder_that_was_downloaded_in_part_is_refused(copied: Path) -> None:
    shutil.rmtree(copied / "text_encoder_2")

    assert "lacks the part text_encoder_2" in refusal(copied)


def test_a_safetensors_file_that_is_cut_short_is_refused(copied: Path) -> None:
    path = copied / "transformer" / "diffusion_pytorch_model.safetensors"
    path.write_bytes(path.read_bytes()[:-100])

    assert re.search(r"is cut short: [\d,]+ of [\d,]+ bytes are there", refusal(copied))


def test_a_safetensors_file_that_ends_within_its_header_is_refused(copied: Path) -> None:
    path = copied / "transformer" / "diffusion_pytorch_model.safetensors"
    path.write_bytes(path.read_bytes()[:64])

    assert "is cut short; download it again" in refusal(copied)


DEEP = b'{"a":' + b"[" * 200_000


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"no weights",
        b"\xff" * 64,
        struct.pack("<Q", 2) + b"{}",
        b"\0" * 64,
        struct.pack("<Q", len(DEEP)) + DEEP,
    ],
    ids=["empty", "short", "ones", "no tensors", "zeros", "deep"],
)
def test_a_file_that_only_bears_the_name_is_refused(raw: bytes, tmp_path: Path) -> None:
    path = tmp_path / "model.safetensors"
    path.write_bytes(raw)

    assert "is no safetensors file, or its header is damaged" in refusal(path)


def test_a_language_model_is_refused(tmp_path: Path) -> None:
    path = write_tiny_gguf(tmp_path / "llama.gguf")

    assert "is a language model (llama), which plans and doesn't paint" in refusal(path)


def test_a_gguf_file_of_another_architecture_is_refused(tmp_path: Path, transformer: Any) -> None:
    tensors = {f"sound.{n}": t for n, t in transformer.state_dict().items()}

    path = write_gguf(tensors, tmp_path / "other.gguf", "Q8_0", architecture="musicgen")

    assert "is of no family that Panelwright paints with" in refusal(path)


def test_a_gguf_file_that_is_cut_short_is_refused(copied: Path, transformer: Any) -> None:
    path = write_gguf(transformer.state_dict(), copied / "flux.gguf", "Q8_0")
    path.write_bytes(path.read_bytes()[:-200])

    assert "is cut short" in refusal(path)


def test_a_gguf_file_that_ends_within_its_header_is_refused(copied: Path, transformer: Any) -> None:
    path = write_gguf(transformer.state_dict(), copied / "flux.gguf", "Q8_0")
    path.write_bytes(path.read_bytes()[:300])

    assert "is cut short or damaged" in refusal(path)


@pytest.mark.parametrize("name", ["model.ckpt", "model.bin", "model.pt"])
def test_a_pickle_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"\x80\x04K\x01.")

    assert "is a pickle, which can run code" in refusal(tmp_path / name)


@pytest.mark.parametrize("name", ["nothing-there", "./no/folder", "/no/such.gguf", "../../x", ""])
def test_what_is_not_there_is_refused(name: str) -> None:
    assert refusal(name)


NAMED = {
    "flux1": ["double_blocks.0.img_attn.norm.key_norm.scale"],
    "flux2": [
        "double_blocks.0.img_attn.norm.key_norm.scale",
        "single_stream_modulation.lin.weight",
    ],
    "sd3": ["joint_blocks.0.context_block.adaLN_modulation.1.bias"],
    "z_image": ["cap_embedder.1.weight", "layers.0.adaLN_modulation.0.weight"],
    "qwen_image": ["txt_norm.weight", "transformer_blocks.0.img_mod.1.weight"],
    "sdxl": ["input_blocks.0.0.weight", "label_emb.0.0.weight"],
    "sd15": [
        "input_blocks.0.0.weight",
        "middle_block.1.transformer_blocks.0.attn2.to_k.weight",
    ],
}


@pytest.mark.parametrize("prefix", ["", "model.diffusion_model."])
@pytest.mark.parametrize("family", NAMED)
def test_files_under_their_makers_names_are_recognised(family: str, prefix: str) -> None:
    found = told({prefix + name: Tensor((8, 9, 3, 3), "F16", 1) for name in NAMED[family]})

    assert found.family == family


def test_a_checkpoint_with_its_autoencoder_is_whole_and_tells_its_channels() -> None:
    names = ["model.diffusion_model." + name for name in NAMED["sdxl"]]
    names += ["first_stage_model.decoder.conv_in.weight"]

    found = told({name: Tensor((320, 9, 3, 3), "F16", 1) for name in names})

    assert (found.family, found.whole, found.channels) == ("sdxl", True, 9)


def test_a_lora_is_no_model(tmp_path: Path) -> None:
    import numpy as np

    path = tmp_path / "style.safetensors"
    save_file({"lora_unet_down_blocks_0.lora_up.weight": np.zeros((4, 4), np.float32)}, path)

    assert "is a LoRA, which is added to a model" in refusal(path)
