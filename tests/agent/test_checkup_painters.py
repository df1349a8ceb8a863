"""The doctor says what local painters find: libraries, devices with free memory, cached models."""

import importlib.metadata
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from panelwright.cli.app import run

Found = dict[str, tuple[str, str]]


def found(capsys: pytest.CaptureFixture[str]) -> Found:
    run(["doctor", "--json"])
    rows = json.loads(capsys.readouterr().out)
    return {row["what"]: (row["state"], row["detail"]) for row in rows}


@pytest.fixture(autouse=True)
def empty_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub"))
    return tmp_path / "hub"


def test_devices_are_told_with_their_free_memory(capsys: Any) -> None:
    pytest.importorskip("torch")

    state, detail = found(capsys)["device cpu"]

    assert state == "ok"
    assert "GB free; paints in float32" in detail


def test_a_card_that_torch_can_not_use_is_a_warning(
    capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    torch = pytest.importorskip("torch")
    if torch.cuda.is_available():
        pytest.skip("torch can use the card of this machine")
    which = shutil.which
    monkeypatch.setattr(
        shutil, "which", lambda name: "/bin/x" if name == "nvidia-smi" else which(name)
    )

    state, detail = found(capsys)["device cuda"]

    assert state == "warn" and "can't use it" in detail


def test_without_the_extra_nothing_fails_and_it_is_said_how_to_get_it(
    capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = importlib.metadata.version

    def missing(name: str) -> str:
        if name in ("torch", "diffusers", "transformers"):
            raise importlib.metadata.PackageNotFoundError(name)
        return version(name)

    monkeypatch.setattr("panelwright.checkup_painters.version", missing)

    findings = found(capsys)

    assert findings["torch"] == (
        "note",
        'not installed; only for local painters: pip install "panelwright[local]"',
    )
    assert findings["device"][0] == "note"


def test_models_in_the_cache_are_named(empty_cache: Path, capsys: Any) -> None:
    assert found(capsys)["models"][0] == "note"
    (empty_cache / "models--black-forest-labs--FLUX.1-dev" / "snapshots" / "c0ffee").mkdir(
        parents=True
    )

    state, detail = found(capsys)["models"]

    assert state == "ok" and detail.endswith(": black-forest-labs/FLUX.1-dev")
