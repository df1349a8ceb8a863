"""The beginning of a GGUF file is read without any library."""

from pathlib import Path

import gguf
import pytest

from panelwright_tools.asking.gguf_header import header
from panelwright_tools.domain import UserError


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "tiny.gguf"
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_languages(["en", "de"])
    writer.add_context_length(2048)
    writer.add_tokenizer_model("llama")
    writer.add_token_list([f"token {number}" for number in range(1000)])
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.close()
    return path


def test_architecture_context_and_size_are_read(model: Path) -> None:
    found = header(model)
    assert (found.architecture, found.context) == ("llama", 2048)
    assert found.bytes == model.stat().st_size


@pytest.mark.parametrize("keep", [4, 10, 24, 30, 60])
def test_a_file_that_ends_early_tells_less(model: Path, keep: int) -> None:
    model.write_bytes(model.read_bytes()[:keep])
    assert header(model).context is None


def test_senseless_numbers_do_no_harm(model: Path) -> None:
    model.write_bytes(b"GGUF" + b"\xff" * 200)
    assert header(model).architecture is None


def test_what_is_no_gguf_is_told_as_that(tmp_path: Path) -> None:
    (tmp_path / "weights.safetensors").write_bytes(b"{}")
    with pytest.raises(UserError, match="is no GGUF file"):
        header(tmp_path / "weights.safetensors")
    with pytest.raises(UserError, match="there is no file"):
        header(tmp_path / "absent.gguf")
    with pytest.raises(UserError, match="can't be read"):
        header(tmp_path)
